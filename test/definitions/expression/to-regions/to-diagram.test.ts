import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bins, pickNumber } from '../../../../definitions/expression/build-list.ts';
import {
  and,
  compare,
  decimal,
  field,
  holds,
  isMissing,
  not,
  oneOf,
  or,
  when,
  within,
} from '../../../../definitions/expression/build-logic.ts';
import { round, weightedMean, weightedSum } from '../../../../definitions/expression/build-number.ts';
import type { Expression, Field } from '../../../../definitions/model/expression.ts';
import { meaningOf } from '../../../../definitions/expression/to-regions/meaning-key.ts';
import { createBuilder } from '../../../../definitions/expression/to-regions/to-diagram.ts';
import { meets, valueSet } from '../../../../definitions/expression/to-regions/sums/value-set.ts';
import { numberType, type Type } from '../../../../definitions/model/type.ts';
import { evaluate } from '../../../support/evaluate.ts';

const ORIGIN = { definition: 'entity/e', pointer: '' };
const declared = (name: string, type: Type, optional: boolean): Field => ({
  name,
  type,
  optional,
  title: name,
  unreadable: 'refuse',
  origin: ORIGIN,
});
const X = field(declared('x', numberType(0, 0n, 5n), true), null);
const Y = field(declared('y', numberType(1, 0n, 30n), false), null);
const G = field(declared('g', { kind: 'string', enum: ['a', 'b', 'c'] }, true), null);
const F = field(declared('f', { kind: 'boolean' }, true), null);

const operator = fc.constantFrom('=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const);
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(operator, fc.bigInt({ min: -1n, max: 6n })).map(([op, n]) => compare(op, X, decimal(n, 0))),
  fc.tuple(operator, fc.bigInt({ min: -10n, max: 310n })).map(([op, n]) => compare(op, Y, decimal(n, 2))),
  fc.tuple(operator, fc.bigInt({ min: -1n, max: 6n })).map(([op, n]) => compare(op, decimal(n, 0), X)),
  fc
    .tuple(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 0n, max: 5n }))
    .map(([low, high]) => within(X, { low, high })),
  fc.subarray(['a', 'b', 'c', 'd']).map((members) => oneOf(G, members)),
  fc.constantFrom<Expression>(F, isMissing(X), isMissing(G), isMissing(F)),
);
const condition = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }).map((items) => and(items)),
    fc.array(tie('tree'), { maxLength: 3 }).map((items) => or(items)),
    tie('tree').map((of) => not(of)),
    tie('tree').map((of) => holds(of)),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([c, t, o]) => when(c, t, o)),
  ),
})).tree;

/** Every record over the four fields, at the grain of their types. */
const RECORDS = [null, 0, 1, 2, 3, 4, 5].flatMap((x) =>
  Array.from({ length: 31 }, (_, i) => i / 10).flatMap((y) =>
    [null, 'a', 'b', 'c'].flatMap((g) => [null, true, false].map((f) => ({ x, y, g, f }))),
  ),
);

const keyOf = (e: Expression, nodes: number) => meaningOf(e, nodes)?.key;

/** The answers a diagram says are possible, against those that happen. */
function possible(e: Expression): readonly string[] {
  const builder = createBuilder([e], 100_000);
  return [...builder.diagrams.reachable(builder.of(e))].map((id) => {
    const at = builder.diagrams.at(id);
    return at.kind === 'value' ? String(at.value) : at.kind;
  });
}

describe('diagrams of conditions', () => {
  it('reach exactly the answers that some record gives', () => {
    fc.assert(
      fc.property(condition, (e) => {
        const answers = new Set(RECORDS.map((facts) => String(evaluate(e, { facts }) ?? 'missing')));
        expect([...possible(e)].sort()).toEqual([...answers].sort());
      }),
      { numRuns: 60 },
    );
  });

  it('have one key exactly where two conditions answer alike on every record', () => {
    fc.assert(
      fc.property(condition, condition, (one, other) => {
        const alike = RECORDS.every((facts) => evaluate(holds(one), { facts }) === evaluate(holds(other), { facts }));
        expect(keyOf(holds(one), 100_000) === keyOf(holds(other), 100_000)).toBe(alike);
      }),
      { numRuns: 60 },
    );
  });

  it('know x < 3 and not x ≥ 3 apart, since x may be missing', () => {
    const less = holds(compare('<', X, decimal(3n, 0)));
    expect(keyOf(less, 1000)).not.toBe(keyOf(not(holds(compare('>=', X, decimal(3n, 0)))), 1000));
    expect(keyOf(less, 1000)).toBe(keyOf(and([not(isMissing(X)), not(holds(compare('>=', X, decimal(3n, 0))))]), 1000));
  });

  it('see through a widening to the same subject', () => {
    const coarse = compare('>', round(Y, 3), decimal(1_250n, 3));
    expect(keyOf(holds(coarse), 1000)).toBe(keyOf(holds(compare('>=', Y, decimal(13n, 1))), 1000));
  });
});

describe('sets of sums', () => {
  const points = (subject: Expression, scores: readonly bigint[]) =>
    pickNumber(
      bins(
        subject,
        scores.map((_, i) => ({
          test: { kind: 'range', range: { low: BigInt(i), high: i + 1 === scores.length ? null : BigInt(i) } },
          origin: ORIGIN,
        })),
        true,
      ),
      scores,
      0,
    );
  const score = fc.array(fc.bigInt({ min: -20n, max: 100n }), { minLength: 1, maxLength: 4 });

  it('hold exactly the totals that records reach', () => {
    fc.assert(
      fc.property(score, score, fc.bigInt({ min: 0n, max: 50n }), fc.bigInt({ min: 1n, max: 50n }), (a, b, v, w) => {
        const [left, right] = [
          points(field(declared('x', numberType(0, 0n, 5n), false), null), a),
          points(field(declared('y', numberType(0, 0n, 5n), false), null), b),
        ];
        const sum = weightedSum(7n, 2, [
          { weight: v, of: left },
          { weight: w, of: right },
        ]);
        const mean = weightedMean(2, 2, [
          { weight: v, of: left, ifMissing: 'missing' },
          { weight: w, of: right, ifMissing: 'missing' },
        ]);
        for (const e of [sum, mean]) {
          const set = valueSet(e, createBuilder([e], 100_000));
          const reached = new Set(
            Array.from({ length: 36 }, (_, i) => evaluate(e, { facts: { x: i % 6, y: Math.floor(i / 6) } })),
          );
          expect(set).toBeDefined();
          if (set === undefined) return;
          for (const total of reached) expect(meets(set, total as bigint, total as bigint)).toBe(true);
          const bounds = e.type.kind === 'number' ? e.type : numberType(0);
          for (let total = bounds.minimum; total <= bounds.maximum && total < bounds.minimum + 3000n; total++) {
            if (!reached.has(total)) expect(meets(set, total, total)).toBe(false);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
