import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { criteria, decided, entity, formula, given, libraryOf, told, toldBy } from './told.ts';

const score = { type: 'decimal', decimals: 2, minimum: 0, maximum: 100, optional: true };
const CUSTOMER = entity({
  id: { type: 'string', optional: true },
  a: score,
  b: score,
  grade: { type: 'string', enum: ['A', 'B'], optional: true },
});
const on = (more: JsonObject): JsonObject => ({ entity: 'entity/customer', ...more });
const bins = [
  { in: '[0, 50)', score: 1 },
  { in: '[50, 100]', score: 2 },
];
const card = (...more: readonly Json[]): JsonObject =>
  on({
    kind: 'scorecard',
    name: 'card',
    decimals: 0,
    combine: 'sum',
    characteristics: [{ name: 'a', fact: 'a', bins: [...bins, ...more] }],
  });
const table = (hitPolicy: string, rules: readonly Json[], more: JsonObject = {}): JsonObject =>
  on({
    kind: 'decision-table',
    name: 'table',
    hitPolicy,
    inputs: [{ fact: 'a' }],
    outputs: [{ name: 'y', type: 'integer' }],
    rules,
    ...more,
  });
const composite = (ifMissing: Json): JsonObject =>
  on({
    kind: 'segmentation',
    name: 'class',
    method: 'composite',
    decimals: 2,
    scores: [
      { of: 'a', weight: 0.5, ...(ifMissing === null ? {} : { ifMissing }) },
      { of: 'b', weight: 0.5, ifMissing: 'refuse' },
    ],
    classes: [
      { name: 'low', in: '[0, 50)' },
      { name: 'high', in: '[50, 100]' },
    ],
  });
const matrix = (...bands: readonly Json[]): JsonObject =>
  on({
    kind: 'segmentation',
    name: 'class',
    method: 'matrix',
    rows: { of: 'a', bands: [{ name: 'all', in: '[0, 100]' }, ...bands] },
    columns: { of: 'grade', bands: [{ name: 'any', otherwise: true }] },
    cells: { all: { any: { class: 'x' } }, ...(bands.length === 0 ? {} : { unknown: { any: { class: 'y' } } }) },
  });
const regression = (ifMissing: Json): JsonObject =>
  on({
    kind: 'regression',
    name: 'line',
    link: 'identity',
    intercept: 1,
    decimals: 2,
    terms: [{ fact: 'a', coefficient: 2, ...(ifMissing === null ? {} : { ifMissing }) }],
  });

describe('a missing fact is answered by', () => {
  it.each<[string, JsonObject, JsonObject, Json, readonly string[]]>([
    [
      'a criteria: a comparison is false',
      criteria({ all: [{ fact: 'a', operator: 'lessThan', value: 5 }] }),
      {},
      false,
      [],
    ],
    ['a table: - matches', table('first', [{ when: ['-'], then: [1] }]), {}, { y: 1 }, []],
    [
      'a table: { missing } matches',
      table('first', [
        { when: ['[0, 100]'], then: [1] },
        { when: [{ missing: true }], then: [2] },
      ]),
      {},
      { y: 2 },
      [],
    ],
    [
      'a table: an interval does not match',
      table('first', [{ when: ['[0, 100]'], then: [1] }], { otherwise: [3] }),
      {},
      { y: 3 },
      [],
    ],
    [
      'a table: { not } does not match',
      table('first', [{ when: [{ not: 5 }], then: [1] }], { otherwise: [3] }),
      {},
      { y: 3 },
      [],
    ],
    [
      'a table: where nothing matches, null and a problem',
      table('first', [{ when: ['[0, 100]'], then: [1] }]),
      {},
      null,
      ['error no-rule-matches@/rules'],
    ],
    [
      'a scorecard by its bin for missing',
      card({ missing: true, score: 7 }),
      {},
      { score: 7, band: null, contributions: { a: 7 } },
      [],
    ],
    [
      'a scorecard by otherwise',
      card({ otherwise: true, score: 8 }),
      {},
      { score: 8, band: null, contributions: { a: 8 } },
      [],
    ],
    ['a formula: arithmetic is missing', formula({ text: 'a + 1', ifMissing: 'missing' }), {}, { x: null }, []],
    ['a formula that says nothing', formula({ text: 'a + 1' }), {}, { x: null }, []],
    [
      'a formula that refuses',
      formula({ text: 'a + 1', ifMissing: 'refuse' }),
      {},
      null,
      ['error computed-missing@/lines/0'],
    ],
    ['a formula by a value of its own', formula({ text: 'a + 1', ifMissing: 9.5 }), {}, { x: 9.5 }, []],
    ['a regression that refuses', regression('refuse'), {}, null, ['error term-missing@/terms/0']],
    ['a regression that is then missing', regression('missing'), {}, null, []],
    ['a regression by a figure', regression(3), {}, 7, []],
    ['a composite that reweighs', composite('reweigh'), { b: 60 }, { class: 'high', score: 60 }, []],
    ['a composite that refuses', composite('refuse'), { b: 60 }, null, ['error score-missing@/scores/0']],
    ['a composite that says nothing: it refuses', composite(null), { b: 60 }, null, ['error score-missing@/scores/0']],
    ['a composite by a number', composite(20), { b: 60 }, { class: 'low', score: 40 }, []],
    [
      'a matrix by its band for missing',
      matrix({ name: 'unknown', missing: true }),
      {},
      { class: 'y', row: 'unknown', column: 'any', treatment: null },
      [],
    ],
  ])('%s', (_, document, facts, value, problems) => {
    const library = libraryOf(CUSTOMER, document);
    const result = decided(library, `${String(document['kind'])}/${String(document['name'])}`, given(facts));
    expect([result.value, toldBy(result)]).toEqual([value, problems]);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['a scorecard without a bin for it', card(), ['error missing-without-bin@/characteristics/0/bins']],
    ['a matrix without a band for it', matrix(), ['error missing-without-bin@/rows/bands']],
    ['a regression that says nothing', regression(null), ['error term-missing-unanswered@/terms/0']],
  ])('no guess: %s is refused when it is checked', (_, document, expected) => {
    expect(told(CUSTOMER, document)).toEqual(expected);
  });

  it('a composite whose scores are all missing: null and a problem', () => {
    const all = { ...composite('reweigh'), scores: [{ of: 'a', weight: 1, ifMissing: 'reweigh' }] };
    const result = decided(libraryOf(CUSTOMER, all), 'segmentation/class', given({}));
    expect([result.value, toldBy(result)]).toEqual([null, ['error all-scores-missing@/scores']]);
  });

  it('reweighing: the result is partial, and only then', () => {
    const library = libraryOf(CUSTOMER, composite('reweigh'));
    const partial = (facts: JsonObject) => decided(library, 'segmentation/class', given(facts)).partial;
    expect([partial({ b: 60 }), partial({ a: 60, b: 60 })]).toEqual([true, undefined]);
  });
});

