import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import type { ImpactReport } from '../api/releases.ts';
import { byLow, readInterval } from '../texts/interval.ts';

/** The classes of an impact in their order, and which of them stand higher than others; null where no score orders them. */
export interface ClassOrder {
  readonly names: readonly string[];
  readonly rank: ReadonlyMap<string, number> | null;
}

/** Classes as the document lists them, then those it does not list; whoever is in no class last. */
export function classOrder(document: JsonObject | undefined, { matrix, up }: ImpactReport): ClassOrder {
  const found = new Set(Object.entries(matrix).flatMap(([from, row]) => [from, ...Object.keys(row)]));
  const items = ['classes', 'bands'].flatMap((key) => listed(document?.[key])).filter(isObject);
  const known = items.map(({ name }) => String(name)).filter((name) => found.has(name));
  const others = [...found].filter((name) => name !== '' && !known.includes(name));
  const names = [...known, ...others, ...(found.has('') ? [''] : [])];
  return { names, rank: up === null ? null : ranksOf(items) };
}

const listed = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** By where each class of a score begins, the lowest first. */
function ranksOf(items: readonly JsonObject[]): ReadonlyMap<string, number> | null {
  const bounded = items.flatMap(({ name, in: text }) => {
    const interval = typeof text === 'string' ? readInterval(text) : undefined;
    return interval === undefined ? [] : [{ name: String(name), interval }];
  });
  if (bounded.length === 0) return null;
  const sorted = bounded.toSorted((one, other) => byLow(one.interval, other.interval));
  return new Map(sorted.map(({ name }, i) => [name, i]));
}

/** Whether a move goes up or down; undefined where that cannot be said. */
export function wayOf({ rank }: ClassOrder, from: string, to: string): 'up' | 'down' | undefined {
  const [left, right] = [rank?.get(from), rank?.get(to)];
  if (left === undefined || right === undefined || left === right) return undefined;
  return right > left ? 'up' : 'down';
}

/** Between which classes somebody moves furthest: down before up, and of moves that are alike the most frequent. Null without classes. */
export function furthestMove(
  { rank }: ClassOrder,
  { column, matrix }: Pick<ImpactReport, 'column' | 'matrix'>,
): { readonly from: string; readonly to: string } | null {
  if (column === null) return null;
  const moves = Object.entries(matrix).flatMap(([from, row]) =>
    Object.entries(row)
      .filter(([to, count]) => to !== from && count > 0)
      .map(([to, count]) => ({ from, to, count, rise: (rank?.get(to) ?? 0) - (rank?.get(from) ?? 0) })),
  );
  // A fall of one class weighs more than any rise.
  const weight = ({ rise }: { readonly rise: number }) => (rise < 0 ? 1e6 - rise : rise);
  const [first] = moves.toSorted((one, other) => weight(other) - weight(one) || other.count - one.count);
  return first === undefined ? null : { from: first.from, to: first.to };
}
