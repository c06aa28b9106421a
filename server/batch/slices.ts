import type { Library, QuerySpec, SqlSource } from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import { quote } from './input/staged.ts';

/** Rows of related files that are grouped at once; their groups and those of the other relations have to fit the buffers together. */
const ROWS_AT_ONCE = 2_000_000;

/**
 * A population whose related rows are too many to be grouped at once, as several: the customers whose keys share a hash, each with the
 * rows behind them, so that memory does not grow with the files. Just the query itself where it is small enough, or where its large
 * relations share no key with the records.
 */
export async function slicesOf(
  duckdb: Duckdb,
  spec: QuerySpec,
  library: Library,
  rowsAtOnce: number = ROWS_AT_ONCE,
): Promise<readonly QuerySpec[]> {
  const facts = spec.asked[0]?.decision.facts;
  const entity = facts?.kind === 'entity' ? facts.entity : facts?.kind === 'pair' ? facts.customer : '';
  const relations = library.environment.entity(entity)?.relations;
  const read = spec.reads.fields.flatMap(({ field, rows }) => {
    const relation = rows === null || spec.source.columns.has(field.name) ? undefined : relations?.get(field.name);
    return relation === undefined ? [] : [{ ...relation, leadsOn: rows?.some((row) => row.rows !== null) === true }];
  });
  // What is reached in two ways, or from behind another relation, is needed whole.
  const alone = read.filter(
    (one) =>
      one.many &&
      read.filter((other) => other.entity === one.entity).length === 1 &&
      !read.some(({ leadsOn }) => leadsOn),
  );
  const counts = new Map<string, number>();
  for (const { entity: id, by } of alone) {
    const source = spec.context.related.get(id);
    if (source === undefined || !source.columns.has(by)) continue;
    const [[count] = [0n]] = await duckdb.rows(`SELECT count(*) FROM ${source.from}`);
    counts.set(by, (counts.get(by) ?? 0) + Number(count));
  }
  const [by, rows] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0] as [string, number]);
  const count = spec.source.columns.has(by) ? Math.ceil(rows / rowsAtOnce) : 1;
  if (count <= 1) return [spec];
  const sliced = new Set(alone.filter((one) => one.by === by).map((one) => one.entity));
  return Array.from({ length: count }, (_, slice): QuerySpec => {
    const part = (source: SqlSource): SqlSource => ({ ...source, from: sliceOf(source, by, slice, count) });
    const related = [...spec.context.related].map(
      ([id, source]) => [id, sliced.has(id) ? part(source) : source] as const,
    );
    return { ...spec, source: part(spec.source), context: { ...spec.context, related: new Map(related) } };
  });
}

/** The rows whose key falls into a slice: by its text, since two files may keep one key as different types. */
function sliceOf({ from, columns }: SqlSource, by: string, slice: number, count: number): string {
  const column = columns.get(by);
  const name = quote(column?.name ?? by);
  const text = column?.type.kind === 'json' ? `(${name} ->> '$')` : `CAST(${name} AS VARCHAR)`;
  return `(SELECT * FROM ${from} WHERE hash(${text}) % ${count} = ${slice})`;
}
