import type { Bins } from '../../model/expression.ts';

/** The values up to `last` (from the end of the segment before), all in one bin; null: in none. */
export interface Segment {
  readonly last: bigint;
  readonly position: number | null;
}

/**
 * A domain of integers cut into the fewest segments such that each lies in one bin: the first that holds it, else `fallback`.
 * So overlapping, open and unordered bins become one ascending list.
 */
export function binSegments(
  node: Bins,
  domain: { readonly minimum: bigint; readonly maximum: bigint },
  fallback: number | null,
): readonly Segment[] {
  const pieces = piecesOf(node, domain);
  const starts = [...new Set([domain.minimum, ...pieces.flatMap(({ low, high }) => [low, high + 1n])])]
    .filter((start) => start >= domain.minimum && start <= domain.maximum)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const holders = holdersOf(pieces, starts);
  const segments: Segment[] = [];
  starts.forEach((_, i) => {
    const next = starts[i + 1];
    const last = next === undefined ? domain.maximum : next - 1n;
    const position = holders[i] ?? fallback;
    if (segments.at(-1)?.position === position) segments.pop();
    segments.push({ last, position });
  });
  return segments;
}

interface Piece {
  readonly low: bigint;
  readonly high: bigint;
  readonly position: number;
}

function piecesOf(node: Bins, domain: { readonly minimum: bigint; readonly maximum: bigint }): readonly Piece[] {
  const clip = (low: bigint, high: bigint, position: number): readonly Piece[] => {
    const [from, to] = [low < domain.minimum ? domain.minimum : low, high > domain.maximum ? domain.maximum : high];
    return from > to ? [] : [{ low: from, high: to, position }];
  };
  return node.bins.flatMap(({ test }, position) => {
    if (test.kind === 'range')
      return clip(test.range.low ?? domain.minimum, test.range.high ?? domain.maximum, position);
    if (test.kind !== 'values') return [];
    return test.values.flatMap((value) => (typeof value === 'bigint' ? clip(value, value, position) : []));
  });
}

/** The first bin over each start. Earlier bins are laid down first and keep what they cover. */
function holdersOf(pieces: readonly Piece[], starts: readonly bigint[]): readonly (number | undefined)[] {
  const place = new Map(starts.map((start, i) => [start, i]));
  const holders: (number | undefined)[] = starts.map(() => undefined);
  // The next start that no bin holds yet, found by following and shortening jumps.
  const jump = Array.from({ length: starts.length + 1 }, (_, i) => i);
  const free = (from: number): number => {
    let at = from;
    while ((jump[at] ?? at) !== at) at = jump[at] = jump[jump[at] ?? at] ?? at;
    return at;
  };
  for (const { low, high, position } of pieces) {
    const end = place.get(high + 1n) ?? starts.length;
    for (let at = free(place.get(low) ?? 0); at < end; at = free(at)) {
      holders[at] = position;
      jump[at] = at + 1;
    }
  }
  return holders;
}