test.each<[JsonObject, readonly string[]]>([
  [{}, ['a', 'b', 'grade']],
  [{ a: null, b: null, grade: null }, ['a', 'b', 'grade']],
  [{ b: 1 }, ['a', 'grade']],
  [{ id: 'x', a: 1, b: 1, grade: 'A' }, []],
])(
  'given %j, missing lists %j: the read set in the order of declaration, needed or not, absent and null alike',
  (facts, missing) => {
    const when = {
      any: [
        { fact: 'grade', operator: 'equal', value: 'A' },
        { fact: 'b', operator: 'lessThan', value: 5 },
        { fact: 'a', operator: 'lessThan', value: 5 },
      ],
    };
    expect(decided(libraryOf(CUSTOMER, criteria(when)), 'criteria/rule', given(facts)).missing).toEqual(missing);
  },
);

describe('what is required is the transitive read set of the decision that is asked for', () => {
  const fields = entity(
    { id: { type: 'string' }, a: { type: 'integer' }, b: { type: 'integer' }, c: { type: 'integer', optional: true } },
    { derived: { twice: { text: 'a * 2', type: 'integer' } } },
  );
  const rule = (name: string, ...all: readonly Json[]) => criteria({ all }, { name });
  const over = (fact: string) => ({ fact, operator: 'greaterThan', value: 1 });
  const library = libraryOf(
    fields,
    rule('direct', over('a')),
    rule('derived', over('twice')),
    rule('named', { condition: 'criteria/derived' }, over('c')),
    rule('free'),
  );
  it.each<[string, JsonObject, readonly string[], readonly string[]]>([
    ['direct', {}, ['error required-missing@/facts/a'], ['a']],
    ['derived', { b: 1 }, ['error required-missing@/facts/a'], ['a']],
    ['named', { a: null }, ['error required-missing@/facts/a'], ['a', 'c']],
    ['named', { a: 5 }, [], ['c']],
    ['free', {}, [], []],
  ])('%s given %j', (name, facts, problems, missing) => {
    const result = decided(library, `criteria/${name}`, given(facts));
    expect([toldBy(result), result.missing]).toEqual([problems, missing]);
  });

  it('unknown facts are refused, a derived field among them, and ignored where the caller says so', () => {
    const facts = given({ a: 5, agee: 1, twice: 3 });
    const strict = decided(library, 'criteria/direct', facts);
    expect([strict.value, toldBy(strict)]).toEqual([
      null,
      ['error fact-unknown@/facts/agee', 'error fact-unknown@/facts/twice'],
    ]);
    expect(decided(library, 'criteria/direct', facts, { unknown: 'ignore' }).value).toBe(true);
  });
});
