import { columnPrefix, type CountedDesign, type Decision } from '../../definitions/index.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { pathLiteral } from '../batch/input/path-literal.ts';
import { quote } from '../batch/input/staged.ts';
import { decideSnapshot } from './decide-snapshot.ts';
import { drawRows, type SampleRequest } from './draw-rows.ts';
import { MOST_SAMPLED } from './draw-sample.ts';

/** How many of the sampled records meet each part of a definition. */
export interface CountedParts {
  /** Of the population within the scope. */
  readonly customers: number;
  readonly sampled: number;
  /** Of the sampled ones: rows that cannot be read. They meet nothing. */
  readonly unread: number;
  /** In the order of the design's parts; `soFar` is null where there is no group. */
  readonly counts: readonly { readonly met: number; readonly soFar: number | null }[];
}

const PARTS = 'counted/parts';

/** Counts by the generated SQL over the same records as a sample, whatever the order of the rows. */
export async function countParts(
  duckdb: Duckdb,
  request: SampleRequest,
  { decision, parts }: CountedDesign,
): Promise<CountedParts> {
  const { library, cuts, snapshot, most = MOST_SAMPLED } = request;
  const rows = await drawRows(duckdb, request, most);
  const report = await decideSnapshot(duckdb, {
    library,
    cuts,
    snapshot,
    input: rows.file,
    related: rows.related,
    decisions: new Map<string, Decision>([[PARTS, decision]]),
    result: 'counted.parquet',
  });
  const column = (name: string) => quote([columnPrefix([PARTS], PARTS), name].filter(Boolean).join('_'));
  const from = `FROM read_parquet(${pathLiteral(report.output)})`;
  const members = parts.flatMap(({ member, soFar }) => [member, soFar].filter((one) => one !== null));
  const met = new Map<string, number>();
  if (members.length > 0) {
    const sums = members.map((member) => `count(*) FILTER (WHERE ${column(member)})`);
    const [counted = []] = await duckdb.rows(`SELECT ${sums.join(', ')} ${from}`);
    members.forEach((member, i) => met.set(member, Number(counted[i] ?? 0)));
  }
  const place = column('place');
  const places = parts.some(({ member }) => member === null)
    ? await duckdb.rows(`SELECT ${place}, count(*) ${from} WHERE ${place} IS NOT NULL GROUP BY 1`)
    : [];
  const byPlace = new Map(places.map(([at, count]) => [Number(at), Number(count)]));
  return {
    customers: rows.customers,
    sampled: report.rows,
    unread: report.refused,
    counts: parts.map(({ member, soFar }, i) => ({
      met: member === null ? (byPlace.get(i) ?? 0) : (met.get(member) ?? 0),
      soFar: soFar === null ? null : (met.get(soFar) ?? 0),
    })),
  };
}
