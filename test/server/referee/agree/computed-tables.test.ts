import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'loan',
  fields: {
    amount: { type: 'integer', minimum: 0, maximum: 1000, optional: true },
    limit: { type: 'integer', minimum: 0, maximum: 1000, optional: true },
    rate: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1 },
    grade: { type: 'string', enum: ['A', 'B', 'C'] },
    best: { type: 'string', enum: ['A', 'B', 'C'] },
  },
};
const HOUSE: JsonObject = {
  kind: 'formula',
  name: 'fee',
  entity: 'entity/loan',
  lines: [{ name: 'fee', text: 'amount / 8', type: 'decimal', decimals: 2 }],
  outputs: ['fee'],
};
type Parts = Readonly<Record<string, unknown>>;
const table = (hitPolicy: string, more: Parts): JsonObject =>
  ({
    kind: 'decision-table',
    name: 't',
    entity: 'entity/loan',
    hitPolicy,
    inputs: [{ fact: 'amount' }, { fact: 'grade' }],
    outputs: [{ name: 'out', type: 'decimal', decimals: 2 }],
    ...more,
  }) as unknown as JsonObject;
const row = (amount: Json, grade: Json, ...then: readonly Json[]) => ({ when: [amount, grade], then });
const cell = (text: string, uses?: JsonObject): JsonObject => ({ text, ...(uses === undefined ? {} : { uses }) });
const BASE: JsonObject = { amount: 100, limit: 200, rate: 0.5, grade: 'A', best: 'B' };
const DIV = cell('amount / rate');

const answersOf = async (documents: readonly JsonObject[], facts: JsonObject) => {
  const library = link([ENTITY, HOUSE, ...documents].map((document) => ({ document })));
  const answers: Json[] = [];
  for (const name of availableEngines()) {
    const [result] = await (await engineFor(name, library, 'decision-table/t')).decide([{ facts }], 'en');
    answers.push({ value: result?.value ?? null, problems: [...new Set(result?.problems.map(({ code }) => code))] });
  }
  return answers;
};

