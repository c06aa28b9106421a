import { join } from 'node:path';
import { columnPrefix, type Cuts, type Library, type ResultPart } from '../../definitions/index.ts';
import type { BatchReport, BatchRequest, ProgressListener } from './batch-request.ts';
import type { Duckdb } from './duckdb.ts';
import { pathLiteral } from './input/path-literal.ts';
import { quote } from './input/staged.ts';
import { pairedLibrary } from './paired-library.ts';
import { runBatch } from './run-batch.ts';
import { sharedScores } from './shared-scores.ts';

export interface CompareRequest
  extends Omit<
    BatchRequest,
    | 'library'
    | 'refs'
    | 'output'
    | 'decisions'
    | 'parts'
    | 'columns'
    | 'force'
    | 'isNumbered'
    | 'isInAnyOrder'
    | 'isCounted'
    | 'isKeyNoted'
  > {
  /** What is told beside the answers; reasons and problems unless given. */
  readonly parts?: ReadonlySet<ResultPart>;
  /** Whether it is enough to know what the decision itself answers, in any order: not what it was made of. */
  readonly isForTotals?: boolean;
  /** How the results' files are named, where there are several. */
  readonly called?: string;
  /** Columns of the file that the movers carry, beside the key. */
  readonly columns?: readonly string[];
  readonly before: Library;
  readonly after: Library;
  /** The frozen cuts by which the newer version divides; `cuts` unless given. */
  readonly cutsAfter?: Cuts | undefined;
  readonly ref: string;
}

/**
 * What two versions decided for the rows of a file. It is plain data, and can be told of again as long as the relation is there.
 */
export interface DecidedVersions {
  readonly rows: number;
  readonly refusedBefore: number;
  readonly refusedAfter: number;
  /** The columns that rows are named by, and those that were asked for. */
  readonly carried: readonly string[];
  readonly before: SideShape;
  readonly after: SideShape;
  /** Rows that either decides, to stand behind FROM: the answers as the structs `b` and `a`, whose `rownum` is null where it refuses. */
  readonly from: string;
}

/** The answers of one version: every column with its type, and which of them are the outputs of the decision. */
export interface SideShape {
  readonly types: Readonly<Record<string, string>>;
  readonly outcome: readonly ResultColumn[];
}

type ResultColumn = BatchReport['results'][number]['outcome'][number];

const PARTS: ReadonlySet<ResultPart> = new Set(['reasons', 'problems'] as const);

/** Decides a file by both sets of definitions: in one query where they read the same facts, else in two whose rows are joined. */
export async function decideVersions(
  duckdb: Duckdb,
  request: CompareRequest,
  told?: ProgressListener,
): Promise<DecidedVersions> {
  const refs = [request.ref, ...sharedScores(request.before, request.after, request.ref)];
  return (await decideTogether(duckdb, request, refs, told)) ?? (await decideTwice(duckdb, request, refs, told));
}

function batchOf(duckdb: Duckdb, request: CompareRequest, name: string): Omit<BatchRequest, 'library' | 'refs'> {
  return {
    ...request,
    output: fileOf(duckdb, request, name),
    columns: request.columns ?? [],
    isNumbered: true,
    ...(request.isForTotals === true && { key: 'rownum', isInAnyOrder: true }),
    isCounted: false,
    isKeyNoted: false,
    parts: request.parts ?? PARTS,
    force: true,
  };
}

export const cutsAfter = ({ cuts, cutsAfter: own = cuts }: Pick<CompareRequest, 'cuts' | 'cutsAfter'>): Cuts => own;

const fileOf = ({ folder }: Duckdb, { called = '' }: CompareRequest, name: string): string =>
  join(folder, `${called}${name}.parquet`);

