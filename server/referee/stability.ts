import { dateText, type JsonObject, type Segmentation } from '../../definitions/index.ts';
import { type Day, endOf, plusDays } from './calendar.ts';
import type { Classified } from './classes.ts';
import { Fraction, figureOf } from './figure.ts';
import type { Inputs } from './subject.ts';

type Stability = NonNullable<Segmentation['stability']>;

/** What stability makes of a method's class. */
export interface Steadied {
  readonly rank: number | null;
  /** The last run's class is none of the classes. */
  readonly isUnknown: boolean;
  /** What it adds to the value, where the class of this run stands at `rank`. */
  members(rank: number | null, isException: boolean): JsonObject;
}

const MOST_RUNS = 1_000_000;

/** The class after the stability rule: a move waits for enough runs in a row, for its day, and goes only so far at a time. */
export function steadied(stability: Stability, method: Classified, inputs: Inputs): Steadied {
  const { classes, rank: raw } = method;
  const { previous, asOf } = inputs;
  const position = classes.findIndex(({ name }) => name === previous.class);
  const before = previous.class === null || position < 0 ? null : position;
  const { rank, misses } = before === null ? { rank: raw, misses: 0 } : moved(stability, method, before, inputs);
  const nameAt = (at: number | null) => (at === null ? null : (classes[at]?.name ?? null));
  const day = (of: Inputs['asOf'] | null) => (of === null || of === undefined ? null : dateText(of.days));
  return {
    rank,
    isUnknown: previous.class !== null && position < 0,
    members: (at, isException) => ({
      rawClass: nameAt(raw),
      held: !isException && at !== raw,
      next: {
        class: nameAt(at),
        since: before !== null && at === before ? (day(previous.since) ?? day(asOf)) : day(asOf),
        misses: isException ? 0 : misses,
        run: day(asOf),
      },
    }),
  };
}

function moved(stability: Stability, method: Classified, before: number, { previous, asOf }: Inputs) {
  const { up = { after: 1 }, down = { after: 1 } } = stability;
  const { rank: raw, score } = method;
  const runs = previous.misses ?? 0;
  const low = score?.lows[before] ?? null;
  const hasBounds = score !== null && score.lows.some((one) => one !== null);
  const buffer = 'buffer' in down && down.buffer !== undefined ? figureOf(down.buffer) : null;
  const isLower =
    buffer === null || !hasBounds
      ? raw !== null && raw < before
      : score.of instanceof Fraction && low !== null && score.of.lt(low.minus(buffer));
  const isHigher = raw !== null && raw > before;
  const downs = isLower ? Math.min(Math.max(runs, 0) + 1, MOST_RUNS) : 0;
  const ups = isHigher ? Math.min(Math.max(-runs, 0) + 1, MOST_RUNS) : 0;
  const isDue = ({ at }: { readonly at?: 'month-end' | 'quarter-end' }) =>
    at === undefined || (asOf !== undefined && hasEnded(at, previous.run, asOf));
  const most = (move: { readonly atMost?: number }) => move.atMost ?? Number.POSITIVE_INFINITY;
  if (isLower && downs >= down.after && isDue(down))
    return { rank: raw === null ? raw : Math.max(raw, before - most(down)), misses: 0 };
  if (isHigher && ups >= up.after && isDue(up)) return { rank: Math.min(raw, before + most(up)), misses: 0 };
  return { rank: before, misses: isLower ? downs : isHigher ? 0 - ups : 0 };
}

/** Whether a month or quarter has ended since the last run; where its day is unknown, whether one ends today. */
function hasEnded(period: 'month-end' | 'quarter-end', run: Day | null, asOf: Day): boolean {
  const from = run === null ? asOf : (plusDays(run, 1) ?? asOf);
  return endOf(from, period).days <= asOf.days;
}
