import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckdb } from '../../../server/batch/duckdb.ts';
import { importPopulation } from '../../../server/operations/population/import-population.ts';
import { drawSample } from '../../../server/population/draw-sample.ts';
import { clientEntity, tierOf } from '../../support/tier-documents.ts';
import { type Bank, clock, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';

const CLIENT = clientEntity(
  {
    age: { type: 'integer', minimum: -9, maximum: 120, optional: true },
    aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100_000_000 },
    branch: { type: 'string', optional: true },
    staff: { type: 'boolean' },
    secret: { type: 'integer', minimum: 0, maximum: 9, sensitivity: 'C3' },
  },
  { organisation: 'branch' },
);
const WORTH = {
  kind: 'scorecard',
  name: 'worth',
  entity: 'entity/client',
  combine: 'sum',
  decimals: 0,
  characteristics: [
    {
      name: 'age',
      fact: 'age',
      bins: [
        { in: '[0, 30)', score: 10 },
        { in: '[30, 120]', score: 40 },
        // −9: refused to say.
        { values: [-9], score: 5 },
        { missing: true, score: 0 },
        { otherwise: true, score: 1 },
      ],
    },
    {
      name: 'aum',
      fact: 'aum',
      bins: [
        { in: '[0, 500.5)', score: 0 },
        { in: '[500.5, 100000000]', score: 50 },
      ],
    },
    {
      name: 'secret',
      fact: 'secret',
      bins: [
        { in: '[0, 5)', score: 0 },
        { in: '[5, 9]', score: 10 },
      ],
    },
  ],
};
const TIER = tierOf(
  [
    { name: 'plain', in: '[0, 40)' },
    { name: 'gold', in: '[40, 100]' },
  ],
  {
    appliesTo: { all: [{ fact: 'aum', operator: 'greaterThanInclusive', value: 10 }] },
    exceptions: [
      { when: { all: [{ fact: 'staff', operator: 'equal', value: true }] }, class: 'plain', reason: 'staff' },
    ],
  },
);
/** A score against a text: the axis of texts has no figure, and still its place. */
const GRID = {
  kind: 'segmentation',
  name: 'grid',
  entity: 'entity/client',
  method: 'matrix',
  rows: {
    of: 'scorecard/worth#score',
    bands: [
      { name: 'high', in: '[40, 100]' },
      { name: 'low', in: '[0, 40)' },
    ],
  },
  columns: {
    of: 'branch',
    bands: [
      { name: 'east', values: ['east'] },
      { name: 'unknown', missing: true },
      { name: 'rest', otherwise: true },
    ],
  },
  cells: {
    high: { east: { class: 'first' }, unknown: { class: 'second' }, rest: { class: 'second' } },
    low: { east: { class: 'third' }, unknown: { class: 'third' }, rest: { class: 'third' } },
  },
};
const DOCUMENTS = [CLIENT, WORTH, TIER, GRID];
const BRANCHES = ['east', 'west', null, 'bank'];
interface Client {
  readonly id: string;
  readonly age: number | null;
  readonly cents: number;
  readonly branch: string | null;
  readonly staff: boolean;
  readonly secret: number;
}
const clients = Array.from(
  { length: 240 },
  (_, i): Client => ({
    id: `k${String(i).padStart(3, '0')}`,
    age: i % 11 === 0 ? null : i % 13 === 0 ? -9 : (i * 37) % 100,
    cents: (i * 7919) % 100_000,
    branch: BRANCHES[i % BRANCHES.length] ?? null,
    staff: i % 17 === 0,
    secret: i % 10,
  }),
);

/** What a person would reckon with the definitions beside him. */
const points = ({ age, cents, secret }: Client) =>
  (age === null ? 0 : age === -9 ? 5 : age < 30 ? 10 : 40) + (cents < 50_050 ? 0 : 50) + (secret < 5 ? 0 : 10);
