import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import type { Language, Library, Message, Problem } from '../../definitions/index.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { quote } from '../batch/input/staged.ts';
import { csvCell, formulaSafe } from '../batch/output/formula-safe.ts';
import type { RowPath } from './paths.ts';
import { populationProblem } from './problems.ts';
import { type ReadTable, refusedValues, type TableRequest } from './read-table.ts';

/** A table whose rows stand beside those of the others: which of them are taken. */
export interface KeptTable extends ReadTable {
  /** A relation of the `rownum` of rows that were read and are refused all the same. */
  readonly out: string;
}

/**
 * Refuses what cannot stand together: rows that share what has to be theirs alone, and records of the population of which a related row
 * was refused, since whatever is computed of them would leave that row out without a word.
 */
export async function reconcile(
  duckdb: Duckdb,
  library: Library,
  requests: readonly TableRequest[],
  tables: readonly ReadTable[],
  paths: readonly RowPath[],
): Promise<{ readonly tables: readonly KeptTable[]; readonly notes: readonly Problem[] }> {
  const kept = tables.map((table, i): KeptTable => ({ ...table, out: quote(`out_${i}`) }));
  for (const { out } of kept) await duckdb.run(`CREATE OR REPLACE TABLE ${out} (rownum BIGINT)`);
  const refused = new Map(kept.map(({ entity, refused: count }) => [entity, count]));
  const language = requests[0]?.language ?? 'en';
  for (const { entity, field, isSingle } of paths) {
    const table = kept.find((one) => one.entity === entity);
    if (!isSingle || table === undefined) continue;
    const found = await refuseRepeated(duckdb, table, field, language);
    refused.set(entity, (refused.get(entity) ?? 0) + found);
  }
  const [own] = kept;
  if (own === undefined) return { tables: [], notes: [] };
  const notes: Problem[] = [];
  for (const { entity, by } of library.environment.entity(own.entity)?.relations.values() ?? []) {
    const at = kept.findIndex((one) => one.entity === entity);
    const [table, request] = [kept[at], requests[at]];
    if (table === undefined || request === undefined || table === own) continue;
    if ((refused.get(entity) ?? 0) > 0) {
      const found = await refuseOwners(duckdb, own, table, request, by);
      refused.set(own.entity, (refused.get(own.entity) ?? 0) + found);
    }
    notes.push(...(await strayNote(duckdb, own, table, by)));
  }
  return { tables: kept.map((table) => ({ ...table, refused: refused.get(table.entity) ?? 0 })), notes };
}

/** The rows of a table that are taken. */
export const keptRows = ({ rows, out }: KeptTable): string => `${rows} WHERE rownum NOT IN (SELECT rownum FROM ${out})`;

async function refuseRepeated(duckdb: Duckdb, table: KeptTable, name: string, language: Language): Promise<number> {
  const field = quote(name);
  const keys = `SELECT ${field} AS k, count(*) AS n FROM ${keptRows(table)} GROUP BY ${field} HAVING count(*) > 1`;
  const rows = `SELECT rownum, ${field} AS own FROM ${keptRows(table)}`;
  const repeated = `SELECT rownum, CAST(k AS VARCHAR), CAST(k AS VARCHAR), n FROM (${rows}) AS kept JOIN (${keys}) AS keys ON keys.k = kept.own`;
  return await refuseAll(
    duckdb,
    table,
    repeated,
    name,
    (key, count) =>
      populationProblem('record-key-repeated', { pointer: '' }, { field: name, key: JSON.stringify(key), count }),
    language,
  );
}

async function refuseOwners(
  duckdb: Duckdb,
  own: KeptTable,
  table: KeptTable,
  request: TableRequest,
  by: string,
): Promise<number> {
  const field = quote(by);
  const unread = await refusedValues(duckdb, request, table, by);
  const lost = `SELECT ${field} FROM ${unread} UNION ALL SELECT ${field} FROM ${table.rows} WHERE rownum IN (SELECT rownum FROM ${table.out})`;
  const owners = `SELECT rownum, CAST(${field} AS VARCHAR), CAST(${field} AS VARCHAR), 1 FROM ${keptRows(own)} AND ${field} IN (${lost})`;
  return await refuseAll(
    duckdb,
    own,
    owners,
    by,
    () => populationProblem('related-row-refused', { pointer: '' }, { entity: table.entity }),
    request.language,
  );
}

/** Takes rows out and tells of each in the side file, which has the form of the one that reading left. */
async function refuseAll(
  duckdb: Duckdb,
  table: KeptTable,
  select: string,
  field: string,
  problemOf: (value: string, count: number) => { readonly code: string; readonly message: Message },
  language: Language,
): Promise<number> {
  await duckdb.run(
    `CREATE OR REPLACE TABLE refusing AS SELECT * FROM (${select}) AS found(rownum, key, value, n) ORDER BY rownum`,
  );
  await duckdb.run(`INSERT INTO ${table.out} SELECT rownum FROM refusing`);
  if (!existsSync(table.refusals)) writeFileSync(table.refusals, 'rownum,key,field,value,code,message\n');
  let rows = 0;
  const result = await duckdb.connection.stream('SELECT CAST(rownum AS VARCHAR), key, value, n FROM refusing');
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const lines = chunk.getRows().map(([number, key, value, count]) => {
      const problem = problemOf(String(value), Number(count));
      const cells = [number, key, field, value, problem.code, problem.message[language]];
      return `${cells.map((cell) => csvCell(formulaSafe(String(cell ?? '')))).join(',')}\n`;
    });
    rows += lines.length;
    if (lines.length > 0) appendFileSync(table.refusals, lines.join(''));
  }
  return rows;
}

/** Rows that belong to nobody are kept, since somebody may be imported later whose they are, and told of. */
async function strayNote(duckdb: Duckdb, own: KeptTable, table: KeptTable, by: string): Promise<readonly Problem[]> {
  const field = quote(by);
  const [[count] = [0n]] = await duckdb.rows(
    `SELECT count(*) FROM (SELECT ${field} FROM ${keptRows(table)}) AS behind ANTI JOIN ${own.rows} AS own ON own.${field} = behind.${field}`,
  );
  if (Number(count) === 0) return [];
  return [populationProblem('rows-of-nobody', { pointer: '' }, { path: table.path, count: String(count) })];
}
