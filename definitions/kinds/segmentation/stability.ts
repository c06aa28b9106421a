import type { ProblemPlan } from '../../model/decision.ts';
import { bins, calendarCall, pick } from '../../expression/build-list.ts';
import {
  and,
  coalesce,
  compare,
  decimal,
  holds,
  input,
  integer,
  isMissing,
  missing,
  not,
  or,
  when,
} from '../../expression/build-logic.ts';
import { arithmetic } from '../../expression/build-number.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { listed } from '../../model/listed.ts';
import { exactly } from '../figure.ts';
import type { Ranking } from './methods/method.ts';
import type { Move, Stability } from './segmentation.ts';

/*
 * Stability, run by run. `$previous` holds the class of the last run (p), since when, the runs in a row that spoke for a move
 * (misses), and the day of that run: below the class misses count 1, 2, …, above it −1, −2, …. With r the class by the figure alone:
 *
 *   below   the figure is under the lower bound of p by more than the buffer (no buffer: r < p)
 *   above   r > p
 *   downs   below: max(misses, 0) + 1, else 0;   ups   above: max(−misses, 0) + 1, else 0
 *   down    below, downs ≥ down.after, and the run is due:  the class is max(r, p − down.atMost)
 *   up      above, ups ≥ up.after, and the run is due:      the class is min(r, p + up.atMost)
 *   else    the class stays p, and the count goes on (or back to 0 where the figure speaks for p)
 *
 * Without `$previous` the class is r. An exception stands above all this and sets the count to 0.
 */

/** What stability answers: the class to keep, the count for the next run, and the plan for a class nobody knows. */
export interface Stabilised {
  readonly rank: Expression;
  /** Runs in a row that speak for a move, for the next run's `$previous`. */
  readonly misses: Expression;
  /** The rank of the last run's class; missing without `$previous`. */
  readonly before: Expression;
  readonly plans: readonly ProblemPlan[];
}

type Down = NonNullable<Stability['down']>;
/** A move without its own rule takes effect at once. */
const AT_ONCE: Down = { after: 1 };
/** The count stops here; it has long done its work. */
const MOST_MISSES = 1_000_000n;

/** The class after the stability rule, as expressions, so that function, SQL and replay agree. */
export function stabilise(stability: Stability, ranking: Ranking, origin: Origin): Stabilised {
  const { up = AT_ONCE, down = AT_ONCE } = stability;
  const { rank } = ranking;
  const previous = input('$previous.class');
  const names = ranking.classes.map(({ name }) => name);
  const tests = names.map((name) => ({ test: { kind: 'values' as const, values: [name] }, origin }));
  const before = bins(previous, tests, false, origin);
  const misses = coalesce([input('$previous.misses'), integer(0)]);
  const isBelow = holds(belowBound(ranking, before, down));
  const isAbove = holds(compare('>', rank, before));
  const downs = counted(isBelow, misses);
  const ups = counted(isAbove, arithmetic('negate', [misses]));
  const goesDown = and([isBelow, compare('>=', downs, integer(down.after)), ...due(down)]);
  const goesUp = and([isAbove, compare('>=', ups, integer(up.after)), ...due(up)]);
  const moved = when(goesDown, lowered(rank, before, down), when(goesUp, raised(rank, before, up), before));
  const waiting = when(isBelow, downs, when(isAbove, arithmetic('negate', [ups]), integer(0)));
  const unknown = and([not(isMissing(previous)), isMissing(before)]);
  return {
    rank: coalesce([moved, rank]),
    misses: when(or([goesDown, goesUp, isMissing(before)]), integer(0), waiting),
    before,
    plans: [
      { code: 'previous-class-unknown', slots: { expected: listed(names) }, when: unknown, refuses: true, origin },
    ],
  };
}

/** Whether the figure is under the class's lower bound by more than the buffer; without a buffer, whether the class is lower. */
function belowBound(ranking: Ranking, before: Expression, down: Down): Expression {
  const { score } = ranking;
  if (down.buffer === undefined || score === null) return compare('<', ranking.rank, before);
  const buffer = exactly(down.buffer);
  const low = lowAt(before, score.lows);
  if (low === null) return compare('<', ranking.rank, before);
  const least = arithmetic('subtract', [low, decimal(buffer.scaled, buffer.decimals)]);
  return compare('<', score.of, least);
}

/** The lower bound of the class at a rank; null where no class has one. Missing for a class without. */
function lowAt(rank: Expression, lows: readonly (Expression | null)[]): Expression | null {
  const [first] = lows.filter((low) => low !== null);
  if (first === undefined) return null;
  const constants = lows.map((low) =>
    low === null ? null : low.kind === 'constant' && typeof low.value === 'bigint' ? low.value : undefined,
  );
  if (constants.every((value) => value !== undefined)) return pickBound(rank, constants, first);
  return lows.reduceRight<Expression>(
    (rest, low, i) => when(holds(compare('=', rank, integer(i))), low ?? missing(first.type), rest),
    missing(first.type),
  );
}

function pickBound(rank: Expression, values: readonly (bigint | null)[], first: Expression): Expression {
  const known = values.filter((value) => value !== null);
  if (first.type.kind !== 'number') throw new Error('A bound that is no number');
  const minimum = known.reduce((a, b) => (b < a ? b : a));
  const maximum = known.reduce((a, b) => (b > a ? b : a));
  return pick(rank, values, { ...first.type, minimum, maximum });
}

/** One more run in a row where `speaks`, none where not. `before` counts the runs until now and is negative for the other side. */
function counted(speaks: Expression, before: Expression): Expression {
  const next = arithmetic('add', [arithmetic('maximum', [before, integer(0)]), integer(1)]);
  return when(speaks, arithmetic('minimum', [next, integer(MOST_MISSES)]), integer(0));
}

function lowered(rank: Expression, before: Expression, { atMost }: Move): Expression {
  if (atMost === undefined) return rank;
  return arithmetic('maximum', [rank, arithmetic('subtract', [before, integer(atMost)])]);
}

function raised(rank: Expression, before: Expression, { atMost }: Move): Expression {
  if (atMost === undefined) return rank;
  return arithmetic('minimum', [rank, arithmetic('add', [before, integer(atMost)])]);
}

/**
 * Whether this is the first run on or after the end of a month or quarter: whether one has ended since the day after the last run.
 * Where nothing tells of the last run's day, only a run on the very day is known to be the first.
 */
function due({ at }: Move): readonly Expression[] {
  if (at === undefined) return [];
  const asOf = input('$asOf');
  const firstDay = coalesce([calendarCall('addDays', [input('$previous.run'), integer(1)]), asOf]);
  const end = calendarCall(at === 'quarter-end' ? 'quarterEnd' : 'monthEnd', [firstDay]);
  return [holds(compare('<=', end, asOf))];
}
