import type { Expression } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import type { Diagrams, Id } from './diagram.ts';
import type { Subject } from './subjects.ts';

/** Turns expressions into diagrams over one set of subjects. */
export interface Builder {
  readonly diagrams: Diagrams;
  readonly subjects: readonly Subject[];
  /** The diagram of an expression; all expressions must be among those the builder was made for, or parts of them. */
  of(expression: Expression): Id;
  /** The diagram of a function of a diagram's values (null = missing), whatever subject they come from. */
  map(of: Id, to: (value: Value | null) => Id): Id;
}
