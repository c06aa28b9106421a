import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Feed, Language, Library, Problem } from '../../definitions/index.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { pathLiteral, targetLiteral } from '../batch/input/path-literal.ts';
import { quote } from '../batch/input/staged.ts';
import { batchProblem } from '../batch/problems.ts';
import { Refusal } from '../terminal.ts';
import { claimImport } from './claim-import.ts';
import { confine } from './confine.ts';
import { type RowPath, rowPaths } from './paths.ts';
import { populationProblem } from './problems.ts';
import { readTable, type TableRequest } from './read-table.ts';
import { keptRows, type KeptTable, reconcile } from './reconcile.ts';
import { INDEX, MANIFEST, type Snapshot, snapshotId, tableFile } from './snapshot.ts';
import type { Manifest, SnapshotFile, SnapshotTable } from '../store/snapshots.ts';
import { fileHash } from './source-file.ts';
import { writeIndex } from './write-index.ts';

/** A population that is to be imported. */
export interface ImportRequest {
  readonly library: Library;
  /** The entity whose population it is. */
  readonly entity: string;
  readonly path: string;
  /** Files by the entity of their rows. */
  readonly related: ReadonlyMap<string, string>;
  /** How files are read, by the entity of their rows. */
  readonly feeds?: ReadonlyMap<string, Feed> | undefined;
  readonly encoding?: string | undefined;
  readonly sheet?: string | number | undefined;
  /** The day the rows are described as of: `2026-01-31`. */
  readonly asOf: string;
  /** Made by this program: sample people may see it. */
  readonly isSample?: boolean;
  readonly language: Language;
  /** Asks for the snapshots that are kept. Others in the folder were left by imports that died before they were made known, and are taken away. */
  known(): Promise<ReadonlySet<string>>;
  /** Where the reasons are put if nothing is left; within the folder of snapshots unless it says more. */
  readonly refusals?: string | undefined;
  /** Makes the snapshot known, once its files are safe on the disk and before another import may begin. */
  keep(snapshot: Snapshot): Promise<void>;
}

export type ImportListener = (step: 'reading' | 'writing' | 'indexing', share: number) => void;

/**
 * Imports files as a snapshot, whole or not at all. Everything is written into a folder of the import's own, and synced; then the folder
 * gets the snapshot's name, which is the moment from which it is there. What a killed import left is taken away by the next.
 *
 * The engine is confined to the files given, so that it may be used for nothing else afterwards. Throws a Refusal.
 */
export async function importSnapshot(
  duckdb: Duckdb,
  snapshots: string,
  request: ImportRequest,
  told: ImportListener = () => {},
): Promise<Snapshot & { readonly notes: readonly Problem[] }> {
  const paths = rowPaths(request.library, request.entity, [...request.related.keys()]);
  const files = [request.path, ...request.related.values()];
  const idle = [...(request.feeds?.values() ?? [])].filter(
    ({ entity }) => entity !== request.entity && !request.related.has(entity),
  );
  if (idle.length > 0)
    throw new Refusal(
      idle.map(({ id, entity }) => batchProblem('feed-not-used', { pointer: '' }, { feed: id, entity })),
    );
  const claim = await claimImport(snapshots, () => request.known());
  try {
    await confine(duckdb, { files, folders: [claim.folder] });
    const { kept, notes } = await readAll(duckdb, claim.folder, request, paths, told);
    const tables: SnapshotTable[] = [];
    for (const [i, table] of kept.entries()) {
      tables.push(await writeTable(duckdb, claim.folder, table, paths));
      told('writing', (i + 1) / kept.length);
    }
    if ((tables[0]?.rows ?? 0) === 0) throw nothingLeft(request, snapshots, claim.folder, tables[0]);
    const index = join(claim.folder, INDEX);
    const indexed = tables.map(({ entity, file, fields }) => {
      const own = request.library.environment.entity(entity);
      if (own === undefined) throw new Error(`There is no ${entity}`);
      return {
        entity: own,
        fields,
        from: `read_parquet(${pathLiteral(join(claim.folder, file))}, file_row_number = true)`,
      };
    });
    await writeIndex(duckdb, index, indexed, paths, (share) => told('indexing', share));
    const manifest: Manifest = {
      format: 1,
      entity: request.entity,
      asOf: request.asOf,
      ...(request.isSample === true && { isSample: true }),
      tables,
      index: await sealed(claim.folder, INDEX),
    };
    const snapshot = { id: publish(snapshots, claim.folder, manifest), manifest };
    await request.keep(snapshot);
    return { ...snapshot, notes };
  } finally {
    claim.release();
  }
}

