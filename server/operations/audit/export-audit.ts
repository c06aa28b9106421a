import { readAuditChain, sealedEntries } from '../../store/read-audit.ts';
import type { Reader } from '../../store/store.ts';
import type { AuditEntryTable } from '../../store/audit-tables.ts';

/**
 * The sealed audit as lines of JSON: a head that names the chain, then each entry with the names its digest is taken of (RFC 8785), so
 * that whoever has the file can compute them without this program.
 */
export async function* exportAudit(reader: Reader): AsyncGenerator<string> {
  const { origin, algorithm, started_at: startedAt } = await readAuditChain(reader.database);
  yield `${JSON.stringify({ format: 'guiju-audit', version: 1, origin, algorithm, startedAt })}\n`;
  for await (const page of sealedEntries(reader.database)) yield page.map((row) => `${auditLine(row)}\n`).join('');
}

/** An entry as its readers see it. */
export function auditLine({ actor_kind: actorKind, actor_name: actorName, ...rest }: AuditEntryTable): string {
  const told = Object.entries({ ...rest, actorKind, actorName });
  return JSON.stringify(Object.fromEntries(told.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
