import { describe, expect, it } from 'vitest';
import { wire } from '../../../../definitions/model/decimal.ts';
import { lowerComputed } from '../../../../definitions/expression/computed/computed.ts';
import { decimal, field } from '../../../../definitions/expression/build-logic.ts';
import type { Computed } from '../../../../definitions/model/entity.ts';
import type { Json } from '../../../../definitions/model/json.ts';
import { entityScope } from '../../../../definitions/expression/computed/record-scope.ts';
import { evaluate } from '../../../support/evaluate.ts';
import { fieldOf, shortEnvironment } from '../../../support/environment.ts';

const fields = {
  a: 'decimal 2 ?',
  b: 'decimal 2 ?',
  c: 'decimal 2',
  s: 'string ?',
  grade: ['A', 'B'],
  d: 'date ?',
  wide: 'decimal 2 0..10000000000000000000000000',
} as const;
const score = field(fieldOf('entity/customer', 'a', 'decimal 2 ?'), null);
const decision = (facts: string) => ({
  id: `scorecard/${facts}`,
  title: { 'zh-CN': '忠诚度', en: 'Loyalty' },
  facts: { kind: 'entity', entity: `entity/${facts}` } as const,
  outputs: { score },
  value: { kind: 'value', of: score } as const,
  reasons: [],
  reasonOrder: 'declared' as const,
  problems: [
    {
      code: 'gap',
      slots: {},
      when: decimalIsZero(),
      refuses: true,
      origin: { definition: 'scorecard/customer', pointer: '' },
    },
  ],
  partial: null,
  reads: [],
});
function decimalIsZero() {
  return decimal(0n, 0);
}
const environment = shortEnvironment(
  { 'entity/customer': { fields }, 'entity/other': { fields } },
  [{ kind: 'scorecard', name: 'sick' }],
  [decision('customer'), decision('other')],
);
const scope = entityScope(environment, 'entity/customer', 'formula/test');
const lower = (computed: Computed) =>
  lowerComputed(computed, scope, { definition: 'formula/test', pointer: '/lines/0' });
const facts = { a: 1, b: 3, c: 0, grade: 'A' };

describe('a computed value', () => {
  it.each<[Computed, Json]>([
    [{ text: 'a / b', type: 'decimal', decimals: 2 }, 0.33],
    [{ text: '2 / 3', type: 'decimal', decimals: 0 }, 1],
    [{ text: 'a / b', type: 'integer' }, 0],
    [{ text: '(a + a) / b', type: 'decimal' }, 0.666666666667],
    [{ text: 'mean([1, 2])', type: 'integer' }, 2],
    [{ text: 'exp(a)', type: 'decimal', decimals: 3 }, 2.718],
    [{ text: 'a > b', type: 'boolean' }, false],
    [{ text: 'if a > b then "x" else "y"', type: 'string' }, 'y'],
    [{ text: 'a / c', type: 'decimal', decimals: 2 }, null],
    [{ text: 'a / c', type: 'decimal', decimals: 2, ifMissing: 'missing' }, null],
    [{ text: 'a / c', type: 'decimal', decimals: 2, ifMissing: 7.5 }, 7.5],
    [{ text: 's', type: 'string', ifMissing: 'none' }, 'none'],
    [{ text: 'loyalty * 2', type: 'decimal', decimals: 2, uses: { loyalty: 'scorecard/customer#score' } }, 2],
  ])('%j is %j', (computed, expected) => {
    const { expression, problems } = lower(computed);
    expect(problems).toEqual([]);
    const value = expression && evaluate(expression, { facts });
    expect(
      typeof value === 'bigint' && expression?.type.kind === 'number' ? wire(value, expression.type.decimals) : value,
    ).toEqual(expected);
  });

  it.each<[Computed, string, string]>([
    [{ text: 'a > b', type: 'decimal', decimals: 2 }, 'computed-type', '/lines/0/type'],
    [{ text: 'a', type: 'string' }, 'computed-type', '/lines/0/type'],
    [{ text: 'd', type: 'instant' }, 'computed-type', '/lines/0/type'],
    [{ text: 'exp(a)', type: 'decimal' }, 'decimals-not-stated', '/lines/0/type'],
    [{ text: 'a', type: 'decimal', decimals: 2, ifMissing: 'none' }, 'computed-default', '/lines/0/ifMissing'],
    [{ text: 'a', type: 'decimal', decimals: 2, ifMissing: 0.005 }, 'computed-default', '/lines/0/ifMissing'],
    [{ text: 'grade', type: 'string', ifMissing: 'D' }, 'computed-default', '/lines/0/ifMissing'],
    [{ text: 'wide * wide', type: 'decimal', decimals: 2 }, 'range-too-large', '/lines/0/text'],
    [{ text: 'x', type: 'integer', uses: { x: 'scorecard/none#score' } }, 'unknown-definition', '/lines/0/uses/x'],
    [{ text: 'x', type: 'integer', uses: { x: 'scorecard/sick#score' } }, 'uses-broken', '/lines/0/uses/x'],
    [{ text: 'x', type: 'integer', uses: { x: 'scorecard/customer#band' } }, 'unknown-output', '/lines/0/uses/x'],
    [{ text: 'x', type: 'integer', uses: { x: 'scorecard/customer#toString' } }, 'unknown-output', '/lines/0/uses/x'],
    [{ text: 'x', type: 'integer', uses: { x: 'scorecard/other#score' } }, 'uses-other-facts', '/lines/0/uses/x'],
    [{ text: 'a +', type: 'integer' }, 'formula-syntax', '/lines/0/text'],
  ])('%j is refused: %s at %s', (computed, code, pointer) => {
    const { expression, problems } = lower(computed);
    expect(expression).toBeNull();
    expect(problems.map((problem) => [problem.code, problem.pointer])).toContainEqual([code, pointer]);
  });

  it('refuses a record where it is missing and says so', () => {
    const { plans } = lower({ text: 'a / c', type: 'decimal', decimals: 2, ifMissing: 'refuse' });
    expect(plans.map(({ code, refuses, when }) => [code, refuses, evaluate(when, { facts })])).toEqual([
      ['division-by-zero', false, true],
      ['computed-missing', true, true],
    ]);
  });

  it('refuses nothing where it cannot be missing', () => {
    expect(lower({ text: 'c * 2', type: 'decimal', decimals: 2, ifMissing: 'refuse' }).plans).toEqual([]);
  });

  it('takes the plans of a result along without refusing', () => {
    const uses = { loyalty: 'scorecard/customer#score' };
    const { plans, expression } = lower({ text: 'loyalty', type: 'decimal', decimals: 2, uses });
    expect(plans.map(({ code, refuses }) => [code, refuses])).toEqual([['gap', false]]);
    expect(expression).toMatchObject({ kind: 'named', ref: 'scorecard/customer#score', title: { en: 'Loyalty' } });
  });
});
