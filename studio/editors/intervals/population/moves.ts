import type { Fallen } from './use-population.ts';
import type { SampleTold } from './protocol.ts';

/** A class, band or bin on the ruler, lowest first. */
export interface Rank {
  /** By which its customers are found again among those of what is in force; of bins the position. */
  readonly name: string;
  readonly title: string;
}

/** How many stand in an interval now, and how many more than by what is in force. Over the whole population. */
export interface Standing {
  readonly count: number;
  readonly more: number;
}

/** So many who go from one class to another. */
export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
}

/** What is told of a ruler's customers. */
export interface Told {
  /** By the position of the interval on the ruler. */
  readonly standings: readonly Standing[];
  readonly moves: readonly Move[];
  readonly up: number;
  readonly down: number;
  /** In no interval: missing, special codes, excepted without a class. */
  readonly nowhere: number;
}

/** What one customer of the sample stands for: exactly one where the sample is all. */
export const weightOf = ({ customers, sampled }: SampleTold): number => (sampled === 0 ? 0 : customers / sampled);
export const isComplete = ({ customers, sampled }: SampleTold): boolean => customers === sampled;

/**
 * Counts and moves of classes or bands. `ranks`: those of the ruler now, in the order of the intervals that were counted; `before`: the
 * names in force, lowest first, by which a class that is gone still has its place.
 */
export function classMoves({ told, now }: Fallen, ranks: readonly Rank[], before: readonly string[]): Told {
  const moves = new Map<string, { from: string | null; to: string | null; count: number }>();
  const counts = new Map<string, { now: number; before: number }>();
  const at = (name: string) =>
    counts.get(name) ?? counts.set(name, { now: 0, before: 0 }).get(name) ?? { now: 0, before: 0 };
  const add = (from: string | null, to: string | null, count: number) => {
    if (count === 0) return;
    if (from !== null) at(from).before += count;
    if (to !== null) at(to).now += count;
    if (from === to) return;
    const key = JSON.stringify([from, to]);
    const move = moves.get(key) ?? { from, to, count: 0 };
    move.count += count;
    moves.set(key, move);
  };
  now.matrix.forEach((row, group) => {
    const from = now.groups[group] ?? null;
    row.forEach((count, i) => add(from, ranks[i]?.name ?? null, count));
    const covered = row.reduce((sum, count) => sum + count, 0);
    add(from, null, Math.max(0, (now.sizes[group] ?? covered) - covered));
  });
  for (const { from, to, count } of now.fixed) add(from, to, count);
  return summed(told, [...moves.values()], ranks, before, counts);
}

function summed(
  told: SampleTold,
  moves: readonly Move[],
  ranks: readonly Rank[],
  before: readonly string[],
  counts: ReadonlyMap<string, { readonly now: number; readonly before: number }>,
): Told {
  const whole = (count: number) => Math.round(count * weightOf(told));
  const order = (name: string | null) => {
    if (name === null) return undefined;
    const own = ranks.findIndex((rank) => rank.name === name);
    return own >= 0 ? own : before.includes(name) ? before.indexOf(name) - 0.5 : undefined;
  };
  const direction = ({ from, to }: Move) => {
    const [a, b] = [order(from), order(to)];
    return a === undefined || b === undefined ? 0 : Math.sign(b - a);
  };
  const sum = (of: readonly Move[]) => whole(of.reduce((all, { count }) => all + count, 0));
  const placed = ranks.reduce((all, { name }) => all + (counts.get(name)?.now ?? 0), 0);
  return {
    standings: ranks.map(({ name }) => {
      const { now = 0, before: were = 0 } = counts.get(name) ?? {};
      return { count: whole(now), more: whole(now) - whole(were) };
    }),
    moves: moves.map((move) => ({ ...move, count: whole(move.count) })),
    up: sum(moves.filter((move) => direction(move) > 0)),
    down: sum(moves.filter((move) => direction(move) < 0)),
    nowhere: whole(told.sampled - told.unread - placed),
  };
}

/** Counts of bins, and whose points rise or fall: `points` by the position on the ruler, now and in force. */
export function binMoves(
  { told, now, inForce }: Fallen,
  points: { readonly now: readonly number[]; readonly before: readonly number[] },
): Told {
  const whole = (count: number) => Math.round(count * weightOf(told));
  let [up, down, placed] = [0, 0, 0];
  const counts = points.now.map(() => 0);
  now.matrix.forEach((row, group) =>
    row.forEach((count, i) => {
      counts[i] = (counts[i] ?? 0) + count;
      placed += count;
      const [was, is] = [points.before[group], points.now[i]];
      if (was === undefined || is === undefined) return;
      if (is > was) up += count;
      if (is < was) down += count;
    }),
  );
  const were = (i: number) => inForce.matrix.reduce((all, row) => all + (row[i] ?? 0), 0);
  return {
    standings: counts.map((count, i) => ({
      count: whole(count),
      more: points.now.length === points.before.length ? whole(count) - whole(were(i)) : 0,
    })),
    moves: [],
    up: whole(up),
    down: whole(down),
    nowhere: whole(told.sampled - told.unread - placed),
  };
}
