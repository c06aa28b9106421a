import type { SampledColumn } from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { openInput } from './input-file.ts';
import type { InputFile, InputOptions } from './rows.ts';
import { quote } from './staged.ts';

const MOST_ROWS = 200_000;
const MOST_VALUES = 5_000;

/** The columns of a file with their values, each once, of its first rows; and the encoding, where it is not UTF-8. */
export async function sampledColumns(
  duckdb: Duckdb,
  path: string,
  options: Pick<InputOptions, 'encoding' | 'header' | 'sheet'>,
): Promise<{ readonly columns: readonly SampledColumn[]; readonly encoding: string | undefined }> {
  const { input, encoding } = await opened(duckdb, path, options);
  const columns: SampledColumn[] = [];
  for (const { name, id, type } of input.columns) {
    if (name === '' || type.kind === 'list' || type.kind === 'row') continue;
    const text = type.kind === 'json' ? `(${quote(id)} ->> '$')` : `CAST(${quote(id)} AS VARCHAR)`;
    const rows = await duckdb.rows(
      `SELECT DISTINCT value FROM (SELECT ${text} AS value FROM ${input.from()} LIMIT ${MOST_ROWS}) WHERE value IS NOT NULL ORDER BY value LIMIT ${MOST_VALUES}`,
    );
    columns.push({ name, values: rows.map(([value]) => String(value)) });
  }
  return { columns, encoding };
}

/** A file that is not UTF-8 is tried as GBK, the other encoding that banks' files have. */
async function opened(
  duckdb: Duckdb,
  path: string,
  options: Pick<InputOptions, 'encoding' | 'header' | 'sheet'>,
): Promise<{ readonly input: InputFile; readonly encoding: string | undefined }> {
  try {
    return { input: await openInput(duckdb, path, { ...options, wanted: [] }), encoding: options.encoding };
  } catch (error) {
    const isOther = error instanceof Refusal && error.problems.some(({ code }) => code === 'file-not-utf-8');
    if (!isOther || options.encoding !== undefined) throw error;
    return { input: await openInput(duckdb, path, { ...options, encoding: 'gbk', wanted: [] }), encoding: 'gbk' };
  }
}