const tier = (client: Client, cut: number) =>
  client.cents < 1000 ? null : client.staff || points(client) < cut ? 'plain' : 'gold';
const standing = ({ cents, staff }: Client) => (cents < 1000 ? 'none' : staff ? 'exception' : 'figures');

interface Figure {
  readonly pointer: string;
  readonly decimals: number;
  readonly type: 'int32' | 'float64';
  readonly values: string;
  readonly missing: number;
  readonly apart: Readonly<Record<string, number>>;
}
interface Given {
  readonly names: readonly string[];
  readonly of: string;
}
interface Sample {
  readonly code?: string;
  readonly customers: number;
  readonly sampled: number;
  readonly unread: number;
  readonly asOf: string;
  readonly within: readonly string[] | null;
  readonly classes: Given;
  readonly decided: Given;
  readonly standings: readonly string[];
  readonly standing: string;
  readonly figures: readonly Figure[];
  readonly axes: readonly { readonly pointer: string; readonly of: string }[];
  readonly withheld: readonly string[];
}

/** Read as the page has to: from the bytes. */
function columns(sample: Sample) {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64')).buffer;
  const given = ({ names: all, of }: Given) => [...new Int16Array(bytes(of))].map((at) => all[at] ?? null);
  const [names, decided] = [given(sample.classes), given(sample.decided)];
  const standings = [...new Uint8Array(bytes(sample.standing))].map((at) => sample.standings[at]);
  const figure = (pointer: string) => {
    const found = sample.figures.find((one) => one.pointer === pointer);
    if (found === undefined) return undefined;
    const all = found.type === 'int32' ? new Int32Array(bytes(found.values)) : new Float64Array(bytes(found.values));
    return [...all].map((one) => (one === -(2 ** 31) || Number.isNaN(one) ? null : one));
  };
  const axis = (pointer: string) => {
    const found = sample.axes.find((one) => one.pointer === pointer);
    return found === undefined ? undefined : [...new Int16Array(bytes(found.of))];
  };
  return { names, decided, standings, figure, axis };
}

let bank: Bank;
const cookies = new Map<string, string>();
const own = { host: 'localhost', origin: 'http://localhost' };

async function ask(who: string, id: string, payload: object = {}, language = 'en') {
  const reply = await bank.app.inject({
    method: 'POST',
    url: `/api/v1/definitions/${id}/sample`,
    headers: { ...own, cookie: cookies.get(who) ?? '', 'accept-language': language },
    payload,
  });
  return { status: reply.statusCode, body: reply.json<Sample>(), text: reply.body };
}

async function open(isPopulated: boolean): Promise<Bank> {
  const opened = await openBank(DOCUMENTS, 'en', { hasPeople: true, now: clock.now });
  await seedPeople(opened.store, [
    ...STAFF,
    { id: 'head', node: 'bank', roles: ['author'] },
    { id: 'clerk', node: 'bank', roles: ['agent'] },
  ]);
  await opened.look();
  for (const account of ['head', 'lee', 'clerk']) {
    const payload = { account, password: PASSWORD, code: codeAt(clock.now()) };
    const reply = await opened.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    cookies.set(account, `guiju-session=${reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? ''}`);
  }
  if (!isPopulated) return opened;
  const path = join(opened.folder, 'clients.csv');
  const lines = clients.map((one) =>
    [one.id, one.age ?? '', (one.cents / 100).toFixed(2), one.branch ?? '', one.staff, one.secret].join(','),
  );
  writeFileSync(path, `id,age,aum,branch,staff,secret\n${lines.join('\n')}\n`);
  const duckdb = await openDuckdb({ threads: 1 });
  const { library } = opened.runtime.catalog;
  await importPopulation(
    { store: opened.store, dataFolder: opened.folder, duckdb, clock, actor: tester },
    { library, entity: 'entity/client', path, related: new Map(), language: 'en' },
  );
  duckdb.close();
  await opened.runtime.refresh();
  return opened;
}

