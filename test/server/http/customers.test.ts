import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, type Json } from '../../../definitions/index.ts';
import { openDuckdb } from '../../../server/batch/duckdb.ts';
import { importPopulation } from '../../../server/operations/population/import-population.ts';
import { clientEntity, tierOf } from '../../support/tier-documents.ts';
import { type Bank, clock, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';

const CLIENT = clientEntity(
  {
    called: { type: 'string', optional: true },
    aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100_000_000 },
    branch: { type: 'string', optional: true },
    staff: { type: 'boolean' },
    secret: { type: 'decimal', decimals: 1, minimum: 0, maximum: 100, sensitivity: 'C3' },
  },
  { organisation: 'branch', nameField: 'called' },
);
const WORTH = {
  kind: 'scorecard',
  name: 'worth',
  entity: 'entity/client',
  combine: 'sum',
  decimals: 0,
  characteristics: [{ name: 'aum', fact: 'aum', bins: [{ in: '[0, 100000000]', score: 10 }] }],
};
const CLASSES = [
  { name: 'plain', in: '[0, 40)' },
  { name: 'good', in: '[40, 70.5]' },
  { name: 'gold', in: '(70.5, 100000000]' },
];
const OPEN = [
  { name: 'plain', in: '(-∞, 40)' },
  { name: 'good', in: '[40, ∞)' },
];
const composite = (name: string, of: string, classes = CLASSES) => ({
  ...tierOf(classes, {
    name,
    decimals: 2,
    scores: [{ of, weight: 1 }],
    appliesTo: { all: [{ fact: 'aum', operator: 'greaterThanInclusive', value: 3 }] },
    exceptions: [
      { when: { all: [{ fact: 'staff', operator: 'equal', value: true }] }, class: 'plain', reason: 'staff' },
    ],
  }),
});
const aumFrom = (value: number) => ({ all: [{ fact: 'aum', operator: 'greaterThanInclusive', value }] });
const LABELS = {
  kind: 'segmentation',
  name: 'labels',
  entity: 'entity/client',
  method: 'criteria',
  mode: 'all',
  appliesTo: aumFrom(3),
  classes: [
    { name: 'saver', when: aumFrom(20) },
    { name: 'insider', when: { all: [{ fact: 'staff', operator: 'equal', value: true }] } },
  ],
};
const DOCUMENTS = [
  CLIENT,
  WORTH,
  composite('tier', 'aum'),
  composite('hidden', 'secret'),
  composite('open', 'aum', OPEN),
  LABELS,
];
const BRANCHES = ['east', 'west', null, 'bank'];
const NAMES = ['李明', '李晓明', '王芳', "O'Neil", 'ann % _', null];
interface Client {
  readonly id: string;
  readonly called: string | null;
  readonly aum: number;
  readonly branch: string | null;
  readonly staff: boolean;
  readonly secret: number;
}
const clients = Array.from(
  { length: 300 },
  (_, i): Client => ({
    id: `K${String(i).padStart(3, '0')}`,
    called: NAMES[i % NAMES.length] ?? null,
    // Many equal ones, and some just at a bound.
    aum: i % 50 === 0 ? 70.5 : (((i * 7919) % 1000) * 10 + (i % 3 === 0 ? 1 : 0)) / 100,
    branch: BRANCHES[i % BRANCHES.length] ?? null,
    staff: i % 17 === 0,
    secret: i % 100,
  }),
);

interface Listed {
  readonly key: string;
  readonly name: string | null;
  readonly classes: readonly string[];
  readonly standing: string;
  readonly figure: string | null;
  readonly reach: { readonly class: string; readonly by: string } | null;
}
interface Page {
  readonly code?: string;
  readonly items: readonly Listed[];
  readonly total: number;
  readonly next: string | null;
  readonly withheld: readonly string[];
  readonly lows: readonly object[];
  readonly asOf: string;
}

let bank: Bank;
const cookies = new Map<string, string>();
const own = { host: 'localhost', origin: 'http://localhost' };

async function ask(who: string, name: string, query: Readonly<Record<string, string>> = {}, language = 'en') {
  const headers = { ...own, cookie: cookies.get(who) ?? '', 'accept-language': language };
  const url = `/api/v1/population/${name}/customers?${new URLSearchParams(query).toString()}`;
  const reply = await bank.app.inject({ url, headers });
  return { status: reply.statusCode, body: reply.json<Page>(), text: reply.body };
}

