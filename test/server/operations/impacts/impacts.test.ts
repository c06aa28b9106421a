import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compile, link } from '../../../../definitions/index.ts';
import { openDuckdb } from '../../../../server/batch/duckdb.ts';
import { secretHash } from '../../../../server/authority/secret.ts';
import { OWN_MARK } from '../../../../server/batch/process-mark.ts';
import { importPopulation } from '../../../../server/operations/population/import-population.ts';
import { insertImpact } from '../../../../server/store/impacts.ts';
import { type Bank, openBank, tester } from '../../support/bank.ts';
import { codeAt, PASSWORD, seedPeople } from '../../support/people.ts';
import { clientEntity, clientScorecard, tierOf } from '../../../support/tier-documents.ts';

const FIELDS = {
  age: { type: 'integer', minimum: 0, maximum: 120 },
  aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1_000_000 },
  branch: { type: 'string', optional: true },
};
const CLIENT = clientEntity(FIELDS, { organisation: 'branch' });
const SCORE = clientScorecard('worth', {
  age: [
    ['[0, 30)', 10],
    ['[30, 60)', 40],
    ['[60, 120]', 90],
  ],
});
const TIER = tierOf(
  [
    { name: 'plain', in: '[0, 40)' },
    { name: 'good', in: '[40, 90)' },
    { name: 'gold', in: '[90, 100]' },
  ],
  { primary: true, atStake: 'aum' },
);
const IDLE = {
  kind: 'criteria',
  name: 'adult',
  entity: 'entity/client',
  when: { all: [{ fact: 'age', operator: 'greaterThanInclusive', value: 18 }] },
};
const DOCUMENTS = [CLIENT, SCORE, TIER, IDLE];
/** The young and the old change places: some move up, some down. */
const changedScore = structuredClone(SCORE);
changedScore.characteristics[0]?.bins.splice(0, 2, { in: '[0, 25)', score: 90 }, { in: '[25, 60)', score: 10 });

const BRANCHES = ['east', 'west', null, 'bank'];
const clients = Array.from({ length: 300 }, (_, i) => ({
  id: `k${i}`,
  age: (i * 37) % 100,
  aum: ((i * 7919) % 100_000) / 100,
  branch: BRANCHES[i % BRANCHES.length] ?? null,
}));

/** The same by a plain loop over compiled functions. */
function judged(branches: readonly (string | null)[]) {
  const of = (score: object) =>
    compile(link([CLIENT, score, TIER].map((document) => ({ document }))), ['segmentation/tier']);
  const [old, now] = [of(SCORE), of(changedScore)];
  const matrix: Record<string, Record<string, number>> = {};
  const movers: string[] = [];
  let cents = 0;
  for (const { id, age, aum } of clients.filter((client) => branches.includes(client.branch))) {
    const classOf = (one: typeof old) =>
      String((one.decide({ facts: { id, age } })['segmentation/tier']?.value as { class: string } | undefined)?.class);
    const [from, to] = [classOf(old), classOf(now)];
    const row = (matrix[from] ??= {});
    row[to] = (row[to] ?? 0) + 1;
    if (from === to) continue;
    movers.push(id);
    cents += Math.round(aum * 100);
  }
  // A snapshot keeps its records in the order of their keys.
  return { matrix, movers: movers.toSorted(), atStake: cents / 100 };
}

let bank: Bank;
const now = new Date('2026-11-22T04:00:00.000Z');
const own = { host: 'localhost', origin: 'http://localhost' };
const cookies = new Map<string, string>();

