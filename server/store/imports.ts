import type { ImportState, SnapshotImportTable } from './import-tables.ts';
import { type Manifest, readSnapshots } from './snapshots.ts';
import type { Database } from './tables.ts';

/** A table of rows that is smaller than the one it would take the place of. */
export interface RowsFall {
  readonly entity: string;
  readonly before: number;
  readonly now: number;
}

export async function insertImport(
  database: Database,
  row: Pick<
    SnapshotImportTable,
    'id' | 'entity' | 'as_of' | 'people' | 'begun_by' | 'begun_by_name' | 'begun_at' | 'holder'
  >,
): Promise<void> {
  const last = await database
    .selectFrom('snapshot_import')
    .select((of) => of.fn.max('number').as('number'))
    .executeTakeFirst();
  const open = {
    state: 'running',
    ended_at: null,
    snapshot: null,
    manifest: null,
    falls: '[]',
    problems: '[]',
  } as const;
  await database
    .insertInto('snapshot_import')
    .values({ ...row, ...open, number: Number(last?.number ?? 0) + 1, decided_by: null, decided_at: null })
    .execute();
}

export const findImport = async (database: Database, id: string): Promise<SnapshotImportTable | undefined> =>
  await database.selectFrom('snapshot_import').selectAll().where('id', '=', id).executeTakeFirst();

/** Moves an import on; false where it is not in that state any more. */
export async function moveImport(
  database: Database,
  id: string,
  from: ImportState,
  to: Partial<Omit<SnapshotImportTable, 'id' | 'number'>>,
): Promise<boolean> {
  const moved = await database
    .updateTable('snapshot_import')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

/** The snapshots that wait for a second person: their files stay. */
async function waitingSnapshots(database: Database): Promise<readonly string[]> {
  const rows = await database.selectFrom('snapshot_import').select('snapshot').where('state', '=', 'waiting').execute();
  return rows.flatMap(({ snapshot }) => snapshot ?? []);
}

/**
 * The snapshots whose files stay: those that count, and those that wait. One that is confirmed in between is among those that waited,
 * which are read first.
 */
export async function knownSnapshots(database: Database): Promise<ReadonlySet<string>> {
  const waiting = await waitingSnapshots(database);
  return new Set([...waiting, ...(await readSnapshots(database)).map(({ id }) => id)]);
}

/** By which tables a snapshot falls behind another by more than a share of it. */
export function fallsOf(before: Manifest, now: Manifest, percent: number): readonly RowsFall[] {
  return before.tables.flatMap(({ entity, rows }) => {
    const found = now.tables.find((table) => table.entity === entity)?.rows ?? 0;
    return found < rows * (1 - percent / 100) ? [{ entity, before: rows, now: found }] : [];
  });
}
