import { expect, test } from 'vitest';
import type { Decision, ReasonPlan } from '../../../definitions/model/decision.ts';
import { pickNumber } from '../../../definitions/expression/build-list.ts';
import { decimal, missing } from '../../../definitions/expression/build-logic.ts';
import { numberType } from '../../../definitions/model/type.ts';
import { compiledOf, decisionOf, ORIGIN } from '../../support/hand-built.ts';
import { A, B, entities, plan, result, within01 } from '../../support/tried.ts';

const lossOf = (tenths: number) => decimal(BigInt(tenths), 1);

test.each<[string, readonly ReasonPlan[], Decision['reasonOrder'], readonly (readonly [string, unknown])[]]>([
  [
    'by their loss, equal ones as declared',
    [plan('x', lossOf(5)), plan('y', lossOf(20)), plan('z', lossOf(5)), plan('w', lossOf(7))],
    'greatest-loss',
    [
      ['y', 2],
      ['w', 0.7],
      ['x', 0.5],
      ['z', 0.5],
    ],
  ],
  [
    'as declared',
    [plan('x', lossOf(5)), plan('y', lossOf(20))],
    'declared',
    [
      ['x', 0.5],
      ['y', 2],
    ],
  ],
  [
    'without those that lost nothing',
    [plan('x', lossOf(0)), plan('y', lossOf(-1)), plan('z', lossOf(1))],
    'greatest-loss',
    [['z', 0.1]],
  ],
  [
    'without those that have no position',
    [plan('x', lossOf(5), missing(numberType(0, 0n, 0n))), plan('y', lossOf(1))],
    'greatest-loss',
    [['y', 0.1]],
  ],
  ['without those whose loss is missing', [plan('x', B), plan('y', lossOf(1))], 'greatest-loss', [['y', 0.1]]],
  [
    'once for equal codes, losses summed',
    [plan('x', lossOf(5)), plan('y', lossOf(8)), plan('x', lossOf(4))],
    'greatest-loss',
    [
      ['x', 0.9],
      ['y', 0.8],
    ],
  ],
  [
    'once for equal codes as declared',
    [plan('x', lossOf(5)), plan('y', lossOf(8)), plan('x', lossOf(4))],
    'declared',
    [
      ['x', 0.9],
      ['y', 0.8],
    ],
  ],
  [
    'first where they have no loss',
    [plan('x', lossOf(5)), plan('y', null)],
    'greatest-loss',
    [
      ['y', undefined],
      ['x', 0.5],
    ],
  ],
  [
    'with losses of several scales',
    [plan('x', decimal(49n, 2)), plan('y', lossOf(5))],
    'greatest-loss',
    [
      ['y', 0.5],
      ['x', 0.49],
    ],
  ],
  [
    'with losses beyond what a double holds',
    [plan('x', decimal(10n ** 20n, 1)), plan('y', decimal(10n ** 20n + 1n, 1)), plan('x', lossOf(3)), plan('z', null)],
    'greatest-loss',
    [
      ['z', undefined],
      ['x', '10000000000000000000.3'],
      ['y', '10000000000000000000.1'],
    ],
  ],
])('reasons are listed %s', (_, reasons, reasonOrder, expected) => {
  const found = result({ reasons, reasonOrder }, {}).reasons;
  expect(found.map(({ code, loss }) => [code, loss])).toEqual(expected);
  expect(found.map(({ text }) => text)).toEqual(expected.map(([code]) => `${code}!`));
});

test('a reason’s code and loss follow the bin that was hit', () => {
  const index = within01(A);
  const reasons: readonly ReasonPlan[] = [
    {
      codes: [
        { code: 'zero', text: 'zero' },
        { code: 'one', text: 'one' },
      ],
      index,
      loss: pickNumber(index, [10n, 25n], 1),
      origin: ORIGIN,
    },
  ];
  const reasonsOf = (facts: object) => result({ reasons }, facts).reasons;
  expect([reasonsOf({ a: 0 }), reasonsOf({ a: 1 }), reasonsOf({ a: 2 })]).toEqual([
    [{ code: 'zero', text: 'zero', loss: 1 }],
    [{ code: 'one', text: 'one', loss: 2.5 }],
    [],
  ]);
});

test('one call after another begins with no reasons', () => {
  const compiled = compiledOf([decisionOf({ reasons: [plan('x', A)] })], entities);
  const codes = (facts: object) => compiled.decide({ facts })['formula/tried']?.reasons.map(({ loss }) => loss);
  expect([codes({ a: 5 }), codes({ a: -5 }), codes({}), codes({ a: 7 })]).toEqual([[5], [], [], [7]]);
});
