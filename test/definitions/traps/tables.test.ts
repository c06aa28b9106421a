import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { decided, entity, formula, given, libraryOf, told, toldBy } from './told.ts';

const CUSTOMER = entity({
  customerId: { type: 'string', optional: true },
  age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
  grade: { type: 'string', enum: ['A', 'B', 'C'], optional: true },
  city: { type: 'string', optional: true },
  vip: { type: 'boolean', optional: true },
});
const INTEGER: JsonObject = { name: 'y', type: 'integer' };
const ORDERED: JsonObject = { name: 'y', type: 'string', enum: ['high', 'middle', 'low'] };
const table = (hitPolicy: string, rules: readonly Json[], more: JsonObject = {}): JsonObject => ({
  kind: 'decision-table',
  name: 'table',
  entity: 'entity/customer',
  hitPolicy,
  inputs: [{ fact: 'age' }],
  outputs: [INTEGER],
  rules,
  ...more,
});
const rule = (cell: Json, ...then: readonly Json[]) => ({ when: [cell], then });
const answer = (document: JsonObject, facts: JsonObject) => {
  const result = decided(libraryOf(CUSTOMER, document), 'decision-table/table', given(facts));
  return [result.value, toldBy(result)];
};

/** Rules that match 20: the first, the second and the fourth. */
const RULES = [rule('[0, 50]', 3), rule('[10, 60]', 1), rule('[70, 90]', 9), rule('-', 2)];
const WORDS = [rule('[0, 50]', 'middle'), rule('[10, 60]', 'high'), rule('[70, 90]', 'high'), rule('-', 'low')];

describe('a hit policy', () => {
  it.each<[string, JsonObject, JsonObject, Json, readonly string[]]>([
    ['unique: the rule that matches', table('unique', RULES.slice(0, 3)), { age: 80 }, { y: 9 }, []],
    [
      'unique: several match',
      table('unique', RULES.slice(0, 3)),
      { age: 20 },
      null,
      ['error several-rules-match@/rules'],
    ],
    ['unique: none matches', table('unique', RULES.slice(0, 3)), { age: 100 }, null, ['error no-rule-matches@/rules']],
    [
      'unique: none matches, otherwise',
      table('unique', RULES.slice(0, 3), { otherwise: [0] }),
      { age: 100 },
      { y: 0 },
      [],
    ],
    [
      'unique: several match in spite of otherwise',
      table('unique', RULES.slice(0, 3), { otherwise: [0] }),
      { age: 20 },
      null,
      ['error several-rules-match@/rules'],
    ],
    [
      'priority: no value stands behind every value',
      table('priority', [rule('-', null), rule('-', 'low')], { outputs: [ORDERED] }),
      { age: 20 },
      { y: 'low' },
      [],
    ],
    [
      'output-order: no value stands last',
      table('output-order', [rule('-', null), rule('-', 'low'), rule('-', 'high')], { outputs: [ORDERED] }),
      { age: 20 },
      [{ y: 'high' }, { y: 'low' }, { y: null }],
      [],
    ],
    ['first', table('first', RULES), { age: 20 }, { y: 3 }, []],
    ['any: those that match agree', table('any', [rule('[0, 50]', 3), rule('[10, 60]', 3)]), { age: 20 }, { y: 3 }, []],
    ['any: those that match differ', table('any', RULES), { age: 20 }, null, ['error rules-conflict@/rules']],
    [
      'priority: the order of the enum',
      table('priority', WORDS, { outputs: [ORDERED] }),
      { age: 20 },
      { y: 'high' },
      [],
    ],
    ['rule-order', table('rule-order', RULES), { age: 20 }, [{ y: 3 }, { y: 1 }, { y: 2 }], []],
    [
      'output-order',
      table('output-order', WORDS, { outputs: [ORDERED] }),
      { age: 20 },
      [{ y: 'high' }, { y: 'middle' }, { y: 'low' }],
      [],
    ],
    ['collect', table('collect', RULES), { age: 20 }, [{ y: 3 }, { y: 1 }, { y: 2 }], []],
    ['collect of none', table('collect', RULES.slice(0, 3)), { age: 100 }, [], []],
    ['collect-sum', table('collect-sum', RULES), { age: 20 }, { y: 6 }, []],
    ['collect-min', table('collect-min', RULES), { age: 20 }, { y: 1 }, []],
    ['collect-max', table('collect-max', RULES), { age: 20 }, { y: 3 }, []],
    ['collect-count', table('collect-count', RULES), { age: 20 }, { y: 3 }, []],
    ['collect-count of none', table('collect-count', RULES.slice(0, 3)), { age: 100 }, { y: 0 }, []],
  ])('%s', (_, document, facts, value, problems) => {
    expect(answer(document, facts)).toEqual([value, problems]);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['that is none', table('best', RULES), ['error not-one-of@/hitPolicy']],
    ['priority without an enum', table('priority', RULES), ['error priority-needs-enum@/hitPolicy']],
    ['output-order without an enum', table('output-order', RULES), ['error priority-needs-enum@/hitPolicy']],
    [
      'collect-sum of two outputs',
      table('collect-sum', [rule('-', 1, 2)], { outputs: [INTEGER, { name: 'z', type: 'integer' }] }),
      ['error aggregate-needs-one-output@/outputs'],
    ],
    [
      'collect-min of texts',
      table('collect-min', [rule('-', 'a')], { outputs: [{ name: 'y', type: 'string' }] }),
      ['error aggregate-needs-number@/outputs/0/type'],
    ],
    [
      'collect-max of nothing',
      table('collect-max', [rule('-', null)]),
      ['error aggregate-needs-value@/rules/0/then/0'],
    ],
    [
      'collect-count with otherwise',
      table('collect-count', RULES, { otherwise: [1] }),
      ['error otherwise-unused@/otherwise'],
    ],
  ])('%s is refused', (_, document, expected) => {
    expect(told(CUSTOMER, document)).toEqual(expected);
  });
});

