import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { link } from '../../../definitions/library.ts';
import { criteria, decided, entity, given, libraryOf, told, toldBy, toldOf } from './told.ts';

const CUSTOMER = entity(
  {
    customerId: { type: 'string', optional: true },
    householdId: { type: 'string', optional: true },
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    aum: { type: 'decimal', decimals: 2, optional: true },
    debt: { type: 'decimal', decimals: 2, optional: true },
    always: { type: 'integer' },
    city: { type: 'string', optional: true },
    grade: { type: 'string', enum: ['A', 'B', 'C'], optional: true },
    payroll: { type: 'boolean', optional: true },
    openedOn: { type: 'date', optional: true },
    seenAt: { type: 'instant', optional: true },
    flows: { type: 'decimal', decimals: 2, series: true, optional: true },
    tags: { type: 'string', series: true, optional: true },
  },
  {
    relations: {
      accounts: { entity: 'entity/account', by: 'customerId', many: true },
      household: { entity: 'entity/household', by: 'householdId' },
    },
  },
);
const ACCOUNT = entity({ customerId: { type: 'string' }, balance: { type: 'integer' } }, { name: 'account' });
const HOUSEHOLD = entity(
  { householdId: { type: 'string' }, size: { type: 'integer', optional: true } },
  { name: 'household', key: 'householdId' },
);
const ENTITIES = [CUSTOMER, ACCOUNT, HOUSEHOLD];
const leaf = (fact: string, operator: string, value: Json, more: JsonObject = {}): JsonObject => ({
  fact,
  operator,
  value,
  ...more,
});
const one = (...parts: Parameters<typeof leaf>) => ({ all: [leaf(...parts)] });
const BIG = criteria(one('size', 'greaterThan', 3), { name: 'big', entity: 'entity/household' });
const SMALL = criteria(one('balance', 'lessThan', 3), { name: 'small', entity: 'entity/account' });
const ADULT = leaf('age', 'greaterThan', 17);