/** One query for both versions, where they read the same facts. */
async function decideTogether(
  duckdb: Duckdb,
  request: CompareRequest,
  refs: readonly string[],
  told?: ProgressListener,
): Promise<DecidedVersions | undefined> {
  const paired = pairedLibrary(request.before, request.after, refs);
  if (paired === undefined) return undefined;
  const { library, renamed } = paired;
  const newer = (ref: string) => renamed.get(ref) ?? ref;
  const own = request.isForTotals === true && newer(request.ref) !== request.ref ? [request.ref] : refs;
  const after = Object.entries(cutsAfter(request)).map(([id, found]) => [newer(id), found] as const);
  // What is the same in both has one name, and the same cuts in both.
  const cuts = { ...Object.fromEntries(after), ...request.cuts };
  const batch = {
    ...batchOf(duckdb, request, 'both'),
    cuts,
    library,
    refs: [...new Set([...own, ...own.map(newer)])],
  };
  const report = await runBatch(duckdb, batch, told);
  const relation = `read_parquet(${pathLiteral(fileOf(duckdb, request, 'both'))})`;
  const types = new Map((await duckdb.columns(relation)).map((column) => [column.name, column.type.toString()]));
  const side = (isNewer: boolean) => {
    const columns = sideColumns([...types.keys()], { own, refs }, newer, isNewer);
    const found = report.results.find((one) => one.ref === (isNewer ? newer(request.ref) : request.ref))?.outcome ?? [];
    const nameOf = new Map([...columns].map(([name, column]) => [column, name]));
    const outcome = found.map(({ column, name }) => ({ column: nameOf.get(column) ?? column, name }));
    const packed = [...columns].map(([name, column]) => `${quote(name)} := ${quote(column)}`);
    return {
      shape: {
        types: Object.fromEntries([...columns].map(([name, column]) => [name, types.get(column) ?? ''])),
        outcome,
      },
      struct: `struct_pack(${packed.join(', ')})`,
    };
  };
  const [b, a] = [side(false), side(true)];
  return {
    rows: report.rows,
    refusedBefore: report.refused,
    refusedAfter: report.refused,
    carried: carriedOf(report),
    before: b.shape,
    after: a.shape,
    from: `(SELECT ${b.struct} AS b, ${a.struct} AS a FROM ${relation})`,
  };
}

const carriedOf = ({ carried }: BatchReport): readonly string[] => [...new Set([...carried, 'rownum'])];

/**
 * The columns of one version by the names they would have if that version had been asked alone for `refs`: those of the other version of
 * what is renamed are not among them. `own`: what was asked for of these.
 */
function sideColumns(
  columns: readonly string[],
  { own, refs }: { readonly own: readonly string[]; readonly refs: readonly string[] },
  newer: (ref: string) => string,
  isNewer: boolean,
): ReadonlyMap<string, string> {
  const all = [...new Set([...own, ...own.map(newer)])];
  const isOf = (column: string, prefix: string) => column === prefix || column.startsWith(`${prefix}_`);
  const kept = own.map((ref) => ({
    from: columnPrefix(all, isNewer ? newer(ref) : ref),
    to: columnPrefix(refs, ref),
  }));
  const others = own.filter((ref) => newer(ref) !== ref).map((ref) => columnPrefix(all, isNewer ? ref : newer(ref)));
  return new Map(
    columns.flatMap((column): readonly [string, string][] => {
      const of = kept.find(({ from }) => isOf(column, from));
      if (of === undefined) return others.some((prefix) => isOf(column, prefix)) ? [] : [[column, column]];
      const rest = column.slice(of.from.length);
      return [[of.to === '' ? rest.slice(1) || 'value' : of.to + rest, column]];
    }),
  );
}

/** A query for each version, and their rows joined. */
async function decideTwice(
  duckdb: Duckdb,
  request: CompareRequest,
  refs: readonly string[],
  told?: ProgressListener,
): Promise<DecidedVersions> {
  const decide = (library: Library, name: string, cuts: Cuts) =>
    runBatch(duckdb, { ...batchOf(duckdb, request, name), cuts, library, refs }, told);
  const before = await decide(request.before, 'before', request.cuts);
  const after = await decide(request.after, 'after', cutsAfter(request));
  const relationOf = (name: string) => `read_parquet(${pathLiteral(fileOf(duckdb, request, name))})`;
  const [old, now] = [relationOf('before'), relationOf('after')];
  const shapeOf = async (relation: string, { results }: BatchReport): Promise<SideShape> => ({
    types: Object.fromEntries((await duckdb.columns(relation)).map(({ name, type }) => [name, type.toString()])),
    outcome: results.find((one) => one.ref === request.ref)?.outcome ?? [],
  });
  return {
    rows: before.rows,
    refusedBefore: before.refused,
    refusedAfter: after.refused,
    carried: carriedOf(before),
    before: await shapeOf(old, before),
    after: await shapeOf(now, after),
    from: `(SELECT b, a FROM ${old} AS b FULL JOIN ${now} AS a ON a.rownum = b.rownum)`,
  };
}
