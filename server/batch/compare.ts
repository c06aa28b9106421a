import { join } from 'node:path';
import { columnPrefix, type Library, readSet } from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import { pathLiteral } from './input/path-literal.ts';
import type { BatchReport, BatchRequest } from './batch-request.ts';
import { pairedLibrary } from './paired-library.ts';
import { runBatch } from './run-batch.ts';
import { quote } from './input/staged.ts';

/** What changed for a population between two sets of definitions. */
export interface Comparison {
  readonly rows: number;
  /** Rows decided by both. */
  readonly compared: number;
  readonly refusedBefore: number;
  readonly refusedAfter: number;
  /** Rows that only one of them refuses. */
  readonly refusedOnly: { readonly before: number; readonly after: number };
  /** The output whose values are the classes; null where the answers are figures. */
  readonly column: string | null;
  /** How many were in a class before (outer key) and in one after; null classes under the empty text. */
  readonly matrix: Matrix;
  /** Rows whose answer changed: of a segmentation the class, of a scorecard the band, else any output. */
  readonly moved: number;
  /** By class: who left, who came, and the difference. */
  readonly moves: Readonly<Record<string, { readonly out: number; readonly in: number; readonly net: number }>>;
  /** In how many movers each column changed. */
  readonly changed: Readonly<Record<string, number>>;
  /** Outputs that one of the versions lacks. */
  readonly outputs: { readonly removed: readonly string[]; readonly added: readonly string[] };
  readonly movers: string | null;
}

type Matrix = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface CompareRequest
  extends Omit<
    BatchRequest,
    'library' | 'refs' | 'output' | 'decisions' | 'parts' | 'columns' | 'force' | 'isNumbered'
  > {
  /** Columns of the file that the movers carry, beside the key. */
  readonly columns?: readonly string[];
  readonly before: Library;
  readonly after: Library;
  readonly ref: string;
}

/** A comparison, and the relations it was made of, for as long as the database is open. */
export interface Compared {
  readonly comparison: Omit<Comparison, 'movers'>;
  readonly movers: string;
  /** Rows that both decide: `b` and `a` joined, to stand behind FROM. */
  readonly joined: string;
  /** The column whose words are the classes, and the answers that are figures, as the relations name them. */
  readonly column: string | null;
  readonly figures: readonly { readonly column: string; readonly name: string }[];
  /** The test, over `b` and `a`, that a row moves. */
  readonly isMover: string;
}

const PARTS = new Set(['reasons', 'problems'] as const);

/**
 * Decides a file by both sets of definitions and joins the answers row by row. `movers` names a relation of those whose answer changed,
 * and of those that only one of the versions refuses.
 */
export async function compareVersions(duckdb: Duckdb, request: CompareRequest): Promise<Compared> {
  const refs = [request.ref, ...sharedScores(request.before, request.after, request.ref)];
  const decided = (await decideTogether(duckdb, request, refs)) ?? (await decideTwice(duckdb, request, refs));
  const { before, after, b, a, joined, refusedOnly } = decided;
  const carried = [...new Set([...before.carried, 'rownum'])];
  const compared = [...b.types.keys()].filter((name) => a.types.has(name) && !carried.includes(name));
  const differs = new Map(compared.map((name) => [name, differ(name, b, a)]));
  const answers = compared.filter((name) => b.outcome.includes(name) && a.outcome.includes(name));
  const outputs = {
    removed: b.outcome.filter((name) => !a.outcome.includes(name)).map(b.nameOf),
    added: a.outcome.filter((name) => !b.outcome.includes(name)).map(a.nameOf),
  };
  // A side that refuses a row has no answers to differ.
  const isMover = `(b.rownum IS NOT NULL AND a.rownum IS NOT NULL AND (${answers.map((name) => differs.get(name)).join(' OR ') || 'FALSE'}))`;
  const [counts = []] = await duckdb.rows(
    `SELECT count(*), ${['TRUE', ...differs.values()].map((test) => `count_if(${test}) FILTER (${isMover})`).join(', ')} FROM ${joined}`,
  );
  const [all = 0, moved = 0, ...changed] = counts.map(Number);
  const column = answers.find((name) => b.isNames(name) && a.isNames(name)) ?? null;
  const cells = column === null ? null : await cellsOf(duckdb, joined, column);
  return {
    comparison: {
      rows: before.rows,
      compared: all,
      refusedBefore: before.refused,
      refusedAfter: after.refused,
      refusedOnly,
      column: cells === null || column === null ? null : b.nameOf(column),
      matrix: cells === null ? {} : matrixOf(cells),
      moved,
      moves: cells === null ? {} : movesOf(cells),
      changed: Object.fromEntries(
        compared.map((name, i) => [name, changed[i] ?? 0] as const).filter(([, count]) => count > 0),
      ),
      outputs,
    },
    joined,
    column: cells === null ? null : column,
    figures: answers.flatMap((name) =>
      b.isFigure(name) && a.isFigure(name) ? [{ column: name, name: b.nameOf(name) }] : [],
    ),
    isMover,
    movers: moversOf({
      from: decided.all,
      carried,
      differs,
      isMover,
      told: compared.filter((_, i) => (changed[i] ?? 0) > 0),
    }),
  };
}

