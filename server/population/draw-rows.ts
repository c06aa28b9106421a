import { join } from 'node:path';
import type { Cuts, Decision, Library } from '../../definitions/index.ts';
import type { Confinement } from '../authority/confinement.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { pathLiteral, targetLiteral } from '../batch/input/path-literal.ts';
import { quote } from '../batch/input/staged.ts';
import { writeRelatedOf } from './impact/decide-impact.ts';
import type { Snapshot } from './snapshot.ts';

export interface SampleRequest {
  /** The definition with all it reaches: the text whose figures are asked for. */
  readonly library: Library;
  readonly ref: string;
  /** The decision in force, whose classes are told; undefined where there is none. */
  readonly published: Decision | undefined;
  readonly cuts: Cuts;
  readonly snapshot: Snapshot;
  /** The files of the snapshot's tables, in their order. */
  readonly files: readonly string[];
  /** Whose records are counted, and the field that says to whom they belong. */
  readonly within: Confinement;
  readonly organisation: string | undefined;
  readonly most?: number;
}

/** Writes the rows of those who are drawn, and the rows related to them. */
export async function drawRows(duckdb: Duckdb, request: SampleRequest, most: number) {
  const { library, ref, snapshot, files, within, organisation } = request;
  const [own = '', ...others] = files;
  const from = `read_parquet(${pathLiteral(own)}, file_row_number = true)`;
  const where = scopeOf(within, organisation);
  const [[count] = [0n]] = await duckdb.rows(`SELECT count(*) FROM ${from} WHERE ${where}`);
  const customers = Number(count);
  const key = library.environment.entity(snapshot.manifest.entity)?.key;
  const text = key === undefined ? 'file_row_number' : `CAST(${quote(key)} AS VARCHAR)`;
  const drawn = `SELECT file_row_number FROM ${from} WHERE ${where} ORDER BY md5(CAST(${text} AS VARCHAR)), ${text} LIMIT ${most}`;
  const chosen = customers <= most ? where : `file_row_number IN (${drawn})`;
  const file = (name: string) => join(duckdb.folder, `drawn-${name}.parquet`);
  await duckdb.run(
    `COPY (SELECT * EXCLUDE (file_row_number) FROM ${from} WHERE ${chosen} ORDER BY file_row_number) TO ${targetLiteral(file('rows'))} (FORMAT parquet)`,
  );
  const related = Object.fromEntries(
    snapshot.manifest.tables.slice(1).map(({ entity }, i) => [entity, others[i] ?? '']),
  );
  const written = await writeRelatedOf(duckdb, { libraries: [library], ref, related }, file('rows'), file);
  return { customers, file: file('rows'), related: written };
}

/** What is not known to lie within is not counted. */
export function scopeOf(within: Confinement, organisation: string | undefined): string {
  if (within.kind === 'none') return 'TRUE';
  if (organisation === undefined || within.nodes.length === 0) return 'FALSE';
  const nodes = within.nodes.map((node) => `'${node.replaceAll("'", "''")}'`);
  return `coalesce(CAST(${quote(organisation)} AS VARCHAR), '') IN (${nodes.join(', ')})`;
}
