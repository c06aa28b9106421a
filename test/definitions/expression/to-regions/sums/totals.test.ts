import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalsOf } from '../../../../../definitions/expression/to-regions/sums/totals.ts';

const list = (value: fc.Arbitrary<bigint>) =>
  fc.uniqueArray(value, { minLength: 1, maxLength: 5 }).map((values) => values.sort((a, b) => (a < b ? -1 : 1)));

/** All totals there are. */
function totals(lists: readonly (readonly bigint[])[]): readonly bigint[] {
  return lists.reduce<readonly bigint[]>((sums, values) => sums.flatMap((sum) => values.map((one) => sum + one)), [0n]);
}

describe('totals of one value of each list', () => {
  it.each<[string, fc.Arbitrary<bigint>]>([
    ['small figures', fc.bigInt({ min: -20n, max: 40n })],
    ['figures far apart', fc.bigInt({ min: -1_000_000n, max: 1_000_000n })],
    ['figures beyond what doubles tell apart', fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })],
  ])('are found and denied as counting says: %s', (_, value) => {
    const asked = fc.record({ lists: fc.array(list(value), { minLength: 1, maxLength: 5 }), a: value, b: value });
    fc.assert(
      fc.property(asked, ({ lists, a, b }) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const isThere = totals(lists).some((total) => total >= low && total <= high);
        const found = totalsOf(lists).within(low, high);
        // Sums that doubles do not tell apart may lie on either side of an end.
        if (found === 'unknown') expect(lists.flat().some((one) => one > 10n ** 16n || one < -(10n ** 16n))).toBe(true);
        else if (typeof found === 'string') expect([found, isThere]).toEqual(['never', false]);
        else {
          expect(found.every((one, i) => lists[i]?.includes(one))).toBe(true);
          const total = found.reduce((sum, one) => sum + one, 0n);
          expect(total >= low && total <= high).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are never between multiples of seven, however many there are', () => {
    const lists = Array.from({ length: 30 }, (_, i) => [0n, 7n * BigInt(i + 1), 7n * BigInt(i * i + 40)]);
    expect(totalsOf(lists).within(3501n, 3506n)).toBe('never');
    expect(typeof totalsOf(lists).within(3500n, 3500n)).toBe('object');
  });

  it('are never in the gap below the greatest, of figures too many and too wide to lay down', () => {
    const lists = Array.from({ length: 30 }, (_, i) => [0n, 10n ** 20n + BigInt(i), 2n * 10n ** 20n + 3n * BigInt(i)]);
    const greatest = lists.reduce((sum, values) => sum + (values.at(-1) ?? 0n), 0n);
    expect(totalsOf(lists).within(greatest - 99n * 10n ** 18n, greatest - 10n ** 18n)).toBe('never');
    expect(typeof totalsOf(lists).within(greatest, greatest)).toBe('object');
  });
});