/** What both versions decided for the rows of a file. */
interface Decided {
  readonly before: Pick<BatchReport, 'rows' | 'refused' | 'carried'>;
  readonly after: Pick<BatchReport, 'refused'>;
  readonly b: Side;
  readonly a: Side;
  /** Rows that both decide, as `b` and `a`, to stand behind FROM; `all`: those too that only one of them decides. */
  readonly joined: string;
  readonly all: string;
  readonly refusedOnly: Comparison['refusedOnly'];
}

function batchOf(duckdb: Duckdb, request: CompareRequest, name: string): Omit<BatchRequest, 'library' | 'refs'> {
  return {
    ...request,
    output: join(duckdb.folder, `${name}.parquet`),
    columns: request.columns ?? [],
    isNumbered: true,
    isCounted: false,
    parts: PARTS,
    force: true,
  };
}

/** One query for both versions, where they read the same facts. */
async function decideTogether(
  duckdb: Duckdb,
  request: CompareRequest,
  refs: readonly string[],
): Promise<Decided | undefined> {
  const paired = pairedLibrary(request.before, request.after, refs);
  if (paired === undefined) return undefined;
  const { library, renamed } = paired;
  const newer = (ref: string) => renamed.get(ref) ?? ref;
  const cuts = Object.fromEntries(
    Object.entries(request.cuts).flatMap(([id, own]) => [
      [id, own],
      [newer(id), own],
    ]),
  );
  const report = await runBatch(duckdb, {
    ...batchOf(duckdb, request, 'both'),
    cuts,
    library,
    refs: [...new Set([...refs, ...refs.map(newer)])],
  });
  const relation = `read_parquet(${pathLiteral(join(duckdb.folder, 'both.parquet'))})`;
  const types = new Map((await duckdb.columns(relation)).map((column) => [column.name, column.type.toString()]));
  const side = (isNewer: boolean) => {
    const columns = sideColumns([...types.keys()], refs, newer, isNewer);
    const found = report.results.find((one) => one.ref === (isNewer ? newer(request.ref) : request.ref))?.outcome ?? [];
    const nameOf = new Map([...columns].map(([name, column]) => [column, name]));
    const own = found.map(({ column, name }) => ({ column: nameOf.get(column) ?? column, name }));
    const packed = [...columns].map(([name, column]) => `${quote(name)} := ${quote(column)}`);
    return {
      side: sideOf(new Map([...columns].map(([name, column]) => [name, types.get(column) ?? ''])), own),
      struct: `struct_pack(${packed.join(', ')})`,
    };
  };
  const [b, a] = [side(false), side(true)];
  const joined = `(SELECT ${b.struct} AS b, ${a.struct} AS a FROM ${relation})`;
  const none = { before: 0, after: 0 };
  return { before: report, after: report, b: b.side, a: a.side, joined, all: joined, refusedOnly: none };
}

/**
 * The columns of one version by the names they would have if that version had been asked alone: those of the other version of what is
 * renamed are not among them.
 */
