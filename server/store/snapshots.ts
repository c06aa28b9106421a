import { sql } from 'kysely';
import type { Database } from './tables.ts';

/**
 * A population as it was on a day: the rows of one entity, the rows of the entities related to it, and an index by which single
 * records are found. Its files lie in a folder named by the hash of its manifest, which names each of them with its own hash; nothing
 * of it is ever changed.
 */
export interface Manifest {
  readonly format: 1;
  /** The entity whose population it is, `entity/customer`. */
  readonly entity: string;
  /** The day the rows are described as of: `2026-01-31`. */
  readonly asOf: string;
  /** Made by this program: a real population is current before it, whatever day it describes. */
  readonly isSample?: true;
  /** The population's own rows first. */
  readonly tables: readonly SnapshotTable[];
  readonly index: SnapshotFile;
}

export interface SnapshotFile {
  /** Its name within the snapshot's folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The rows of one entity, as Parquet: every field a column of its own type. */
export interface SnapshotTable extends SnapshotFile {
  readonly entity: string;
  readonly fields: readonly string[];
  readonly rows: number;
  /** Rows of the source that are not here; the side file says why. */
  readonly refused: number;
  readonly refusals: SnapshotFile | null;
  readonly source: SnapshotSource;
}

/** The file that rows came from. */
export interface SnapshotSource {
  /** Its name, without the folder it stood in. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly feed: string | null;
}

/** A snapshot of a population as the store knows it; its rows lie in files. */
export interface StoredSnapshot {
  readonly id: string;
  readonly entity: string;
  readonly asOf: string;
  readonly importedAt: string;
  /** Who imported it. */
  readonly importedBy: string;
  /** What the snapshot says of itself: its files with their hashes, its sources and counts. */
  readonly manifest: Manifest;
}

/** A manifest is written by `JSON.stringify`: no text in it, whose quotes are escaped, looks like this key. */
const IS_SAMPLE = sql<number>`case when manifest like '%"isSample":true%' then 1 else 0 end`;

/** How much of a table came in, and from which file. */
export type TableCounts = Pick<SnapshotTable, 'entity' | 'rows' | 'refused'> & {
  readonly source: string;
  /** Of the file it came from. */
  readonly sha256: string;
};

export const countsOf = ({ tables }: Manifest): readonly TableCounts[] =>
  tables.map(({ entity, rows, refused, source }) => ({
    entity,
    rows,
    refused,
    source: source.name,
    sha256: source.sha256,
  }));

/** Makes a snapshot known. One that is known already was imported again, and is the newer for it. */
export async function keepSnapshot(database: Database, snapshot: StoredSnapshot): Promise<void> {
  const { id, entity, asOf, importedAt, importedBy, manifest } = snapshot;
  const row = {
    id,
    entity,
    as_of: asOf,
    imported_at: importedAt,
    imported_by: importedBy,
    manifest: JSON.stringify(manifest),
  };
  await database
    .insertInto('snapshot')
    .values(row)
    .onConflict((one) => one.column('id').doUpdateSet({ imported_at: importedAt, imported_by: importedBy }))
    .execute();
}

/** The snapshots of an entity's population, or all: real ones before samples, by the day they describe, then by when they came. */
export async function readSnapshots(database: Database, entity?: string): Promise<readonly StoredSnapshot[]> {
  let query = database.selectFrom('snapshot').selectAll();
  if (entity !== undefined) query = query.where('entity', '=', entity);
  const rows = await query.orderBy(IS_SAMPLE).orderBy('as_of', 'desc').orderBy('imported_at', 'desc').execute();
  return rows.map(({ id, entity: of, as_of: asOf, imported_at: importedAt, imported_by: importedBy, manifest }) => {
    // Written by `keepSnapshot` only.
    return { id, entity: of, asOf, importedAt, importedBy, manifest: JSON.parse(manifest) as Manifest };
  });
}

/** The id of the current snapshot of an entity's population: of those that describe no day after `today` the first. */
export async function currentSnapshotId(
  database: Database,
  entity: string,
  today: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('snapshot')
    .select('id')
    .where('entity', '=', entity)
    .where('as_of', '<=', today)
    .orderBy(IS_SAMPLE)
    .orderBy('as_of', 'desc')
    .orderBy('imported_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** When a population was imported last; the empty text where none was. */
export async function newestImport(database: Database): Promise<string> {
  const row = await database
    .selectFrom('snapshot')
    .select((of) => of.fn.max('imported_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? '';
}

/** The entities of which there is a population. */
export async function snapshotEntities(database: Database): Promise<readonly string[]> {
  const rows = await database.selectFrom('snapshot').select('entity').distinct().execute();
  return rows.map(({ entity }) => entity);
}
