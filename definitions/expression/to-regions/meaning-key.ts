import type { Expression } from '../../model/expression.ts';
import { areFree } from './boxes-of.ts';
import { BudgetSpent, type Id } from './diagram.ts';
import { valueKey } from './key.ts';
import type { Builder } from './builder.ts';
import { createBuilder } from './to-diagram.ts';
import type { DomainCell } from './domain-cell.ts';
import type { Subject } from './subjects.ts';

/** What a condition means. */
export interface Meaning {
  /**
   * A text that two conditions share only where they answer alike for every record, whatever way they were written: the reduced diagram
   * over subjects in one fixed order, neighbouring cells with one answer joined.
   */
  readonly key: string;
  /** Whether conditions that answer alike also share it: they test plain facts alone. What is computed may always answer alike. */
  readonly isExact: boolean;
}

/** The meaning of a condition; undefined where the budget does not suffice. */
export function meaningOf(condition: Expression, nodes: number): Meaning | undefined {
  try {
    const builder = createBuilder([condition], nodes, 'by-key');
    return { key: write(builder.of(condition), builder), isExact: areFree(builder.subjects) };
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
}

function write(root: Id, builder: Builder): string {
  const { diagrams, subjects } = builder;
  const byLevel = new Map(subjects.map((subject) => [subject.level, subject]));
  const names = new Map<Id, string>();
  const lines: string[] = [];
  const nameOf = (id: Id): string => {
    if (id < 0) {
      const at = diagrams.at(id);
      return at.kind === 'value' ? valueKey(at.value) : '-';
    }
    const known = names.get(id);
    if (known !== undefined) return known;
    const subject = byLevel.get(diagrams.level(id));
    if (subject === undefined) throw new Error('A node without a subject');
    const branches = joined(subject, diagrams.children(id).map(nameOf));
    const name = `#${lines.length}`;
    lines.push(`${subject.key}?${branches}`);
    names.set(id, name);
    return name;
  };
  const top = nameOf(root);
  return `${lines.join('\n')}\n${top}`;
}

/** `start→answer` per run of neighbouring cells with one answer; members of an enum and texts by name; the last is *missing*. */
function joined(subject: Subject, answers: readonly string[]): string {
  const isOpen = subject.cells.some((cell) => cell.kind === 'other');
  const other = answers[subject.cells.findIndex((cell) => cell.kind === 'other')];
  const parts = subject.cells.flatMap((cell, i): readonly string[] => {
    const answer = answers[i] ?? '';
    if (cell.kind === 'range') return answer === answers[i - 1] ? [] : [`${cell.low}→${answer}`];
    if (cell.kind === 'other') return [`*→${answer}`];
    return isOpen && answer === other ? [] : [`${String(valueOf(cell))}→${answer}`];
  });
  const missing = answers.length > subject.cells.length ? [`-→${answers.at(-1) ?? ''}`] : [];
  return [...(subject.cells[0]?.kind === 'range' ? parts : [...parts].sort()), ...missing].join(';');
}

const valueOf = (cell: DomainCell & { kind: 'value' | 'other' }) => cell.value;