async function everyPage(who: string, name: string, query: Readonly<Record<string, string>>, limit: number) {
  const items: Listed[] = [];
  for (let cursor: Readonly<Record<string, string>> = {}; ; ) {
    const { status, body } = await ask(who, name, { ...query, ...cursor, limit: String(limit) });
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    items.push(...body.items);
    if (body.next === null) return { items, total: body.total };
    cursor = { cursor: body.next };
  }
}

/** What the program answers for each client alone. */
function decided(name: string) {
  const ref = `segmentation/${name}`;
  const { decide } = compile(bank.runtime.catalog.library, [ref]);
  return clients.map((client) => {
    const facts = Object.fromEntries(Object.entries(client).filter(([, value]) => value !== null));
    const value = (decide({ facts: facts as Json }) as Readonly<Record<string, { readonly value: Json }>>)[ref]?.value;
    const found = value as { readonly class?: string; readonly classes?: readonly string[] } | null;
    return { ...client, isDecided: found !== null, classes: found?.classes ?? (found?.class ? [found.class] : []) };
  });
}
type Decided = ReturnType<typeof decided>[number];
const keys = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id).toSorted();

beforeAll(async () => {
  bank = await openBank(DOCUMENTS, 'en', { hasPeople: true, now: clock.now });
  await seedPeople(bank.store, [
    ...STAFF,
    { id: 'lead', node: 'bank', roles: ['team-lead'] },
    { id: 'agent', node: 'east', roles: ['agent'] },
    { id: 'writer', node: 'bank', roles: ['author'] },
  ]);
  await bank.look();
  for (const account of ['lead', 'agent', 'writer']) {
    const payload = { account, password: PASSWORD, code: codeAt(clock.now()) };
    const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    cookies.set(account, `guiju-session=${reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? ''}`);
  }
  const path = join(bank.folder, 'clients.ndjson');
  writeFileSync(path, clients.map((client) => `${JSON.stringify(client)}\n`).join(''));
  const duckdb = await openDuckdb({ threads: 1 });
  await importPopulation(
    { store: bank.store, dataFolder: bank.folder, duckdb, clock, actor: tester },
    { library: bank.runtime.catalog.library, entity: 'entity/client', path, related: new Map(), language: 'en' },
  );
  duckdb.close();
  await bank.runtime.refresh();
});
afterAll(() => bank.close());

