import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Box,
  countBits,
  intersect,
  lowestBit,
  uncovered,
} from '../../../../definitions/expression/to-regions/boxes.ts';
import { BudgetSpent } from '../../../../definitions/expression/to-regions/diagram.ts';

const WIDTH = 4;
const COLUMNS = 3;
const ALL: Box = Array.from({ length: COLUMNS }, () => (1n << BigInt(WIDTH)) - 1n);
const box = fc.array(fc.bigInt({ min: 1n, max: (1n << BigInt(WIDTH)) - 1n }), {
  minLength: COLUMNS,
  maxLength: COLUMNS,
});

/** Every point of the space, as a cell position per column. */
function* points(): Generator<readonly number[]> {
  for (let i = 0; i < WIDTH ** COLUMNS; i++) {
    yield Array.from({ length: COLUMNS }, (_, column) => Math.floor(i / WIDTH ** column) % WIDTH);
  }
}
const holds = (of: Box, point: readonly number[]) => point.every((cell, i) => ((of[i] ?? 0n) >> BigInt(cell)) & 1n);

describe('covers of boxes', () => {
  it('finds an open part exactly where enumeration finds an open point', () => {
    fc.assert(
      fc.property(box, fc.array(box, { maxLength: 8 }), (space, covers) => {
        const open = uncovered(space, covers, { left: 100_000 });
        const openPoints = [...points()].filter(
          (point) => holds(space, point) && !covers.some((cover) => holds(cover, point)),
        );
        expect(open === undefined).toBe(openPoints.length === 0);
        if (open === undefined) return;
        const inside = [...points()].filter((point) => holds(open, point));
        expect(inside.length).toBeGreaterThan(0);
        expect(inside.every((point) => openPoints.some((one) => one.join() === point.join()))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('says that its budget is spent instead of guessing', () => {
    const halves = Array.from({ length: 3 }, (_, i): Box => ALL.map((cells, j) => (i === j ? cells >> 1n : cells)));
    expect(() => uncovered(ALL, halves, { left: 2 })).toThrow(BudgetSpent);
  });

  it.each([
    [0b1010n, 2, 1],
    [1n << 70n, 1, 70],
    [(1n << 40n) - 1n, 40, 0],
  ])('counts %s as %i bits, the lowest at %i', (bits, count, lowest) => {
    expect(countBits(bits)).toBe(count);
    expect(lowestBit(bits)).toBe(lowest);
  });

  it('has no intersection where one column is disjoint', () => {
    expect(intersect([1n, 3n], [2n, 3n])).toBeUndefined();
    expect(intersect([3n, 3n], [2n, 1n])).toEqual([2n, 1n]);
  });
});
