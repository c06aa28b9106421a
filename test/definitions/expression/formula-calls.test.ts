import { describe, expect, it } from 'vitest';
import { type JsonObject, link } from '../../../definitions/index.ts';
import { prove } from '../../../definitions/prove.ts';

/** Formulas with inputs, called by others: what check refuses, and what proofs may not take for one. */

const number = (decimals: number, more: JsonObject = {}): JsonObject => ({ type: 'decimal', decimals, ...more });
const formula = (name: string, inputs: JsonObject, lines: readonly JsonObject[]): JsonObject => ({
  kind: 'formula',
  name,
  inputs,
  lines: [...lines],
  outputs: lines.map((line) => line['name'] ?? ''),
});
const INTEREST = formula(
  'interest',
  {
    amount: number(2, { minimum: 0 }),
    rate: number(4, { minimum: 0, maximum: 1 }),
    note: { type: 'string', enum: ['a', 'b'], optional: true },
  },
  [{ name: 'sum', text: 'if note = "a" then 0 else amount * rate', ...number(2) }],
);
const PARTS = formula('parts', { xs: number(1, { series: true }), n: { type: 'integer' } }, [
  { name: 'first', text: 'xs[1]', ...number(1) },
  { name: 'second', text: 'xs[n]', ...number(1) },
]);
const CUSTOMER: JsonObject = {
  kind: 'entity',
  name: 'customer',
  fields: {
    id: { type: 'string' },
    amount: number(2, { minimum: 0, maximum: 1000 }),
    other: number(2, { minimum: 0, maximum: 1000 }),
    rate: number(4, { minimum: 0, maximum: 1 }),
    fine: number(6),
    day: { type: 'date' },
    xs: number(1, { series: true }),
    spouseId: { type: 'string', optional: true },
  },
  relations: { spouse: { entity: 'entity/customer', by: 'spouseId' } },
};
const USES = { interest: 'formula/interest', parts: 'formula/parts' };
const about = (text: string, uses: JsonObject = USES): JsonObject => ({
  kind: 'formula',
  name: 'f',
  entity: 'entity/customer',
  lines: [{ name: 'v', text, ...number(2), uses }],
  outputs: ['v'],
});
const errorsOf = (...documents: readonly JsonObject[]) =>
  link([CUSTOMER, INTEREST, PARTS, ...documents].map((document) => ({ document })))
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

describe('a call is refused at check', () => {
  it.each([
    ['interest(amount, rate, "a")', []],
    ['interest(amount, rate)', ['argument-count']],
    ['interest(amount, rate, "a", 1)', ['argument-count']],
    ['interest()', ['argument-count']],
    ['interest(amount: amount, rate: rate)', []],
    ['interest(amount: amount)', ['argument-absent']],
    ['interest(amount: null, rate: rate)', ['argument-absent']],
    ['interest(amount: amount, rates: rate)', ['argument-unknown']],
    ['interest(amount: amount, amount: other, rate: rate)', ['argument-twice']],
    ['interest(day, rate, null)', ['argument-type']],
    ['interest(xs, rate, null)', ['argument-type']],
    ['interest(fine, rate, null)', ['argument-too-precise']],
    ['interest(amount / 3, rate, null)', ['argument-too-precise']],
    ['interest(round half up(amount / 3, 2), rate, null)', []],
    ['interest(exp(rate), rate, null)', ['approximate-unrounded']],
    ['interest(-1, rate, null)', ['argument-outside']],
    ['interest(amount, 1.5, null)', ['argument-outside']],
    ['interest(amount, rate, "c")', ['argument-outside']],
    ['interest(duration("P1D"), rate, null)', ['type-unfit']],
    ['interest', ['formula-without-arguments']],
    ['interest(amount, rate, null).other', ['unknown-member']],
    ['parts(xs, 1)', ['call-without-line']],
    ['parts(xs, 1).second', []],
    ['parts(xs, 1).third', ['unknown-member']],
    ['parts(amount, 1).first', ['argument-type']],
    ['nothing(amount)', ['unknown-function']],
  ] as const)('%s: %j', (text, expected) => {
    expect(errorsOf(about(text))).toEqual(expected);
  });

  it('where the formula is about an entity, is absent, or needs itself', () => {
    const whole: JsonObject = { ...about('amount', {}), name: 'whole' };
    expect(errorsOf(whole, about('w(1)', { w: 'formula/whole' }))).toEqual(['uses-without-inputs']);
    expect(errorsOf(about('w(1)', { w: 'formula/nowhere' }))).toEqual(['unknown-reference']);
    const self = formula('self', { n: { type: 'integer' } }, [
      { name: 'v', text: 'if n > 0 then self(n) else 0', type: 'integer', uses: { self: 'formula/self' } },
    ]);
    const { problems } = link([{ document: self }]);
    expect(problems.map(({ code }) => code)).toEqual(['cycle']);
    expect(JSON.stringify(problems[0])).toContain('formula/self → formula/self');
  });

  it('before copies of copies grow without bound', () => {
    const levels = Array.from({ length: 24 }, (_, i) =>
      formula(`level${i}`, { x: number(0, { minimum: -9, maximum: 9 }) }, [
        {
          name: 'v',
          text: i === 0 ? 'x + 1' : 'min(9, below(x) + below(0 - x))',
          ...number(0),
          ...(i === 0 ? {} : { uses: { below: `formula/level${i - 1}` } }),
        },
      ]),
    );
    expect(new Set(errorsOf(...levels))).toEqual(new Set(['calls-too-large', 'reference-has-errors']));
  });
});

describe('two calls with other arguments, and one result of two rows, are not one value', () => {
  const big = formula('big', { x: number(2, { minimum: 0, maximum: 1000 }) }, [
    // No random figure comes by it, so that only a proof can say never.
    { name: 'is', text: 'x * x = 604926.1729', type: 'boolean' },
  ]);
  const derived = {
    bigAmount: { text: 'big(amount)', type: 'boolean', uses: { big: 'formula/big' } },
    bigOther: { text: 'big(other)', type: 'boolean', uses: { big: 'formula/big' } },
  };
  const isTrue = (fact: string, value: boolean): JsonObject => ({ fact, operator: 'equal', value });
  const criteria = (name: string, ...all: readonly JsonObject[]): JsonObject => ({
    kind: 'criteria',
    name,
    entity: 'entity/customer',
    when: { all: [...all] },
  });
  const apart = criteria('apart', isTrue('bigAmount', true), isTrue('bigOther', false));
  const never = criteria('never', isTrue('bigAmount', true), isTrue('bigAmount', false));
  const gold = criteria('gold', isTrue('bigAmount', true));
  const oneOfTwo = criteria(
    'one-of-two',
    { condition: 'criteria/gold' },
    { not: { condition: 'criteria/gold', of: 'spouse' } },
  );
  const library = link([{ ...CUSTOMER, derived }, big, apart, never, gold, oneOfTwo].map((document) => ({ document })));

  it.each([
    ['criteria/apart', 'refuted', false],
    ['criteria/never', 'refuted', true],
    ['criteria/one-of-two', 'refuted', false],
  ])('%s', (id, verdict, expected) => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const proofs = prove(library, [id]).flatMap((one) => one.proofs);
    expect(proofs.some((proof) => proof.verdict === verdict)).toBe(expected);
  });
});
