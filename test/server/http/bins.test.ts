import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckdb } from '../../../server/batch/duckdb.ts';
import { importPopulation } from '../../../server/operations/population/import-population.ts';
import { clientEntity } from '../../support/tier-documents.ts';
import { type Bank, clock, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';

const CLIENT = clientEntity(
  {
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    left: { type: 'boolean', optional: true },
    branch: { type: 'string', optional: true },
    secret: { type: 'integer', minimum: 0, maximum: 9, sensitivity: 'C3' },
  },
  { organisation: 'branch' },
);
const CARD = {
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
        { in: '[0, 50)', score: 10 },
        { in: '[50, 120]', score: 40 },
        { missing: true, score: 0 },
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
const clients = Array.from({ length: 400 }, (_, i) => ({
  id: `k${i}`,
  age: i % 11 === 0 ? null : (i * 37) % 100,
  left: i % 7 === 0 ? null : (i * 31) % 100 < (i * 37) % 100,
  branch: i % 2 === 0 ? 'east' : 'bank',
  secret: i % 10,
}));
const own = { host: 'localhost', origin: 'http://localhost' };
let bank: Bank;
const cookies = new Map<string, string>();

interface Bin {
  readonly in: string | null;
  readonly count: number;
  readonly events: number;
}
interface Answer {
  readonly code?: string;
  readonly used: number;
  readonly within: readonly string[] | null;
  readonly today: readonly Bin[];
  readonly proposed: readonly Bin[] | null;
}
async function ask(who: string, payload: object, language = 'en') {
  const reply = await bank.app.inject({
    method: 'POST',
    url: '/api/v1/definitions/scorecard/worth/bins',
    headers: { ...own, cookie: cookies.get(who) ?? '', 'accept-language': language },
    payload,
  });
  return { status: reply.statusCode, body: reply.json<Answer>(), text: reply.body };
}

beforeAll(async () => {
  bank = await openBank([CLIENT, CARD], 'en', { hasPeople: true, now: clock.now });
  await seedPeople(bank.store, [
    ...STAFF,
    { id: 'head', node: 'bank', roles: ['author'] },
    { id: 'clerk', node: 'bank', roles: ['agent'] },
  ]);
  await bank.look();
  for (const account of ['head', 'lee', 'clerk']) {
    const payload = { account, password: PASSWORD, code: codeAt(clock.now()) };
    const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    cookies.set(account, `guiju-session=${reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? ''}`);
  }
  const path = join(bank.folder, 'clients.csv');
  const lines = clients.map((one) => [one.id, one.age ?? '', one.left ?? '', one.branch, one.secret].join(','));
  writeFileSync(path, `id,age,left,branch,secret\n${lines.join('\n')}\n`);
  const duckdb = await openDuckdb({ threads: 1 });
  const { library } = bank.runtime.catalog;
  await importPopulation(
    { store: bank.store, dataFolder: bank.folder, duckdb, clock, actor: tester },
    { library, entity: 'entity/client', path, related: new Map(), language: 'en' },
  );
  duckdb.close();
  await bank.runtime.refresh();
});
afterAll(() => bank.close());

const AGE = '/characteristics/0/bins';
const counted = (of: readonly (typeof clients)[number][], test: (age: number | null) => boolean) => {
  const found = of.filter(({ age, left }) => left !== null && test(age));
  return { count: found.length, events: found.filter(({ left }) => left === true).length };
};

describe('bins from the population', () => {
  it('are counted as a plain loop over the file counts them, and proposed', async () => {
    const { status, body } = await ask('head', { list: AGE, outcome: 'left' });
    expect(status).toBe(200);
    expect(body.today).toMatchObject([
      counted(clients, (age) => age !== null && age < 50),
      counted(clients, (age) => age !== null && age >= 50),
      counted(clients, (age) => age === null),
    ]);
    expect(body.proposed?.length).toBeGreaterThan(2);
    for (const bin of body.proposed ?? []) {
      const [, low, high, bracket] = /^\[(\d+), (\d+)([\])])$/.exec(bin.in ?? '') ?? [];
      const isIn = (age: number | null) =>
        age !== null && age >= Number(low) && (bracket === ']' ? age <= Number(high) : age < Number(high));
      expect(bin).toMatchObject(counted(clients, isIn));
    }
    // Told the other way round, the same rows happened not to.
    const other = await ask('head', { list: AGE, outcome: 'left=false' });
    expect(other.body.today.map(({ count, events }) => count - events)).toEqual(body.today.map(({ events }) => events));
  });

  it('are of a draft where one is given, and of his own customers for somebody of a branch', async () => {
    const document = structuredClone(CARD);
    document.characteristics[0] = {
      name: 'age',
      fact: 'age',
      bins: [
        { in: '[0, 20)', score: 10 },
        { in: '[20, 120]', score: 40 },
        { missing: true, score: 0 },
      ],
    } as never;
    const { body } = await ask('lee', { document, list: AGE, outcome: 'left', most: 2 });
    const east = clients.filter(({ branch }) => branch === 'east');
    expect(body.within).toEqual(['east']);
    expect(body.today[0]).toMatchObject(counted(east, (age) => age !== null && age < 20));
    expect(body.proposed).toHaveLength(2);
  });

  it('are of the rows of a file where one is brought, whatever the population says', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({
      age: (i * 53) % 120,
      gone: (i * 17) % 120 < (i * 53) % 120,
    }));
    const file = `age,gone\n${rows.map(({ age, gone }) => `${age},${gone ? 'yes' : 'no'}`).join('\n')}\n`;
    const { status, body } = await ask('head', { list: AGE, outcome: 'gone=yes', file });
    expect([status, body.used, body.within]).toEqual([200, 300, null]);
    const young = rows.filter(({ age }) => age < 50);
    expect(body.today[0]).toMatchObject({ count: young.length, events: young.filter(({ gone }) => gone).length });
    expect(body.proposed?.length).toBeGreaterThan(2);
    const without = await ask('head', { list: AGE, outcome: 'left', file });
    expect(without.status).toBeGreaterThanOrEqual(400);
    expect(without.status).toBeLessThan(500);
    expect(bank.faults).toEqual([]);
  });

  it.each([
    ['clerk', { list: AGE, outcome: 'left' }, 403, 'role-missing'],
    ['head', { list: '/bands', outcome: 'left' }, 422, 'not-divided-by-figures'],
    ['head', { list: AGE, outcome: 'lefd' }, 422, 'outcome-not-known'],
    ['head', { list: AGE, outcome: 'secret=1' }, 403, 'outcome-withheld'],
    ['head', { list: '/characteristics/1/bins', outcome: 'left' }, 403, 'outcome-withheld'],
    ['head', { list: AGE, outcome: 'branch=west' }, 422, 'outcome-value-absent'],
    ['head', { list: AGE, outcome: 'left', most: 1 }, 400, 'request-not-valid'],
    ['head', { list: AGE, outcome: '=1' }, 400, 'request-not-valid'],
  ])('refuses $0 $1: $3', async (who, payload, status, code) => {
    const refused = await ask(who, payload);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await ask(who, payload, 'zh-CN')).text).toMatch(/[\u4e00-\u9fff]/);
  });
});
