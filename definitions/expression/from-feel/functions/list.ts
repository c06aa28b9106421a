import type { SyntaxNode } from '@lezer/common';
import { aggregate, forEach, itemType, listCall, listOf, MOST_ROWS } from '../../build-list.ts';
import { constant, isMissing, missing, when } from '../../build-logic.ts';
import { round } from '../../build-number.ts';
import type { Expression, ListCall } from '../../../model/expression.ts';
import { kindWords } from '../../kind-words.ts';
import { formulaProblem } from '../../problems.ts';
import { LARGEST, numberType, STRING, type Type } from '../../../model/type.ts';
import { inList } from '../membership.ts';
import { expressionOf, isNested, type FormulaPlace, readAs, refuse } from '../reading.ts';
import { parts } from '../syntax.ts';
import { type FeelValue, typeName, value } from '../value.ts';
import type { FeelFunction } from './function.ts';

const EMPTY = constant(STRING, '');
const MOST_ARGUMENTS = 200;
const NUMBERS: readonly Type['kind'][] = ['number'];
const ORDERED: readonly Type['kind'][] = ['number', 'date', 'instant'];
const SORTED: readonly Type['kind'][] = [...ORDERED, 'string'];
const SCALARS: readonly Type['kind'][] = [...SORTED, 'boolean'];

/** A function of one list. `takesItems`: of its items one by one, too. */
function ofList(
  name: string,
  function_: ListCall['function'],
  kinds: typeof NUMBERS,
  takesItems: boolean,
): FeelFunction {
  return {
    counts: [1, takesItems ? MOST_ARGUMENTS : 1],
    form: takesItems ? `${name}(list) | ${name}(a, b, …)` : `${name}(list)`,
    lower: (place, node, args) => {
      const list = takesItems ? listFrom(place, args, name) : readList(place, args[0], name);
      if (list === null || !isOf(place, node, name, kinds, list)) return null;
      return function_ === 'stddev' && !isSizable(place, list) ? null : value(listCall(function_, [list]));
    },
  };
}

/** The list that arguments are: one list, or items one by one. */
function listFrom(place: FormulaPlace, args: readonly SyntaxNode[], name: string): Expression | null {
  const items = args.map((arg) => expressionOf(place, arg, place.read(arg, place), name));
  const known = items.filter((item) => item !== null);
  const [first] = known;
  if (first === undefined || known.length < items.length) return null;
  if (known.length === 1 && first.type.kind === 'list') return first;
  const odd = known.findIndex(({ type }) => type.kind !== first.type.kind || type.kind === 'list');
  return odd < 0 ? listOf(known) : unfit(place, args[odd], name, [first.type.kind], known[odd]?.type);
}

function readList(place: FormulaPlace, arg: SyntaxNode | undefined, name: string): Expression | null {
  return arg === undefined ? null : readAs(place, arg, name, 'list');
}

function isOf(place: FormulaPlace, node: SyntaxNode, name: string, kinds: typeof NUMBERS, list: Expression): boolean {
  const of = itemType(list);
  if (of.kind === 'approximate') return refuse(place, node, 'approximate-unrounded', { what: USED }) !== null;
  return kinds.includes(of.kind) || unfit(place, node, name, kinds, of) !== null;
}
const USED = { 'zh-CN': '使用', en: 'used' };

function unfit(
  place: FormulaPlace,
  node: SyntaxNode | undefined,
  name: string,
  kinds: readonly Type['kind'][],
  found: Type | undefined,
): null {
  if (node === undefined || found === undefined) return null;
  const expected = kindWords(kinds[0] ?? 'number');
  return refuse(place, node, 'type-unfit', { what: name, expected, found: typeName(found) });
}

/** Whether the number of the items times an item keeps to 38 digits. */
function isSizable(place: FormulaPlace, list: Expression): boolean {
  const of = itemType(list);
  const size = of.kind !== 'number' ? 0n : of.maximum > -of.minimum ? of.maximum : -of.minimum;
  if (size * MOST_ROWS * 2n <= LARGEST) return true;
  place.reading.problems.push(formulaProblem('range-too-large', place.reading.origin));
  return false;
}

/** Lists of one kind, numbers in one scale, as one list. */
function together(place: FormulaPlace, node: SyntaxNode, name: string, lists: readonly Expression[]): FeelValue | null {
  const [first] = lists;
  if (first === undefined) return value(listOf([], numberType(0, 0n, 0n)));
  const odd = lists.find((list) => itemType(list).kind !== itemType(first).kind);
  if (odd !== undefined) return unfit(place, node, name, [itemType(first).kind], itemType(odd));
  if (!isOf(place, node, name, SCALARS, first)) return null;
  const decimals = Math.max(...lists.map((list) => decimalsOf(list)));
  const scaled = lists.map((list) => (decimalsOf(list) === decimals ? list : rescaled(place, list, decimals)));
  return value(listCall('concatenate', scaled));
}

