import { Fraction, ZERO } from './figure.ts';
import { isSame, order, type RefereeValue } from './value.ts';

/** Functions of lists, as FEEL's definition reads: plain loops over the items. */

type List = readonly RefereeValue[];

const LIST_FUNCTIONS: ReadonlySet<string> = new Set([
  'concatenate',
  'distinct values',
  'flatten',
  'list contains',
  'median',
  'mode',
  'percentile',
  'sort',
  'split',
  'stddev',
  'string join',
]);

export const isListFunction = (name: string): boolean => LIST_FUNCTIONS.has(name);

/** The value of a function of lists; no argument is missing, but an item may be. */
export function ofLists(name: string, values: List): RefereeValue {
  const [first = null, second = null] = values;
  if (name === 'split') return second === '' ? [first] : String(first).split(String(second));
  const list = itemsOf(first) ?? values;
  switch (name) {
    case 'concatenate':
      return values.flatMap((value) => itemsOf(value) ?? []);
    case 'flatten':
      return list.flatMap((item) => itemsOf(item) ?? [item]);
    case 'distinct values':
      return distinct(list);
    case 'list contains':
      return has(list, second);
    case 'sort':
      return [...ascending(list.filter((item) => item !== null)), ...list.filter((item) => item === null)];
    case 'string join':
      return list.filter((item) => item !== null).join(second === null ? '' : String(second));
    default:
      return list.includes(null) ? null : ofComplete(name, ascending(list), second);
  }
}

const itemsOf = (value: RefereeValue): List | undefined => (Array.isArray(value) ? (value as List) : undefined);
const isEqual = (a: RefereeValue, b: RefereeValue) => (a === null || b === null ? a === b : isSame(a, b));
const has = (list: List, item: RefereeValue) => list.some((one) => isEqual(one, item));
const distinct = (list: List) => list.filter((item, i) => !has(list.slice(0, i), item));

/** Texts by code points, all else by size. */
const ascending = (list: List): List =>
  [...list].sort((a, b) => (typeof a === 'string' && typeof b === 'string' ? byPoints([...a], [...b]) : order(a, b)));

function byPoints(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((letter, i) => letter !== b[i]);
  if (at < 0) return a.length - b.length;
  return (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}

/** Figures of all items, which are in ascending order and none of them missing. */
function ofComplete(name: string, list: List, second: RefereeValue): RefereeValue {
  if (name === 'mode') {
    const times = (item: RefereeValue) => list.filter((other) => isSame(other, item)).length;
    const most = Math.max(...list.map(times));
    return distinct(list).filter((item) => times(item) === most);
  }
  const count = list.length;
  if (count === 0) return null;
  if (name === 'percentile') {
    if (!(second instanceof Fraction) || second.lt(0) || second.gt(100)) return null;
    // The first item that reaches the share: no fewer than p percent of all items stand up to it.
    return list.find((_, i) => second.times(count).lte((i + 1) * 100)) ?? null;
  }
  const figures = list.filter((item) => item instanceof Fraction);
  if (name === 'median') {
    const [low, high] = [figures[Math.ceil(count / 2) - 1], figures[Math.floor(count / 2)]];
    return low === undefined || high === undefined
      ? null
      : low.plus(high).div(2).toDecimalPlaces(12, Fraction.ROUND_HALF_UP);
  }
  if (count < 2) return null;
  const mean = figures.reduce((all, item) => all.plus(item), ZERO).div(count);
  const squares = figures.reduce((all, item) => all.plus(item.minus(mean).pow(2)), ZERO);
  return squares
    .div(count - 1)
    .sqrt()
    .toNumber();
}
