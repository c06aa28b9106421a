import { getHashes, hash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { canonical, type Json } from '../../definitions/index.ts';
import type { Actor } from './actor.ts';
import type { OperationRefused } from './store.ts';
import { statement } from './statement.ts';
import type { AuditChainTable, AuditEntryTable } from './audit-tables.ts';

/**
 * The audit. An entry is written in the transaction of what it tells, counted by its writer without a gap. It is *sealed* when it gets
 * its position in the chain of all entries, the digest of the entry before, and its own digest over all that stands in it: on SQLite at
 * once, since one writes at a time; on PostgreSQL within a second, by the node that holds the lease for it (`postgresql/sealer.ts`), so
 * that nobody who writes waits for the end of a chain.
 *
 * The digest is taken of the canonical JSON (RFC 8785) of an entry without its digest, its body being a text within.
 */
export type AuditAlgorithm = 'sha256' | 'sm3';

/** An entry before it is sealed. */
export type AuditRow = Omit<AuditEntryTable, 'algorithm' | 'position' | 'previous' | 'digest'>;

/** The end of a chain: what the next entry is put behind. */
export interface ChainEnd {
  readonly position: number;
  readonly digest: string;
}

export interface Sealed {
  readonly algorithm: string;
  readonly position: number;
  readonly previous: string;
  readonly digest: string;
}

/** Puts an entry behind the end of a chain. */
export function sealed(row: AuditRow, algorithm: string, end: ChainEnd): Sealed {
  const [position, previous] = [end.position + 1, end.digest];
  return { algorithm, position, previous, digest: digestOf(row, { algorithm, position, previous }) };
}

/** What an entry's digest has to be. */
export function digestOf(row: AuditRow, { algorithm, position, previous }: Omit<Sealed, 'digest'>): string {
  // Keys in the order of RFC 8785.
  const text = JSON.stringify({
    actor: row.actor,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    algorithm,
    at: row.at,
    body: row.body,
    number: row.number,
    operation: row.operation,
    outcome: row.outcome,
    position,
    previous,
    subject: row.subject,
    writer: row.writer,
  });
  return hash(algorithm, text, 'hex');
}

/** What an operation says of itself, without what its writer adds. */
export function auditRow(
  actor: Actor,
  operation: string,
  at: Date,
  { subject, body = null }: { readonly subject: string; readonly body?: Json },
): Omit<AuditRow, 'writer' | 'number'> {
  return {
    at: at.toISOString(),
    actor_kind: actor.kind,
    actor: actor.id,
    actor_name: actor.name,
    operation,
    outcome: 'done',
    subject,
    body: canonical(body),
  };
}

/** The entry of an operation that refused. */
export function refusedRow(
  actor: Actor,
  operation: string,
  at: Date,
  refusal: OperationRefused,
): ReturnType<typeof auditRow> {
  const problems = refusal.problems.map(({ code, pointer }) => ({ code, pointer }));
  const body = { problems, ...(refusal.reason !== null && { reason: refusal.reason }) };
  return { ...auditRow(actor, operation, at, { subject: refusal.subject, body }), outcome: 'refused' };
}

export const appendAudit = statement((database, given: AuditEntryTable) =>
  database.insertInto('audit_entry').values({
    writer: given.writer,
    number: given.number,
    at: given.at,
    actor_kind: given.actor_kind,
    actor: given.actor,
    actor_name: given.actor_name,
    operation: given.operation,
    outcome: given.outcome,
    subject: given.subject,
    body: given.body,
    algorithm: given.algorithm,
    position: given.position,
    previous: given.previous,
    digest: given.digest,
  }),
);

/** How a store chains its audit, as its first start decides. */
export function newChain(algorithm: AuditAlgorithm, now: Date): AuditChainTable {
  return { id: 1, algorithm, origin: randomBytes(32).toString('hex'), started_at: now.toISOString() };
}

/** Whether this machine can compute a digest: not every build of OpenSSL knows SM3. */
export const canDigest = (algorithm: string): boolean => (known ??= new Set(getHashes())).has(algorithm);
let known: ReadonlySet<string> | undefined;

/** The name of a process, by which its writers are known. */
export const processName = (): string => `${hostname()} ${process.pid}`;
