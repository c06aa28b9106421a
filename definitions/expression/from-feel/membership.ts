import type { SyntaxNode } from '@lezer/common';
import { aggregate, forEach } from '../build-list.ts';
import { holds, isMissing, missing, oneOf, or, when } from '../build-logic.ts';
import { BOOLEAN, type Value } from '../../model/type.ts';
import type { Expression } from '../../model/expression.ts';
import { compared, insideOf } from './compared.ts';
import { type FormulaPlace, refuse, textOf } from './reading.ts';
import { parts } from './syntax.ts';
import { type FeelValue, kindName, value } from './value.ts';

/** `x in [60..80)`, `x in (1, 2, 3)`, `x in > 5`, `x in list`. `after`: what stands behind `in`. */
export function membership(
  place: FormulaPlace,
  node: SyntaxNode,
  left: FeelValue,
  after: readonly SyntaxNode[],
): FeelValue | null {
  const tests = after
    .flatMap((part) =>
      part.name === 'PositiveUnaryTests' ? parts(part) : part.name === 'PositiveUnaryTest' ? [part] : [],
    )
    .flatMap(parts);
  if (tests.length === 2 && after[0]?.name !== 'PositiveUnaryTest') {
    const bounds = boundsMistaken(place, node, left, tests);
    if (bounds !== undefined) return bounds;
  }
  const made = anyOf(place, left, tests);
  return made && value(made);
}

/** `x in (60, 80)` is a list of two values to the parser, and an interval to most readers: refused, with both ways to write it. */
function boundsMistaken(
  place: FormulaPlace,
  node: SyntaxNode,
  left: FeelValue,
  tests: readonly SyntaxNode[],
): null | undefined {
  if (!isOrdered(left) || tests.some((test) => test.name === 'SimplePositiveUnaryTest')) return undefined;
  const [low, high] = tests.map((test) => textOf(place, test));
  const list = { from: (tests[0]?.from ?? 0) - 1, to: (tests[1]?.to ?? 0) + 1 };
  const { text } = place.reading;
  const start = text.lastIndexOf('(', tests[0]?.from);
  const end = text.indexOf(')', tests[1]?.to) + 1;
  const fix = `${text.slice(0, start)}(${low}..${high})${text.slice(end)}`;
  refuse(
    place,
    { ...list, from: node.from },
    'in-with-bounds',
    { found: `(${low}, ${high})`, fix: `(${low}..${high})` },
    { fix },
  );
  return null;
}

function anyOf(place: FormulaPlace, left: FeelValue, tests: readonly SyntaxNode[]): Expression | null {
  const made = tests.map((test) => one(place, left, test));
  const known = made.filter((test) => test !== null);
  if (known.length < made.length || known.length === 0) return null;
  return known.length === 1 ? (known[0] ?? null) : joined(known);
}

function one(place: FormulaPlace, left: FeelValue, test: SyntaxNode): Expression | null {
  if (test.name === 'SimplePositiveUnaryTest') return simple(place, left, test);
  if (test.name === 'ParenthesizedExpression') return anyOf(place, left, parts(test).slice(1, -1));
  if (test.name === 'List') return inWritten(place, left, test);
  const right = place.read(test, place);
  if (right === null) return null;
  if (right.kind === 'value' && right.of.type.kind === 'list') return inList(place, test, left, right.of);
  return compared(place, test, '=', left, right);
}

/** `x in [60, 80]`: two values to FEEL, and perhaps an interval to who wrote it as it is written in bins. */
function inWritten(place: FormulaPlace, left: FeelValue, list: SyntaxNode): Expression | null {
  const items = parts(list).slice(1, -1);
  if (items.length === 0) return refuse(place, list, 'formula-outside');
  const isLikeBounds = items.length === 2 && items.every(({ name }) => BOUNDS.includes(name)) && isOrdered(left);
  const [low, high] = items.map((item) => textOf(place, item));
  if (isLikeBounds) {
    const { text } = place.reading;
    const fix = `[${low}..${high}]`;
    const whole = `${text.slice(0, list.from)}${fix}${text.slice(list.to)}`;
    refuse(place, list, 'in-with-two', { fix }, { fix: whole });
  }
  return anyOf(place, left, items);
}
const BOUNDS: readonly string[] = ['NumericLiteral', 'DateTimeLiteral'];

function isOrdered(of: FeelValue): boolean {
  const kind = of.kind === 'value' ? of.of.type.kind : of.kind;
  return kind === 'number' || kind === 'date' || kind === 'instant' || kind === 'duration';
}

function simple(place: FormulaPlace, left: FeelValue, test: SyntaxNode): Expression | null {
  const [first, second] = parts(test);
  if (first === undefined) return refuse(place, test, 'formula-syntax');
  if (first.name === 'Interval') return interval(place, left, first);
  if (second === undefined) return refuse(place, test, 'formula-outside');
  const sign = SIGNS.find((known) => known === textOf(place, first));
  const right = place.read(second, place);
  if (sign === undefined) return refuse(place, test, 'formula-outside');
  return right && compared(place, test, sign, left, right);
}
const SIGNS = ['=', '<', '<=', '>', '>='] as const;

function interval(place: FormulaPlace, left: FeelValue, node: SyntaxNode): Expression | null {
  const [open, low, , high, close] = parts(node);
  if (open === undefined || low === undefined || high === undefined || close === undefined)
    return refuse(place, node, 'formula-syntax');
  const [a, b] = [place.read(low, place), place.read(high, place)];
  if (a === null || b === null) return null;
  const isLowIncluded = textOf(place, open) === '[';
  return insideOf(
    place,
    node,
    left,
    { of: a, isIncluded: isLowIncluded },
    { of: b, isIncluded: textOf(place, close) === ']' },
  );
}

/** Whether an item of a list is the value; missing where the value is. */
export function inList(place: FormulaPlace, node: SyntaxNode, left: FeelValue, list: Expression): Expression | null {
  if (list.type.kind !== 'list' || list.type.of.kind === 'row' || left.kind !== 'value') {
    return refuse(place, node, 'types-differ', {
      left: kindName(left),
      right: kindName(value(list)),
      what: { 'zh-CN': '比较', en: 'compared' },
    });
  }
  const item = place.scope.freshVariable('item', list.type.of, true);
  const same = compared(place, node, '=', left, value(item));
  const isThere = same && aggregate('some', forEach(list, item, null, holds(same)));
  return isThere && left.of.missable ? when(isMissing(left.of), missing(BOOLEAN), isThere) : isThere;
}

/** Equalities of one value with constants are one membership test. */
function joined(tests: readonly Expression[]): Expression {
  const [first] = tests;
  if (first?.kind !== 'compare' || first.operator !== '=') return or(tests);
  const values: Value[] = [];
  for (const test of tests) {
    if (test.kind !== 'compare' || test.operator !== '=' || test.left !== first.left || test.right.kind !== 'constant')
      return or(tests);
    values.push(test.right.value);
  }
  return oneOf(first.left, values);
}