describe('computed results and unary tests', () => {
  it.each<[string, JsonObject, JsonObject, Json, readonly string[]]>([
    [
      'a test against another fact',
      table('first', { rules: [row(cell('< limit * 0.8'), '-', 1), row('-', '-', 2)] }),
      BASE,
      { out: 1 },
      [],
    ],
    [
      'the bound of a test',
      table('first', { rules: [row(cell('< limit * 0.8'), '-', 1), row('-', '-', 2)] }),
      { ...BASE, amount: 160 },
      { out: 2 },
      [],
    ],
    [
      'a test against a missing fact',
      table('first', { rules: [row(cell('< limit'), '-', 1), row('-', '-', 2)] }),
      { ...BASE, limit: null },
      { out: 2 },
      [],
    ],
    [
      'a test of a missing value',
      table('first', { rules: [row(cell('not(< limit)'), '-', 1), row('-', '-', 2)] }),
      { ...BASE, amount: null },
      { out: 2 },
      [],
    ],
    [
      'a negated test',
      table('first', { rules: [row(cell('not(< limit, > 900)'), '-', 1), row('-', '-', 2)] }),
      { ...BASE, amount: 300 },
      { out: 1 },
      [],
    ],
    [
      'an interval between facts',
      table('first', { rules: [row(cell('[limit / 2..limit)'), '-', 1), row('-', '-', 2)] }),
      BASE,
      { out: 1 },
      [],
    ],
    [
      'one of two tests',
      table('first', { rules: [row(cell('< 50, >= limit - 100'), '-', 1), row('-', '-', 2)] }),
      BASE,
      { out: 1 },
      [],
    ],
    [
      'a plain value',
      table('first', { rules: [row('-', cell('best'), 1), row('-', '-', 2)] }),
      { ...BASE, grade: 'B' },
      { out: 1 },
      [],
    ],
    [
      'a test with a use',
      table('first', { rules: [row(cell('> fee * 8', { fee: 'formula/fee#fee' }), '-', 1), row('-', '-', 2)] }),
      BASE,
      { out: 2 },
      [],
    ],
    [
      'a computed result in its decimals',
      table('first', { rules: [row('-', '-', cell('amount * 0.12345'))] }),
      BASE,
      { out: 12.35 },
      [],
    ],
    [
      'a computed result among written ones',
      table('unique', { rules: [row('-', 'A', 1), row('-', 'B', cell('amount + 1')), row('-', 'C', 3)] }),
      { ...BASE, grade: 'B' },
      { out: 101 },
      [],
    ],
    [
      'a written result among computed ones',
      table('unique', { rules: [row('-', 'A', cell('amount')), row('-', 'B', 7), row('-', 'C', cell('limit'))] }),
      { ...BASE, grade: 'B' },
      { out: 7 },
      [],
    ],
    [
      'the last of many',
      table('unique', { rules: [row('-', 'A', cell('amount')), row('-', 'B', 7), row('-', 'C', cell('limit'))] }),
      { ...BASE, grade: 'C' },
      { out: 200 },
      [],
    ],
    [
      'a computed otherwise',
      table('first', { rules: [row('-', 'B', 1)], otherwise: [cell('limit')] }),
      BASE,
      { out: 200 },
      [],
    ],
    [
      'a missing result',
      table('first', { rules: [row('-', '-', cell('limit'))] }),
      { ...BASE, limit: null },
      { out: null },
      [],
    ],
    [
      'a division by zero where its rule matches',
      table('first', { rules: [row('-', 'A', DIV), row('-', '-', 2)] }),
      { ...BASE, rate: 0 },
      { out: null },
      ['division-by-zero'],
    ],
    [
      'a division by zero where it does not',
      table('first', { rules: [row('-', 'B', DIV), row('-', '-', 2)] }),
      { ...BASE, rate: 0 },
      { out: 2 },
      [],
    ],
    [
      'a result out of its domain',
      table('first', {
        outputs: [{ name: 'out', type: 'integer', maximum: 150 }],
        rules: [row('-', '-', cell('limit'))],
      }),
      BASE,
      { out: null },
      ['computed-result-outside'],
    ],
    [
      'a text out of its enum',
      table('first', {
        outputs: [{ name: 'out', type: 'string', enum: ['A', 'C'] }],
        rules: [row('-', '-', cell('best'))],
      }),
      BASE,
      { out: null },
      ['computed-result-outside'],
    ],
    [
      'any: equal although computed',
      table('any', { rules: [row('-', '-', cell('amount * 2')), row('-', 'A', cell('limit'))] }),
      BASE,
      { out: 200 },
      [],
    ],
    [
      'any: conflicting',
      table('any', { rules: [row('-', '-', cell('amount * 2')), row('-', 'A', cell('limit'))] }),
      { ...BASE, limit: 201 },
      null,
      ['rules-conflict'],
    ],
    [
      'any: both missing',
      table('any', { rules: [row('-', '-', cell('limit')), row('-', 'A', null)] }),
      { ...BASE, limit: null },
      { out: null },
      [],
    ],
    [
      'any: one missing',
      table('any', { rules: [row('-', '-', cell('limit')), row('-', 'A', 5)] }),
      { ...BASE, limit: null },
      null,
      ['rules-conflict'],
    ],
    [
      'collect-sum',
      table('collect-sum', {
        rules: [row('-', '-', cell('amount / 3')), row('-', 'A', 1), row('-', 'B', cell('limit'))],
      }),
      BASE,
      { out: 34.33 },
      [],
    ],
    [
      'collect-sum with one missing',
      table('collect-sum', { rules: [row('-', '-', cell('limit')), row('-', 'A', 1)] }),
      { ...BASE, limit: null },
      { out: null },
      [],
    ],
    ['collect-sum of none', table('collect-sum', { rules: [row('-', 'B', cell('limit'))] }), BASE, { out: 0 }, []],
    [
      'collect-sum of none, otherwise',
      table('collect-sum', { rules: [row('-', 'B', cell('limit'))], otherwise: [cell('amount')] }),
      BASE,
      { out: 100 },
      [],
    ],
    [
      'collect-sum of none, otherwise missing',
      table('collect-sum', { rules: [row('-', 'B', cell('amount'))], otherwise: [cell('limit')] }),
      { ...BASE, limit: null },
      { out: null },
      [],
    ],
    [
      'collect-min',
      table('collect-min', {
        rules: [row('-', '-', cell('amount / 3')), row('-', 'A', 40), row('-', 'B', cell('-limit'))],
      }),
      BASE,
      { out: 33.33 },
      [],
    ],
    [
      'collect-max',
      table('collect-max', {
        rules: [row('-', '-', cell('amount / 3')), row('-', 'A', -40), row('-', 'B', cell('limit'))],
      }),
      BASE,
      { out: 33.33 },
      [],
    ],
    [
      'collect-max of none',
      table('collect-max', { rules: [row('-', 'B', cell('limit'))] }),
      BASE,
      null,
      ['no-rule-matches'],
    ],
    [
      'rule-order',
      table('rule-order', { rules: [row('-', '-', cell('amount')), row('-', 'A', 1), row('-', 'B', 2)] }),
      BASE,
      [{ out: 100 }, { out: 1 }],
      [],
    ],
    [
      'collect-count',
      table('collect-count', {
        outputs: [{ name: 'out', type: 'integer' }],
        rules: [row(cell('< limit'), '-', 1), row('-', '-', 1)],
      }),
      BASE,
      { out: 2 },
      [],
    ],
  ])('%s', async (_, document, facts, value, problems) => {
    const engines = availableEngines();
    const library = link([ENTITY, HOUSE, document].map((one) => ({ document: one })));
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(await answersOf([document], facts)).toEqual(engines.map(() => ({ value, problems })));
  });
});

it.each<[string, JsonObject, string]>([
  [
    'a rule’s id twice',
    table('first', {
      rules: [
        { id: 'a', ...row('-', '-', 1) },
        { id: 'a', ...row('-', 'B', 1) },
      ],
    }),
    'rule-id-twice@/rules/1/id',
  ],
  [
    'a test that closes more than it opens',
    table('first', { rules: [row(cell('1) or (true'), '-', 1)] }),
    'formula-syntax@/rules/0/when/0/text',
  ],
  [
    'a test of another type',
    table('first', { rules: [row(cell('< "a"'), '-', 1)] }),
    'types-differ@/rules/0/when/0/text',
  ],
  [
    'a name that is none',
    table('first', { rules: [row(cell('< limits'), '-', 1)] }),
    'unknown-name@/rules/0/when/0/text',
  ],
  [
    'a result of another type',
    table('first', { rules: [row('-', '-', cell('grade'))] }),
    'computed-type@/rules/0/then/0/type',
  ],
  [
    'a computed result that rules are ordered by',
    table('priority', {
      outputs: [{ name: 'out', type: 'string', enum: ['A', 'B'] }],
      rules: [row('-', '-', cell('best'))],
    }),
    'computed-result-unordered@/rules/0/then/0',
  ],
  [
    'a use that is none',
    table('first', { rules: [row(cell('< x', { x: 'formula/none#x' }), '-', 1)] }),
    'unknown-reference@/rules/0/when/0/uses/x',
  ],
])('check refuses %s', (_, document, told) => {
  const { problems } = link([ENTITY, HOUSE, document].map((one) => ({ document: one })));
  expect(problems.map(({ code, pointer }) => `${code}@${pointer}`)).toContain(told);
});