describe('a condition is refused, because json-rules-engine would mean something else', () => {
  it.each<[string, Json, string]>([
    ['an empty any, which is true there', { any: [] }, 'empty-any@/when/any'],
    ['an empty any further in', { all: [{ any: [] }] }, 'empty-any@/when/all/0/any'],
    ['all beside any, of which one is ignored', { all: [ADULT], any: [ADULT] }, 'mixed-junction@/when'],
    ['not beside any', { not: ADULT, any: [ADULT] }, 'mixed-junction@/when'],
    ['all beside a leaf', { all: [ADULT], ...ADULT }, 'mixed-junction@/when'],
    ['a bare leaf at the root', ADULT, 'bare-leaf@/when'],
    ['an unknown fact', one('agee', 'equal', 1), 'unknown-fact@/when/all/0/fact'],
    ['a definition of no name', one('scorecard/none', 'equal', 1), 'unknown-definition@/when/all/0/fact'],
    ['a definition without its result', one('entity/account', 'equal', 1), 'without-result@/when/all/0/fact'],
    ['an unknown fact as a value', one('aum', 'equal', { fact: 'agee' }), 'unknown-fact@/when/all/0/value/fact'],
    ['an unknown operator', one('age', 'equals', 1), 'unknown-operator@/when/all/0/operator'],
    ['an unknown decorator', one('age', 'nott:equal', 1), 'unknown-operator@/when/all/0/operator'],
    ['an unknown criteria', { condition: 'criteria/none' }, 'unknown-reference@/when/condition'],
    ['null as a value', one('age', 'equal', null), 'null-value@/when/all/0/value'],
    ['null within a list', one('grade', 'in', ['A', null]), 'null-value@/when/all/0/value/1'],
    ['a text compared as a number', one('city', 'lessThan', 5), 'string-as-number@/when/all/0/fact'],
    ['a number compared with a text', one('age', 'lessThan', '5'), 'string-as-number@/when/all/0/value'],
    ['a number equal to a text', one('age', 'equal', '5'), 'string-as-number@/when/all/0/value'],
    ['dates compared as text', one('openedOn', 'lessThan', '2026-01-01'), 'date-as-text@/when/all/0/fact'],
    [
      'instants compared as text',
      one('seenAt', 'greaterThanInclusive', { fact: 'seenAt' }),
      'date-as-text@/when/all/0/fact',
    ],
    ['in with a string, a substring test there', one('grade', 'in', 'ABC'), 'in-with-string@/when/all/0/value'],
    ['notIn with a string', one('grade', 'notIn', 'ABC'), 'in-with-string@/when/all/0/value'],
    ['in with a number', one('age', 'in', 5), 'list-expected@/when/all/0/value'],
    [
      'params that are not constant',
      one('age', 'equal', 1, { params: { x: { fact: 'aum' } } }),
      'params-not-constant@/when/all/0/params',
    ],
    [
      'params that are not constant further in',
      one('age', 'equal', 1, { params: { x: [{ y: { fact: 'aum' } }] } }),
      'params-not-constant@/when/all/0/params',
    ],
    ['a path through a list', one('accounts', 'equal', 1, { path: '$.balance' }), 'path-through-list@/when/all/0/path'],
    ['a path of another form', one('household', 'equal', 1, { path: '$..size' }), 'path-form@/when/all/0/path'],
    ['a path on a value', one('age', 'equal', 1, { path: '$.x' }), 'path-unfit@/when/all/0/path'],
    ['a path to nothing', one('household', 'equal', 1, { path: '$.rooms' }), 'unknown-fact@/when/all/0/path'],
    ['of beside a field', one('size', 'equal', 1, { of: 'household' }), 'of-without-result@/when/all/0'],
    ['of that names nothing', { condition: 'criteria/big', of: 'houshold' }, 'of-unknown@/when/of'],
    ['of that names a field', { condition: 'criteria/big', of: 'age' }, 'of-no-relation@/when/of'],
    ['of that leads to many rows', { condition: 'criteria/big', of: 'accounts' }, 'of-many@/when/of'],
    [
      'of where the decision is about others',
      { condition: 'criteria/small', of: 'household' },
      'of-other-entity@/when/of',
    ],
    [
      'a result of others through of',
      one('criteria/small#holds', 'equal', true, { of: 'household' }),
      'of-other-entity@/when/all/0/of',
    ],
    [
      'a result that is none, through of',
      one('criteria/big#score', 'equal', true, { of: 'household' }),
      'unknown-output@/when/all/0/fact',
    ],
    ['a relation as a value', one('household', 'equal', 1), 'fact-is-relation@/when/all/0/fact'],
    ['an operator that does not fit', one('payroll', 'greaterThan', 1), 'operator-unfit@/when/all/0/fact'],
    ['a value outside the domain', one('age', 'equal', 121), 'value-outside-domain@/when/all/0/value'],
    ['a value not in the enum', one('grade', 'equal', 'D'), 'value-not-in-enum@/when/all/0/value'],
    ['a value with too many decimals', one('aum', 'equal', 0.005), 'value-too-precise@/when/all/0/value'],
    ['a pattern that is none', one('city', 'matches', '['), 'pattern-refused@/when/all/0/value'],
    ['a look-ahead', one('city', 'matches', '(?=a)'), 'pattern-refused@/when/all/0/value'],
    ['a back reference', one('city', 'matches', '(a)\\1'), 'pattern-refused@/when/all/0/value'],
    ['folded before an operator of order', one('age', 'folded:lessThan', 5), 'folded-unfit@/when/all/0/operator'],
    ['folded before a pattern', one('city', 'folded:matches', 'a'), 'folded-unfit@/when/all/0/operator'],
    ['folded before contains', one('tags', 'folded:contains', 'a'), 'folded-unfit@/when/all/0/operator'],
    ['folded on what is no text', one('age', 'folded:equal', 5), 'operator-unfit@/when/all/0/fact'],
    ['folded in a list of what is no text', one('age', 'folded:in', [5]), 'operator-unfit@/when/all/0/fact'],
    [
      'a folded value that no member of the enum folds to',
      one('grade', 'folded:equal', 'ｄ'),
      'value-not-in-enum@/when/all/0/value',
    ],
    ['a folded number', one('city', 'folded:equal', 5), 'value-type@/when/all/0/value'],
    ['the end of what is no text', one('age', 'endsWith', '5'), 'operator-unfit@/when/all/0/fact'],
    ['a part of what is no text', one('tags', 'containsText', 'a'), 'operator-unfit@/when/all/0/fact'],
    ['a day that does not exist', one('openedOn', 'before', '2026-02-30'), 'day-unreadable@/when/all/0/value'],
    [
      'an instant without a zone',
      one('seenAt', 'after', '2026-01-01T00:00:00'),
      'instant-unreadable@/when/all/0/value',
    ],
    ['a period that is none', one('openedOn', 'withinLast', '3 months'), 'period-unreadable@/when/all/0/value'],
    ['an interval that is none', one('age', 'between', [18, 60]), 'interval-unreadable@/when/all/0/value'],
  ])('%s', (_, when, expected) => {
    expect(told(...ENTITIES, BIG, SMALL, criteria(when))).toEqual([`error ${expected}`]);
  });

  it.each<[string, Json, readonly string[]]>([
    ['a leaf without an operator', { all: [{ fact: 'age', value: 1 }] }, ['error key-missing@/when/all/0']],
    ['a leaf without a value', { all: [{ fact: 'age', operator: 'equal' }] }, ['error key-missing@/when/all/0']],
    ['an unknown key', { all: [{ ...ADULT, valeu: 3 }] }, ['error unknown-key@/when/all/0/valeu']],
    ['an empty condition', {}, ['error too-few-items@/when']],
    ['all that is no list', { all: ADULT }, ['error wrong-type@/when/all']],
    ['params that are no object', one('age', 'equal', 1, { params: 5 }), ['error wrong-type@/when/all/0/params']],
    ['a condition that is a text', 'age > 5', ['error wrong-type@/when']],
  ])('%s: the schema says so', (_, when, expected) => {
    expect(told(...ENTITIES, criteria(when))).toEqual(expected);
  });

  it('criteria in a circle', () => {
    const rule = (name: string, other: string) => criteria({ condition: `criteria/${other}` }, { name });
    expect(told(...ENTITIES, rule('a', 'b'), rule('b', 'a'))).toEqual([
      'error cycle@/when/condition',
      'error cycle@/when/condition',
    ]);
  });
});

