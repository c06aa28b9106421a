import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, type Json, type JsonObject, link } from '../../../definitions/index.ts';
import { scaleNumber } from '../../../definitions/model/decimal.ts';

/** The rule as a book would state it: no more decimals than stated, no more than 15 digits that carry value. */
function expected(x: number, decimals: number): bigint | undefined {
  const exact = new Decimal(x);
  if (exact.decimalPlaces() > decimals) return undefined;
  return BigInt(exact.times(new Decimal(10).pow(decimals)).toFixed(0));
}

describe('numbers of any size', () => {
  it.each<[number, number, bigint | undefined]>([
    [2_000_000_000, 6, 2_000_000_000_000_000n],
    [1_000_000_000_000, 4, 10_000_000_000_000_000n],
    [1e21, 2, 100_000_000_000_000_000_000_000n],
    [1.5e40, 0, 15n * 10n ** 39n],
    [-1e15, 9, -(10n ** 24n)],
    [Number('9007199254740993'), 0, undefined],
    [12_345_678_901_234.5, 3, 12_345_678_901_234_500n],
    [12_345_678_901_234.5, 0, undefined],
    [Number.POSITIVE_INFINITY, 0, undefined],
    [Number.NaN, 2, undefined],
  ])('found 31: %d with %d decimals', (x, decimals, scaled) => expect(scaleNumber(x, decimals)).toBe(scaled));

  it('found 31: every number of up to 15 digits is read exactly, whatever its decimals', () => {
    const digits = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
    fc.assert(
      fc.property(digits, fc.integer({ min: -9, max: 12 }), fc.integer({ min: 0, max: 9 }), (n, power, decimals) => {
        const x = Number(`${n}e${power}`);
        expect(scaleNumber(x, decimals)).toBe(expected(x, decimals));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[JsonObject, Json, string | null]>([
    [{ decimals: 6, maximum: 3_000_000_000 }, 2_000_000_000, null],
    [{ decimals: 4, maximum: 1_000_000_000_000 }, 1_000_000_000_000, null],
    [{ decimals: 4, maximum: 1_000_000_000_000 }, 1_000_000_000_000.5, 'fact-out-of-domain'],
    [{ decimals: 4, maximum: '999999999999999.9999' }, 12_345_678_901_234.125, 'fact-with-too-many-digits'],
    [{ decimals: 2 }, 20_000_000_000_000, 'fact-out-of-domain'],
    [{ decimals: 2, maximum: '99999999999999999999.99' }, 1e308, 'fact-out-of-domain'],
    [{ decimals: 0, maximum: '99999999999999999999' }, -1e40, 'fact-out-of-domain'],
  ])('found 31: a field %j takes %d: %s', (type, x, code) => {
    const entity = { kind: 'entity', name: 'one', fields: { x: { type: 'decimal', ...type } } };
    const line = { name: 'out', text: 'x', type: 'decimal', decimals: Number(type['decimals']) };
    const formula = { kind: 'formula', name: 'same', entity: 'entity/one', lines: [line], outputs: ['out'] };
    const library = link([entity, formula].map((document) => ({ document })));
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const result = compile(library, ['formula/same']).decide({ facts: { x } })['formula/same'];
    const value = result?.value as { readonly out: Json } | null | undefined;
    expect(result?.problems[0]?.code ?? null).toBe(code);
    if (code === null) expect(Number(value?.out)).toBe(x);
  });
});