async function signIn(account: string): Promise<void> {
  const payload = { account, password: PASSWORD, code: codeAt(now) };
  const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
  cookies.set(account, `guiju-session=${reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? ''}`);
}
async function ask(who: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
  const credentials: Record<string, string> =
    who === 'key' ? { authorization: 'Bearer the-key' } : { cookie: cookies.get(who) ?? '' };
  const headers = { ...own, ...credentials };
  const reply = await bank.app.inject({ method, url: `/api/v1/impacts${url}`, headers, ...(payload && { payload }) });
  // Answers of this test's own routes.
  const isJson = String(reply.headers['content-type']).includes('json');
  return { status: reply.statusCode, body: (isJson ? reply.json() : {}) as Answered, text: reply.body, reply };
}
interface Answered {
  readonly id: string;
  readonly code?: string;
  readonly state: string;
  readonly digest: string | null;
  readonly within: readonly string[] | null;
  readonly problems: readonly { readonly code: string }[];
  readonly asked: readonly { readonly definitions: readonly object[] }[];
  readonly results: readonly { readonly ref: string; readonly digest: string; readonly report: Report }[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly total: number;
  readonly next: string | null;
}
interface Report {
  readonly compared: number;
  readonly moved: number;
  readonly rows: number;
  readonly matrix: object;
  readonly organisations: readonly { readonly organisation: string }[];
  readonly atStake: { readonly field: string; readonly moved: string };
  readonly figures: readonly { readonly name: string; readonly before: { readonly count: number } }[];
}

beforeEach(async () => {
  await open(DOCUMENTS);
});

async function open(documents: readonly object[]): Promise<void> {
  bank = await openBank(documents, 'en', { hasPeople: true, now: () => now });
  await seedPeople(bank.store, [
    { id: 'sec', node: 'bank', roles: ['security-administrator'] },
    { id: 'sys', node: 'bank', roles: ['system-administrator'] },
    { id: 'head', node: 'bank', roles: ['author'] },
    { id: 'lee', node: 'east', roles: ['author'] },
  ]);
  await bank.look();
  await Promise.all(['head', 'lee'].map(signIn));
  const path = join(bank.folder, 'clients.csv');
  const lines = clients.map(({ id, age, aum, branch }) => [id, age, aum, branch ?? ''].join(','));
  writeFileSync(path, `id,age,aum,branch\n${lines.join('\n')}\n`);
  const duckdb = await openDuckdb({ threads: 1 });
  const host = { store: bank.store, dataFolder: bank.folder, duckdb, clock: { now: () => now }, actor: tester };
  const library = link(documents.map((document) => ({ document })));
  await importPopulation(host, { library, entity: 'entity/client', path, related: new Map(), language: 'en' });
  duckdb.close();
}
afterEach(() => bank.close());

/** An impact of the changed scorecard, computed. */
async function impact(who = 'head', documents: readonly object[] = [changedScore], retired: readonly string[] = []) {
  const { status, body, reply } = await ask(who, 'POST', '', { documents, retired });
  expect(status).toBe(202);
  expect(reply.headers.location).toBe(`/api/v1/impacts/${body.id}`);
  await bank.impacts.settled();
  return body.id;
}
const reportOf = ({ results }: Answered, ref: string) => results.find((one) => one.ref === ref)?.report;

describe('an impact that the server computes', () => {
  it('tells of every definition that stands on what changed, as a plain loop does', async () => {
    const { body } = await ask('head', 'GET', `/${await impact()}`);
    expect(body).toMatchObject({ state: 'done', within: null, problems: [], progress: null, begunBy: 'head' });
    expect(body.asked.flatMap(({ definitions }) => definitions)).toEqual([
      { ref: 'segmentation/tier', kind: 'reached' },
      { ref: 'scorecard/worth', kind: 'changed' },
    ]);
    const { matrix, movers, atStake } = judged(BRANCHES);
    const report = reportOf(body, 'segmentation/tier');
    expect(report?.matrix).toEqual(matrix);
    expect([report?.compared, report?.moved]).toEqual([300, movers.length]);
    expect([report?.atStake.field, Number(report?.atStake.moved)]).toEqual(['aum', atStake]);
    expect(body.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('counts everything anew over the customers of whoever is in charge of a branch', async () => {
    const id = await impact();
    const { body } = await ask('lee', 'GET', `/${id}`);
    expect(body.within).toEqual(['east']);
    const { matrix, movers, atStake } = judged(['east']);
    const report = reportOf(body, 'segmentation/tier');
    expect(report?.matrix).toEqual(matrix);
    expect([report?.rows, report?.compared, report?.moved]).toEqual([75, 75, movers.length]);
    expect(Number(report?.atStake.moved)).toBe(atStake);
    expect(report?.organisations.map(({ organisation }) => organisation)).toEqual(['east']);
    expect(reportOf(body, 'scorecard/worth')?.figures[0]?.before.count).toBe(75);
    const page = await ask('lee', 'GET', `/${id}/movers?ref=segmentation/tier&limit=200`);
    expect(page.body.items.map((one) => one['id'])).toEqual(movers);
    expect(page.body.total).toBe(movers.length);
    const file = await ask('lee', 'GET', `/${id}/movers/file?ref=segmentation/tier&format=csv`);
    expect(file.text.trim().split('\n')).toHaveLength(movers.length + 1);
    for (const place of ['west', "x' OR TRUE --", ''])
      expect(
        (await ask('lee', 'GET', `/${id}/movers?ref=segmentation/tier&organisation=${encodeURIComponent(place)}`)).body,
      ).toMatchObject({
        items: [],
        total: 0,
      });
  });

  it('leaves out of every list and figure what is most sensitive', async () => {
    await bank.close();
    const aum = { ...FIELDS.aum, sensitivity: 'C3' };
    await open([clientEntity({ ...FIELDS, aum }, { organisation: 'branch' }), SCORE, TIER, IDLE]);
    const id = await impact();
    const { body, text } = await ask('head', 'GET', `/${id}`);
    expect(reportOf(body, 'segmentation/tier')).toMatchObject({ moved: judged(BRANCHES).movers.length, atStake: null });
    const movers = await ask('head', 'GET', `/${id}/movers?ref=segmentation/tier&limit=5`);
    expect(movers.body.items.flatMap((one) => Object.keys(one)).filter((name) => name.includes('aum'))).toEqual([]);
    const file = await ask('head', 'GET', `/${id}/movers/file?ref=segmentation/tier&format=csv`);
    expect([text.includes('"aum"'), file.text.includes('aum')]).toEqual([false, false]);
  });

  it('is for those in charge of the whole bank alone where the entity declares no organisation', async () => {
    await bank.close();
    await open([clientEntity(FIELDS), SCORE, TIER, IDLE]);
    const id = await impact();
    expect((await ask('head', 'GET', `/${id}`)).status).toBe(200);
    for (const path of ['', '/movers?ref=segmentation/tier', '/movers/file?ref=segmentation/tier&format=csv']) {
      const refused = await ask('lee', 'GET', `/${id}${path}`);
      expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('impact-without-organisation')]);
    }
  });

  it('goes with its answers after thirty days, when another is asked for', async () => {
    const id = await impact();
    const folder = join(bank.folder, 'impacts', id);
    expect(existsSync(folder)).toBe(true);
    await bank.store.write(tester, 'age', async ({ database, audit }) => {
      await database.updateTable('impact').set({ begun_at: '2026-10-22T00:00:00.000Z' }).where('id', '=', id).execute();
      await audit({ subject: 'test' });
    });
    const next = await impact();
    expect([(await ask('head', 'GET', `/${id}`)).status, existsSync(folder)]).toEqual([404, false]);
    expect((await ask('head', 'GET', `/${next}`)).status).toBe(200);
  });

  it('pages through those who move, each once and in order, with what changed of them', async () => {
    const id = await impact();
    const found: Record<string, unknown>[] = [];
    let cursor = '';
    for (let page = 0; page < 50; page++) {
      const { body } = await ask('head', 'GET', `/${id}/movers?ref=segmentation/tier&limit=20${cursor}`);
      expect(body.total).toBe(judged(BRANCHES).movers.length);
      found.push(...body.items);
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(found.map((one) => one['id'])).toEqual(judged(BRANCHES).movers);
    expect(found[0]).toMatchObject({
      id: 'k0',
      branch: 'east',
      'before tier_class': 'plain',
      'after tier_class': 'gold',
    });
    expect(found[0]).toMatchObject({
      'before tier_score': '10',
      'before tier_reasons': ['age'],
      'after tier_reasons': [],
    });
    expect(found[0]?.['changed']).toEqual(expect.arrayContaining(['tier_class', 'worth_score']));
    const some = await ask('head', 'GET', `/${id}/movers?ref=segmentation/tier&from=plain&to=gold&limit=1`);
    expect(some.body.total).toBe(clients.filter(({ age }) => age < 25).length);
  });

  it('exports them as a spreadsheet, too, and says what it cannot', async () => {
    const id = await impact();
    const { reply } = await ask('head', 'GET', `/${id}/movers/file?ref=segmentation/tier&format=xlsx`);
    expect(reply.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await ask('head', 'GET', `/${id}/movers?ref=criteria/adult`)).body.code).toBe('impact-not-yet');
    expect((await ask('head', 'GET', '/none/movers?ref=criteria/adult')).body.code).toBe('impact-not-found');
  });

  it('has the same digest whenever the same is asked, in whatever order, and another where a text differs', async () => {
    const other = { ...IDLE, description: 'Grown up' };
    const digest = async (documents: readonly object[]) =>
      (await ask('head', 'GET', `/${await impact('head', documents)}`)).body.digest;
    const first = await digest([changedScore, other]);
    expect(await digest([other, changedScore])).toBe(first);
    expect(await digest([changedScore])).not.toBe(first);
  });

  it('says why nothing can be said of a change that has errors', async () => {
    const { body } = await ask('head', 'GET', `/${await impact('head', [], ['scorecard/worth'])}`);
    expect(body.state).toBe('failed');
    expect(body.problems.map(({ code }) => code)).toContain('unknown-reference');
    expect(body.digest).toBeNull();
  });

  it('is refused of no change at all, and, in both languages, where there is no population to tell of', async () => {
    const nothing = await ask('head', 'POST', '', { documents: [], retired: [] });
    expect([nothing.status, nothing.body.code]).toEqual([400, 'impact-of-nothing']);
    await bank.store.write(tester, 'seed', async ({ database, audit }) => {
      await database.deleteFrom('snapshot').execute();
      await audit({ subject: 'seed' });
    });
    const told = [];
    for (const language of ['zh-CN', 'en']) {
      const headers = { ...own, cookie: cookies.get('head') ?? '', 'accept-language': language };
      const payload = { documents: [changedScore] };
      const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/impacts', headers, payload });
      const { code, detail } = reply.json<{ code: string; detail: string }>();
      told.push([reply.statusCode, code, detail]);
    }
    expect(told).toEqual([
      [404, 'snapshot-not-found', expect.stringMatching(/没有任何客群的快照.*guiju import/)],
      [404, 'snapshot-not-found', expect.stringMatching(/no snapshot of any population.*guiju import/)],
    ]);
    expect(await bank.store.database.selectFrom('impact').select('id').execute()).toEqual([]);
  });

  it('is cancelled by whoever began it, once, and by nobody else', async () => {
    const first = await ask('head', 'POST', '', { documents: [changedScore] });
    const second = await ask('head', 'POST', '', { documents: [changedScore] });
    expect((await ask('lee', 'DELETE', `/${second.body.id}`)).body.code).toBe('impact-not-found');
    expect((await ask('head', 'DELETE', `/${second.body.id}`)).status).toBe(204);
    expect((await ask('head', 'DELETE', `/${second.body.id}`)).body.code).toBe('impact-over');
    await bank.impacts.settled();
    expect((await ask('head', 'GET', `/${first.body.id}`)).body.state).toBe('done');
    expect((await ask('head', 'GET', `/${second.body.id}`)).body).toMatchObject({
      state: 'cancelled',
      results: [],
      asked: null,
    });
  });

  it('is begun once where the request is sent again under its key', async () => {
    const payload = { documents: [changedScore] };
    const headers = { ...own, cookie: cookies.get('head') ?? '', 'idempotency-key': 'once' };
    const send = () => bank.app.inject({ method: 'POST', url: '/api/v1/impacts', headers, payload });
    const [one, again] = [await send(), await send()];
    expect(again.json()).toEqual(one.json());
    const rows = await bank.store.database.selectFrom('impact').select('id').execute();
    expect(rows).toHaveLength(1);
  });

  it('is asked for by a key within its scope, and by none whose owner has left', async () => {
    await bank.store.write(tester, 'seed', async ({ database, audit }) => {
      const key = {
        id: 'key',
        hash: secretHash('the-key'),
        name: 'key',
        owner: 'lee',
        begun_by: 'sec',
        scope: 'east',
        is_active: 1,
      };
      const operations = JSON.stringify(['beginImpact', 'getImpact']);
      await database
        .insertInto('api_key')
        .values({ ...key, operations, expires_at: '2027-01-01T00:00:00.000Z' })
        .execute();
      await audit({ subject: 'seed' });
    });
    const id = await impact('key');
    expect((await ask('key', 'GET', `/${id}`)).body).toMatchObject({ state: 'done', within: ['east'] });
    await bank.store.write(tester, 'seed', async ({ database, audit }) => {
      await database.updateTable('person').set({ is_active: 0 }).where('id', '=', 'lee').execute();
      await audit({ subject: 'seed' });
    });
    expect((await ask('key', 'POST', '', { documents: [] })).status).toBe(401);
  });

  it('is told as lost where the process that computed it is gone', async () => {
    const holder = `${OWN_MARK.split('-')[0]}-999999999`;
    await bank.store.write(tester, 'seed', async ({ database, audit }) => {
      const row = { id: 'lost', begun_by: 'head', begun_by_name: 'head', begun_at: now.toISOString() };
      await insertImpact(database, { ...row, holder, base: 1, cuts: 0, draft: 'd' });
      await audit({ subject: 'seed' });
    });
    const { body } = await ask('head', 'GET', '/lost');
    expect([body.state, body.problems.map(({ code }) => code)]).toEqual(['failed', ['impact-lost']]);
  });
});
