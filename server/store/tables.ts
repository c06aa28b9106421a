import type { Generated, Kysely } from 'kysely';
import type {
  ApiKeyTable,
  AuthorityChangeTable,
  CredentialTable,
  EntryLinkTable,
  KeptAnswerTable,
  OrganisationNodeTable,
  PersonTable,
  RoleGrantTable,
  SessionTable,
  SettingsTable,
} from './people-tables.ts';
import type {
  ReleaseApprovalTable,
  ReleaseEditorTable,
  ReleaseEventTable,
  ReleaseImpactTable,
  ReleaseMemberTable,
  ReleaseNoticeTable,
  ReleaseRemarkTable,
  ReleaseRevisionTable,
  ReleaseTable,
} from './release-tables.ts';

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

/** The populations that were imported. */
export interface SnapshotTable {
  readonly id: string;
  /** The entity whose population it is. */
  readonly entity: string;
  /** The day it describes. */
  readonly as_of: string;
  readonly imported_at: string;
  readonly imported_by: string;
  /** `Manifest` as JSON. */
  readonly manifest: string;
}

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

/**
 * What was done, by whom, to what; or was refused. An entry is counted by its writer (a process, on PostgreSQL a connection of it) in
 * the transaction that it tells of, without a gap; its place in the chain of all is given when it is sealed.
 */
export interface AuditEntryTable {
  readonly writer: number;
  readonly number: number;
  readonly at: string;
  readonly actor_kind: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly operation: string;
  readonly outcome: 'done' | 'refused';
  readonly subject: string;
  /** Canonical JSON. */
  readonly body: string;
  /** Null until the entry is sealed, as are the next three. */
  readonly algorithm: string | null;
  readonly position: number | null;
  /** The digest of the entry before; of the first, what the chain began with. */
  readonly previous: string | null;
  readonly digest: string | null;
}

/** How this store chains its audit: one row, written when the store is first opened. */
export interface AuditChainTable {
  readonly id: 1;
  readonly algorithm: string;
  /** What stands before the first entry: no two stores have the same. */
  readonly origin: string;
  readonly started_at: string;
}

/** Who counts audit entries: each opened by a connection, and closed with the number of its last entry. */
export interface AuditWriterTable {
  readonly writer: Generated<number>;
  readonly opened_at: string;
  /** The machine and the process. */
  readonly process: string;
  /** Null while it writes, and where it ended without saying so. */
  readonly last: number | null;
}

/** Messages that leave after the commit, at least once. */
export interface OutboxTable {
  readonly number: Generated<number>;
  readonly type: string;
  readonly key: string;
  /** JSON. */
  readonly payload: string;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly created_at: string;
  readonly due_at: string;
  readonly attempts: number;
  /** Who delivers it now, until when; both null where nobody does. */
  readonly holder: string | null;
  readonly lease_until: string | null;
  /** Why the last attempt failed. */
  readonly fault: string | null;
}

/** Work that one node does at a time. `fence` grows with each holder: what an earlier one still writes is known by it. */
export interface LeaseTable {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
  readonly lease_until: string;
}

/**
 * The nodes that give numbers to decisions, each those of its seat: until when it is held, and the block of numbers that its holder may
 * give, from the one up to the other.
 */
export interface SeatTable {
  readonly number: number;
  readonly holder: string;
  readonly fence: number;
  readonly held_until: string;
  readonly numbers_from: number;
  readonly numbers_until: number;
}

/** What a change of definitions does to the populations, as it was asked for and as far as it is known. */
export interface ImpactTable {
  readonly id: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly begun_by: string;
  readonly begun_by_name: string;
  readonly begun_at: string;
  readonly ended_at: string | null;
  /** The process that computes it. */
  readonly holder: string;
  /** The publication that the change is held against. */
  readonly base: number;
  /** What the changed texts, and the definitions that are gone, hash to. */
  readonly draft: string;
  /** The snapshots, and the definitions whose answers may change, as JSON; null until they are known. */
  readonly asked: string | null;
  /** Of all reports with what they were made of; null until all are there. */
  readonly digest: string | null;
  /** Why it failed: `Problem[]` as JSON. */
  readonly problems: string;
}

/** The impact on the answers of one definition. */
export interface ImpactResultTable {
  readonly impact: string;
  readonly ref: string;
  /** `Impact` as JSON. */
  readonly report: string;
  /** `KeptDecisions` as JSON: how the file is read in which every record's answers stand. */
  readonly kept: string;
  readonly digest: string;
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
  readonly library_proof: LibraryProofTable;
  readonly proof: ProofTable;
  readonly frozen_cuts: FrozenCutsTable;
  readonly population: PopulationTable;
  readonly population_count: PopulationCountTable;
  readonly snapshot: SnapshotTable;
  readonly logged_definition: LoggedDefinitionTable;
  readonly logged_decision: LoggedDecisionTable;
  readonly audit_entry: AuditEntryTable;
  readonly audit_chain: AuditChainTable;
  readonly audit_writer: AuditWriterTable;
  readonly outbox: OutboxTable;
  readonly lease: LeaseTable;
  readonly seat: SeatTable;
  readonly organisation_node: OrganisationNodeTable;
  readonly person: PersonTable;
  readonly role_grant: RoleGrantTable;
  readonly credential: CredentialTable;
  readonly session: SessionTable;
  readonly api_key: ApiKeyTable;
  readonly authority_change: AuthorityChangeTable;
  readonly settings: SettingsTable;
  readonly entry_link: EntryLinkTable;
  readonly kept_answer: KeptAnswerTable;
  readonly impact: ImpactTable;
  readonly impact_result: ImpactResultTable;
  readonly release: ReleaseTable;
  readonly release_revision: ReleaseRevisionTable;
  readonly release_member: ReleaseMemberTable;
  readonly release_editor: ReleaseEditorTable;
  readonly release_approval: ReleaseApprovalTable;
  readonly release_impact: ReleaseImpactTable;
  readonly release_event: ReleaseEventTable;
  readonly release_remark: ReleaseRemarkTable;
  readonly release_notice: ReleaseNoticeTable;
  readonly schema_migration: MigrationTable;
}

export type Database = Kysely<Tables>;