describe('a negative test on a field that may be missing is warned of, and its fix ends the warning', () => {
  it.each<[Json, Json]>([
    [leaf('aum', 'notEqual', 5), { aum: 6 }],
    [leaf('grade', 'notIn', ['A']), { grade: 'B' }],
    [leaf('tags', 'doesNotContain', 'x'), { tags: ['y'] }],
    [leaf('aum', 'not:lessThan', 5), { aum: 6 }],
    [{ not: leaf('aum', 'lessThan', 5) }, { aum: 6 }],
    [{ not: { all: [leaf('aum', 'lessThan', 5), leaf('age', 'lessThan', 5)] } }, { aum: 6, age: 9 }],
  ])('%j', (test, present) => {
    const { problems } = link([...ENTITIES, criteria({ all: [test] })].map((document) => ({ document })));
    expect(problems.map(toldOf)).toEqual(['warning negative-on-missing@/when/all/0']);
    const fixed = criteria({ all: [problems[0]?.fix ?? null] });
    expect(told(...ENTITIES, fixed)).toEqual([]);
    const library = libraryOf(...ENTITIES, fixed);
    expect([
      decided(library, 'criteria/rule', given({ always: 1, ...(present as JsonObject) })).value,
      decided(library, 'criteria/rule', given({ always: 1 })).value,
    ]).toEqual([true, false]);
  });

  it('not where the field is always there', () => {
    expect(told(...ENTITIES, criteria(one('always', 'notEqual', 5)))).toEqual([]);
  });
});

