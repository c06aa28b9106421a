import { evidenceOf, type OutcomeCounts } from './weight-of-evidence.ts';

/** How the rate of events goes from one bin to the next: it rises or falls with the figure, whichever tells more, or as it comes. */
export const DIRECTIONS = ['either', 'rising', 'falling', 'free'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface BinRules {
  readonly direction: Direction;
  /** A bin has at least this share of all, from 0 to 1. */
  readonly leastShare: number;
  /** So many bins at most, at least 2. */
  readonly most: number;
}

/** Which pieces make a bin: from the first to the last, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface Proposal {
  readonly spans: readonly Span[];
  /** How the rate goes; null where it may go as it comes. */
  readonly direction: 'rising' | 'falling' | null;
}

/**
 * The division of pieces that lie side by side into bins that has the greatest information value of all that keep the rules: every bin
 * has its share, at least one event and one without, and rates follow the direction. Null where no two bins keep them.
 *
 * By dynamic programming over the last bin, which is exact: the value of a division is the sum of its bins', and the rules bind a bin
 * only to the one before it. Of equal values the one with fewer bins. About n³ · most / 6 steps for n pieces. `all`: the pieces and
 * whoever stands in none of them.
 */
export function proposeBins(pieces: readonly OutcomeCounts[], all: OutcomeCounts, rules: BinRules): Proposal | null {
  const ways = { either: ['rising', 'falling'], rising: ['rising'], falling: ['falling'], free: [null] } as const;
  let best: { readonly proposal: Proposal; readonly value: number } | null = null;
  for (const direction of ways[rules.direction]) {
    const found = divided(pieces, all, direction, rules);
    if (found === null || (best !== null && found.value <= best.value + SAME)) continue;
    best = { proposal: { spans: found.spans, direction }, value: found.value };
  }
  return best?.proposal ?? null;
}

/** Values nearer than this are the same but for rounding. */
const SAME = Number('1e-12');

interface Bin {
  readonly value: number;
  /** Events and all, so that rates are compared without dividing. */
  readonly events: number;
  readonly count: number;
}

/** The best division whose last bin is this one, by how many bins it has. */
interface Best {
  readonly value: number;
  /** The first piece of the bin before; −1: there is none. */
  readonly before: number;
}

function divided(
  pieces: readonly OutcomeCounts[],
  all: OutcomeCounts,
  direction: 'rising' | 'falling' | null,
  { leastShare, most }: BinRules,
): { readonly spans: readonly Span[]; readonly value: number } | null {
  const size = pieces.length;
  const bins = allowedBins(pieces, all, leastShare);
  const follows = (before: Bin, own: Bin) => {
    // Rates are whole numbers over whole numbers: compared exactly.
    const difference = own.events * before.count - before.events * own.count;
    return direction === null || (direction === 'rising' ? difference >= 0 : difference <= 0);
  };
  // best[k][last][first]: with k + 1 bins up to `last`, the last of them from `first`.
  const best: (Best | undefined)[][][] = [];
  for (let k = 0; k < most; k++) {
    const level: (Best | undefined)[][] = Array.from({ length: size }, () => []);
    for (let last = 0; last < size; last++)
      for (let first = k; first <= last; first++) {
        const own = bins[last]?.[first];
        if (own === undefined) continue;
        const found =
          k === 0 ? (first === 0 ? { value: own.value, before: -1 } : undefined) : bestBefore(k, first, own);
        const row = level[last];
        if (found !== undefined && row !== undefined) row[first] = found;
      }
    best.push(level);
  }
  return traced();

  function bestBefore(k: number, first: number, own: Bin): Best | undefined {
    let found: Best | undefined;
    const row = best[k - 1]?.[first - 1] ?? [];
    for (let from = 0; from < first; from++) {
      const earlier = row[from];
      const bin = bins[first - 1]?.[from];
      if (earlier === undefined || bin === undefined || !follows(bin, own)) continue;
      const value = earlier.value + own.value;
      if (found === undefined || value > found.value + SAME) found = { value, before: from };
    }
    return found;
  }

  function traced() {
    let top: { readonly value: number; readonly k: number; readonly first: number } | undefined;
    for (let k = 1; k < most; k++)
      (best[k]?.[size - 1] ?? []).forEach((one, first) => {
        if (one !== undefined && (top === undefined || one.value > top.value + SAME))
          top = { value: one.value, k, first };
      });
    if (top === undefined) return null;
    const spans: Span[] = [];
    let [first, last] = [top.first, size - 1];
    for (let { k } = top; k >= 0; k--) {
      spans.unshift({ first, last });
      const before = best[k]?.[last]?.[first]?.before ?? -1;
      [first, last] = [before, first - 1];
    }
    return { spans, value: top.value };
  }
}

/** Every bin from one piece to another that has its share, and both outcomes: `[last][first]`. */
function allowedBins(
  pieces: readonly OutcomeCounts[],
  all: OutcomeCounts,
  leastShare: number,
): readonly (readonly (Bin | undefined)[])[] {
  return pieces.map((_, last) => {
    const row: (Bin | undefined)[] = [];
    let [count, events] = [0, 0];
    for (let first = last; first >= 0; first--) {
      count += pieces[first]?.count ?? 0;
      events += pieces[first]?.events ?? 0;
      const { iv } = evidenceOf({ count, events }, all);
      row[first] = iv === null || count < leastShare * all.count ? undefined : { value: iv, events, count };
    }
    return row;
  });
}
