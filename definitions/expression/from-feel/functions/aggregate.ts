import type { SyntaxNode } from '@lezer/common';
import { aggregate, itemType, listOf } from '../../build-list.ts';
import type { Arithmetic, Expression } from '../../../model/expression.ts';
import type { Type } from '../../../model/type.ts';
import { isFigure } from '../arithmetic.ts';
import { calculate } from '../number.ts';
import { expressionOf, type FormulaPlace, refuse } from '../reading.ts';
import { kindWords } from '../../kind-words.ts';
import { type FeelValue, typeName, value } from '../value.ts';
import type { FeelFunction } from './function.ts';

type Name = 'sum' | 'min' | 'max' | 'mean';
const MOST_ARGUMENTS = 200;

function over(name: Name, kinds: readonly Type['kind'][]): FeelFunction {
  return {
    counts: [1, MOST_ARGUMENTS],
    form: `${name}(list) | ${name}(a, b, …)`,
    lower: (place, node, args) => {
      const items = args.map((arg) => expressionOf(place, arg, place.read(arg, place), name));
      const known = items.filter((item) => item !== null);
      const [first] = known;
      if (first === undefined || known.length < items.length) return null;
      return first.type.kind === 'list' && known.length === 1
        ? ofList(place, node, name, first, kinds)
        : ofItems(place, node, name, known, kinds);
    },
  };
}

function ofList(
  place: FormulaPlace,
  node: SyntaxNode,
  name: Name,
  list: Expression,
  kinds: readonly Type['kind'][],
): FeelValue | null {
  const type = itemType(list);
  if (!kinds.includes(type.kind)) return unfit(place, node, name, kinds, type);
  const made = aggregate(name, list);
  if (name === 'mean') place.reading.unstated.add(made);
  return value(made);
}

const OPERATORS: Readonly<Record<'sum' | 'min' | 'max', Arithmetic['operator']>> = {
  sum: 'add',
  min: 'minimum',
  max: 'maximum',
};

/** `max(a, b)`: of numbers it is arithmetic, else the aggregate of a list of them. */
function ofItems(
  place: FormulaPlace,
  node: SyntaxNode,
  name: Name,
  items: readonly Expression[],
  kinds: readonly Type['kind'][],
): FeelValue | null {
  const wrong = items.find((item) => !kinds.includes(item.type.kind));
  if (wrong !== undefined) return unfit(place, node, name, kinds, wrong.type);
  const isNumeric = items.every(isFigure);
  if (isNumeric && name !== 'mean')
    return value(items.length === 1 && items[0] ? items[0] : calculate(OPERATORS[name], items));
  const mixed = items.find((item) => !isNumeric && item.type.kind !== items[0]?.type.kind);
  return mixed === undefined
    ? ofList(place, node, name, listOf(items), kinds)
    : unfit(place, node, name, kinds, mixed.type);
}

function unfit(place: FormulaPlace, node: SyntaxNode, name: string, kinds: readonly Type['kind'][], found: Type): null {
  return refuse(place, node, 'type-unfit', {
    what: name,
    expected: kindWords(kinds[0] ?? 'number'),
    found: typeName(found),
  });
}

const FIGURES = ['number', 'approximate'] as const;

/** Aggregates of lists. `sum([])` is 0; the others of nothing are missing. An item that is missing makes them missing. */
export const AGGREGATES: Readonly<Record<string, FeelFunction>> = {
  sum: over('sum', FIGURES),
  mean: over('mean', FIGURES),
  min: over('min', [...FIGURES, 'date', 'instant']),
  max: over('max', [...FIGURES, 'date', 'instant']),
  count: {
    counts: [1, 1],
    form: 'count(list)',
    lower: (place, node, [first]) => {
      const of = first === undefined ? null : expressionOf(place, first, place.read(first, place), 'count');
      if (of === null) return null;
      return of.type.kind === 'list' ? value(aggregate('count', of)) : unfit(place, node, 'count', ['list'], of.type);
    },
  },
};
