import type { Json } from './json.ts';
import type { Problem } from './problem.ts';

/** The list of nothing, shared by all results: no reasons, nothing missing, no problems. */
export const NONE: readonly never[] = Object.freeze([]);

/** The answer of one decision for one record: from function, HTTP and command line alike. */
export interface Result {
  readonly value: Json;
  readonly reasons: readonly Reason[];
  /** Fields of the decision's read set that the record lacks, in declaration order. */
  readonly missing: readonly string[];
  /** True where a missing score was left out and the others reweighed. */
  readonly partial?: true;
  readonly problems: readonly Problem[];
  readonly definition: DefinitionStamp;
  readonly trace?: readonly TraceEntry[];
}

export interface Reason {
  readonly code: string;
  readonly text: string;
  /** Points lost, as on the wire. */
  readonly loss?: number | string;
}

/** Which definition answered. A file not yet published has version null. */
export interface DefinitionStamp {
  readonly id: string;
  readonly version: number | null;
  readonly hash: string;
  readonly closure: string;
}

/** The value of one written part of a definition, in the order of evaluation. */
export interface TraceEntry {
  readonly definition: string;
  readonly pointer: string;
  readonly value: Json;
}
