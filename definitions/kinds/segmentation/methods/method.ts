import type { Bins, Expression, Origin } from '../../../model/expression.ts';
import type { Class, Overridable, Segmentation } from '../segmentation.ts';
import type { Decision, ProblemPlan, ReasonPlan, Shape } from '../../../model/decision.ts';
import type { Reference } from '../../../model/document.ts';
import type { Problem } from '../../../model/problem.ts';
import type { Proof } from '../../../model/proof.ts';
import type { WrittenNodes } from '../../../proofs/index-nodes.ts';
import type { ProofContext } from '../../../proofs/satisfiability.ts';
import type { Speech } from '../../../expression/to-words/speech.ts';
import type { Text } from '../../../model/text.ts';
import type { Scope } from '../../../expression/scope/index.ts';
import type { Gathered } from '../../gather.ts';
import type { Environment } from '../../../model/environment.ts';

/** One way of putting subjects into classes: everything that is particular to it. `D` is a segmentation of that method. */
export interface Method<D extends Segmentation = Segmentation> {
  readonly keys: MethodKeys;
  /** All classes it may give, as written. */
  classes(document: D): readonly Class[];
  /** Every mention of another definition under its own keys. */
  references(document: D): readonly Reference[];
  /** What the schema cannot say of its own keys. */
  check(document: D): readonly Problem[];
  /** The decimals of the figure that it cuts into classes; null where it cuts none. */
  scoreDecimals(document: D): number | null;
  /** Whether a subject may get several classes: then there is nothing for stability to hold. */
  readonly givesSeveral?: (document: D) => boolean;
  /** The class that is left where no condition holds, which may lack one. */
  readonly otherwise?: (document: D) => string | undefined;
  /** The value that a branch may vary; absent where none may. Undefined where a class cannot be read, which is told of the class. */
  readonly overridable?: (document: D, one: Overridable) => OverridableValue | undefined;
  decide(document: D, context: MethodContext, gate: Gate): Decided | null;
  prove(document: D, question: ClassQuestion): readonly Proof[];
  words(document: D, decision: Decision, speech: Speech): readonly string[];
}

/** Which keys of a segmentation a method needs and may have, and the key that its classes have. */
export interface MethodKeys {
  readonly needs: readonly MethodKey[];
  readonly may: readonly MethodKey[];
  readonly ofClass: ClassKey | null;
}
export type MethodKey = 'decimals' | 'scores' | 'classes' | 'mode' | 'otherwise' | 'rows' | 'columns' | 'cells' | 'of';
export type ClassKey = 'in' | 'when' | 'share';

/** A value that may vary, as it is now, or what could have been named. */
export type OverridableValue =
  | { readonly now: bigint; readonly decimals: number }
  | { readonly known: readonly string[] };

/** What is asked about the classes of a decided segmentation. */
export interface ClassQuestion {
  readonly decision: Decision;
  readonly written: WrittenNodes;
  readonly setting: ProofContext;
  /** Whom the segmentation applies to, and does not refuse; null: everybody. */
  readonly applies: Expression | null;
  /** Where the method decides, and does not refuse; null: always. */
  readonly path: Expression | null;
  /** When each exception holds, in the order they are tried. */
  readonly exceptions: readonly Expression[];
  /** Whether an exception gives some record the class. */
  excepted(name: string): boolean;
}

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

/** Where a method is lowered. */
export interface MethodContext {
  readonly id: string;
  readonly scope: Scope;
  readonly environment: Environment;
  /** Keeps problems of the definition; plans of results go into the method's own list. */
  readonly gathered: Gathered;
  at(pointer: string): Origin;
}

/** The one class that a method gives, before exceptions and stability: its rank among the classes. */
export interface Ranking {
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
