import type { Generated } from 'kysely';

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