describe('customers of a segmentation', () => {
  const asked: readonly (readonly [string, Readonly<Record<string, string>>, (of: Decided) => boolean])[] = [
    ['tier', {}, () => true],
    ['tier', { class: 'plain' }, ({ classes }) => classes.includes('plain')],
    ['tier', { class: 'gold' }, ({ classes }) => classes.includes('gold')],
    ['tier', { rest: 'undecided' }, ({ isDecided }) => !isDecided],
    ['tier', { rest: 'none' }, ({ isDecided, classes }) => isDecided && classes.length === 0],
    ['tier', { search: 'k01' }, ({ id }) => id.startsWith('K01')],
    ['tier', { search: '李' }, ({ called }) => called?.startsWith('李') === true],
    ['tier', { search: '明' }, () => false],
    ['tier', { search: "o'n" }, ({ called }) => called === "O'Neil"],
    ['tier', { search: 'ann %' }, ({ called }) => called === 'ann % _'],
    ['tier', { search: '%' }, () => false],
    ['tier', { class: 'good', search: '王' }, (of) => of.classes.includes('good') && of.called === '王芳'],
    ['labels', { class: 'saver' }, ({ classes }) => classes.includes('saver')],
    ['labels', { class: 'insider' }, ({ classes }) => classes.includes('insider')],
    ['labels', { rest: 'none' }, ({ isDecided, classes }) => isDecided && classes.length === 0],
    ['labels', { rest: 'undecided' }, ({ isDecided }) => !isDecided],
    ['hidden', { class: 'good' }, ({ classes }) => classes.includes('good')],
  ];
  it.each(asked)('of %s asked for by %o are those whom a plain loop finds', async (name, query, isAsked) => {
    const all = decided(name).filter(isAsked);
    for (const [who, branches] of [
      ['lead', BRANCHES],
      ['agent', ['east']],
    ] as const)
      for (const limit of [7, 200]) {
        const { items, total } = await everyPage(who, name, query, limit);
        const expected = all.filter(({ branch }) => (branches as readonly (string | null)[]).includes(branch));
        expect([who, items.map(({ key }) => key).toSorted(), total]).toEqual([who, keys(expected), expected.length]);
        const classesOf = new Map(all.map(({ id, classes }) => [id, classes]));
        for (const one of items) expect(one.classes).toEqual(classesOf.get(one.key));
      }
  });

  const cents = ({ aum }: Client) => Math.round(aum * 100);
  const isByFigure = (of: Decided) => of.isDecided && !of.staff;
  it.each<[Readonly<Record<string, string>>, (c: number) => boolean]>([
    [{ near: 'gold' }, (c) => c <= 7050 && c >= 6951],
    [{ near: 'gold', within: '0.01' }, (c) => c === 7050],
    [{ near: 'gold', within: '0.29' }, (c) => c <= 7050 && c >= 7022],
    [{ near: 'good', within: '5' }, (c) => c < 4000 && c >= 3500],
    [{ near: 'plain', within: '5' }, () => false],
    [{ within: '2.5' }, (c) => (c < 4000 && c >= 3750) || (c <= 7050 && c >= 6801)],
    [{ near: 'gold', within: '1', class: 'plain' }, () => false],
    // What a bar holds: its lower end is in, its upper is not; fractions of a unit count up.
    [{ from: '40', below: '70.5' }, (c) => c >= 4000 && c < 7050],
    [{ from: '70.499' }, (c) => c >= 7050],
    [{ below: '3.005' }, (c) => c <= 300],
    [{ from: '0.29', below: '0.29' }, () => false],
  ])('near a bound %o are those who lack so little, the nearest of a class first', async (query, isNear) => {
    const { items, total } = await everyPage('lead', 'tier', query, 5);
    const expected = decided('tier').filter((of) => isByFigure(of) && isNear(cents(of)));
    expect([items.map(({ key }) => key).toSorted(), total]).toEqual([keys(expected), expected.length]);
    const figures = items.map(({ figure }) => Number(figure));
    expect(figures).toEqual(figures.toSorted((a, b) => b - a));
  });

  it('are told with name, figure and what they lack of the next class, where no exception decides', async () => {
    const { items } = await everyPage('lead', 'tier', {}, 200);
    const byKey = new Map(items.map((one) => [one.key, one]));
    for (const of of decided('tier')) {
      const one = byKey.get(of.id);
      expect(one?.name).toBe(of.called);
      const lack = cents(of) < 4000 ? ['good', 4000] : ['gold', 7051];
      const isLacking = isByFigure(of) && cents(of) <= 7050;
      const by = ((Number(lack[1]) - cents(of)) / 100).toFixed(2);
      expect([of.id, one?.reach]).toEqual([of.id, isLacking ? { class: lack[0], by } : null]);
      expect(one?.standing).toBe(of.aum < 3 ? 'none' : of.staff ? 'exception' : 'figures');
      if (isByFigure(of)) expect(one?.figure).toBe((cents(of) / 100).toFixed(2));
    }
    const { body } = await ask('lead', 'tier');
    expect(body.lows).toEqual([
      { class: 'plain', from: '0.00', hasBelow: false },
      { class: 'good', from: '40.00', hasBelow: true },
      { class: 'gold', from: '70.51', hasBelow: true },
    ]);
    // Below a class that begins nowhere, even the first that begins somewhere is reached from it.
    expect((await ask('lead', 'open')).body.lows).toEqual([{ class: 'good', from: '40.00', hasBelow: true }]);
  });

  it('of a figure of class C3 are told without it, in no order of it, and nobody is near a bound', async () => {
    const { body } = await ask('lead', 'hidden', { limit: '200' });
    expect([body.withheld, body.lows]).toEqual([['figure'], []]);
    expect(body.items.every(({ figure, reach }) => figure === null && reach === null)).toBe(true);
    const shown = body.items.map(({ key }) => key);
    expect(shown).toEqual(shown.toSorted());
  });

  it.each([
    ['writer', 'tier', {}, 403, 'role-missing'],
    ['lead', 'nobody', {}, 404, 'definition-not-found'],
    ['lead', 'tier', { class: 'silver' }, 422, 'class-not-given'],
    ['lead', 'tier', { near: 'silver' }, 422, 'class-not-given'],
    ['lead', 'labels', { near: 'saver' }, 422, 'no-figure-to-reach'],
    ['lead', 'hidden', { within: '1' }, 422, 'no-figure-to-reach'],
    ['lead', 'hidden', { from: '1' }, 422, 'no-figure-to-reach'],
    ['lead', 'tier', { within: '-1' }, 400, 'query-malformed'],
    ['lead', 'tier', { search: 'K\0' }, 400, 'zero-character'],
    ['lead', 'tier', { cursor: 'x' }, 400, 'cursor-not-valid'],
  ])('refuses $0 asking for $1 $2: $4', async (who, name, query, status, code) => {
    const refused = await ask(who, name, query);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await ask(who, name, query, 'zh-CN')).text).toMatch(/[\u4e00-\u9fff]/);
  });
});
