import { isOfEntity } from '../../model/entity.ts';
import type { Expression } from '../../model/expression.ts';
import type { Range } from '../../model/interval.ts';
import { type Box, lowestBit } from './boxes.ts';
import type { Builder } from './builder.ts';
import { BudgetSpent, type Id } from './diagram.ts';
import { keyOf } from './key.ts';
import { isOrder } from './order.ts';
import type { Subject } from './subjects.ts';

/** The most boxes of one condition. A rule whose inputs are plain facts is one. */
const MOST_BOXES = 64;

/** The boxes, one set of cells a subject (the last bit is *missing*), in which a condition holds; throws BudgetSpent for too many. */
export function boxesOf(condition: Id, builder: Builder): readonly Box[] {
  const found: Box[] = [];
  for (const box of eachBox(condition, builder)) {
    found.push(box);
    if (found.length > MOST_BOXES) throw new BudgetSpent();
  }
  return found;
}

/**
 * Reads off the boxes of conditions that test plain facts, each by itself, against constants: without diagrams, of which a wide table
 * would have too many. Undefined for any other condition, and for one that never holds.
 */
export function plainBoxes(subjects: readonly Subject[]): (condition: Expression) => Box | undefined {
  const byKey = new Map(subjects.map((subject) => [subject.key, subject]));
  const all = everywhere(subjects);
  return (condition) => {
    const box = [...all];
    const isPlain = plainTests(condition).every((test) => {
      const subject = test.kind === 'within' && test.of.kind === 'field' ? byKey.get(keyOf(test.of)) : undefined;
      if (subject === undefined || test.kind !== 'within') return false;
      box[subject.level] = (box[subject.level] ?? 0n) & cellsWithin(subject, test.range);
      return true;
    });
    return isPlain && !box.includes(0n) ? box : undefined;
  };
}

/** What must hold together; whether a part is missing or false is one where it is asked what holds. */
function plainTests(e: Expression): readonly Expression[] {
  if (e.kind === 'named' || e.kind === 'holds') return plainTests(e.of);
  return e.kind === 'and' ? e.items.flatMap(plainTests) : [e];
}

/** The cells of a range; its bounds are among the cuts. */
function cellsWithin({ cells }: Subject, { low, high }: Range): bigint {
  const from = low === null ? 0 : firstFrom(cells, low);
  const to = high === null ? cells.length : firstFrom(cells, high + 1n);
  return to <= from ? 0n : ((1n << BigInt(to - from)) - 1n) << BigInt(from);
}

/** The position of the first cell that begins at a value or above it. */
function firstFrom(cells: Subject['cells'], value: bigint): number {
  let [from, to] = [0, cells.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const cell = cells[middle];
    if (cell?.kind === 'range' && cell.low < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The boxes of a condition one by one; what `canLie` denies of a part that compares facts is left out. */
export function* eachBox(
  condition: Id,
  builder: Builder,
  canLie: (box: Box) => boolean = () => true,
): Generator<Box, undefined, undefined> {
  yield* walk(condition, everywhere(builder.subjects), builder, canLie);
}

function* walk(
  at: Id,
  box: Box,
  builder: Builder,
  canLie: (box: Box) => boolean,
): Generator<Box, undefined, undefined> {
  const { diagrams, subjects } = builder;
  if (at === diagrams.true) yield box;
  if (at < 0) return;
  diagrams.spend(1);
  const level = diagrams.level(at);
  const subject = subjects[level];
  const isOrdered = subject !== undefined && isOrder(subject.expression);
  for (const [child, cells] of waysOf(diagrams.children(at), isOrdered)) {
    const part = box.with(level, cells);
    if (child === diagrams.false || child === diagrams.missing) continue;
    if (!isOrdered || canLie(part)) yield* walk(child, part, builder, canLie);
  }
}

/** The cells that lead on alike, together; each order of two facts by itself, so that it is known which one is asked. */
function waysOf(children: readonly Id[], isOrdered: boolean): readonly (readonly [Id, bigint])[] {
  if (isOrdered) return children.map((child, cell) => [child, 1n << BigInt(cell)] as const);
  const ways = new Map<Id, bigint>();
  children.forEach((child, cell) => ways.set(child, (ways.get(child) ?? 0n) | (1n << BigInt(cell))));
  return [...ways];
}

/** All cells of all subjects. */
export function everywhere(subjects: readonly Subject[]): Box {
  return subjects.map((subject) => (1n << BigInt(choicesOf(subject))) - 1n);
}

/** How many cells a subject has, and *missing* where it can be. */
export function choicesOf(subject: Subject): number {
  return subject.cells.length + (subject.expression.missable ? 1 : 0);
}

/** A cell of each subject, by level: the first in the box. */
export function pathIn(box: Box): ReadonlyMap<number, number> {
  return new Map(box.map((cells, level) => [level, lowestBit(cells)]));
}

/**
 * Whether records have every combination of the subjects' cells: they are plain facts, and no two of them are missing together because
 * one related record is.
 */
export function areFree(subjects: readonly Subject[]): boolean {
  const seats = new Set<string>();
  return subjects.every(({ expression }) => {
    if (expression.kind !== 'field' || !isOfEntity(expression.field.origin.definition)) return false;
    if (expression.of === null) return true;
    const seat = keyOf(rootOf(expression.of));
    return !seats.has(seat) && seats.add(seat) !== undefined;
  });
}

function rootOf(e: Expression): Expression {
  return e.kind === 'field' && e.of !== null ? rootOf(e.of) : e;
}
