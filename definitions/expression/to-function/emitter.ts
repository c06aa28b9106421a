import type { Cut, Expression, FieldRead } from '../../model/expression.ts';
import type { Representation } from './representation.ts';

/** What the emitters of the single nodes may ask of the one that writes the function. */
export interface Emitter {
  /** Source of a node's value, in the representation of its type. */
  value(node: Expression): string;
  /** Source that is true exactly where a boolean node is true; false where it is false or missing. */
  truth(node: Expression): string;
  /** Source that is true exactly where a boolean node is false. */
  falsity(node: Expression): string;
  /** A node's value as a name or literal, which may be repeated at no cost. */
  atom(node: Expression): string;
  /** A node's value converted to a representation. */
  as(node: Expression, form: Representation): string;
  asAtom(node: Expression, form: Representation): string;
  /** Whether the node's value is computed once under a name (it is used several times, or traced). */
  isNamed(node: Expression): boolean;
  /** A value the source cannot spell (a function, a table, a BigInt): the name of the slot it is passed in. */
  slot(value: unknown): string;
  /** A name nothing else has. */
  fresh(prefix: string): string;
  /** Adds a statement before what is being written. */
  line(source: string): void;
  /** Gives a source a name and adds the statement. */
  name(source: string): string;
  /** Source of the statements that `write` adds, in a loop where `bound` variables have the given names. */
  inside(bound: ReadonlyMap<number, string>, roots: readonly Expression[], write: () => void): string;
  variable(id: number): string;
  /** How a field stands in its record or row. */
  property(node: FieldRead): string;
  /** `record` or the name of the product at hand, where a root field is a pair's seat. */
  seat(node: FieldRead): string | undefined;
  /** The frozen cut, scaled like its type; null where none is given. */
  cut(node: Cut): bigint | null;
}

/** The pseudo variable of the product at hand, in the expressions of matching. */
export const PRODUCT = -1;

const ATOM = /^(?:[A-Za-z_$][\w$]*|\d+(?:\.\d+)?n?|\(-\d+(?:\.\d+)?n?\)|"(?:[^"\\]|\\.)*")$/;
/** Whether a source is a name or a literal. */
export function isAtom(source: string): boolean {
  return ATOM.test(source);
}

/** Source that is true where an atom is missing. */
export function missingTest(atom: string, form: Representation): string {
  return form === 'number' ? `${atom} !== ${atom}` : `${atom} === null`;
}

/** Source that is true where an atom is present. */
export function presentTest(atom: string, form: Representation): string {
  return form === 'number' ? `${atom} === ${atom}` : `${atom} !== null`;
}

/** `parts` joined by an operator; `empty` where there are none. */
export function joined(parts: readonly string[], operator: '&&' | '||', empty: string): string {
  if (parts.length === 0) return empty;
  return parts.length === 1 ? (parts[0] ?? empty) : `(${parts.join(` ${operator} `)})`;
}