function sideColumns(
  columns: readonly string[],
  refs: readonly string[],
  newer: (ref: string) => string,
  isNewer: boolean,
): ReadonlyMap<string, string> {
  const all = [...new Set([...refs, ...refs.map(newer)])];
  const isOf = (column: string, prefix: string) => column === prefix || column.startsWith(`${prefix}_`);
  const own = refs.map((ref) => ({
    from: columnPrefix(all, isNewer ? newer(ref) : ref),
    to: columnPrefix(refs, ref),
  }));
  const others = refs.filter((ref) => newer(ref) !== ref).map((ref) => columnPrefix(all, isNewer ? ref : newer(ref)));
  return new Map(
    columns.flatMap((column): readonly [string, string][] => {
      const of = own.find(({ from }) => isOf(column, from));
      if (of === undefined) return others.some((prefix) => isOf(column, prefix)) ? [] : [[column, column]];
      const rest = column.slice(of.from.length);
      return [[of.to === '' ? rest.slice(1) || 'value' : of.to + rest, column]];
    }),
  );
}

/** A query for each version, and their rows joined. */
async function decideTwice(duckdb: Duckdb, request: CompareRequest, refs: readonly string[]): Promise<Decided> {
  const decide = (library: Library, name: string) =>
    runBatch(duckdb, { ...batchOf(duckdb, request, name), library, refs });
  const [before, after] = [await decide(request.before, 'before'), await decide(request.after, 'after')];
  const relationOf = (name: string) => `read_parquet(${pathLiteral(join(duckdb.folder, `${name}.parquet`))})`;
  const [old, now] = [relationOf('before'), relationOf('after')];
  const typesOf = async (relation: string) =>
    new Map((await duckdb.columns(relation)).map((column) => [column.name, column.type.toString()]));
  const outcomeOf = ({ results }: BatchReport) => results.find((one) => one.ref === request.ref)?.outcome ?? [];
  const onlyIn = async (one: string, other: string): Promise<number> => {
    const sql = `SELECT count(*) FROM ${one} AS one ANTI JOIN ${other} AS other ON other.rownum = one.rownum`;
    const [[count] = [0n]] = await duckdb.rows(sql);
    return Number(count);
  };
  return {
    before,
    after,
    b: sideOf(await typesOf(old), outcomeOf(before)),
    a: sideOf(await typesOf(now), outcomeOf(after)),
    joined: `${old} AS b JOIN ${now} AS a ON a.rownum = b.rownum`,
    all: `${old} AS b FULL JOIN ${now} AS a ON a.rownum = b.rownum`,
    refusedOnly: { before: await onlyIn(now, old), after: await onlyIn(old, now) },
  };
}

/** The answers of one version. */
interface Side {
  readonly types: ReadonlyMap<string, string>;
  readonly outcome: readonly string[];
  /** What a column is called where the decision is asked for alone. */
  nameOf(column: string): string;
  /** Whether a column holds words or conditions, or lists of words. */
  isNames(column: string): boolean;
  isFigure(column: string): boolean;
}

function sideOf(types: ReadonlyMap<string, string>, own: readonly ResultColumn[]): Side {
  return {
    types,
    outcome: own.map(({ column }) => column),
    nameOf: (column) => own.find((one) => one.column === column)?.name ?? column,
    isNames: (column) => ['VARCHAR', 'BOOLEAN', 'VARCHAR[]'].includes(types.get(column) ?? ''),
    isFigure: (column) => /^(DECIMAL|BIGINT|HUGEINT|INTEGER|SMALLINT|DOUBLE)/.test(types.get(column) ?? ''),
  };
}

type ResultColumn = BatchReport['results'][number]['outcome'][number];

