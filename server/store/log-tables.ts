import type { Generated } from 'kysely';

/** What answered decisions: a definition in a version, with all it stood on. */
export interface LoggedDefinitionTable {
  readonly number: Generated<number>;
  readonly ref: string;
  readonly version: number | null;
  readonly hash: string;
  readonly closure: string;
  /** The number of the frozen cuts that were in force; 0 where there were none. */
  readonly cuts: number;
  /** The keys of a request and its result without any value: what long bodies are packed by. Null until one came. */
  readonly skeleton: string | null;
}

/** Every decision that was answered, with all that is needed to compute it again. */
export interface LoggedDecisionTable {
  /** The decision's number; it grows with time. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly decided_at: number;
  /** What answered: a `logged_definition`. */
  readonly definition: number;
  readonly language: string;
  /** The day that the server filled in, where the request named none. */
  readonly as_of: string | null;
  /** The result as it was answered, a line feed, the request as it came; packed where it is long. */
  readonly body: string | Uint8Array;
}