beforeAll(async () => {
  bank = await open(true);
});
afterAll(() => bank.close());

describe('a sample of the figures that intervals divide', () => {
  it('tells the score and the class of everybody, as a plain loop over the file finds them', async () => {
    const { status, body } = await ask('head', 'segmentation/tier');
    expect(status).toBe(200);
    expect(body).toMatchObject({ customers: 240, sampled: 240, unread: 0, within: null, withheld: [] });
    const { names, standings, figure } = columns(body);
    expect(names).toEqual(clients.map((one) => tier(one, 40)));
    expect(standings).toEqual(clients.map(standing));
    expect(figure('/classes')).toEqual(clients.map(points));
    expect(new Set(standings)).toEqual(new Set(['figures', 'exception', 'none']));
  });

  it('counts missing values and special codes apart, and leaves out a figure of class C3', async () => {
    const { body } = await ask('head', 'scorecard/worth');
    const { figure } = columns(body);
    const [age] = body.figures;
    expect(age).toMatchObject({
      pointer: '/characteristics/0/bins',
      decimals: 0,
      missing: clients.filter((one) => one.age === null).length,
      apart: { '/characteristics/0/bins/2': clients.filter((one) => one.age === -9).length },
    });
    expect(figure('/characteristics/0/bins')).toEqual(clients.map((one) => (one.age === -9 ? null : one.age)));
    // Money in whole cents, exact.
    expect(figure('/characteristics/1/bins')).toEqual(clients.map(({ cents }) => cents));
    expect(body.withheld).toEqual(['/characteristics/2/bins']);
    expect(figure('/characteristics/2/bins')).toBeUndefined();
  });

  it('tells no field of class C3 by the points that a draft gives its bins', async () => {
    const banded = (characteristics: object[]) => ({
      ...structuredClone(WORTH),
      characteristics,
      bands: [
        { name: 'low', in: '[0, 5)' },
        { name: 'high', in: '[5, 1000]' },
      ],
    });
    const [age, aum, secret] = structuredClone(WORTH.characteristics) as [object, object, object];
    const bins = Array.from({ length: 10 }, (_, i) => ({ in: `[${i}, ${i}]`, score: i }));
    const telling = await ask('head', 'scorecard/worth', { document: banded([{ ...secret, bins }]) });
    expect([telling.status, telling.body.withheld]).toEqual([200, ['/characteristics/0/bins', '/bands']]);
    expect(columns(telling.body).figure('/bands')).toBeUndefined();
    const others = await ask('head', 'scorecard/worth', { document: banded([age, aum]) });
    expect([others.status, others.body.withheld]).toEqual([200, []]);
    expect(columns(others.body).figure('/bands')).toHaveLength(240);
  });

  it('tells of a matrix in which band of each axis everybody stands, but not by a field of class C3', async () => {
    const { status, body } = await ask('head', 'segmentation/grid');
    expect([status, body.withheld]).toEqual([200, []]);
    const { names, axis } = columns(body);
    const row = (one: Client) => (points(one) >= 40 ? 0 : 1);
    const column = ({ branch }: Client) => (branch === 'east' ? 0 : branch === null ? 1 : 2);
    expect(axis('/rows/bands')).toEqual(clients.map(row));
    expect(axis('/columns/bands')).toEqual(clients.map(column));
    expect(names).toEqual(clients.map((one) => (row(one) === 1 ? 'third' : column(one) === 0 ? 'first' : 'second')));
    const document = structuredClone(GRID);
    document.rows = {
      ...document.rows,
      of: 'secret',
      bands: [
        { name: 'high', in: '[5, 9]' },
        { name: 'low', in: '[0, 5)' },
      ],
    };
    const secret = await ask('head', 'segmentation/grid', { document });
    expect([secret.status, secret.body.withheld]).toEqual([200, ['/rows/bands']]);
    expect(columns(secret.body).axis('/rows/bands')).toBeUndefined();
    expect(columns(secret.body).axis('/columns/bands')).toEqual(clients.map(column));
  });

  it('reckons the figures by a draft, and the classes by what is in force', async () => {
    const document = structuredClone(TIER);
    document.scores = [
      { of: 'scorecard/worth#score', weight: 1, ifMissing: 'refuse' },
      { of: 'aum', weight: 1 },
    ] as never;
    document.classes[1] = { name: 'gold', in: '[40, 100000000]' };
    const { status, body } = await ask('head', 'segmentation/tier', { document });
    expect(status).toBe(200);
    const { names, decided, figure } = columns(body);
    expect(names).toEqual(clients.map((one) => tier(one, 40)));
    const mean = (one: Client) => Math.floor((points(one) * 100 + one.cents + 100) / 200);
    expect(decided).toEqual(
      clients.map((one) => (one.cents < 1000 ? null : one.staff || mean(one) < 40 ? 'plain' : 'gold')),
    );
    // The mean of both, in whole figures, half up.
    expect(figure('/classes')).toEqual(clients.map(mean));
  });

  it('counts for somebody of a branch his own customers alone', async () => {
    const { body } = await ask('lee', 'segmentation/tier');
    const his = clients.filter(({ branch }) => branch === 'east');
    expect(body).toMatchObject({ customers: his.length, sampled: his.length, within: ['east'] });
    expect(columns(body).names).toEqual(his.map((one) => tier(one, 40)));
  });

  it('draws those whose key hashes lowest, each for so many', async () => {
    const { catalog, snapshots } = bank.runtime;
    const { id, manifest } = snapshots?.of('entity/client') ?? { id: '', manifest: undefined };
    if (manifest === undefined) throw new Error('There is no snapshot');
    const duckdb = await openDuckdb({ threads: 1 });
    const drawn = await drawSample(duckdb, {
      library: catalog.library,
      ref: 'segmentation/tier',
      published: catalog.library.environment.decision('segmentation/tier'),
      cuts: {},
      snapshot: { id, manifest },
      files: manifest.tables.map(({ file }) => join(bank.folder, 'snapshots', id, file)),
      within: { kind: 'nodes', nodes: ['east', 'west'] },
      organisation: 'branch',
      most: 50,
    });
    duckdb.close();
    const md5 = (one: Client) => createHash('md5').update(one.id).digest('hex');
    const theirs = clients.filter(({ branch }) => branch === 'east' || branch === 'west');
    const least = new Set(theirs.toSorted((a, b) => (md5(a) < md5(b) ? -1 : 1)).slice(0, 50));
    expect(drawn).toMatchObject({ customers: theirs.length, sampled: 50 });
    expect([...(drawn.figures[0]?.values ?? [])]).toEqual(theirs.filter((one) => least.has(one)).map(points));
  });

  it.each([
    ['clerk', 'segmentation/tier', {}, 403, 'role-missing'],
    ['head', 'segmentation/none', {}, 404, 'definition-not-found'],
    ['head', 'entity/client', {}, 422, 'nothing-divided'],
    ['head', 'segmentation/tier', { document: WORTH }, 422, 'draft-of-another'],
    ['head', 'segmentation/tier', { document: { ...TIER, classes: [] } }, 422, 'too-few-items'],
    ['head', 'segmentation/tier', { documents: [] }, 400, 'request-not-valid'],
  ])('refuses $0 asking for $1: $4', async (who, id, payload, status, code) => {
    const refused = await ask(who, id, payload);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    const chinese = await ask(who, id, payload, 'zh-CN');
    expect(chinese.text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('says that there is no snapshot where none was brought', async () => {
    const full = bank;
    const empty = await open(false);
    bank = empty;
    try {
      const { status, body } = await ask('head', 'segmentation/tier');
      expect([status, body.code]).toEqual([404, 'snapshot-not-found']);
      expect(empty.faults).toEqual([]);
    } finally {
      bank = full;
      await empty.close();
    }
  });
});
