import type { SyntaxNode } from '@lezer/common';
import { withItem, withVariable } from '../scope/extend.ts';
import { aggregate, forEach, hasMissableItems, itemAt, itemType, listOf, MOST_ROWS, sequence } from '../build-list.ts';
import { holds } from '../build-logic.ts';
import type { Expression, Variable } from '../../model/expression.ts';
import { numberType, type Type } from '../../model/type.ts';
import { nodesOf } from '../walk.ts';
import { isWhole } from './arithmetic.ts';
import { below, expressionOf, loopFrame, type FormulaPlace, readAs, refuse, textOf } from './reading.ts';
import { parts } from './syntax.ts';
import { type FeelValue, kindName, value } from './value.ts';

const LIST = { 'zh-CN': '列表', en: 'a list' };

/** `[1, 2, 3]`. */
export function listLiteral(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const items = parts(node)
    .slice(1, -1)
    .map((part) => expressionOf(place, part, place.read(part, place), '[ ]'));
  const known = items.filter((item) => item !== null);
  if (known.length < items.length) return null;
  if (known.length === 0) return value(listOf([], numberType(0, 0n, 0n)));
  const kinds = new Set(known.map((item) => item.type.kind));
  if (kinds.has('list') || kinds.has('row')) return refuse(place, node, 'nested-list');
  if (kinds.has('approximate')) kinds.delete('number');
  return kinds.size > 1 ? refuse(place, node, 'formula-outside') : value(listOf(known));
}

/** `list[condition]` keeps items; `list[2]` takes one. */
export function filter(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [base, , inside] = parts(node);
  if (base === undefined || inside === undefined) return refuse(place, node, 'formula-syntax');
  const list = readList(place, base);
  if (list === null) return null;
  const item = itemVariable(place, list, 'item');
  const inner = below(place, loopFrame(place, list, item), withItem(place.scope, item));
  const test = expressionOf(inner, inside, place.read(inside, inner), '[ ]');
  if (test === null) return null;
  if (test.type.kind === 'boolean') return value(forEach(list, item, holds(test), null));
  // A position that differs from item to item is none: `accounts[limit]` where `limit` is a field of the accounts.
  const isOfItem = nodesOf([test]).some((node) => node.kind === 'variable' && node.id === item.id);
  if (isWhole(test) && !isOfItem) return value(itemAt(list, test));
  return refuse(place, inside, 'type-unfit', { what: '[ ]', expected: BOOLEAN_OR_WHOLE, found: kindName(value(test)) });
}
const BOOLEAN_OR_WHOLE = { 'zh-CN': '条件或整数', en: 'a condition or a whole number' };

/** `list.name`: the member of every item. `member` reads it of one row. */
export function mapped(
  place: FormulaPlace,
  list: Expression,
  member: (row: Variable, at: FormulaPlace) => Expression | null,
): FeelValue | null {
  // A filter and the member behind it are one loop.
  const isFilter = list.kind === 'forEach' && list.body === null;
  const [over, where] = isFilter ? [list.over, list.where] : [list, null];
  const row = isFilter ? list.variable : itemVariable(place, list, 'item');
  const body = member(row, below(place, loopFrame(place, over, row, where)));
  return body && value(forEach(over, row, where, body));
}

/** `for x in list return …`. */
export function forExpression(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [, iterations, , body] = parts(node);
  const loops = iterations === undefined ? [] : parts(iterations);
  const [loop] = loops;
  if (loop === undefined || body === undefined) return refuse(place, node, 'formula-syntax');
  if (loops.length > 1) return refuse(place, node, 'nested-list');
  const made = iteration(place, loop);
  if (made === null) return null;
  const inner = below(place, loopFrame(place, made.list, made.item), withVariable(place.scope, made.item));
  const each = expressionOf(inner, body, place.read(body, inner), 'return');
  return each && value(forEach(made.list, made.item, null, each));
}

/** `some x in list satisfies …`, `every …`. */
export function quantified(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [kind, iterations, , test] = parts(node);
  if (kind === undefined || iterations === undefined || test === undefined)
    return refuse(place, node, 'formula-syntax');
  const made = quantify(place, textOf(place, kind) === 'some' ? 'some' : 'every', parts(iterations), test);
  return made && value(made);
}

function quantify(
  place: FormulaPlace,
  kind: 'some' | 'every',
  loops: readonly SyntaxNode[],
  test: SyntaxNode,
): Expression | null {
  const [loop, ...rest] = loops;
  if (loop === undefined) return readAs(place, test, 'satisfies', 'boolean');
  const made = iteration(place, loop);
  if (made === null) return null;
  const inner = below(place, loopFrame(place, made.list, made.item), withVariable(place.scope, made.item));
  const body = quantify(inner, kind, rest, test);
  return body && aggregate(kind, forEach(made.list, made.item, null, holds(body)));
}

function iteration(
  place: FormulaPlace,
  node: SyntaxNode,
): { readonly list: Expression; readonly item: Variable } | null {
  const [name, , context] = parts(node);
  const [from, , to] = context === undefined ? [] : parts(context);
  if (name === undefined || from === undefined) return refuse(place, node, 'formula-syntax');
  const list = to === undefined ? readList(place, from) : readSequence(place, node, from, to);
  return list && { list, item: itemVariable(place, list, textOf(place, name)) };
}

function readSequence(place: FormulaPlace, node: SyntaxNode, from: SyntaxNode, to: SyntaxNode): Expression | null {
  const [a, b] = [readAs(place, from, '..', 'number'), readAs(place, to, '..', 'number')];
  if (a === null || b === null) return null;
  if (!isWhole(a) || !isWhole(b))
    return refuse(place, node, 'type-unfit', {
      what: '..',
      expected: WHOLE,
      found: kindName(value(isWhole(a) ? b : a)),
    });
  const span = spanOf(a.type, b.type);
  return span >= MOST_ROWS ? refuse(place, node, 'sequence-too-long', { most: String(MOST_ROWS) }) : sequence(a, b);
}
const WHOLE = { 'zh-CN': '整数', en: 'whole numbers' };

function spanOf(a: Type, b: Type): bigint {
  if (a.kind !== 'number' || b.kind !== 'number') return 0n;
  const [up, down] = [b.maximum - a.minimum, a.maximum - b.minimum];
  return up > down ? up : down;
}

function readList(place: FormulaPlace, node: SyntaxNode): Expression | null {
  const of = expressionOf(place, node, place.read(node, place), '[ ]');
  if (of === null || of.type.kind === 'list') return of;
  return refuse(place, node, 'type-unfit', { what: textOf(place, node), expected: LIST, found: kindName(value(of)) });
}

function itemVariable(place: FormulaPlace, list: Expression, name: string): Variable {
  return place.scope.freshVariable(name, itemType(list), hasMissableItems(list));
}