async function readAll(
  duckdb: Duckdb,
  folder: string,
  request: ImportRequest,
  paths: readonly RowPath[],
  told: ImportListener,
): Promise<{ readonly kept: readonly KeptTable[]; readonly notes: readonly Problem[] }> {
  const { library, language, encoding } = request;
  const given = [[request.entity, request.path] as const, ...request.related];
  const requests = given.map(([entity, path], i): TableRequest => {
    const feed = request.feeds?.get(entity);
    return { library, entity, path, feed, encoding, sheet: i === 0 ? request.sheet : undefined, language, folder };
  });
  const tables = [];
  for (const [i, one] of requests.entries())
    tables.push(
      await readTable(duckdb, one, (step, share) =>
        told('reading', (i + (step === 'reading' ? share / 2 : 0.5 + share / 2)) / requests.length),
      ),
    );
  const { tables: kept, notes } = await reconcile(duckdb, library, requests, tables, paths);
  return { kept, notes: [...tables.flatMap((table) => table.notes), ...notes] };
}

/** Writes the rows that are taken in the order in which they are found most, and names the file of those that are not. */
async function writeTable(
  duckdb: Duckdb,
  folder: string,
  table: KeptTable,
  paths: readonly RowPath[],
): Promise<SnapshotTable> {
  const { entity, fields, refused, source } = table;
  const file = tableFile(entity);
  const by = paths.find((path) => path.entity === entity)?.field;
  const order = [...(by === undefined ? [] : [quote(by)]), 'rownum'].join(', ');
  await duckdb.run(
    `COPY (SELECT ${fields.map(quote).join(', ')} FROM ${keptRows(table)} ORDER BY ${order}) TO ${targetLiteral(join(folder, file))} (FORMAT parquet)`,
  );
  rmSync(table.rowsFile);
  const [[rows] = [0n]] = await duckdb.rows(`SELECT count(*) FROM read_parquet(${pathLiteral(join(folder, file))})`);
  const refusals = existsSync(table.refusals) ? `${file.replace('.parquet', '')}.refused.csv` : null;
  if (refusals !== null) renameSync(table.refusals, join(folder, refusals));
  return {
    entity,
    fields,
    rows: Number(rows),
    refused,
    source,
    ...(await sealed(folder, file)),
    refusals: refusals === null ? null : await sealed(folder, refusals),
  };
}

/** A file of the snapshot as the manifest names it, safe on the disk. */
async function sealed(folder: string, file: string): Promise<SnapshotFile> {
  const path = join(folder, file);
  sync(path);
  return { file, bytes: statSync(path).size, sha256: await fileHash(path) };
}

/** Gives the folder its name. One that is there already holds the same files. */
function publish(snapshots: string, folder: string, manifest: Manifest): string {
  const id = snapshotId(manifest);
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  sync(join(folder, MANIFEST));
  sync(folder);
  if (!existsSync(join(snapshots, id))) renameSync(folder, join(snapshots, id));
  sync(snapshots);
  return id;
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Nothing is imported, so that the reasons are put where they outlive it. */
function nothingLeft(
  { path, refusals: asked }: ImportRequest,
  snapshots: string,
  folder: string,
  own: SnapshotTable | undefined,
): Refusal {
  const refusals = asked ?? join(snapshots, 'refused.csv');
  if (own !== undefined && own.refusals !== null) {
    mkdirSync(dirname(refusals), { recursive: true });
    renameSync(join(folder, own.refusals.file), refusals);
  }
  return new Refusal([populationProblem('population-empty', { pointer: '' }, { path, refusals })]);
}
