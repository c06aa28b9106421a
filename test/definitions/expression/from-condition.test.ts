import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../definitions/expression/date-text.ts';
import { fromCondition } from '../../../definitions/expression/from-condition/from-condition.ts';
import { nodesOf } from '../../../definitions/expression/walk.ts';
import type { Json } from '../../../definitions/model/json.ts';
import { entityScope, pairScope } from '../../../definitions/expression/computed/record-scope.ts';
import { evaluate } from '../../support/evaluate.ts';
import { shortEnvironment } from '../../support/environment.ts';
import { TRUE } from '../../../definitions/expression/build-logic.ts';

const holds = { kind: 'criteria', name: 'adult' } as const;
const decision = (id: string, entity: string) => ({
  id,
  title: id,
  facts: { kind: 'entity', entity } as const,
  outputs: { holds: TRUE },
  value: { kind: 'constant', json: null } as const,
  reasons: [],
  reasonOrder: 'declared' as const,
  problems: [],
  partial: null,
  reads: [],
});
const environment = shortEnvironment(
  {
    'entity/customer': {
      fields: {
        age: 'integer 0..120 ?',
        aum: 'decimal 2 0..1000000',
        loan: 'decimal 2 ?',
        grade: ['A', 'B', 'C'],
        tier: 'enum A B C ?',
        city: 'string ?',
        opened: 'date ?',
        seen: 'instant ?',
        vip: 'boolean ?',
        tags: 'string [] ?',
        limits: 'decimal 2 []',
        big: 'decimal 2 -100000000000000000000..100000000000000000000 ?',
      },
      relations: {
        accounts: { entity: 'entity/account', by: 'customerId', many: true },
        household: { entity: 'entity/household', by: 'householdId' },
      },
      derived: {
        accountCount: { text: 'count(accounts)', type: 'integer' },
        ratio: { text: 'loan / aum', type: 'decimal', decimals: 2 },
        wrong: { text: 'nothing', type: 'integer' },
      },
    },
    'entity/account': { fields: { balance: 'decimal 2' } },
    'entity/household': { fields: { size: 'integer', area: 'string ?' } },
  },
  [holds, { kind: 'criteria', name: 'other' }, { kind: 'criteria', name: 'broken' }],
  [decision('criteria/adult', 'entity/customer'), decision('criteria/other', 'entity/account')],
);
const scope = entityScope(environment, 'entity/customer', 'criteria/test');
const lower = (condition: Json) => fromCondition(condition, scope, { definition: 'criteria/test', pointer: '/when' });
const leaf = (fact: string, operator: string, value: Json, more: object = {}) => ({ fact, operator, value, ...more });
const world = {
  facts: {
    age: 30,
    aum: 100.5,
    grade: 'B',
    city: '杭州',
    opened: '2026-01-01',
    seen: '2026-03-30T20:00:00Z',
    limits: [1, 2.5],
    accounts: [{ balance: 1 }],
    household: { size: 3 },
  },
  asOf: parseDate('2026-03-31') ?? 0n,
};

