import type { Decision, Facts, ProblemPlan } from '../../model/decision.ts';
import { input } from '../build-logic.ts';
import type { Expression, Field, Input, ReferenceRow, Variable } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import type { Environment } from '../../model/environment.ts';
import type { Text } from '../../model/text.ts';

/** The names a reader may write in a condition or formula, and what they mean. Immutable: extending makes a new one. */
export interface Scope {
  /** The definition that is read: its id stands in origins and problems. */
  readonly definition: string;
  readonly environment: Environment;
  /** What the facts of the record are; null for a scope without a record. */
  readonly facts: Facts | null;
  /** What a name means; undefined where it is unknown. `customer.x` is a name where the facts are a pair. */
  name(name: string): NamedValue | undefined;
  /** A field, derived field or relation of a row. */
  member(of: Expression, name: string): NamedValue | undefined;
  /** All names, nearest first. */
  names(): readonly string[];
  /**
   * What was asked of this scope, by whatever way: facts, results, the loops that bind variables, the reserved inputs. What is mentioned is
   * read, even where its meaning does not hang on it (`isMissing` of a field that is never missing).
   */
  readonly mentioned: Set<Expression>;
  /**
   * Where the facts of a decision that was defined for `facts` are found: the record itself (null), a row of it, or undefined
   * where this record has no such facts.
   */
  seat(facts: Facts): Expression | null | undefined;
  /** A loop variable that no other expression of the library has. */
  freshVariable(name: string, type: Type, missable: boolean): Variable;
}

/** How many derived fields may stand upon each other: lowering nests as deep, whoever asks first. */
export const LONGEST_DERIVED_CHAIN = 100;

/** What a name means. */
export type NamedValue =
  | {
      readonly kind: 'value';
      readonly expression: Expression;
      readonly plans: readonly ProblemPlan[];
      /** What is read with it. */
      readonly reads: readonly Expression[];
    }
  | { readonly kind: 'table'; readonly table: ReferenceTable }
  /** A formula with inputs of its own, which is called with arguments. */
  | { readonly kind: 'formula'; readonly decision: Decision; readonly inputs: readonly Field[] }
  /** Known, but its own definition has errors (reported there). */
  | { readonly kind: 'broken'; readonly ref: string }
  /** A derived field that needs itself: the names on the way round, first and last the same. */
  | { readonly kind: 'cycle'; readonly path: readonly string[] }
  /** A derived field at the top of too long a chain of derived fields. */
  | { readonly kind: 'deep'; readonly ref: string };

/** A reference table as formulas call it: `ftp(term, currency).rate`. */
export interface ReferenceTable {
  /** `reference/ftp` */
  readonly id: string;
  readonly title: Text;
  readonly keys: readonly { readonly name: string; readonly type: Type }[];
  readonly columns: ReadonlyMap<string, Type>;
  /** Keys and values in the scale of their types. */
  readonly rows: readonly ReferenceRow[];
  /** Whether rows have validity, so that `$asOf` chooses among them. */
  readonly hasValidity: boolean;
}

/** A value without plans that is read as it is. */
export function plain(expression: Expression): NamedValue {
  return { kind: 'value', expression, plans: [], reads: [expression] };
}

/** A reserved input of the request, which is then read. */
export function reserved(scope: Scope, name: Input['name']): Input {
  const read = input(name);
  scope.mentioned.add(read);
  return read;
}

/** Notes that a scope was asked for a value. */
export function mention(mentioned: Set<Expression>, value: NamedValue | undefined): NamedValue | undefined {
  if (value?.kind === 'value') for (const one of value.reads) mentioned.add(one);
  return value;
}