function decimalsOf(list: Expression): number {
  const of = itemType(list);
  return of.kind === 'number' ? of.decimals : 0;
}

function rescaled({ scope }: FormulaPlace, list: Expression, decimals: number): Expression {
  const item = scope.freshVariable('item', itemType(list), true);
  return forEach(list, item, null, round(item, decimals));
}

/** What an item gives to a flattened list: its own items, and one missing item where it is a list that is missing. */
function itemsIn(item: Expression): Expression {
  if (item.type.kind !== 'list') return listOf([item]);
  const { of } = item.type;
  return item.missable ? when(isMissing(item), listOf([missing(of)], of), item) : item;
}

/** A written list of lists is put together; any other list of lists is flattened item by item. */
function flattened(place: FormulaPlace, node: SyntaxNode, arg: SyntaxNode): FeelValue | null {
  if (arg.name === 'List') {
    const read = parts(arg)
      .slice(1, -1)
      .map((item) => expressionOf(place, item, place.read(item, place), 'flatten'));
    const known = read.filter((item) => item !== null);
    if (known.length < read.length) return null;
    return together(place, node, 'flatten', known.map(itemsIn));
  }
  const of = place.read(arg, place);
  if (of?.kind === 'value' && isNested(of.of) && of.of.type.kind === 'list') {
    const inner = of.of.type.of;
    if (inner.kind === 'list' && !SCALARS.includes(inner.of.kind))
      return unfit(place, arg, 'flatten', SCALARS, inner.of);
    return value(listCall('flatten', [of.of]));
  }
  const list = expressionOf(place, arg, of, 'flatten');
  if (list === null || list.type.kind === 'list') return list && value(list);
  return unfit(place, arg, 'flatten', ['list'], list.type);
}

/** Functions of lists. Order is ascending, texts by code point, missing last; a missing item makes figures of all items missing. */
export const LISTS: Readonly<Record<string, FeelFunction>> = {
  'distinct values': ofList('distinct values', 'distinct', SCALARS, false),
  sort: ofList('sort', 'sort', SORTED, false),
  mode: ofList('mode', 'mode', SORTED, true),
  median: ofList('median', 'median', NUMBERS, true),
  stddev: ofList('stddev', 'stddev', NUMBERS, true),
  percentile: {
    counts: [2, 2],
    form: 'percentile(list, 0 … 100)',
    lower: (place, node, [first, second]) => {
      const list = readList(place, first, 'percentile');
      const share = second === undefined ? null : readAs(place, second, 'percentile', 'number');
      if (list === null || share === null || !isOf(place, node, 'percentile', ORDERED, list)) return null;
      return isSizable(place, listOf([share])) ? value(listCall('percentile', [list, share])) : null;
    },
  },
  'list contains': {
    counts: [2, 2],
    form: 'list contains(list, item)',
    lower: (place, node, [first, second]) => {
      const list = readList(place, first, 'list contains');
      const item = second === undefined ? null : place.read(second, place);
      if (list === null || item === null) return null;
      if (item.kind === 'null') return hasMissing(place, list);
      const isThere = inList(place, node, item, list);
      return isThere && value(isThere);
    },
  },
  concatenate: {
    counts: [1, MOST_ARGUMENTS],
    form: 'concatenate(list, list, …)',
    lower: (place, node, args) => {
      const lists = args.map((arg) => readList(place, arg, 'concatenate'));
      const known = lists.filter((list) => list !== null);
      return known.length < lists.length ? null : together(place, node, 'concatenate', known);
    },
  },
  flatten: {
    counts: [1, 1],
    form: 'flatten(list of lists)',
    lower: (place, node, [arg]) => (arg === undefined ? null : flattened(place, node, arg)),
  },
  'string join': {
    counts: [1, 2],
    form: 'string join(texts) | string join(texts, between)',
    lower: (place, node, [first, second]) => {
      const list = readList(place, first, 'string join');
      const between = second === undefined ? undefined : readAs(place, second, 'string join', 'string');
      if (list === null || between === null || !isOf(place, node, 'string join', ['string'], list)) return null;
      return value(listCall('join', [list, between ?? EMPTY]));
    },
  },
  split: {
    counts: [2, 2],
    form: 'split(text, mark)',
    lower: (place, _node, [first, second]) => {
      if (first === undefined || second === undefined) return null;
      const [text, mark] = [readAs(place, first, 'split', 'string'), readAs(place, second, 'split', 'string')];
      if (text === null || mark === null) return null;
      if (mark.kind === 'constant' && mark.value === '')
        return refuse(place, second, 'function-arguments', { name: 'split', expected: 'split(text, ",")' });
      return value(listCall('split', [text, mark]));
    },
  },
};

function hasMissing({ scope }: FormulaPlace, list: Expression): FeelValue {
  const item = scope.freshVariable('item', itemType(list), true);
  return value(aggregate('some', forEach(list, item, null, isMissing(item))));
}