/** Whether a column differs between the sides `b` and `a`: figures as figures, whatever decimals they are written with. */
function differ(name: string, before: Side, after: Side): string {
  const [left, right] = [before.types.get(name) ?? '', after.types.get(name) ?? ''];
  const plain = (side: string) => `${side}.${quote(name)}`;
  if (left === right) return `${plain('b')} IS DISTINCT FROM ${plain('a')}`;
  const holdsFigures = [left, right].some((type) => /DECIMAL|BIGINT|HUGEINT|INTEGER|DOUBLE/.test(type));
  const text = (side: string) => {
    const written = `CAST(${plain(side)} AS VARCHAR)`;
    if (!holdsFigures) return written;
    const shorter = `regexp_replace(${written}, '(\\.\\d*[1-9])0+([^0-9]|$)', '\\1\\2', 'g')`;
    return `regexp_replace(${shorter}, '\\.0+([^0-9]|$)', '\\1', 'g')`;
  };
  return `${text('b')} IS DISTINCT FROM ${text('a')}`;
}

type Cells = readonly (readonly [from: string, to: string, count: number])[];

/** With more words than these there are no classes to count. */
const MOST_CLASSES = 200;

async function cellsOf(duckdb: Duckdb, joined: string, column: string): Promise<Cells | null> {
  const text = (side: string) => `coalesce(CAST(${side}.${quote(column)} AS VARCHAR), '')`;
  const cells = await duckdb.rows(
    `SELECT ${text('b')}, ${text('a')}, count(*) FROM ${joined} GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const names = new Set(cells.flatMap(([from, to]) => [String(from), String(to)]));
  return names.size > MOST_CLASSES ? null : cells.map(([from, to, count]) => [String(from), String(to), Number(count)]);
}

function matrixOf(cells: Cells): Matrix {
  const matrix: Record<string, Record<string, number>> = {};
  for (const [from, to, count] of cells) (matrix[from] ??= {})[to] = count;
  return matrix;
}

function movesOf(cells: Cells): Comparison['moves'] {
  const moves: Record<string, { out: number; in: number; net: number }> = {};
  const of = (name: string) => (moves[name] ??= { out: 0, in: 0, net: 0 });
  for (const [from, to, count] of cells) {
    const [left, come] = [of(from), of(to)];
    if (from === to) continue;
    left.out += count;
    left.net -= count;
    come.in += count;
    come.net += count;
  }
  return moves;
}

/** The rows that moved, and those that one side refuses: their key, what changed, and both sides of it. */
function moversOf(joined: {
  readonly from: string;
  readonly carried: readonly string[];
  readonly differs: ReadonlyMap<string, string>;
  readonly isMover: string;
  readonly told: readonly string[];
}): string {
  const { from, carried, differs, isMover, told } = joined;
  const isRefused = 'b.rownum IS NULL OR a.rownum IS NULL';
  const names = [...differs].map(([name, test]) => `CASE WHEN ${test} THEN '${name.replaceAll("'", "''")}' END`);
  const list = `CASE WHEN ${isRefused} THEN ['refused'] ELSE list_filter([${names.join(', ')}], lambda x: x IS NOT NULL) END`;
  const keys = carried.map((name) => `coalesce(b.${quote(name)}, a.${quote(name)}) AS ${quote(name)}`);
  const sides = told.flatMap((name) => [
    `b.${quote(name)} AS ${quote(`before ${name}`)}`,
    `a.${quote(name)} AS ${quote(`after ${name}`)}`,
  ]);
  return `(SELECT ${[...keys, `${list} AS changed`, ...sides].join(', ')} FROM ${from} WHERE ${isMover} OR ${isRefused} ORDER BY coalesce(b.rownum, a.rownum))`;
}

/** The scores, formulas and criteria that both versions of a decision read, over the same facts: what a change can come from. */
function sharedScores(before: Library, after: Library, ref: string): readonly string[] {
  const reached = (library: Library, id: string, found = new Set<string>()): ReadonlySet<string> => {
    for (const next of library.definitions.get(id)?.references ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      reached(library, next, found);
    }
    return found;
  };
  const entity = (library: Library, id: string) => {
    const facts = library.environment.decision(id)?.facts;
    return facts?.kind === 'entity' ? facts.entity : undefined;
  };
  const other = reached(after, ref);
  return [...reached(before, ref)].filter((id) => {
    const own = entity(before, id);
    const decision = before.environment.decision(id);
    const isSingle =
      decision !== undefined && readSet([decision], (one) => before.environment.entity(one)).products === null;
    return isSingle && other.has(id) && own !== undefined && own === entity(before, ref) && own === entity(after, id);
  });
}
