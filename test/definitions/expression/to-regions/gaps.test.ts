import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BinTest } from '../../../../definitions/model/expression.ts';
import { coverOf, partText } from '../../../../definitions/expression/to-regions/gaps.ts';
import { numberType, type Type } from '../../../../definitions/model/type.ts';

const AGE = numberType(0, 0n, 120n);
const MONEY = numberType(2, 0n, 10_000_000n);
const GRADE: Type = { kind: 'string', enum: ['A', 'B', 'C'] };
const range = (low: bigint | null, high: bigint | null): BinTest => ({ kind: 'range', range: { low, high } });
const values = (...of: string[]): BinTest => ({ kind: 'values', values: of });
const MISSING: BinTest = { kind: 'missing' };
const OTHERWISE: BinTest = { kind: 'otherwise' };

describe('how bins cover a domain', () => {
  it.each<[string, Type, boolean, BinTest[], string[], string[], number[]]>([
    ['a partition', AGE, false, [range(0n, 17n), range(18n, null)], [], [], []],
    ['a hole of one value', AGE, false, [range(0n, 17n), range(19n, null)], ['18'], [], []],
    ['a shared bound', AGE, false, [range(0n, 18n), range(18n, null)], [], ['18'], []],
    ['a hole at the top', AGE, false, [range(0n, 17n)], ['18 … 120'], [], []],
    ['a bin outside the domain', AGE, false, [range(null, 120n), range(121n, null)], [], [], [1]],
    ['money, one cent short', MONEY, false, [range(null, 4_999_999n), range(5_000_001n, null)], ['50,000'], [], []],
    ['a missing value without a bin', AGE, true, [range(null, null)], ['a missing value'], [], []],
    ['a missing bin that is needed', AGE, true, [range(null, null), MISSING], [], [], []],
    ['a missing bin that is idle', AGE, false, [range(null, null), MISSING], [], [], [1]],
    ['an otherwise that takes the rest', AGE, true, [range(0n, 5n), OTHERWISE], [], [], []],
    ['an otherwise that is idle', GRADE, false, [values('A', 'B', 'C'), OTHERWISE], [], [], [1]],
    ['a member twice', GRADE, false, [values('A', 'B'), values('B', 'C')], [], ['B'], []],
    ['a member forgotten', GRADE, false, [values('A'), values('C')], ['B'], [], []],
    ['free text', { kind: 'string' }, false, [values('A')], ['any other text'], [], []],
  ])('%s', (_, type, missable, tests, gaps, overlaps, idle) => {
    const cover = coverOf(type, missable, tests);
    expect(cover?.gaps.map((part) => partText(part, type).en)).toEqual(gaps);
    expect(cover?.overlaps.map(({ part }) => partText(part, type).en)).toEqual(overlaps);
    expect(cover?.idle).toEqual(idle);
  });

  it('agrees with counting each value of a small domain', () => {
    const bound = fc.bigInt({ min: -2n, max: 12n });
    const tests = fc.array(
      fc.tuple(bound, bound).map(([a, b]) => range(a, b)),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(tests, (bins) => {
        const cover = coverOf(numberType(0, 0n, 10n), false, bins);
        for (let value = 0n; value <= 10n; value++) {
          const holders = bins.filter(
            (bin) => bin.kind === 'range' && value >= (bin.range.low ?? 0n) && value <= (bin.range.high ?? 10n),
          );
          const inGap = cover?.gaps.some((part) => part.kind === 'range' && value >= part.low && value <= part.high);
          const inOverlap = cover?.overlaps.some(
            ({ part }) => part.kind === 'range' && value >= part.low && value <= part.high,
          );
          expect(inGap).toBe(holders.length === 0);
          expect(inOverlap).toBe(holders.length > 1);
        }
      }),
      { numRuns: 500 },
    );
  });
});
