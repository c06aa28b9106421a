import { divideRounded } from '../../model/decimal.ts';

/** Lists as generated functions call them. */

/** The whole numbers from..to, downwards where from > to; null where a side is missing or there would be more than `most`. */
export function sequence(from: number, to: number, most: number, isBig: boolean): readonly (number | bigint)[] | null {
  const length = Math.abs(to - from) + 1;
  if (!(length <= most)) return null;
  const step = from <= to ? 1 : -1;
  return Array.from({ length }, (_, i) => (isBig ? BigInt(from + i * step) : from + i * step));
}

/** FEEL's `list[index]`: from 1, negative from the end. */
export function itemAt(list: readonly unknown[] | null, index: number, missing: unknown): unknown {
  if (list === null || index !== index || index === 0) return missing;
  return list.at(index > 0 ? index - 1 : index) ?? missing;
}

/** A number as it stands in lists: a safe one, or a BigInt. */
type Item = number | bigint;
type List<T> = readonly (T | null)[] | null;

const isMissing = (item: unknown) => item === null || item !== item;

/** The items of several lists, one after another. */
export function concatenate(lists: readonly (readonly unknown[] | null)[]): readonly unknown[] | null {
  return lists.some((list) => list === null) ? null : lists.flatMap((list) => list ?? []);
}

/** The items of lists in a list; a list that is missing is one missing item. */
export function flatten(lists: readonly (readonly unknown[] | null)[] | null, missing: unknown): unknown[] | null {
  return lists === null ? null : lists.flatMap((list) => list ?? [missing]);
}

/** The first of each value. */
export function distinct(list: readonly unknown[] | null): readonly unknown[] | null {
  return list === null ? null : [...new Set(list)];
}

/** Ascending, missing last. */
export function sorted(list: readonly unknown[] | null): readonly unknown[] | null {
  if (list === null) return null;
  const present = list.filter((item) => !isMissing(item)).sort((a, b) => order(a as Item, b as Item));
  return [...present, ...list.filter(isMissing)];
}

/** Numbers by size, texts by code points. */
function order(a: Item | string, b: Item | string): number {
  if (typeof a === 'string' && typeof b === 'string') return orderOfTexts(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By code points: a half of a pair stands for a point above every other unit. */
function orderOfTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    const [isHalf, isOtherHalf] = [isSurrogate(x), isSurrogate(y)];
    return isHalf === isOtherHalf ? x - y : isHalf ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

/** The most frequent values, ascending; null where an item is missing. */
export function mode(list: readonly unknown[] | null): readonly unknown[] | null {
  if (list === null || list.some(isMissing)) return null;
  const counts = new Map<unknown, number>();
  let most = 0;
  for (const item of list) {
    const count = (counts.get(item) ?? 0) + 1;
    counts.set(item, count);
    most = Math.max(most, count);
  }
  return sorted([...counts].flatMap(([item, count]) => (count === most ? [item] : [])));
}

/** All items sorted; undefined where one is missing or there is none. */
function complete(list: readonly unknown[] | null): readonly Item[] | undefined {
  if (list === null || list.length === 0 || list.some(isMissing)) return undefined;
  return sorted(list) as readonly Item[];
}

/** The sum of the two middle items (the middle one twice); undefined where there is none. */
function middles(list: readonly unknown[] | null): readonly [Item, Item] | undefined {
  const items = complete(list);
  const half = (items?.length ?? 0) >> 1;
  const upper = items?.[half];
  if (items === undefined || upper === undefined) return undefined;
  return [items.length % 2 === 1 ? upper : (items[half - 1] ?? upper), upper];
}

/** The middle, with one decimal more than the items have; what comes out is known to be safe. */
export function median(list: readonly number[] | null): number {
  const found = middles(list) as readonly [number, number] | undefined;
  return found === undefined ? Number.NaN : (found[0] + found[1]) * 5;
}

/** As `median` for what may not be safe; `isFinest`: with as many decimals as the items have, half up. */
export function medianOfBigs(list: List<Item>, isFinest: boolean): bigint | null {
  const found = middles(list);
  if (found === undefined) return null;
  const twice = BigInt(found[0]) + BigInt(found[1]);
  return isFinest ? divideRounded(twice, 2n) : twice * 5n;
}

/** The standard deviation of a sample in units of 1; NaN for fewer than two items. Exact up to the last steps. */
export function stddev(list: List<Item>, decimals: number): number {
  if (list === null || list.length < 2 || list.some(isMissing)) return Number.NaN;
  const items = list.map((item) => BigInt(item ?? 0));
  const count = BigInt(items.length);
  const sum = items.reduce((all, item) => all + item, 0n);
  const squares = items.reduce((all, item) => all + (count * item - sum) ** 2n, 0n);
  return Math.sqrt(Number(squares) / (items.length - 1)) / items.length / 10 ** decimals;
}

/** The item of the nearest rank: the first that at least `scaled / unit` percent of the items do not exceed. */
export function percentile(list: readonly unknown[] | null, scaled: Item, unit: bigint, missing: unknown): unknown {
  const items = complete(list);
  if (items === undefined || isMissing(scaled)) return missing;
  const share = BigInt(scaled);
  if (share < 0n || share > 100n * unit) return missing;
  const rank = divideRounded(share * BigInt(items.length), 100n * unit, 'ceiling');
  return items[Math.max(Number(rank), 1) - 1] ?? missing;
}

/** Texts with a text between; missing ones are left out. */
export function joinTexts(list: List<string>, between: string | null): string | null {
  return list === null || between === null ? null : list.filter((item) => item !== null).join(between);
}

/** The texts between a mark; an empty mark leaves the text whole. */
export function split(text: string | null, mark: string | null): readonly string[] | null {
  if (text === null || mark === null) return null;
  return mark === '' ? [text] : text.split(mark);
}
