import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { openDuckdb } from '../../../server/batch/duckdb.ts';
import { importPopulation } from '../../../server/operations/population/import-population.ts';
import { clientEntity } from '../../support/tier-documents.ts';
import { type Bank, clock, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';

const CLIENT = clientEntity(
  {
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    aum: { type: 'integer', minimum: 0, maximum: 1000 },
    branch: { type: 'string', optional: true },
    secret: { type: 'integer', minimum: 0, maximum: 9, sensitivity: 'C3' },
  },
  { organisation: 'branch' },
);
const criteria = (when: JsonObject) => ({ kind: 'criteria', name: 'asked', entity: 'entity/client', when });
const OLD = { fact: 'age', operator: 'greaterThanInclusive', value: 60 };
const RICH = { fact: 'aum', operator: 'greaterThan', value: 500 };
const EAST = { fact: 'branch', operator: 'equal', value: 'east' };
const KNOWN = { fact: 'secret', operator: 'equal', value: 7 };
const MET = { ...criteria({ all: [OLD, { any: [RICH, EAST] }] }), name: 'met' };
const table = (of: JsonObject) => ({
  kind: 'decision-table',
  name: 'asked',
  entity: 'entity/client',
  inputs: [{ fact: 'age' }, { fact: 'aum' }],
  outputs: [{ name: 'out', type: 'string', enum: ['third', 'second', 'first'] }],
  rules: [
    { when: ['[60, 120]', '-'], then: ['first'] },
    { when: ['-', '(500, 1000]'], then: ['second'] },
    { when: [{ missing: true }, '-'], then: ['third'] },
  ],
  otherwise: ['third'],
  ...of,
});

interface Client {
  readonly id: string;
  readonly age: number | null;
  readonly aum: number;
  readonly branch: string | null;
  readonly secret: number;
}
const clients = Array.from(
  { length: 200 },
  (_, i): Client => ({
    id: `k${i}`,
    age: i % 7 === 0 ? null : (i * 37) % 100,
    aum: (i * 331) % 1000,
    branch: ['east', 'west', null][i % 3] ?? null,
    secret: i % 10,
  }),
);
const isOld = ({ age }: Client) => age !== null && age >= 60;
const isRich = ({ aum }: Client) => aum > 500;
const isEast = ({ branch }: Client) => branch === 'east';
const count = (test: (one: Client) => boolean, among: readonly Client[] = clients) => among.filter(test).length;

interface Counts {
  readonly code?: string;
  readonly customers: number;
  readonly sampled: number;
  readonly within: readonly string[] | null;
  readonly parts: readonly { readonly pointer: string; readonly met: number | null; readonly soFar: number | null }[];
}

let bank: Bank;
const cookies = new Map<string, string>();
const own = { host: 'localhost', origin: 'http://localhost' };

async function ask(who: string, id: string, document?: object, language = 'en') {
  const reply = await bank.app.inject({
    method: 'POST',
    url: `/api/v1/definitions/${id}/counts`,
    headers: { ...own, cookie: cookies.get(who) ?? '', 'accept-language': language },
    payload: document === undefined ? {} : { document },
  });
  return { status: reply.statusCode, body: reply.json<Counts>(), text: reply.body };
}
const told = ({ parts }: Counts) =>
  Object.fromEntries(parts.map(({ pointer, met, soFar }) => [pointer, [met, soFar]] as const));

beforeAll(async () => {
  bank = await openBank([CLIENT, MET], 'en', { hasPeople: true, now: clock.now });
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
  const lines = clients.map((one) => [one.id, one.age ?? '', one.aum, one.branch ?? '', one.secret].join(','));
  writeFileSync(path, `id,age,aum,branch,secret\n${lines.join('\n')}\n`);
  const duckdb = await openDuckdb({ threads: 1 });
  await importPopulation(
    { store: bank.store, dataFolder: bank.folder, duckdb, clock, actor: tester },
    { library: bank.runtime.catalog.library, entity: 'entity/client', path, related: new Map(), language: 'en' },
  );
  duckdb.close();
  await bank.runtime.refresh();
});
afterAll(() => bank.close());

describe('how many customers meet the parts of a definition', () => {
  it('is told of every node of a condition, by itself and as far as it, as a plain loop finds', async () => {
    const { status, body } = await ask('head', 'criteria/met');
    expect(status).toBe(200);
    expect(body).toMatchObject({ customers: 200, sampled: 200, within: null });
    const reached = (one: Client) => isRich(one) || isEast(one);
    expect(told(body)).toEqual({
      '/when': [count((one) => isOld(one) && reached(one)), null],
      '/when/all/0': [count(isOld), count(isOld)],
      '/when/all/1': [count(reached), count((one) => isOld(one) && reached(one))],
      '/when/all/1/any/0': [count(isRich), count(isRich)],
      '/when/all/1/any/1': [count(isEast), count(reached)],
    });
  });

  it('is told of a draft, within a negation and of another definition too', async () => {
    const draft = criteria({ not: { any: [{ condition: 'criteria/met' }, RICH] } });
    const { body } = await ask('head', 'criteria/asked', draft);
    const met = (one: Client) => isOld(one) && (isRich(one) || isEast(one));
    const either = count((one) => met(one) || isRich(one));
    expect(told(body)).toEqual({
      '/when': [200 - either, null],
      '/when/not': [either, null],
      '/when/not/any/0': [count(met), count(met)],
      '/when/not/any/1': [count(isRich), either],
    });
  });

  const rules: readonly (readonly [string, (one: Client) => readonly number[]])[] = [
    ['first', (one) => matching(one).slice(0, 1)],
    ['unique', (one) => (matching(one).length === 1 ? matching(one) : [])],
    [
      'priority',
      (one) =>
        matching(one)
          .toSorted((a, b) => b - a)
          .slice(0, 1),
    ],
    ['collect', matching],
  ];
  it.each(rules)('is told of each rule of a table by what counts: %s', async (hitPolicy, decides) => {
    const { status, body } = await ask('head', 'decision-table/asked', table({ hitPolicy }));
    expect(status).toBe(200);
    expect(told(body)).toEqual(
      Object.fromEntries(
        [0, 1, 2].map((rule) => [`/rules/${rule}`, [count((one) => decides(one).includes(rule)), null]]),
      ),
    );
  });

  it('counts for somebody of a branch his own customers alone', async () => {
    const { body } = await ask('lee', 'criteria/met');
    expect(body).toMatchObject({ customers: count(isEast), within: ['east'] });
    expect(told(body)['/when/all/0']?.[0]).toBe(count((one) => isEast(one) && isOld(one)));
  });

  it('tells nothing of a field of class C3, nor of what is counted together with it', async () => {
    const { body } = await ask('head', 'criteria/asked', criteria({ all: [OLD, KNOWN, RICH] }));
    expect(told(body)).toEqual({
      '/when': [null, null],
      '/when/all/0': [count(isOld), count(isOld)],
      '/when/all/1': [null, null],
      '/when/all/2': [null, null],
    });
    const secret = { inputs: [{ fact: 'age' }, { fact: 'secret' }], rules: [{ when: ['-', 7], then: ['first'] }] };
    const tested = await ask('head', 'decision-table/asked', table({ ...secret, hitPolicy: 'first' } as JsonObject));
    expect(told(tested.body)).toEqual({ '/rules/0': [null, null] });
  });

  const many = {
    hitPolicy: 'collect',
    rules: Array.from({ length: 301 }, () => ({ when: ['-', '-'], then: ['first'] })),
  };
  it.each<[string, string, Json | undefined, number, string]>([
    ['clerk', 'criteria/met', undefined, 403, 'role-missing'],
    ['head', 'criteria/none', undefined, 404, 'definition-not-found'],
    ['head', 'criteria/met', criteria({ all: [OLD] }), 422, 'draft-of-another'],
    ['head', 'criteria/asked', criteria({ any: [] }), 422, 'empty-any'],
    ['head', 'decision-table/asked', table(many), 422, 'nothing-counted'],
  ])('refuses $0 asking for $1: $4', async (who, id, document, status, code) => {
    const refused = await ask(who, id, document as object | undefined);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await ask(who, id, document as object | undefined, 'zh-CN')).text).toMatch(/[\u4e00-\u9fff]/);
  });
});

function matching(one: Client): readonly number[] {
  return [isOld(one), isRich(one), one.age === null].flatMap((met, rule) => (met ? [rule] : []));
}
