import { joinKey, type Library, type QuerySpec, type SqlSource } from '../../definitions/index.ts';
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
    return relation === undefined
      ? []
      : [{ ...relation, field, leadsOn: rows?.some((row) => row.rows !== null) === true }];
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
  // By the key as the join compares it: two files may write one key in two ways.
  const keys = alone
    .filter((one) => one.by === by)
    .flatMap(({ entity: id, field }) => {
      const source = spec.context.related.get(id);
      const key = source === undefined ? undefined : joinKey(spec.context, field, spec.source, source);
      return key === undefined ? [] : [{ id, own: key.own(quote(key.name)), other: key.other(quote(key.behind)) }];
    });
  const [{ own } = { own: quote(by) }] = keys;
  const sliced = new Map(keys.filter((key) => key.own === own).map(({ id, other }) => [id, other]));
  return Array.from({ length: count }, (_, slice): QuerySpec => {
    const part = (source: SqlSource, key: string): SqlSource => ({
      ...source,
      from: `(SELECT * FROM ${source.from} WHERE hash(CAST(${key} AS VARCHAR)) % ${count} = ${slice})`,
    });
    const related = [...spec.context.related].map(([id, source]) => {
      const key = sliced.get(id);
      return [id, key === undefined ? source : part(source, key)] as const;
    });
    return { ...spec, source: part(spec.source, own), context: { ...spec.context, related: new Map(related) } };
  });
}