const EVERYTHING = {
  always: 1,
  age: 30,
  aum: 100.5,
  city: '杭州',
  grade: 'B',
  payroll: true,
  openedOn: '2026-01-01',
  seenAt: '2026-03-30T20:00:00Z',
  flows: [1, 2.5],
  tags: ['vip', '新客'],
  household: { householdId: 'h', size: 3 },
};
const NOTHING = { always: 1 };

describe('conditions are two-valued', () => {
  it.each<[Json, boolean, boolean]>([
    [leaf('age', 'equal', 30), true, false],
    [leaf('age', 'notEqual', 30), false, true],
    [leaf('age', 'lessThan', 31), true, false],
    [leaf('age', 'lessThanInclusive', 30), true, false],
    [leaf('age', 'greaterThan', 29), true, false],
    [leaf('age', 'greaterThanInclusive', 30), true, false],
    [leaf('grade', 'in', ['B']), true, false],
    [leaf('grade', 'notIn', ['B']), false, true],
    [leaf('tags', 'contains', 'vip'), true, false],
    [leaf('tags', 'doesNotContain', 'x'), true, false],
    [leaf('age', 'isMissing', true), false, true],
    [leaf('age', 'isPresent', true), true, false],
    [leaf('age', 'between', '[18, 60)'), true, false],
    [leaf('city', 'startsWith', '杭'), true, false],
    [leaf('city', 'matches', '^.州$'), true, false],
    [leaf('openedOn', 'before', '2026-01-02'), true, false],
    [leaf('openedOn', 'after', '2026-01-01'), false, false],
    [leaf('openedOn', 'withinLast', 'P3M'), true, false],
    [leaf('age', 'not:equal', 30), false, true],
    [leaf('age', 'not:lessThan', 31), false, true],
    [leaf('age', 'not:greaterThan', 31), true, true],
    [leaf('age', 'swap:lessThan', 29), true, false],
    [leaf('flows', 'someFact:greaterThan', 2), true, false],
    [leaf('flows', 'everyFact:greaterThan', 2), false, false],
    [leaf('flows', 'everyFact:greaterThan', 0), true, false],
    [leaf('age', 'someValue:equal', [1, 30]), true, false],
    [leaf('age', 'everyValue:greaterThan', [1, 29]), true, false],
    [leaf('household', 'equal', 3, { path: '$.size' }), true, false],
    [leaf('aum', 'greaterThan', { fact: 'age' }), true, false],
    [leaf('debt', 'equal', { fact: 'debt' }), true, true],
    [leaf('aum', 'equal', { fact: 'debt' }), false, true],
    [leaf('aum', 'notEqual', { fact: 'debt' }), true, false],
    [{ not: leaf('age', 'equal', 30) }, false, true],
    [{ not: leaf('age', 'lessThan', 5) }, true, true],
    [{ any: [leaf('age', 'lessThan', 5), leaf('aum', 'greaterThan', 5)] }, true, false],
    [{ all: [] }, true, true],
    [
      leaf('age', 'equal', 30, { name: '三十岁', priority: 5, params: { note: ['x'], more: { deep: [{ er: 1 }] } } }),
      true,
      false,
    ],
  ])('%j is %s where all is known, %s where nothing is', (test, known, unknown) => {
    const library = libraryOf(...ENTITIES, criteria({ all: [test] }));
    const value = (facts: JsonObject) => decided(library, 'criteria/rule', given(facts, { $asOf: '2026-03-31' })).value;
    expect([value(EVERYTHING), value(NOTHING)]).toEqual([known, unknown]);
  });
});

test('withinLast needs $asOf: without it the request is refused, and so it is by a day that does not exist', () => {
  const library = libraryOf(...ENTITIES, criteria(one('openedOn', 'withinLast', 'P3M')));
  const results = [
    given(EVERYTHING),
    given(EVERYTHING, { $asOf: '2026-02-30' }),
    given(EVERYTHING, { $asOf: '2026-03-31T12:00:00Z' }),
  ].map((request) => decided(library, 'criteria/rule', request));
  expect(results.map((result) => [result.value, toldBy(result)])).toEqual([
    [null, ['error as-of-missing@/$asOf']],
    [null, ['error request-malformed@/$asOf']],
    [true, []],
  ]);
});
