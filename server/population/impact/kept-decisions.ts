import type { Confinement } from '../../authority/confinement.ts';
import type { DecidedVersions } from '../../batch/decide-versions.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { pathLiteral, targetLiteral } from '../../batch/input/path-literal.ts';
import { quote } from '../../batch/input/staged.ts';
import { differencesOf, isMoverOrRefused, moversOf } from '../../batch/version-differences.ts';
import { type Impact, impactTold } from './impact.ts';

/**
 * What both versions decided for every record, kept in a file: an impact is told of it again for whoever may see a part of the population
 * only. Totals, classes, figures and movers are counted over the records within his scope, never taken out of a total of all.
 */
export interface KeptDecisions extends Omit<DecidedVersions, 'from'> {
  readonly ref: string;
  readonly order: readonly string[] | null;
  readonly organisation: string | null;
  readonly value: string | null;
  /** The columns that differ in some mover. */
  readonly changed: readonly string[];
}

/** Writes the file; `moves` stands beside each row, so that movers are found without looking at the others. */
export async function writeDecisions(duckdb: Duckdb, decided: DecidedVersions, path: string): Promise<void> {
  await duckdb.run(
    `COPY (SELECT b, a, ${isMoverOrRefused(decided)} AS moves FROM ${decided.from} ORDER BY coalesce(b.rownum, a.rownum)) TO ${targetLiteral(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}

/** What movers are asked for, beside the scope. */
export interface MoversAsked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly organisation?: string | undefined;
  /** Only those behind a row of this number. */
  readonly after?: number | undefined;
}

/** An impact of those who belong to some nodes. */
export async function impactWithin(
  duckdb: Duckdb,
  path: string,
  kept: KeptDecisions,
  nodes: readonly string[],
): Promise<Impact> {
  const { ref, order, organisation, value } = kept;
  const decided = { ...kept, from: relationOf(path, kept, { kind: 'nodes', nodes }) };
  const telling = { ref, order, organisation: organisation ?? undefined, value: value ?? undefined };
  const { impact } = await impactTold(duckdb, decided, telling);
  // Rows that both refuse are of no organisation that is known: they are not counted in any part.
  const { before: refusedBefore, after: refusedAfter } = impact.refusedOnly;
  return { ...impact, rows: impact.compared + refusedBefore + refusedAfter, refusedBefore, refusedAfter };
}

/** A relation of the movers within a confinement, in their order. */
export function keptMovers(path: string, kept: KeptDecisions, within: Confinement, asked: MoversAsked = {}): string {
  return moversOf({ ...kept, from: relationOf(path, kept, within, asked) }, kept.changed);
}

/** How many there are. */
export async function countMovers(
  duckdb: Duckdb,
  path: string,
  kept: KeptDecisions,
  within: Confinement,
  asked: MoversAsked = {},
): Promise<number> {
  const [[count] = [0n]] = await duckdb.rows(
    `SELECT count(*) FROM ${relationOf(path, kept, within, { ...asked, after: undefined })}`,
  );
  return Number(count);
}

function relationOf(path: string, kept: KeptDecisions, within: Confinement, asked?: MoversAsked): string {
  const { b, answers } = differencesOf({ ...kept, from: '' });
  const column = answers.find((name) => b.isNames(name));
  const text = (side: 'b' | 'a', name: string) => `CAST(${side}.${quote(name)} AS VARCHAR)`;
  const unit =
    kept.organisation === null
      ? undefined
      : `coalesce(${text('b', kept.organisation)}, ${text('a', kept.organisation)})`;
  const tests = [
    ...(within.kind === 'none' ? [] : [among(unit, within.nodes)]),
    ...(asked === undefined ? [] : ['moves']),
    ...(asked?.organisation === undefined ? [] : [among(unit, [asked.organisation])]),
    ...(asked?.from === undefined ? [] : [among(column && text('b', column), [asked.from])]),
    ...(asked?.to === undefined ? [] : [among(column && text('a', column), [asked.to])]),
    ...(asked?.after === undefined ? [] : [`coalesce(b.rownum, a.rownum) > ${asked.after}`]),
  ];
  const where = tests.length === 0 ? '' : ` WHERE ${tests.join(' AND ')}`;
  return `(SELECT b, a FROM read_parquet(${pathLiteral(path)})${where})`;
}

/** What is not known to lie within is not shown; the empty text asks for those who have none. */
const among = (text: string | undefined, values: readonly string[]): string =>
  text === undefined || values.length === 0
    ? 'FALSE'
    : `coalesce(${text}, '') IN (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`;
