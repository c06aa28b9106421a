import { power10 } from '../../model/decimal.ts';
import type { Compare, Expression } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import type { Box } from '../../expression/to-regions/boxes.ts';
import { type Amount, solveNumbers, type NumberRelation } from './solve-numbers.ts';
import { solveTexts, type Naming, type TextRelation } from './solve-texts.ts';
import { keyOf } from '../../expression/to-regions/key.ts';
import { isOrder, type Order } from '../../expression/to-regions/order.ts';
import { valueIn } from '../../expression/to-regions/domain-cell.ts';
import { leavesOf, type Subject } from '../../expression/to-regions/subjects.ts';

/** What is to be made true of a request. */
export interface WantedValue {
  readonly expression: Expression;
  readonly value: Value | null;
}

/**
 * Values of facts that lie in a box and in the orders it asks: no two facts each below the other, no whole number between neighbours.
 * Undefined where there are none: no record lies in such a box.
 */
export function solve(box: Box, subjects: readonly Subject[]): readonly WantedValue[] | undefined {
  const amounts = new Map<string, Amount>();
  const namings = new Map<string, Naming>();
  const numbers: NumberRelation[] = [];
  const texts: TextRelation[] = [];
  const byKey = new Map(subjects.map((subject) => [subject.key, subject]));
  for (const subject of subjects) {
    if (!isOrder(subject.expression)) continue;
    const order = orderIn(box, subject);
    if (order === undefined) continue;
    const { left, right } = subject.expression;
    if (order === '=' || order === '≠' ? isNaming(subject.expression) : false) {
      const [l, r] = [left, right].map((side) => naming(side, byKey, box, namings));
      if (l !== undefined && r !== undefined) texts.push({ left: l, right: r, isEqual: order === '=' });
      continue;
    }
    const [l, r] = [left, right].map((side) => amount(side, byKey, box, amounts));
    if (l !== undefined && r !== undefined && order !== '≠') numbers.push({ left: l, right: r, order });
  }
  const figures = solveNumbers([...amounts.values()], numbers);
  const names = solveTexts([...namings.values()], texts);
  if (figures === undefined || names === undefined) return undefined;
  const related = new Map<string, Value>([...figures, ...names]);
  const own = subjects.flatMap((subject): readonly WantedValue[] => {
    const cells = box[subject.level] ?? 0n;
    if (related.has(subject.key) || (isOrder(subject.expression) && orderIn(box, subject) !== undefined)) return [];
    return isWhole(cells, subject) ? [] : [{ expression: subject.expression, value: firstValue(cells, subject) }];
  });
  const terms = [...amounts.values(), ...namings.values()];
  return [...own, ...terms.map(({ key, expression }) => ({ expression, value: related.get(key) ?? null }))];
}

const isNaming = ({ left }: Compare) => left.type.kind === 'string' || left.type.kind === 'boolean';

/** The order that a box asks of a subject; undefined where it asks none, or none alone, or that it is missing. */
function orderIn(box: Box, subject: Subject): Order | undefined {
  const cells = box[subject.level] ?? 0n;
  const asked = subject.cells.flatMap((cell, i) => ((cells >> BigInt(i)) & 1n ? [valueIn(cell)] : []));
  return asked.length === 1 ? (asked[0] as Order) : undefined;
}

function isWhole(cells: bigint, { cells: own, expression }: Subject): boolean {
  return cells === (1n << BigInt(own.length + (expression.missable ? 1 : 0))) - 1n;
}

function firstValue(cells: bigint, subject: Subject): Value | null {
  const cell = subject.cells.find((_, i) => (cells >> BigInt(i)) & 1n);
  return cell === undefined ? null : valueIn(cell);
}

type Seats<T> = Map<string, T>;

/** One side of a comparison: the subject whose value it is, times a power of ten, or something of its own. */
function amount(side: Expression, byKey: ReadonlyMap<string, Subject>, box: Box, known: Seats<Amount>) {
  const leaves = leavesOf(side);
  const [only] = leaves;
  const isPlain = only !== undefined && leaves.length === 1;
  const [expression, factor] = isPlain ? [only.expression, power10(only.shift)] : [side, 1n];
  if (!('minimum' in expression.type)) return undefined;
  const key = keyOf(expression);
  const subject = byKey.get(key);
  const whole = { low: expression.type.minimum, high: expression.type.maximum };
  const ranges = subject?.cells.flatMap((cell, i) =>
    cell.kind === 'range' && ((box[subject.level] ?? 0n) >> BigInt(i)) & 1n ? [cell] : [],
  ) ?? [whole];
  if (!known.has(key)) known.set(key, { key, expression, ranges });
  return { key, factor };
}

function naming(side: Expression, byKey: ReadonlyMap<string, Subject>, box: Box, known: Seats<Naming>) {
  const [only, ...more] = leavesOf(side);
  const expression = only !== undefined && more.length === 0 ? only.expression : side;
  const key = keyOf(expression);
  const subject = byKey.get(key);
  const members = expression.type.kind === 'string' ? expression.type.enum : [false, true];
  const cells = subject?.cells.filter((_, i) => ((box[subject.level] ?? 0n) >> BigInt(i)) & 1n);
  const told = subject?.cells.flatMap((cell) => (cell.kind === 'value' ? [cell.value] : [])) ?? members ?? [];
  const allowed = cells?.flatMap((cell) => (cell.kind === 'value' ? [cell.value] : [])) ?? told;
  const isOpen = cells === undefined ? members === undefined : cells.some((cell) => cell.kind === 'other');
  if (!known.has(key)) known.set(key, { key, expression, told, allowed, isOpen });
  return key;
}