describe('a condition', () => {
  it.each<[ReturnType<typeof leaf>, boolean]>([
    [leaf('age', 'equal', 30), true],
    [leaf('aum', 'equal', 100.5), true],
    [leaf('aum', 'greaterThan', 100.499), true],
    [leaf('aum', 'lessThanInclusive', { fact: 'age' }), false],
    [leaf('age', 'lessThan', { fact: 'aum' }), true],
    [leaf('grade', 'in', ['A', 'B']), true],
    [leaf('grade', 'notIn', ['A', 'B']), false],
    [leaf('grade', 'in', []), false],
    [leaf('aum', 'in', { fact: 'limits' }), false],
    [leaf('limits', 'contains', 2.5), true],
    [leaf('limits', 'doesNotContain', 2.5), false],
    [leaf('limits', 'someFact:greaterThan', 2), true],
    [leaf('limits', 'everyFact:greaterThan', 2), false],
    [leaf('limits', 'not:everyFact:greaterThan', 2), true],
    [leaf('age', 'someValue:greaterThan', [50, 20]), true],
    [leaf('age', 'everyValue:greaterThan', [50, 20]), false],
    [leaf('age', 'swap:lessThan', 20), true],
    [leaf('age', 'swap:contains', [20, 30]), true],
    [leaf('loan', 'equal', 1), false],
    [leaf('loan', 'notEqual', 1), true],
    [leaf('loan', 'lessThan', 1), false],
    [leaf('loan', 'not:lessThan', 1), true],
    [leaf('tier', 'in', ['A']), false],
    [leaf('tier', 'notIn', ['A']), true],
    [leaf('tags', 'contains', 'x'), false],
    [leaf('tags', 'doesNotContain', 'x'), false],
    [leaf('tags', 'not:contains', 'x'), true],
    [leaf('tags', 'everyFact:equal', 'x'), false],
    [leaf('city', 'in', { fact: 'tags' }), false],
    [leaf('city', 'notIn', { fact: 'tags' }), true],
    [leaf('loan', 'equal', { fact: 'big' }), true],
    [leaf('loan', 'notEqual', { fact: 'big' }), false],
    [leaf('loan', 'equal', { fact: 'aum' }), false],
    [leaf('loan', 'isMissing', true), true],
    [leaf('loan', 'isMissing', false), false],
    [leaf('loan', 'isPresent', true), false],
    [leaf('aum', 'isPresent', true), true],
    [leaf('age', 'between', '[30, 40)'), true],
    [leaf('age', 'between', '(30, ∞)'), false],
    [leaf('aum', 'between', '[100.50, 100.51)'), true],
    [leaf('loan', 'between', '(-∞, ∞)'), false],
    [leaf('opened', 'between', '[2026-01-01, 2026-02-01)'), true],
    [leaf('city', 'startsWith', '杭'), true],
    [leaf('city', 'matches', '^.州$'), true],
    [leaf('opened', 'before', '2026-01-02'), true],
    [leaf('opened', 'after', '2026-01-01'), false],
    [leaf('seen', 'after', '2026-03-31T03:59:59+08:00'), true],
    [leaf('opened', 'withinLast', 'P3M'), true],
    [leaf('opened', 'withinLast', 'P89D'), false],
    [leaf('opened', 'withinLast', 'P90D'), true],
    [leaf('seen', 'withinLast', 'P1D'), true],
    [leaf('household', 'equal', 3, { path: '$.size' }), true],
    [leaf('household', 'isMissing', true, { path: '$.area' }), true],
    [leaf('accountCount', 'equal', 1), true],
    [leaf('age', 'equal', 30, { params: { a: 1, b: ['x'] }, name: 'n', priority: 3 }), true],
    [leaf('big', 'greaterThan', '12345678901234567.89'), false],
  ])('%j is %s', (condition, expected) => {
    const { expression, problems } = lower({ all: [condition] });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(expression && evaluate(expression, world)).toBe(expected);
    expect(expression?.missable).toBe(false);
  });

  const age = leaf('age', 'equal', 30);
  it.each<[Json, string, string]>([
    [{ any: [] }, 'empty-any', '/when/any'],
    [{ all: [age], any: [age] }, 'mixed-junction', '/when'],
    [{ all: [age], fact: 'age' }, 'mixed-junction', '/when'],
    [{ not: age, condition: 'criteria/adult' }, 'mixed-junction', '/when'],
    [age, 'bare-leaf', '/when'],
    ['age', 'condition-form', '/when'],
    [{}, 'condition-form', '/when'],
    [{ all: age }, 'condition-form', '/when/all'],
    [{ not: [age] }, 'condition-form', '/when/not'],
    [{ all: [{ fact: 'age', operator: 'equal' }] }, 'condition-form', '/when/all/0'],
    [{ all: [age], whatever: 1 }, 'condition-key', '/when/whatever'],
    [{ all: [{ ...age, whatever: 1 }] }, 'condition-key', '/when/all/0/whatever'],
    [{ condition: 'criteria/none' }, 'unknown-criteria', '/when/condition'],
    [{ condition: 'criteria/other' }, 'criteria-of-other-entity', '/when/condition'],
    [{ condition: 'criteria/broken' }, 'criteria-broken', '/when/condition'],
    [{ all: [leaf('nothing', 'equal', 1)] }, 'unknown-fact', '/when/all/0/fact'],
    [{ all: [leaf('__proto__', 'equal', 1)] }, 'unknown-fact', '/when/all/0/fact'],
    [{ all: [leaf('wrong', 'equal', 1)] }, 'fact-broken', '/when/all/0/fact'],
    [{ all: [leaf('age', 'same', 1)] }, 'unknown-operator', '/when/all/0/operator'],
    [{ all: [leaf('age', 'no:equal', 1)] }, 'unknown-operator', '/when/all/0/operator'],
    [{ all: [leaf('age', 'toString', 1)] }, 'unknown-operator', '/when/all/0/operator'],
    [{ all: [leaf('age', 'equal', null)] }, 'null-value', '/when/all/0/value'],
    [{ all: [leaf('grade', 'in', ['A', null])] }, 'null-value', '/when/all/0/value/1'],
    [{ all: [leaf('age', 'greaterThan', '18')] }, 'string-as-number', '/when/all/0/value'],
    [{ all: [leaf('age', 'equal', '18')] }, 'string-as-number', '/when/all/0/value'],
    [{ all: [leaf('city', 'greaterThan', 18)] }, 'string-as-number', '/when/all/0/fact'],
    [{ all: [leaf('opened', 'greaterThan', '2026-01-01')] }, 'date-as-text', '/when/all/0/fact'],
    [{ all: [leaf('seen', 'lessThan', { fact: 'seen' })] }, 'date-as-text', '/when/all/0/fact'],
    [{ all: [leaf('city', 'in', '杭州市')] }, 'in-with-string', '/when/all/0/value'],
    [{ all: [leaf('age', 'in', 3)] }, 'list-expected', '/when/all/0/value'],
    [{ all: [leaf('age', 'someValue:equal', 3)] }, 'list-expected', '/when/all/0/value'],
    [{ all: [leaf('age', 'someFact:equal', 3)] }, 'operator-unfit', '/when/all/0/fact'],
    [{ all: [leaf('city', 'contains', '杭')] }, 'operator-unfit', '/when/all/0/fact'],
    [{ all: [leaf('tags', 'equal', 'x')] }, 'operator-unfit', '/when/all/0/fact'],
    [{ all: [leaf('vip', 'greaterThan', 1)] }, 'operator-unfit', '/when/all/0/fact'],
    [{ all: [leaf('age', 'startsWith', 'x')] }, 'operator-unfit', '/when/all/0/fact'],
    [{ all: [leaf('age', 'before', '2026-01-01')] }, 'operator-unfit', '/when/all/0/fact'],
    [{ all: [leaf('vip', 'equal', 1)] }, 'value-type', '/when/all/0/value'],
    [{ all: [leaf('age', 'equal', { fact: 'city' })] }, 'value-type', '/when/all/0/value/fact'],
    [{ all: [leaf('opened', 'before', { fact: 'seen' })] }, 'value-type', '/when/all/0/value/fact'],
    [{ all: [leaf('age', 'isMissing', 'yes')] }, 'value-type', '/when/all/0/value'],
    [{ all: [leaf('grade', 'equal', 'D')] }, 'value-not-in-enum', '/when/all/0/value'],
    [{ all: [leaf('age', 'equal', 121)] }, 'value-outside-domain', '/when/all/0/value'],
    [{ all: [leaf('age', 'equal', 18.5)] }, 'value-too-precise', '/when/all/0/value'],
    [{ all: [leaf('aum', 'in', [0.005])] }, 'value-too-precise', '/when/all/0/value/0'],
    [{ all: [leaf('big', 'equal', 1e17)] }, 'value-lost-digits', '/when/all/0/value'],
    [{ all: [leaf('age', 'between', '18-30')] }, 'interval-unreadable', '/when/all/0/value'],
    [{ all: [leaf('age', 'between', '[18.5, 30]')] }, 'interval-unreadable', '/when/all/0/value'],
    [{ all: [leaf('age', 'between', '[30, 30)')] }, 'interval-empty', '/when/all/0/value'],
    [{ all: [leaf('opened', 'equal', '2026-02-30')] }, 'day-unreadable', '/when/all/0/value'],
    [{ all: [leaf('seen', 'before', '2026-02-03T00:00:00')] }, 'instant-unreadable', '/when/all/0/value'],
    [{ all: [leaf('opened', 'withinLast', '3 months')] }, 'period-unreadable', '/when/all/0/value'],
    [{ all: [leaf('opened', 'withinLast', 'PT3H')] }, 'period-unreadable', '/when/all/0/value'],
    [{ all: [leaf('city', 'matches', '(a')] }, 'pattern-refused', '/when/all/0/value'],
    [{ all: [leaf('household', 'equal', 1)] }, 'fact-is-relation', '/when/all/0/fact'],
    [{ all: [leaf('accounts', 'contains', 1)] }, 'fact-is-relation', '/when/all/0/fact'],
    [{ all: [leaf('accounts', 'equal', 1, { path: '$.balance' })] }, 'path-through-list', '/when/all/0/path'],
    [{ all: [leaf('household', 'equal', 1, { path: '$..size' })] }, 'path-form', '/when/all/0/path'],
    [{ all: [leaf('household', 'equal', 1, { path: '$[?(@.size)]' })] }, 'path-form', '/when/all/0/path'],
    [{ all: [leaf('household', 'equal', 1, { path: '$.none' })] }, 'unknown-fact', '/when/all/0/path'],
    [{ all: [leaf('age', 'equal', 1, { path: '$.x' })] }, 'path-unfit', '/when/all/0/path'],
    [
      { all: [leaf('age', 'equal', 1, { params: { x: { fact: 'aum' } } })] },
      'params-not-constant',
      '/when/all/0/params',
    ],
    [{ all: [leaf('age', 'equal', 1, { params: 'x' })] }, 'params-not-constant', '/when/all/0/params'],
  ])('%j is refused: %s at %s', (condition, code, pointer) => {
    const { expression, problems } = lower(condition);
    expect(expression).toBeNull();
    expect(problems.map((problem) => [problem.code, problem.pointer])).toContainEqual([code, pointer]);
    for (const { message } of problems) expect(JSON.stringify(message)).not.toMatch(/\{\w+\}|undefined/);
  });

  it('takes 10,000 leaves and refuses 10,001, 100,000 and a nesting of 65', () => {
    const many = (count: number) => ({ all: Array.from({ length: count }, () => age) });
    const deep = (levels: number): Json => (levels === 1 ? age : { all: [deep(levels - 1)] });
    const codes = [many(10_000), many(10_001), many(100_000), deep(64), deep(65)].map(
      (one) => lower(one).problems.map(({ code }) => code)[0],
    );
    expect(codes).toEqual([undefined, 'condition-too-large', 'condition-too-large', undefined, 'condition-too-deep']);
  });

  it.each<[Json, Json]>([
    [leaf('loan', 'notEqual', 1), ['loan']],
    [leaf('tier', 'notIn', ['A']), ['tier']],
    [leaf('tags', 'doesNotContain', 'x'), ['tags']],
    [leaf('loan', 'not:lessThan', 1), ['loan']],
    [leaf('aum', 'notEqual', { fact: 'loan' }), ['loan']],
    [{ not: leaf('loan', 'lessThan', 1) }, ['loan']],
    [{ not: { any: [leaf('loan', 'lessThan', 1), age] } }, ['loan', 'age']],
    [{ not: { all: [leaf('loan', 'isPresent', true), leaf('loan', 'lessThan', 1)] } }, []],
    [leaf('aum', 'notEqual', 1), []],
    [leaf('loan', 'equal', 1), []],
    [{ all: [leaf('loan', 'isPresent', true), leaf('loan', 'notEqual', 1)] }, []],
    [{ any: [leaf('loan', 'isMissing', true), leaf('loan', 'notEqual', 1)] }, []],
    [{ any: [leaf('loan', 'isPresent', true), leaf('loan', 'notEqual', 1)] }, ['loan']],
    [{ not: { condition: 'criteria/adult' } }, []],
  ])('%j warns of %j where they may be missing, and its fix does not', (condition, names) => {
    const { expression, problems } = lower({ all: [condition] });
    expect(expression).not.toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(
      names === null || !Array.isArray(names) || names.length === 0 ? [] : ['negative-on-missing'],
    );
    const fix = problems[0]?.fix;
    if (fix === undefined) return;
    expect(lower({ all: [fix] }).problems).toEqual([]);
    expect(JSON.stringify(fix)).toContain(`"operator":"isPresent"`);
  });

  it('carries the pointer of every junction and leaf', () => {
    const { expression } = lower({
      any: [{ not: { all: [age] } }, { condition: 'criteria/adult' }, leaf('aum', 'isMissing', true)],
    });
    const pointers = nodesOf(expression === null ? [] : [expression]).flatMap(({ origin }) =>
      origin === undefined ? [] : [origin.pointer],
    );
    expect(pointers.sort()).toEqual([
      '/when',
      '/when/any/0',
      '/when/any/0/not',
      '/when/any/0/not/all/0',
      '/when/any/1',
      '/when/any/2',
    ]);
  });

  it('carries the problems of the derived fields it reads', () => {
    const { plans } = lower({ all: [leaf('ratio', 'greaterThan', 0.5)] });
    expect(plans.map(({ code, refuses }) => [code, refuses])).toEqual([['division-by-zero', false]]);
  });

  it('reads customer.x and product.y of a pair', () => {
    const pair = pairScope(environment, 'entity/customer', 'entity/account', 'matching/m');
    const { expression } = fromCondition(
      {
        all: [
          leaf('customer.age', 'equal', 30),
          leaf('product.balance', 'lessThan', { fact: 'customer.aum' }),
          { condition: 'criteria/adult' },
        ],
      },
      pair,
      { definition: 'matching/m', pointer: '/eligible' },
    );
    expect(expression && evaluate(expression, { facts: { customer: world.facts, product: { balance: 3 } } })).toBe(
      true,
    );
  });
});