it.each(['rule-order', 'output-order', 'collect'])('%s gives a list: nobody can read one result of it', (policy) => {
  const list = table(policy, WORDS, { outputs: [ORDERED] });
  const line = { name: 'x', text: 'y', type: 'string', uses: { y: 'decision-table/table#y' } };
  expect(told(CUSTOMER, list, { ...formula({}), lines: [line] })).toEqual(['error gives-a-list@/lines/0/uses/y']);
});

describe('a cell', () => {
  const cell = (fact: string, written: Json) =>
    table('first', [rule(written, 1)], { inputs: [{ fact }], otherwise: [0] });
  it.each<[string, Json, Json, boolean]>([
    ['age', '[18, 30)', 18, true],
    ['age', '[18, 30)', 30, false],
    ['age', 18, 18, true],
    ['age', [18, 20], 20, true],
    ['age', [18, 20], 19, false],
    ['age', ['[0, 18)', '[60, 120]', 30], 30, true],
    ['age', ['[0, 18)', '[60, 120]', 30], 40, false],
    ['age', { not: 18 }, 19, true],
    ['age', { not: 18 }, 18, false],
    ['age', { not: ['[0, 18)', 60] }, 60, false],
    ['age', { not: ['[0, 18)', 60] }, 61, true],
    ['age', { missing: true }, null, true],
    ['age', { missing: true }, 0, false],
    ['age', '-', null, true],
    ['age', '-', 5, true],
    ['age', '[0, 120]', null, false],
    ['age', { not: 18 }, null, false],
    ['grade', 'A', 'A', true],
    ['grade', ['A', 'B'], 'C', false],
    ['vip', true, true, true],
    ['vip', { not: true }, false, true],
    ['city', '杭州', '杭州', true],
    ['city', '-', '上海', true],
  ])('of %s, %j, given %j: %s', (fact, written, value, expected) => {
    expect(answer(cell(fact, written), { [fact]: value })).toEqual([{ y: expected ? 1 : 0 }, []]);
  });

  it.each<[string, Json, string]>([
    ['grade', 'D', 'bin-value-not-in-domain@/rules/0/when/0'],
    ['grade', ['A', 'D'], 'bin-value-not-in-domain@/rules/0/when/0/1'],
    ['grade', { not: ['D'] }, 'bin-value-not-in-domain@/rules/0/when/0/not/0'],
    ['age', 121, 'bin-value-not-in-domain@/rules/0/when/0'],
    ['age', 1.5, 'bin-value-of-other-type@/rules/0/when/0'],
    ['age', true, 'bin-value-of-other-type@/rules/0/when/0'],
    ['vip', 'true', 'bin-value-of-other-type@/rules/0/when/0'],
    ['age', [18, 18], 'bin-value-twice@/rules/0/when/0/1'],
    ['age', [], 'too-few-items@/rules/0/when/0'],
    ['age', null, 'no-form-fits@/rules/0/when/0'],
    ['age', { not: null }, 'no-form-fits@/rules/0/when/0/not'],
    ['age', { missing: false }, 'not-one-of@/rules/0/when/0/missing'],
    ['age', { mising: true }, 'no-form-fits@/rules/0/when/0'],
  ])('of %s, %j, is refused: %s', (fact, written, expected) => {
    expect(told(CUSTOMER, cell(fact, written))).toEqual([`error ${expected}`]);
  });
});

