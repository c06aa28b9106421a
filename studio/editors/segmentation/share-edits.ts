import type { JsonObject, Segmentation, Text } from '../../../definitions/index.ts';
import { readInterval } from '../../texts/interval.ts';
import { removeAt, setAt } from '../edit.ts';
import { plainText } from '../intervals/cuts.ts';
import { freshName } from './class-edits.ts';

/** A class of a segmentation by share, and the part of the population it takes: whole units of 10^-9 percent, exactly. */
export interface Share {
  /** Where it stands in the document's list. */
  readonly index: number;
  /** Where it begins and ends, counted from the highest figure down. */
  readonly low: number;
  readonly high: number;
}

/** 100 percent. */
export const WHOLE = 100_000_000_000;
const DECIMALS = 9;
const units = (figure: string): number => Math.round(Number(figure) * 10 ** DECIMALS);

/** A share as a figure of percent, exact. */
export const percentFigure = (share: number): string => plainText(share / 10 ** DECIMALS, DECIMALS);

/** The classes from the top down. One whose share cannot be read is left out and never touched. */
export function sharesOf(document: Segmentation): readonly Share[] {
  if (document.method !== 'share') return [];
  const shares = document.classes.flatMap(({ share }, index): Share[] => {
    const read = readInterval(share);
    if (read === undefined || read.low === null || read.high === null) return [];
    const [low, high] = [units(read.low), units(read.high)];
    return Number.isNaN(low) || Number.isNaN(high) ? [] : [{ index, low, high }];
  });
  return shares.toSorted((a, b) => a.low - b.low || a.high - b.high);
}

/** Whether the shares lie one after the other from 0 to 100. */
export function isPartition(shares: readonly Share[]): boolean {
  return (
    shares.length > 0 &&
    shares.every(({ low, high }, i) => low === (shares[i - 1]?.high ?? 0) && high > low) &&
    shares.at(-1)?.high === WHOLE
  );
}

/**
 * Gives the class of a rank, from the top, so many percent; the one below it (of the lowest the one above) gives or takes the rest, so
 * that all together stay as many. The document as it was where one of the two would be left with nothing.
 */
export function setShare(document: Segmentation, rank: number, percent: string): Segmentation {
  const shares = sharesOf(document);
  const own = shares[rank];
  const [isLast, size] = [rank === shares.length - 1, units(percent)];
  const other = shares[isLast ? rank - 1 : rank + 1];
  if (own === undefined || other === undefined || !(size > 0)) return document;
  if (isLast) {
    const at = own.high - size;
    return at <= other.low
      ? document
      : written(document, [
          { ...other, high: at },
          { ...own, low: at },
        ]);
  }
  const at = own.low + size;
  return at >= other.high
    ? document
    : written(document, [
        { ...own, high: at },
        { ...other, low: at },
      ]);
}

/** Lets a class change places with the one above (`-1`) or below (`1`) it; both keep their size, and where both have an order they change it. */
export function moveShare(document: Segmentation, rank: number, by: -1 | 1): Segmentation {
  const shares = sharesOf(document);
  const [upper, lower] = [shares[Math.min(rank, rank + by)], shares[Math.max(rank, rank + by)]];
  if (document.method !== 'share' || upper === undefined || lower === undefined) return document;
  const between = lower.low - upper.high;
  const at = upper.low + (lower.high - lower.low);
  const moved = written(document, [
    { ...lower, low: upper.low, high: at },
    { ...upper, low: at + between, high: lower.high },
  ]);
  const items = itemsOf(moved);
  const [first, second] = [items[upper.index], items[lower.index]];
  if (first === undefined || second === undefined) return document;
  const places = new Map([
    [upper.index, withOrder(second, first['order'])],
    [lower.index, withOrder(first, second['order'])],
  ]);
  return setAt(
    moved,
    '/classes',
    items.map((item, i) => places.get(i) ?? item),
  );
}

const withOrder = (item: JsonObject, order: JsonObject[string] | undefined): JsonObject =>
  item['order'] === undefined || order === undefined ? item : { ...item, order };

/** Divides a class in two: its lower half is a new class of this title, behind it in the list. */
export function divideShare(document: Segmentation, rank: number, title: Text): Segmentation {
  const own = sharesOf(document)[rank];
  if (document.method !== 'share' || own === undefined) return document;
  // As round as half of it can be.
  const exact = (own.low + own.high) / 2;
  const at = [9, 8, 6, 3]
    .map((power) => Math.round(exact / 10 ** power) * 10 ** power)
    .find((one) => one > own.low && one < own.high);
  if (at === undefined) return document;
  const name = freshName(
    'class',
    document.classes.map((one) => one.name),
  );
  const items = itemsOf(written(document, [{ ...own, high: at }]));
  const added = { name, title, share: textOf(at, own.high) } as unknown as JsonObject;
  return setAt(document, '/classes', [...items.slice(0, own.index + 1), added, ...items.slice(own.index + 1)]);
}

/** Takes a class out; the one below it, or of the lowest the one above, takes over its share. */
export function removeShare(document: Segmentation, rank: number): Segmentation {
  const shares = sharesOf(document);
  const [own, below, above] = [shares[rank], shares[rank + 1], shares[rank - 1]];
  if (own === undefined || (below ?? above) === undefined) return document;
  const taking =
    below !== undefined ? { ...below, low: own.low } : above !== undefined ? { ...above, high: own.high } : own;
  return removeAt(written(document, [taking]), `/classes/${own.index}`);
}

/** Lays the classes one after the other with the sizes they have; the lowest ends at 100. */
export function mendShares(document: Segmentation): Segmentation {
  const shares = sharesOf(document);
  let low = 0;
  const laid = shares.map((share, rank) => {
    const size = Math.max(share.high - share.low, 0);
    const isLast = rank === shares.length - 1;
    // Each of those behind it is left at least a millionth of a percent.
    const most = WHOLE - LEAST * (shares.length - 1 - rank);
    const high = isLast ? WHOLE : Math.min(Math.max(low + size, low + LEAST), most);
    const one = { ...share, low, high };
    low = high;
    return one;
  });
  return written(document, laid);
}

const LEAST = 1000;

function written(document: Segmentation, shares: readonly Share[]): Segmentation {
  const texts = new Map(shares.map(({ index, low, high }) => [index, textOf(low, high)]));
  return setAt(
    document,
    '/classes',
    itemsOf(document).map((item, i) => {
      const share = texts.get(i);
      return share === undefined || share === item['share'] ? item : { ...item, share };
    }),
  );
}

const textOf = (low: number, high: number): string => `(${percentFigure(low)}, ${percentFigure(high)}]`;

// A list of its schema's objects.
const itemsOf = ({ classes }: Segmentation): readonly JsonObject[] =>
  (classes ?? []) as unknown as readonly JsonObject[];
