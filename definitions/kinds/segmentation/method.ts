import type { Bins, Expression, Origin } from '../../model/expression.ts';
import type { Score, Class } from './segmentation.ts';
import type { Exact } from '../figure.ts';
import type { ProblemPlan, ReasonPlan, Shape } from '../../model/decision.ts';
import type { Text } from '../../model/text.ts';
import type { Scope } from '../../expression/scope/index.ts';
import type { Gathered } from '../gather.ts';
import type { Environment } from '../../model/environment.ts';

/** What a segmentation's outputs and result are made of, before the parts that all segmentations share are added. */
export interface Decided {
  readonly outputs: Readonly<Record<string, Expression>>;
  readonly value: Shape;
  readonly reasons: readonly ReasonPlan[];
  readonly plans: readonly ProblemPlan[];
  readonly partial: Expression | null;
}

/** What goes before the method: whether the segmentation applies (null: always) and which exception decides (null: there are none). */
export interface Gate {
  readonly applies: Expression | null;
  readonly exception: Bins | null;
  /** What may go wrong there: where it refuses, nothing is decided. */
  readonly plans: readonly ProblemPlan[];
}

/** A score that goes into the composite. */
export interface CompositePart {
  readonly written: Score;
  readonly of: Expression;
  readonly weight: Exact;
  readonly position: number;
}

/** Where a method is lowered. */
export interface MethodContext {
  readonly id: string;
  readonly scope: Scope;
  readonly environment: Environment;
  /** Keeps problems of the definition; plans of results go into the method's own list. */
  readonly gathered: Gathered;
  at(pointer: string): Origin;
}

/** What every method answers: which class, before exceptions and stability. */
export interface Method {
  /** From low to high where they have an order, else as written. */
  readonly classes: readonly Class[];
  /** The position among `classes`; missing only where a plan says why. */
  readonly rank: Expression;
  readonly plans: readonly ProblemPlan[];
  readonly reasons: readonly ReasonPlan[];
  readonly partial: Expression | null;
  /** The figure that is cut, and each class's lower bound by rank (null: none), in the scale of the figure. */
  readonly score: { readonly of: Expression; readonly lows: readonly (Expression | null)[] } | null;
  /** Members of the value besides the class, e.g. row, column and treatment; `rank`: of the class that is given in the end. */
  members(rank: Expression): readonly { readonly name: string; readonly shape: Shape }[];
  /** Outputs besides the class. */
  readonly outputs: Readonly<Record<string, Expression>>;
}

/** Classes low to high by `order` where every class has one, else as written. */
export function byOrder<C extends Class>(classes: readonly C[]): readonly C[] {
  return classes.every(({ order }) => order !== undefined)
    ? [...classes].sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    : classes;
}

/** What a value is called in problems: its own title where it is a result or a field, else as written. */
export function nameOf(of: Expression, written: string): Text {
  if (of.kind === 'named') return of.title;
  return of.kind === 'field' ? of.field.title : written;
}
