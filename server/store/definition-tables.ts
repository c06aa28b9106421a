/** Every document that was ever published, once. */
export interface DocumentTable {
  readonly hash: string;
  /** The document as JSON, its keys in the order they were written. */
  readonly json: string;
  /** The publication that wrote it so. */
  readonly written: number;
}

/** A set of definitions that became valid together. The newest is the one in force. */
export interface PublicationTable {
  readonly number: number;
  readonly published_at: string;
}

/**
 * What publications consist of: every definition, with its version and the closure it has, once for all the publications in a row in
 * which it stands like this. The span begins with `since` and ends before `until`; null: it is in force.
 */
export interface PublicationMemberTable {
  readonly id: string;
  readonly since: number;
  readonly until: number | null;
  readonly version: number;
  readonly hash: string;
  readonly closure: string;
}

/** What is proved of definitions together, of each in its place among the others of its kind: in spans, as its members stand. */
export interface LibraryProofTable {
  readonly id: string;
  readonly since: number;
  readonly until: number | null;
  /** `Proof[]` as JSON. */
  readonly proofs: string;
}

/** Definitions are checked and proved, and their cases run, once per closure. */
export interface ProofTable {
  readonly closure: string;
  /** The version of the program that found it out: another one may know better. */
  readonly program: string;
  /** What checking told, short of errors: `Problem[]` as JSON. */
  readonly problems: string;
  /** `Proof[]` as JSON. */
  readonly proofs: string;
  readonly cases_passed: number;
  readonly cases_failed: number;
  /** What comparing it with all others of its kind needs; null where that is nothing. */
  readonly print: string | null;
}

/** Frozen lower bounds of the segmentations by share. The newest set is the one in force; sets are never changed. */
export interface FrozenCutsTable {
  readonly number: number;
  readonly frozen_at: string;
  /** `Cuts` as JSON. */
  readonly cuts: string;
}
