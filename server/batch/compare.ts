import { join } from 'node:path';
import { type Library, readSet } from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import { pathLiteral } from './input/path-literal.ts';
import type { BatchReport, BatchRequest } from './batch-request.ts';
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
  readonly before: Library;
  readonly after: Library;
  readonly ref: string;
}

const PARTS = new Set(['reasons', 'problems'] as const);

/**
 * Decides a file by both sets of definitions and joins the answers row by row. `movers` names a relation of those whose answer changed,
 * and of those that only one of the versions refuses.
 */
export async function compareVersions(
  duckdb: Duckdb,
  request: CompareRequest,
): Promise<{ readonly comparison: Omit<Comparison, 'movers'>; readonly movers: string }> {
  const { ref } = request;
  const scores = sharedScores(request.before, request.after, ref);
  const decide = (library: Library, name: string) =>
    runBatch(duckdb, {
      ...request,
      library,
      refs: [ref, ...scores],
      output: join(duckdb.folder, `${name}.parquet`),
      columns: [],
      isNumbered: true,
      parts: PARTS,
      force: true,
    });
  const [before, after] = [await decide(request.before, 'before'), await decide(request.after, 'after')];
  const [b, a] = [await sideOf(duckdb, 'before', before, ref), await sideOf(duckdb, 'after', after, ref)];
  const carried = [...new Set([...before.carried, 'rownum'])];
  const compared = [...b.types.keys()].filter((name) => a.types.has(name) && !carried.includes(name));
  const differs = new Map(compared.map((name) => [name, differ(name, b, a)]));
  const answers = compared.filter((name) => b.outcome.includes(name) && a.outcome.includes(name));
  const outputs = {
    removed: b.outcome.filter((name) => !a.outcome.includes(name)).map(b.nameOf),
    added: a.outcome.filter((name) => !b.outcome.includes(name)).map(a.nameOf),
  };
  const joined = `${b.relation} AS b JOIN ${a.relation} AS a ON a.rownum = b.rownum`;
  // A side that refuses a row has no answers to differ.
  const isMover = `(b.rownum IS NOT NULL AND a.rownum IS NOT NULL AND (${answers.map((name) => differs.get(name)).join(' OR ') || 'FALSE'}))`;
  const [counts = []] = await duckdb.rows(
    `SELECT count(*), ${['TRUE', ...differs.values()].map((test) => `count_if(${test}) FILTER (${isMover})`).join(', ')} FROM ${joined}`,
  );
  const [all = 0, moved = 0, ...changed] = counts.map(Number);
  const column = answers.find((name) => b.isNames(name) && a.isNames(name)) ?? null;
  const cells = column === null ? null : await cellsOf(duckdb, joined, column);
  const onlyIn = async (one: string, other: string): Promise<number> => {
    const sql = `SELECT count(*) FROM ${one} AS one ANTI JOIN ${other} AS other ON other.rownum = one.rownum`;
    const [[count] = [0n]] = await duckdb.rows(sql);
    return Number(count);
  };
  return {
    comparison: {
      rows: before.rows,
      compared: all,
      refusedBefore: before.refused,
      refusedAfter: after.refused,
      refusedOnly: { before: await onlyIn(a.relation, b.relation), after: await onlyIn(b.relation, a.relation) },
      column: cells === null || column === null ? null : b.nameOf(column),
      matrix: cells === null ? {} : matrixOf(cells),
      moved,
      moves: cells === null ? {} : movesOf(cells),
      changed: Object.fromEntries(
        compared.map((name, i) => [name, changed[i] ?? 0] as const).filter(([, count]) => count > 0),
      ),
      outputs,
    },
    movers: moversOf({ b, a, carried, differs, isMover, told: compared.filter((_, i) => (changed[i] ?? 0) > 0) }),
  };
}

/** The answers of one version. */
interface Side {
  readonly relation: string;
  readonly types: ReadonlyMap<string, string>;
  readonly outcome: readonly string[];
  /** What a column is called where the decision is asked for alone. */
  nameOf(column: string): string;
  /** Whether a column holds words or conditions, or lists of words. */
  isNames(column: string): boolean;
}

async function sideOf(duckdb: Duckdb, name: string, { results }: BatchReport, ref: string): Promise<Side> {
  const relation = `read_parquet(${pathLiteral(join(duckdb.folder, `${name}.parquet`))})`;
  const types = new Map((await duckdb.columns(relation)).map((column) => [column.name, column.type.toString()]));
  const own = results.find((one) => one.ref === ref)?.outcome ?? [];
  return {
    relation,
    types,
    outcome: own.map(({ column }) => column),
    nameOf: (column) => own.find((one) => one.column === column)?.name ?? column,
    isNames: (column) => ['VARCHAR', 'BOOLEAN', 'VARCHAR[]'].includes(types.get(column) ?? ''),
  };
}

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
  readonly b: Side;
  readonly a: Side;
  readonly carried: readonly string[];
  readonly differs: ReadonlyMap<string, string>;
  readonly isMover: string;
  readonly told: readonly string[];
}): string {
  const { b, a, carried, differs, isMover, told } = joined;
  const isRefused = 'b.rownum IS NULL OR a.rownum IS NULL';
  const names = [...differs].map(([name, test]) => `CASE WHEN ${test} THEN '${name.replaceAll("'", "''")}' END`);
  const list = `CASE WHEN ${isRefused} THEN ['refused'] ELSE list_filter([${names.join(', ')}], lambda x: x IS NOT NULL) END`;
  const keys = carried.map((name) => `coalesce(b.${quote(name)}, a.${quote(name)}) AS ${quote(name)}`);
  const sides = told.flatMap((name) => [
    `b.${quote(name)} AS ${quote(`before ${name}`)}`,
    `a.${quote(name)} AS ${quote(`after ${name}`)}`,
  ]);
  const from = `${b.relation} AS b FULL JOIN ${a.relation} AS a ON a.rownum = b.rownum`;
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
