import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, LANGUAGES, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'case',
  fields: {
    q: { type: 'integer', minimum: 0, maximum: 2 },
    n: { type: 'integer', minimum: 0, maximum: 9, optional: true },
    o: { type: 'string', enum: ['A', 'B'], optional: true },
  },
};
const q = (operator: string, value: number): JsonObject => ({ fact: 'q', operator, value });

function libraryOf(fact: string | undefined, tests: readonly JsonObject[]) {
  const bins = tests.map((test, i) => ({ ...test, score: i }));
  const characteristics = [{ name: 'c', ...(fact === undefined ? {} : { fact }), bins }];
  const card = { kind: 'scorecard', name: 'card', entity: 'entity/case', decimals: 0, combine: 'sum', characteristics };
  return link([ENTITY, card].map((document) => ({ document: document as JsonObject })));
}

const RECORDS: readonly JsonObject[] = [0, 1, 2].flatMap((one) =>
  [null, 0, 4, 9].flatMap((n) => [null, 'A', 'B'].map((o) => ({ q: one, n, o }))),
);

/** Whether a bin holds, told by a plain reading of its one test. */
function holds(test: JsonObject, value: Json, record: JsonObject): boolean {
  if (test['otherwise'] === true) return true;
  if (test['missing'] === true) return value === null;
  if (test['values'] !== undefined) return (test['values'] as readonly Json[]).includes(value);
  if (test['in'] !== undefined) {
    const [, low, high] = /^\[(\d+), (\d+)\]$/.exec(String(test['in'])) ?? [];
    return typeof value === 'number' && value >= Number(low) && value <= Number(high);
  }
  const when = test['when'] as { readonly operator: string; readonly value: number };
  const own = Number(record['q']);
  return when.operator === 'equal' ? own === when.value : own > when.value;
}

const MIXED: readonly (readonly [string, string | undefined, readonly JsonObject[]])[] = [
  ['values, missing, when', 'o', [{ values: ['A', 'B'] }, { missing: true }, { when: q('equal', 0) }]],
  ['when, missing, values', 'o', [{ when: q('equal', 0) }, { missing: true }, { values: ['A', 'B'] }]],
  ['missing, when, values', 'o', [{ missing: true }, { when: q('equal', 1) }, { values: ['A', 'B'] }]],
  ['values, when, otherwise', 'o', [{ values: ['A'] }, { when: q('greaterThan', 0) }, { otherwise: true }]],
  ['in, when, missing, in', 'n', [{ in: '[0, 4]' }, { when: q('equal', 0) }, { missing: true }, { in: '[5, 9]' }]],
  ['when, in, missing', 'n', [{ when: q('equal', 2) }, { in: '[0, 9]' }, { missing: true }]],
  ['when alone', undefined, [{ when: q('greaterThan', 1) }, { when: q('greaterThan', 0) }, { otherwise: true }]],
];

describe.each(MIXED)('found 5: %s are tried in the order they are written', (_, fact, tests) => {
  const library = libraryOf(fact, tests);
  const expected = RECORDS.map((record) => {
    const i = tests.findIndex((test) => holds(test, fact === undefined ? null : (record[fact] ?? null), record));
    return i < 0 ? null : i;
  });

  it.each(availableEngines())('by %s', async (name) => {
    expect(library.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([]);
    const engine = await engineFor(name, library, 'scorecard/card');
    const results = await engine.decide(
      RECORDS.map((facts): Json => ({ facts })),
      'en',
    );
    await engine.close();
    expect(results.map(({ value }) => (isObject(value) ? value['score'] : null))).toEqual(expected);
  });
});

it('found 5: the case of values, missing and when gives the bin for missing', () => {
  const [, fact, tests = []] = MIXED[0] ?? [];
  const record = { q: 0, n: null, o: null };
  expect(tests.findIndex((test) => holds(test, record[(fact ?? 'o') as 'o'], record))).toBe(1);
});

describe('found 9: otherwise stands last', () => {
  it.each<[string, string | undefined, readonly JsonObject[]]>([
    ['before a condition', undefined, [{ when: q('equal', 0) }, { otherwise: true }, { when: q('greaterThan', 0) }]],
    ['before missing', 'o', [{ values: ['A', 'B'] }, { otherwise: true }, { missing: true }]],
    ['before an interval', 'n', [{ otherwise: true }, { in: '[0, 4]' }]],
  ])('%s it is refused', (_, fact, tests) => {
    const errors = libraryOf(fact, tests).problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toEqual(['bin-otherwise-not-last']);
    expect(errors[0]?.pointer).toBe(
      `/characteristics/0/bins/${tests.findIndex((test) => test['otherwise'] === true)}/otherwise`,
    );
    expect(LANGUAGES.every((language) => errors[0]?.message[language].includes('otherwise'))).toBe(true);
  });
});
