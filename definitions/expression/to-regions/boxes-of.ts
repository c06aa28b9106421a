import type { Expression } from '../expression.ts';
import { type Box, lowestBit } from './boxes.ts';
import type { Builder } from './builder.ts';
import { BudgetSpent, type Id } from './diagram.ts';
import { keyOf } from './key.ts';
import type { Subject } from './subjects.ts';

/** The most boxes of one condition. A rule whose inputs are plain facts is one. */
const MOST_BOXES = 64;

/** The boxes, one set of cells a subject (the last bit is *missing*), in which a condition holds; throws BudgetSpent for too many. */
export function boxesOf(condition: Id, { diagrams, subjects }: Builder): readonly Box[] {
  const whole = everywhere(subjects);
  const found: Box[] = [];
  const walk = (at: Id, box: Box): void => {
    if (at < 0) {
      if (at === diagrams.true) found.push(box);
      if (found.length > MOST_BOXES) throw new BudgetSpent();
      return;
    }
    const level = diagrams.level(at);
    const ways = new Map<Id, bigint>();
    diagrams.children(at).forEach((child, cell) => ways.set(child, (ways.get(child) ?? 0n) | (1n << BigInt(cell))));
    for (const [child, cells] of ways) walk(child, box.with(level, cells));
  };
  walk(condition, whole);
  return found;
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
    if (expression.kind !== 'field' || !expression.field.origin.definition.startsWith('entity/')) return false;
    if (expression.of === null) return true;
    const seat = keyOf(rootOf(expression.of));
    return !seats.has(seat) && seats.add(seat) !== undefined;
  });
}

function rootOf(e: Expression): Expression {
  return e.kind === 'field' && e.of !== null ? rootOf(e.of) : e;
}
