/** A range of sums, in steps; both ends included. */
export interface SumRange {
  readonly low: number;
  readonly high: number;
}

/** How many intervals are kept, and how many are made of one list before they are fewer. */
const INTERVALS = 4_000;
const MOST_MADE = 600_000;

/**
 * Whether intervals that hold all sums of one value of each list (each ascending from 0) meet a wanted range: *false* is proved. Where
 * there are too many intervals, the nearest ones are joined.
 */
export function canReach(lists: readonly Float64Array[], wanted: SumRange): boolean {
  let left = lists.reduce((sum, values) => sum + (values.at(-1) ?? 0), 0);
  let spans: SumRange[] = [{ low: 0, high: 0 }];
  for (const values of lists) {
    left -= values.at(-1) ?? 0;
    const runs = joined(Array.from(values, (value) => ({ low: value, high: value })));
    const from = fewer(spans, Math.max(1, Math.floor(MOST_MADE / runs.length)));
    const next = from.flatMap((span) => runs.map((run) => ({ low: span.low + run.low, high: span.high + run.high })));
    const near = next.filter((span) => span.high >= wanted.low - left && span.low <= wanted.high);
    spans = fewer(joined(near.sort((a, b) => a.low - b.low)), INTERVALS);
  }
  return spans.length > 0;
}

/** Ascending intervals, those that touch made one. */
function joined(spans: readonly SumRange[], apart = 1): SumRange[] {
  const found: SumRange[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last === undefined || span.low - last.high > apart) found.push(span);
    else found[found.length - 1] = { low: last.low, high: Math.max(last.high, span.high) };
  }
  return found;
}

/** At most so many intervals: the nearest neighbours are made one. */
function fewer(spans: SumRange[], most: number): SumRange[] {
  if (spans.length <= most) return spans;
  const gaps = Float64Array.from(spans.slice(1), (span, i) => span.low - (spans[i]?.high ?? 0)).sort();
  return joined(spans, gaps[spans.length - most - 1]);
}
