import { isOfEntity } from '../../model/entity.ts';
import type { Expression } from '../../model/expression.ts';
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

/** The same one by one; what `canLie` denies of a part that compares facts is left out. */
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
