import type { Kysely } from 'kysely';

/** Every document that was ever published, once. */
export interface DocumentTable {
  readonly hash: string;
  /** The document as JSON, its keys in the order they were written. */
  readonly json: string;
}

/** A set of definitions that became valid together. The newest is the one in force. */
export interface PublicationTable {
  readonly number: number;
  readonly published_at: string;
}

/** What a publication consists of: every definition in force, with its version and the closure it has in this set. */
export interface PublicationMemberTable {
  readonly publication: number;
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly closure: string;
}

/** Proofs are made, and cases run, once per definition and closure. */
export interface ProofTable {
  readonly closure: string;
  /** `Proof[]` as JSON. */
  readonly proofs: string;
  readonly cases_passed: number;
  readonly cases_failed: number;
}

/** Frozen lower bounds of the segmentations by share. The newest set is the one in force; sets are never changed. */
export interface FrozenCutsTable {
  readonly number: number;
  readonly frozen_at: string;
  /** `Cuts` as JSON. */
  readonly cuts: string;
}

/** The population that was classified last: one row. */
export interface PopulationTable {
  readonly id: 1;
  readonly customers: number;
  readonly seed: number;
  readonly as_of: string;
  readonly made_at: string;
}

/** How many customers of the population a segmentation puts into each class. */
export interface PopulationCountTable {
  readonly segmentation: string;
  readonly closure: string;
  /** `Counts` as JSON. */
  readonly counts: string;
}

/** Every decision that was answered, with all that is needed to compute it again. */
export interface DecisionLogTable {
  readonly number: number;
  readonly decided_at: string;
  readonly ref: string;
  readonly version: number | null;
  readonly closure: string;
  /** The number of the frozen cuts that were in force; 0 where there were none. */
  readonly cuts: number;
  readonly language: string;
  /** The day that the server filled in, where the request named none. */
  readonly as_of: string | null;
  /** The request as it came. */
  readonly request: string;
  /** The result as it was answered. */
  readonly result: string;
}

export interface MigrationTable {
  readonly number: number;
  readonly name: string;
  readonly started_at: string;
  readonly finished_at: string | null;
}

export interface Tables {
  readonly document: DocumentTable;
  readonly publication: PublicationTable;
  readonly publication_member: PublicationMemberTable;
  readonly proof: ProofTable;
  readonly frozen_cuts: FrozenCutsTable;
  readonly population: PopulationTable;
  readonly population_count: PopulationCountTable;
  readonly decision_log: DecisionLogTable;
  readonly schema_migration: MigrationTable;
}

export type Database = Kysely<Tables>;
