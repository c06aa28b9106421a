import { handedOn } from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import type { PreparedBatch } from '../batch-request.ts';
import type { Duckdb } from '../duckdb.ts';
import { prefixOf } from '../flat-result.ts';
import { columnTypeOf } from '../input/column-type.ts';
import { formatOf } from '../input/input-file.ts';
import { quote } from '../input/staged.ts';
import { batchProblem } from '../problems.ts';
import { runProblem } from '../run-problems.ts';
import type { OutputFile } from './output-file.ts';
import { writeAs } from './write-relation.ts';

const PARTS = ['class', 'since', 'misses', 'run'];

/** The columns in which a result hands on to the next run, in the order of `PARTS`. Throws a Refusal where there are none, or several. */
export function nextColumns({ spec }: PreparedBatch): readonly string[] {
  const handing = spec.asked.flatMap(({ ref, decision }) => {
    const columns = [...handedOn(decision.value, prefixOf(spec.asked, ref)).keys()];
    return columns.length === 0 ? [] : [{ ref, columns }];
  });
  const [only] = handing;
  if (only === undefined || handing.length > 1)
    throw new Refusal([
      runProblem('next-of-none', { pointer: '' }, { found: handing.map(({ ref }) => ref).join(', ') || '–' }),
    ]);
  return only.columns;
}

/**
 * Writes what the next run reads as `--previous`: what this run hands on, and behind it the rows of the run before that are absent
 * from this one or were refused, unchanged. Answers how many rows there are, and how many of them are unchanged.
 */
export async function writeNext(
  duckdb: Duckdb,
  { key, previous, spec }: PreparedBatch,
  result: { readonly relation: string; readonly columns: readonly string[] },
  input: string,
  output: OutputFile,
): Promise<{ readonly rows: number; readonly unchanged: number }> {
  const name = spec.carried[0]?.name ?? '';
  const own = result.columns.map((column, i) => `${quote(column)} AS ${quote(PARTS[i] ?? '')}`);
  const [kept] = result.columns;
  const now = `(SELECT ${quote(name)}, ${own.join(', ')} FROM ${result.relation} WHERE ${quote(kept ?? '')} IS NOT NULL)`;
  const [repeated] = await duckdb.rows(
    `SELECT CAST(${quote(name)} AS VARCHAR) FROM ${now} GROUP BY ALL HAVING count(*) > 1 LIMIT 1`,
  );
  if (repeated !== undefined)
    throw new Refusal([
      batchProblem('relation-key-repeated', { pointer: '' }, { path: input, field: name, value: String(repeated[0]) }),
    ]);
  const type = (await duckdb.columns(result.relation)).find((column) => column.name === name)?.type;
  const day = (part: string) => `DATE '1970-01-01' + "$previous.${part}"`;
  const before =
    previous === null || type === undefined
      ? null
      : `(SELECT "#key", "$previous.class", ${day('since')}, "$previous.misses", ${day('run')} FROM ${previous.absentFrom(
          result.relation,
          { name, type: columnTypeOf(type) },
          key,
        )} WHERE "$previous.class" IS NOT NULL)`;
  const all = before === null ? now : `(SELECT * FROM ${now} UNION ALL SELECT * FROM ${before})`;
  await writeAs(duckdb, all, [name, ...PARTS], output, formatOf(output.path));
  const [[rows] = [0]] = await duckdb.rows(`SELECT count(*) FROM ${now}`);
  const [[unchanged] = [0]] = before === null ? [] : await duckdb.rows(`SELECT count(*) FROM ${before}`);
  return { rows: Number(rows) + Number(unchanged), unchanged: Number(unchanged) };
}
