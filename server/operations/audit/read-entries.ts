import { rootOf } from '../../authority/organisation.ts';
import { holdsOver, type Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import { csvCell, formulaSafe } from '../../batch/output/formula-safe.ts';
import { type AuditFilter, type EntryPlace, pageOfEntries } from '../../store/read-audit.ts';
import type { Reader } from '../../store/store.ts';
import type { AuditEntryTable } from '../../store/audit-tables.ts';
import type { Database } from '../../store/tables.ts';
import { namesOf, readOrganisation } from '../../store/people.ts';
import { notFound } from '../people/acting.ts';

/** Who may read the audit: it tells of the whole bank, so whoever holds this over the whole bank. */
export const READS_AUDIT: readonly Role[] = ['auditor'];

export interface EntriesAsked {
  readonly rights: readonly Right[];
  readonly filter: AuditFilter;
}

/** One page of the audit, newest first, with the place that the next begins after. Refuses, as if there were nothing, whoever is of a branch. */
export async function readEntries(
  { read }: Pick<Reader, 'read'>,
  { rights, filter, after, limit }: EntriesAsked & { readonly after: EntryPlace | undefined; readonly limit: number },
): Promise<{ readonly entries: readonly AuditEntryTable[]; readonly next: EntryPlace | null }> {
  return await read(async (database) => {
    await needAudit(database, rights);
    const entries = await pageOfEntries(database, filter, { after, most: limit });
    const last = entries.length === limit ? entries.at(-1) : undefined;
    return { entries, next: last === undefined ? null : placeOf(last) };
  });
}

/** What the subjects of entries are called, where they are called something: people and changes by `person/…` and `release/…`. */
export async function subjectNames(
  { read }: Pick<Reader, 'read'>,
  entries: readonly AuditEntryTable[],
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (kind: string) => [
    ...new Set(
      entries.flatMap(({ subject }) => (subject.startsWith(`${kind}/`) ? [subject.slice(kind.length + 1)] : [])),
    ),
  ];
  return await read(async (database) => {
    const people = await namesOf(database, idsOf('person'));
    const releases = await newestTitles(database, idsOf('release'));
    return new Map([
      ...people.map(({ id, name }) => [`person/${id}`, name] as const),
      ...releases.map(({ release, title }) => [`release/${release}`, title] as const),
    ]);
  });
}

async function newestTitles(database: Database, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return await database
    .selectFrom('release_revision')
    .select(['release', 'title'])
    .where('release', 'in', ids)
    .orderBy('number')
    .execute();
}

const PAGE = 1000;
const COLUMNS = ['at', 'actor_kind', 'actor', 'actor_name', 'operation', 'outcome', 'subject', 'body'] as const;

/** What a filter asks for as CSV, newest first, in pieces; no cell of it is a formula. The columns that count places come last. */
export async function* entriesAsCsv({ database }: Reader, { rights, filter }: EntriesAsked): AsyncGenerator<string> {
  await needAudit(database, rights);
  yield `${[...COLUMNS, 'position', 'digest'].join(',')}\n`;
  for (let after: EntryPlace | undefined; ; ) {
    const entries = await pageOfEntries(database, filter, { after, most: PAGE });
    yield entries.map((entry) => `${cellsOf(entry).join(',')}\n`).join('');
    const last = entries.at(-1);
    if (entries.length < PAGE || last === undefined) return;
    after = placeOf(last);
  }
}

async function needAudit(database: Database, rights: readonly Right[]): Promise<void> {
  const organisation = await readOrganisation(database);
  if (!holdsOver(organisation, rights, READS_AUDIT, rootOf(organisation))) throw notFound('audit');
}

const placeOf = ({ at, writer, number }: AuditEntryTable): EntryPlace => ({ at, writer, number });

const cellsOf = (entry: AuditEntryTable): readonly string[] => [
  ...COLUMNS.map((column) => csvCell(formulaSafe(entry[column]))),
  String(entry.position ?? ''),
  entry.digest ?? '',
];
