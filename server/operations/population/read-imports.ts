import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../definitions/index.ts';
import { rootOf } from '../../authority/organisation.ts';
import { holdsOver, type Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import { isOrphan } from '../../batch/process-mark.ts';
import { populationProblem } from '../../population/problems.ts';
import { snapshotsFolder } from '../../population/snapshot.ts';
import type { Actor } from '../../store/actor.ts';
import type { ImportState, SnapshotImportTable } from '../../store/import-tables.ts';
import { findImport, type RowsFall } from '../../store/imports.ts';
import { readOrganisation } from '../../store/people.ts';
import { countsOf, type Manifest, type TableCounts } from '../../store/snapshots.ts';
import { OperationRefused, type Reader, type Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { notFound } from '../people/acting.ts';
import { actingImporter } from './acting-importer.ts';
import { refusalsOf } from './run-import.ts';

const AT = { pointer: '' };
const subjectOf = (id: string): string => `import/${id}`;

/** Who may see what was imported: source, age and counts, over the whole bank. */
export const SEES_IMPORTS: readonly Role[] = [
  'importer',
  'integrator',
  'author',
  'approver',
  'auditor',
  'system-administrator',
];

export interface ImportShown {
  readonly id: string;
  readonly entity: string;
  readonly asOf: string;
  readonly state: ImportState;
  readonly begunBy: string;
  readonly begunAt: string;
  readonly endedAt: string | null;
  readonly snapshot: string | null;
  readonly tables: readonly TableCounts[];
  readonly falls: readonly RowsFall[];
  readonly problems: readonly Problem[];
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Whether the reader is behind it: he may withdraw it, and another confirms it. */
  readonly isOwn: boolean;
}

/** Who reads, and by what rights. */
export interface ImportsReader {
  /** Of a person; null for a key. */
  readonly person: string | null;
  readonly rights: readonly Right[];
}

/** One page of imports, newest first. */
export async function listImports(
  { read }: Pick<Reader, 'read'>,
  { rights, person }: ImportsReader,
  page: { readonly before: number | undefined; readonly limit: number },
) {
  return await read(async (database) => {
    await needBank(database, rights, SEES_IMPORTS, 'imports');
    const counted = await database
      .selectFrom('snapshot_import')
      .select((of) => of.fn.countAll().as('total'))
      .executeTakeFirst();
    const rows = await database
      .selectFrom('snapshot_import')
      .selectAll()
      .where('number', '<', page.before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('number', 'desc')
      .limit(page.limit)
      .execute();
    const next = rows.length === page.limit ? (rows.at(-1)?.number ?? null) : null;
    return { items: rows.map((row) => shown(row, person)), total: Number(counted?.total ?? 0), next };
  });
}

export async function readImport(
  { read }: Pick<Reader, 'read'>,
  { rights, person }: ImportsReader,
  id: string,
): Promise<ImportShown> {
  return await read(async (database) => {
    await needBank(database, rights, SEES_IMPORTS, subjectOf(id));
    const row = await findImport(database, id);
    if (row === undefined) throw notFound(subjectOf(id));
    return shown(row, person);
  });
}

/** The side file of the rows that an import refused, of one entity: for whoever imports. That it was read is in the audit. */
export async function readRefusals(
  store: Store,
  actor: Actor,
  { id, entity, dataFolder }: { readonly id: string; readonly entity: string | undefined; readonly dataFolder: string },
): Promise<string> {
  return await store.write(actor, 'read-refused-rows', async (tx) => {
    const subject = subjectOf(id);
    await actingImporter(tx, subject);
    const row = await findImport(tx.database, id);
    if (row === undefined) throw notFound(subject);
    const manifest = row.manifest === null ? null : (JSON.parse(row.manifest) as Manifest);
    const table = manifest?.tables.find((one) => one.entity === (entity ?? row.entity));
    const path =
      manifest === null
        ? refusalsOf(dataFolder, id)
        : join(snapshotsFolder(dataFolder), row.snapshot ?? '', table?.refusals?.file ?? '\0');
    if (path.includes('\0') || !existsSync(path))
      throw new OperationRefused(subject, [populationProblem('refusals-not-there', AT)]);
    await tx.audit({ subject, body: { entity: entity ?? row.entity } });
    return path;
  });
}

async function needBank(
  database: Database,
  rights: readonly Right[],
  roles: readonly Role[],
  subject: string,
): Promise<void> {
  const organisation = await readOrganisation(database);
  if (!holdsOver(organisation, rights, roles, rootOf(organisation))) throw notFound(subject);
}

function shown(row: SnapshotImportTable, person: string | null): ImportShown {
  const manifest = row.manifest === null ? null : (JSON.parse(row.manifest) as Manifest);
  const isLost = (row.state === 'running' && isOrphan(row.holder)) || (row.state === 'failed' && row.ended_at === null);
  return {
    id: row.id,
    entity: row.entity,
    asOf: row.as_of,
    state: isLost ? 'failed' : row.state,
    begunBy: row.begun_by_name,
    begunAt: row.begun_at,
    endedAt: row.ended_at,
    snapshot: row.snapshot,
    tables: manifest === null ? [] : countsOf(manifest),
    falls: JSON.parse(row.falls) as readonly RowsFall[],
    problems: isLost ? [populationProblem('import-lost', AT)] : (JSON.parse(row.problems) as readonly Problem[]),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    isOwn: person !== null && (JSON.parse(row.people) as readonly string[]).includes(person),
  };
}
