import type { Decision } from './decision.ts';
import type { Entity } from './kinds/kind.ts';
import type { Problem } from './problem.ts';
import type { ReadSet } from './read-set.ts';
import type { Result } from './result.ts';
import type { Language } from './text.ts';

/** What `compile` needs of a linked library; a `Library` has it. */
export interface Compilable {
  readonly around: {
    decision(id: string): Decision | undefined;
    entity(id: string): Entity | undefined;
  };
  readonly definitions: ReadonlyMap<
    string,
    { readonly version: number | null; readonly hash: string; readonly closure: string }
  >;
}

/** Frozen cuts of segmentations by share: per id the least value of each class but the lowest, ascending, as on the wire. */
export type Cuts = Readonly<Record<string, readonly (number | string)[]>>;

export interface CompileOptions {
  /** Whether results carry a trace: every written part with its value. */
  readonly trace?: boolean;
  readonly cuts?: Cuts;
  /** What becomes of facts that no entity declares; `refuse` unless stated. */
  readonly unknown?: 'refuse' | 'ignore';
}

declare const read: unique symbol;
/** The facts of a request, checked and typed; only the compiled function that read a record can evaluate it. */
export interface FactRecord {
  readonly [read]: true;
}

/** A record, or why there is none. */
export type Reading =
  | { readonly record: FactRecord }
  | { readonly record?: undefined; readonly problems: readonly Problem[]; readonly missing: readonly string[] };

/** One result per asked reference, in the order asked. */
export type Results = Readonly<Record<string, Result>>;

/**
 * A value that is known to be in its field's domain: a number, date or instant scaled like its type (bigint or safe integer), a
 * string, a boolean, null; a list of these; a related row as the list of its values in the order of `ReadField.rows`.
 */
export type RowValue = null | undefined | boolean | string | number | bigint | readonly RowValue[];

/** The reserved inputs of a row: days since 1970-01-01. */
export interface RowInputs {
  readonly asOf?: number | bigint | null;
  readonly previous?: {
    readonly class?: string | null;
    readonly since?: number | bigint | null;
    readonly misses?: number | bigint | null;
  } | null;
  /** Each product as the list of its values, in the order of `ReadSet.products`. */
  readonly products?: readonly (readonly RowValue[])[];
}

/** Decisions as one function. */
export interface Compiled {
  readonly refs: readonly string[];
  readonly reads: ReadSet;
  /** Reads a request (parsed JSON) strictly: nothing is computed on a guess. */
  read(request: unknown): Reading;
  /** A record of values that were checked before (batch): in the order of `reads.fields`. Nothing is checked again. */
  fromRow(values: readonly RowValue[], inputs?: RowInputs): FactRecord;
  evaluate(record: FactRecord, language?: Language): Results;
  /** Reads and evaluates. A request that is refused gives every reference a null value and the problems. */
  decide(request: unknown, language?: Language): Results;
}

/** Compiles decisions into one function. Throws only where a reference has no decision. */
export function compile(library: Compilable, refs: readonly string[], options: CompileOptions = {}): Compiled {
  throw new Error(`Not yet: ${refs.join()} ${String(library)} ${String(options)}`);
}
