import type { Counted, SampleTold } from './protocol.ts';

/** Who falls where: by the intervals as they are now, and as they are in force, over the same customers. */
export interface Fallen {
  readonly told: SampleTold;
  readonly now: Counted;
  readonly inForce: Counted;
}

/** A class, band or bin on the ruler, lowest first. */
export interface Rank {
  /** By which its customers are found again among those of what is in force; of bins the position. */
  readonly name: string;
  readonly title: string;
}

/** How many stand in an interval now, and how many more than by what is in force; undefined: it is not in force so. Over the whole population. */
export interface Standing {
  readonly count: number;
  readonly more: number | undefined;
}

/** So many who go from one class to another. */
export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
  /** 1: up, −1: down, 0: neither, as where one of the two is none. */
  readonly direction: number;
}

/** What is told of a ruler's customers. */
export interface Told {
  /** By the position of the interval on the ruler; undefined: it was not counted yet. */
  readonly standings: readonly (Standing | undefined)[];
  readonly moves: readonly Move[];
  readonly up: number;
  readonly down: number;
  /** In no interval: missing, special codes, excepted without a class. */
  readonly nowhere: number;
}

/** What one customer of the sample stands for: exactly one where the sample is all. */
export const weightOf = ({ customers, sampled }: SampleTold): number => (sampled === 0 ? 0 : customers / sampled);
export const isComplete = ({ customers, sampled }: Pick<SampleTold, 'customers' | 'sampled'>): boolean =>
  customers === sampled;

/**
 * Counts and moves of classes or bands. `ranks`: those of the ruler now, lowest first; `before`: the names in force, lowest first, by
 * which a class that is gone still has its place.
 */
export function classMoves({ told, now }: Fallen, ranks: readonly Rank[], before: readonly string[]): Told {
  const merged = mergedOrder(
    ranks.map(({ name }) => name),
    before,
  );
  const direction = (from: string | null, to: string | null) => {
    const [a, b] = [merged.indexOf(from ?? ''), merged.indexOf(to ?? '')];
    return a < 0 || b < 0 ? 0 : Math.sign(b - a);
  };
  const moves = new Map<string, { from: string | null; to: string | null; count: number; direction: number }>();
  const counts = new Map<string, { now: number; before: number }>();
  const at = (name: string) =>
    counts.get(name) ?? counts.set(name, { now: 0, before: 0 }).get(name) ?? { now: 0, before: 0 };
  const add = (from: string | null, to: string | null, count: number) => {
    if (count === 0) return;
    if (from !== null) at(from).before += count;
    if (to !== null) at(to).now += count;
    if (from === to) return;
    const key = JSON.stringify([from, to]);
    const move = moves.get(key) ?? { from, to, count: 0, direction: direction(from, to) };
    move.count += count;
    moves.set(key, move);
  };
  now.matrix.forEach((row, group) => {
    const from = now.groups[group] ?? null;
    row.forEach((count, i) => add(from, now.names[i] ?? null, count));
    const covered = row.reduce((sum, count) => sum + count, 0);
    add(from, null, Math.max(0, (now.sizes[group] ?? covered) - covered));
  });
  for (const { from, to, count } of now.fixed) add(from, to, count);
  return summed(told, [...moves.values()], ranks, now.names, counts);
}

/** The names of now, and after the one that stood below it each that is gone: one order for both. */
function mergedOrder(now: readonly string[], before: readonly string[]): readonly string[] {
  const merged = [...now];
  before.forEach((name, i) => {
    if (!merged.includes(name)) merged.splice(i === 0 ? 0 : merged.indexOf(before[i - 1] ?? '') + 1, 0, name);
  });
  return merged;
}

function summed(
  told: SampleTold,
  moves: readonly Move[],
  ranks: readonly Rank[],
  counted: readonly string[],
  counts: ReadonlyMap<string, { readonly now: number; readonly before: number }>,
): Told {
  const whole = (count: number) => Math.round(count * weightOf(told));
  const sum = (of: readonly Move[]) => whole(of.reduce((all, { count }) => all + count, 0));
  const placed = ranks.reduce((all, { name }) => all + (counts.get(name)?.now ?? 0), 0);
  return {
    standings: ranks.map(({ name }) => {
      if (!counted.includes(name)) return undefined;
      const { now = 0, before: were = 0 } = counts.get(name) ?? {};
      return { count: whole(now), more: whole(now) - whole(were) };
    }),
    moves: moves.map((move) => ({ ...move, count: whole(move.count) })),
    up: sum(moves.filter((move) => move.direction > 0)),
    down: sum(moves.filter((move) => move.direction < 0)),
    nowhere: whole(told.sampled - told.unread - placed),
  };
}

/** Whether counts are of another sample than that of the settled draft, or of intervals of other names. */
export function isEarlier({
  isSettled,
  told,
  fallen,
  names,
}: {
  readonly isSettled: boolean;
  readonly told: SampleTold | undefined;
  readonly fallen: Fallen | undefined;
  readonly names: readonly string[];
}): boolean {
  if (fallen === undefined) return false;
  return !isSettled || fallen.told !== told || fallen.now.names.join('\n') !== names.join('\n');
}
