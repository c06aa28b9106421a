import type { AuditChainTable, AuditEntryTable } from './audit-tables.ts';
import type { Database } from './tables.ts';

/** Which entries: those of one actor, of one subject (or of all that begins with it and a `/`), of one operation, of a time. */
export interface AuditFilter {
  readonly actor?: string;
  readonly subject?: string;
  readonly operation?: string;
  /** ISO instants; `until` is not included. */
  readonly since?: string;
  readonly until?: string;
}

const PAGE = 1000;

/** The entries of the chain in their order, a page at a time. */
export async function* sealedEntries(database: Database): AsyncGenerator<readonly AuditEntryTable[]> {
  for (let after = 0; ; ) {
    const rows = await database
      .selectFrom('audit_entry')
      .selectAll()
      .where('position', '>', after)
      .orderBy('position')
      .limit(PAGE)
      .execute();
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.position ?? after;
  }
}

/** The entries that are not sealed yet. */
export async function unsealedEntries(database: Database): Promise<readonly AuditEntryTable[]> {
  return await database
    .selectFrom('audit_entry')
    .selectAll()
    .where('position', 'is', null)
    .orderBy('writer')
    .orderBy('number')
    .execute();
}

/** How the audit of a store is chained. */
export async function readAuditChain(database: Database): Promise<AuditChainTable> {
  return await database.selectFrom('audit_chain').selectAll().executeTakeFirstOrThrow();
}

/** The newest entries that a filter asks for, newest first. */
export async function findEntries(
  database: Database,
  filter: AuditFilter,
  most: number,
): Promise<readonly AuditEntryTable[]> {
  return await filtered(database, filter).orderBy('at', 'desc').orderBy('position', 'desc').limit(most).execute();
}

/** Where an entry stands in the order of time; entries of one instant by who wrote them, and how many before. */
export type EntryPlace = Pick<AuditEntryTable, 'at' | 'writer' | 'number'>;

/** The entries that a filter asks for, newest first, behind a place where one is given. */
export async function pageOfEntries(
  database: Database,
  filter: AuditFilter,
  { after, most }: { readonly after: EntryPlace | undefined; readonly most: number },
): Promise<readonly AuditEntryTable[]> {
  let query = filtered(database, filter);
  if (after !== undefined) {
    const { at, writer, number } = after;
    query = query.where((each) =>
      each.or([
        each('at', '<', at),
        each.and([each('at', '=', at), each('writer', '<', writer)]),
        each.and([each('at', '=', at), each('writer', '=', writer), each('number', '<', number)]),
      ]),
    );
  }
  const newest = query.orderBy('at', 'desc').orderBy('writer', 'desc').orderBy('number', 'desc');
  return await newest.limit(most).execute();
}

function filtered(database: Database, { actor, subject, operation, since, until }: AuditFilter) {
  let query = database.selectFrom('audit_entry').selectAll();
  if (actor !== undefined) query = query.where('actor', '=', actor);
  if (subject !== undefined)
    // `0` is the character after `/`.
    query = query.where((each) =>
      each.or([
        each('subject', '=', subject),
        each.and([each('subject', '>=', `${subject}/`), each('subject', '<', `${subject}0`)]),
      ]),
    );
  if (operation !== undefined) query = query.where('operation', '=', operation);
  if (since !== undefined) query = query.where('at', '>=', since);
  if (until !== undefined) query = query.where('at', '<', until);
  return query;
}
