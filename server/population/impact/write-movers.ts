import { DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api';
import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import type { Duckdb } from '../../batch/duckdb.ts';
import { quote } from '../../batch/input/staged.ts';
import { csvCell, formulaSafe } from '../../batch/output/formula-safe.ts';
import type { OutputFile } from '../../batch/output/output-file.ts';
import { textFile } from '../../batch/output/text-file.ts';
import { onWire } from '../../batch/output/wire-columns.ts';
import { Refusal } from '../../terminal.ts';
import { populationProblem } from '../problems.ts';

/** Writes movers as CSV or, where the file's name says so, as XLSX: figures as figures, texts so that no program takes one for a formula. */
export async function writeMovers(duckdb: Duckdb, movers: string, output: OutputFile): Promise<void> {
  try {
    await (output.path.endsWith('.xlsx') ? writeSheet(duckdb, movers, output) : writeCsv(duckdb, movers, output));
    output.commit();
  } finally {
    output.discard();
  }
}

async function writeCsv(duckdb: Duckdb, movers: string, output: OutputFile): Promise<void> {
  const { names, isText, select } = await shownColumns(duckdb, movers);
  const out = await textFile(output.partial, duckdb.folder, output.path);
  try {
    await out.write(`${names.map((name) => csvCell(formulaSafe(name))).join(',')}\n`);
    for await (const row of rowsOf(duckdb, select)) {
      const cells = row.map((cell, i) => (isText[i] === true ? formulaSafe(textOf(cell)) : textOf(cell)));
      await out.write(`${cells.map(csvCell).join(',')}\n`);
    }
    await out.end();
  } finally {
    await out.close();
  }
}

/** A sheet is made in memory, and a person scrolls through no more. */
const MOST_ROWS = 100_000;
const MOST_DIGITS = 15;

async function writeSheet(duckdb: Duckdb, movers: string, output: OutputFile): Promise<void> {
  const [[count] = [0n]] = await duckdb.rows(`SELECT count(*) FROM ${movers}`);
  if (Number(count) > MOST_ROWS) {
    const slots = { path: output.path, count: String(count), most: String(MOST_ROWS) };
    throw new Refusal([populationProblem('too-many-for-a-sheet', { pointer: '' }, slots)]);
  }
  const { names, isText, select } = await shownColumns(duckdb, movers);
  const sheet: Cell[][] = [[...names]];
  for await (const row of rowsOf(duckdb, select))
    sheet.push(
      row.map((cell, i) => {
        const text = textOf(cell);
        const isFigure = isText[i] !== true && /^-?[\d.]+$/.test(text) && text.replace(/\D/g, '').length <= MOST_DIGITS;
        // A cell that is a text is one, whatever it begins with.
        return text === '' ? null : isFigure ? Number(text) : text;
      }),
    );
  await writeXlsxFile(sheet).toFile(output.partial);
}

async function shownColumns(duckdb: Duckdb, movers: string) {
  const columns = await duckdb.columns(movers);
  const shown = columns.map(({ name, type }) => `CAST(${onWire(quote(name), type, false)} AS VARCHAR)`);
  return {
    names: columns.map(({ name }) => name),
    isText: columns.map(({ type }) => TEXTS.has(type.typeId)),
    select: `SELECT ${shown.join(', ')} FROM ${movers}`,
  };
}

const TEXTS: ReadonlySet<DuckDBTypeId> = new Set([DuckDBTypeId.VARCHAR, DuckDBTypeId.LIST, DuckDBTypeId.STRUCT]);

const textOf = (cell: DuckDBValue): string => (cell === null ? '' : String(cell));

async function* rowsOf(duckdb: Duckdb, select: string): AsyncGenerator<readonly DuckDBValue[]> {
  const result = await duckdb.connection.stream(select);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
    yield* chunk.getRows();
}