test.each<[string, JsonObject, readonly string[]]>([
  [
    'fewer cells than inputs',
    { inputs: [{ fact: 'age' }, { fact: 'grade' }] },
    ['error rule-cells-count@/rules/0/when'],
  ],
  [
    'fewer results than outputs',
    { outputs: [INTEGER, { name: 'z', type: 'integer' }] },
    ['error rule-cells-count@/rules/0/then'],
  ],
  ['more in otherwise than outputs', { otherwise: [1, 2] }, ['error rule-cells-count@/otherwise']],
  ['a result of another type', { rules: [rule('-', 'x')] }, ['error result-of-other-type@/rules/0/then/0']],
  ['a result that is too precise', { rules: [rule('-', 1.5)] }, ['error result-of-other-type@/rules/0/then/0']],
  [
    'a result outside its enum',
    { outputs: [ORDERED], rules: [rule('-', 'highest')] },
    ['error result-not-in-domain@/rules/0/then/0'],
  ],
  [
    'an output twice',
    { outputs: [INTEGER, INTEGER], rules: [rule('-', 1, 2)] },
    ['error output-named-twice@/outputs/1/name'],
  ],
  ['an input without a source', { inputs: [{}] }, ['error input-without-one-source@/inputs/0']],
  [
    'an input with two sources',
    { inputs: [{ fact: 'age', formula: { text: 'age', type: 'integer' } }] },
    ['error input-without-one-source@/inputs/0'],
  ],
  ['an unknown input', { inputs: [{ fact: 'agee' }] }, ['error fact-unknown@/inputs/0/fact']],
  ['no rules', { rules: [] }, ['error too-few-items@/rules']],
])('a table is refused for %s', (_, more, expected) => {
  expect(told(CUSTOMER, table('first', [rule('-', 1)], more))).toEqual(expected);
});

test('the example of the language decides as it reads', () => {
  const customer = entity({
    age: { type: 'integer', minimum: 0, maximum: 120 },
    creditGrade: { type: 'string', enum: ['AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'C', 'D', 'unrated'] },
  });
  const limits: JsonObject = {
    kind: 'decision-table',
    name: 'credit-limit',
    entity: 'entity/customer',
    hitPolicy: 'unique',
    inputs: [{ fact: 'age' }, { fact: 'creditGrade' }],
    outputs: [{ name: 'limit', type: 'decimal', decimals: 2 }],
    rules: [
      { when: ['[18, 30)', ['AAA', 'AA']], then: [50000] },
      { when: ['[30, 120]', '-'], then: [80000] },
    ],
    otherwise: [0],
  };
  const library = libraryOf(
    customer,
    limits,
    formula({ text: 'limit / 2', uses: { limit: 'decision-table/credit-limit#limit' } }),
  );
  const value = (age: number, creditGrade: string) =>
    decided(library, 'decision-table/credit-limit', given({ age, creditGrade })).value;
  expect([value(29, 'AA'), value(29, 'A'), value(30, 'D'), value(17, 'AAA')]).toEqual([
    { limit: 50000 },
    { limit: 0 },
    { limit: 80000 },
    { limit: 0 },
  ]);
  expect(decided(library, 'formula/sum', given({ age: 30, creditGrade: 'D' })).value).toEqual({ x: 40000 });
});
