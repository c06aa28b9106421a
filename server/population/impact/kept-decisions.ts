import type { Confinement } from '../../authority/confinement.ts';
import type { DecidedVersions } from '../../batch/decide-versions.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { pathLiteral, targetLiteral } from '../../batch/input/path-literal.ts';
import { quote } from '../../batch/input/staged.ts';
import { differencesOf, isMoverOrRefused, moversOf } from '../../batch/version-differences.ts';
import type { DecidedImpact } from './decide-impact.ts';
import { type Impact, impactTold } from './impact.ts';

/**
 * What both versions decided for every record, kept in a file: an impact is told of it again for whoever may see a part of the population
 * only. Totals, classes, figures and movers are counted over the records within his scope, never taken out of a total of all.
 */
export interface KeptDecisions {
  readonly ref: string;
  readonly order: readonly string[] | null;
  readonly organisation: string | null;
  readonly value: string | null;
  /** What everybody's file holds, and that of those who move. */
  readonly all: KeptShape;
  readonly movers: KeptShape;
  /** The columns that differ in some mover. */
  readonly changed: readonly string[];
}

type KeptShape = Omit<DecidedVersions, 'from'>;

/** The files in which the decisions stand. */
export interface DecisionFiles {
  readonly all: string;
  readonly movers: string;
}

/** Writes the files. */
export async function writeDecisions(
  duckdb: Duckdb,
  { all, movers }: DecidedImpact,
  files: DecisionFiles,
): Promise<void> {
  const write = async (from: string, path: string) =>
    await duckdb.run(`COPY (SELECT b, a FROM ${from}) TO ${targetLiteral(path)} (FORMAT parquet, COMPRESSION zstd)`);
  await write(all.from, files.all);
  await write(`(SELECT b, a FROM ${movers.from} WHERE ${isMoverOrRefused(movers)} ORDER BY ${PLACE})`, files.movers);
}

const PLACE = 'coalesce(b.rownum, a.rownum)';

/** What is kept beside the files. */
export function keptShape({ all, movers }: DecidedImpact): Pick<KeptDecisions, 'all' | 'movers'> {
  const shapeOf = ({ from: _, ...shape }: DecidedVersions): KeptShape => shape;
  return { all: shapeOf(all), movers: shapeOf(movers) };
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
  files: DecisionFiles,
  kept: KeptDecisions,
  nodes: readonly string[],
): Promise<Impact> {
  const { ref, order, organisation, value } = kept;
  const within = { kind: 'nodes', nodes } as const;
  const decided = {
    all: { ...kept.all, from: relationOf(files.all, testsOf(kept, within)) },
    movers: { ...kept.movers, from: relationOf(files.movers, testsOf(kept, within)) },
  };
  const telling = { ref, order, organisation: organisation ?? undefined, value: value ?? undefined };
  const { impact } = await impactTold(duckdb, decided, telling);
  // Rows that both refuse are of no organisation that is known: they are not counted in any part.
  const { before: refusedBefore, after: refusedAfter } = impact.refusedOnly;
  return { ...impact, rows: impact.compared + refusedBefore + refusedAfter, refusedBefore, refusedAfter };
}

/** A relation of the movers within a confinement, in their order. */
export function keptMovers(
  { movers: path }: DecisionFiles,
  kept: KeptDecisions,
  within: Confinement,
  asked: MoversAsked = {},
): string {
  const from = relationOf(path, testsOf(kept, within, asked));
  return moversOf({ ...kept.movers, from }, kept.changed);
}

/** How many there are. */
export async function countMovers(
  duckdb: Duckdb,
  { movers: path }: DecisionFiles,
  kept: KeptDecisions,
  within: Confinement,
  asked: MoversAsked = {},
): Promise<number> {
  const from = relationOf(path, testsOf(kept, within, { ...asked, after: undefined }));
  const [[count] = [0n]] = await duckdb.rows(`SELECT count(*) FROM ${from}`);
  return Number(count);
}

const relationOf = (path: string, tests: readonly string[]): string =>
  `(SELECT b, a FROM read_parquet(${pathLiteral(path)})${tests.length === 0 ? '' : ` WHERE ${tests.join(' AND ')}`})`;

function testsOf(kept: KeptDecisions, within: Confinement, asked: MoversAsked = {}): readonly string[] {
  const { b, answers } = differencesOf({ ...kept.movers, from: '' });
  const column = answers.find((name) => b.isNames(name));
  const text = (side: 'b' | 'a', name: string) => `CAST(${side}.${quote(name)} AS VARCHAR)`;
  const unit =
    kept.organisation === null
      ? undefined
      : `coalesce(${text('b', kept.organisation)}, ${text('a', kept.organisation)})`;
  return [
    ...(within.kind === 'none' ? [] : [among(unit, within.nodes)]),
    ...(asked.organisation === undefined ? [] : [among(unit, [asked.organisation])]),
    ...(asked.from === undefined ? [] : [among(column && text('b', column), [asked.from])]),
    ...(asked.to === undefined ? [] : [among(column && text('a', column), [asked.to])]),
    ...(asked.after === undefined ? [] : [`${PLACE} > ${asked.after}`]),
  ];
}

/** What is not known to lie within is not shown; the empty text asks for those who have none. */
const among = (text: string | undefined, values: readonly string[]): string =>
  text === undefined || values.length === 0
    ? 'FALSE'
    : `coalesce(${text}, '') IN (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`;
