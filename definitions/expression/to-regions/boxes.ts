import { BudgetSpent } from './diagram.ts';

/**
 * Boxes: products of sets of cells, one set a column, as bits. A table whose inputs are independent is a list of boxes, and its
 * questions are covers of boxes: what of this box do those boxes leave open?
 */
export type Box = readonly bigint[];

/** The columns' intersection, or undefined where it is empty. */
export function intersect(a: Box, b: Box): Box | undefined {
  const both: bigint[] = [];
  for (let i = 0; i < a.length; i += 1) {
    const cells = (a[i] ?? 0n) & (b[i] ?? 0n);
    // Most boxes of a wide table are told apart by a column: nothing is built of them.
    if (cells === 0n) return undefined;
    both.push(cells);
  }
  return both;
}

function contains(outer: Box, inner: Box): boolean {
  return inner.every((cells, i) => (cells & ~(outer[i] ?? 0n)) === 0n);
}

/** How many steps a search may still take. */
export interface Steps {
  left: number;
}

/**
 * A part of `box` that none of `covers` holds, or undefined where they cover it all. Takes the cover with the largest share of the
 * box away and goes on in what remains beside it; throws BudgetSpent where that takes too many steps.
 */
export function uncovered(box: Box, covers: readonly Box[], steps: Steps): Box | undefined {
  steps.left -= 1 + covers.length;
  if (steps.left < 0) throw new BudgetSpent();
  const touching: Box[] = [];
  let best: Box | undefined;
  let share = -1;
  for (const cover of covers) {
    const shared = intersect(cover, box);
    if (shared === undefined) continue;
    if (contains(cover, box)) return undefined;
    touching.push(cover);
    const size = logarithmOfSize(shared);
    if (size > share) [best, share] = [cover, size];
  }
  if (best === undefined) return box;
  const rest = touching.filter((cover) => cover !== best);
  for (const piece of beside(box, best)) {
    const open = uncovered(piece, rest, steps);
    if (open !== undefined) return open;
  }
  return undefined;
}

/** box ∖ cover as disjoint boxes, at most one a column. */
function beside(box: Box, cover: Box): readonly Box[] {
  const pieces: Box[] = [];
  let inside = [...box];
  for (let i = 0; i < box.length; i++) {
    const own = box[i] ?? 0n;
    const outside = own & ~(cover[i] ?? 0n);
    if (outside !== 0n) pieces.push(inside.map((cells, j) => (j === i ? outside : cells)));
    inside = inside.map((cells, j) => (j === i ? own & (cover[i] ?? 0n) : cells));
  }
  return pieces;
}

function logarithmOfSize(box: Box): number {
  return box.reduce((sum, cells) => sum + Math.log2(countBits(cells)), 0);
}

/** How many bits are set. */
export function countBits(bits: bigint): number {
  let count = 0;
  for (let rest = bits; rest > 0n; rest >>= 32n) {
    let word = Number(rest & 0xffffffffn);
    for (; word !== 0; word = (word & (word - 1)) >>> 0) count++;
  }
  return count;
}

/** The position of the lowest bit that is set. */
export function lowestBit(bits: bigint): number {
  let position = 0;
  for (let rest = bits; (rest & 1n) === 0n && rest !== 0n; rest >>= 1n) position++;
  return position;
}
