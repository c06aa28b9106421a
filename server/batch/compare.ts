import { join } from 'node:path';
import { type Library, readSet } from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import { pathLiteral } from './input/path-literal.ts';
import { type BatchRequest, runBatch } from './run-batch.ts';
import { quote } from './input/staged.ts';

/** What changed for a population between two sets of definitions. */
export interface Comparison {
  readonly rows: number;
  /** Rows decided by both. */
  readonly compared: number;
  readonly refusedBefore: number;
  readonly refusedAfter: number;
  /** The column whose values are the classes. */
  readonly column: string;
  /** How many were in a class before (outer key) and in one after; null classes under the empty text. */
  readonly matrix: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Rows whose class changed. */
  readonly moved: number;
  /** By class: who left, who came, and the difference. */
  readonly moves: Readonly<Record<string, { readonly out: number; readonly in: number; readonly net: number }>>;
  /** In how many movers each column changed. */
  readonly changed: Readonly<Record<string, number>>;
  readonly movers: string | null;
}

export interface CompareRequest
  extends Omit<BatchRequest, 'library' | 'refs' | 'output' | 'decisions' | 'parts' | 'columns' | 'force'> {
  readonly before: Library;
  readonly after: Library;
  readonly ref: string;
}

const PARTS = new Set(['reasons', 'problems'] as const);

/** Decides a file by both sets of definitions and joins the answers row by row. `movers` names a relation of those whose class changed. */
export async function compareVersions(
  duckdb: Duckdb,
  request: CompareRequest,
): Promise<{ readonly comparison: Omit<Comparison, 'movers'>; readonly movers: string }> {
  const { ref } = request;
  const scores = sharedScores(request.before, request.after, ref);
  const decide = (library: Library, name: string) => {
    const output = join(duckdb.folder, `${name}.parquet`);
    const columns = request.key === undefined || request.key === 'rownum' ? [] : [request.key];
    return runBatch(duckdb, {
      ...request,
      library,
      refs: [ref, ...scores],
      output,
      key: 'rownum',
      columns,
      parts: PARTS,
      force: true,
    });
  };
  const [before, after] = [await decide(request.before, 'before'), await decide(request.after, 'after')];
  const relation = (name: string) => `read_parquet(${pathLiteral(join(duckdb.folder, `${name}.parquet`))})`;
  const names = (await duckdb.columns(relation('before'))).map(({ name }) => name);
  const others = new Set((await duckdb.columns(relation('after'))).map(({ name }) => name));
  const own = scores.length === 0 ? '' : `${ref.slice(ref.indexOf('/') + 1)}_`;
  const column =
    ['class', 'classes', 'band', 'value'].map((name) => `${own}${name}`).find((name) => names.includes(name)) ??
    names.find((name) => name.startsWith(own) && name !== 'rownum') ??
    'rownum';
  const carried = ['rownum', ...(request.key === undefined || request.key === 'rownum' ? [] : [request.key])];
  const compared = names.filter((name) => others.has(name) && !carried.includes(name));
  const text = (side: string) => `CAST(${side}.${quote(column)} AS VARCHAR)`;
  const joined = `${relation('before')} AS b JOIN ${relation('after')} AS a ON a.rownum = b.rownum`;
  const cells = await duckdb.rows(
    `SELECT coalesce(${text('b')}, ''), coalesce(${text('a')}, ''), count(*) FROM ${joined} GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const isMover = `${text('b')} IS DISTINCT FROM ${text('a')}`;
  const differs = compared.map((name) => `b.${quote(name)} IS DISTINCT FROM a.${quote(name)}`);
  const [counts = []] = await duckdb.rows(
    `SELECT ${differs.map((test) => `count_if(${test})`).join(', ')} FROM ${joined} WHERE ${isMover}`,
  );
  const told = compared.filter((_, i) => Number(counts[i] ?? 0) > 0);
  const sides = told.flatMap((name) => [
    `b.${quote(name)} AS ${quote(`before ${name}`)}`,
    `a.${quote(name)} AS ${quote(`after ${name}`)}`,
  ]);
  const list = `list_filter([${compared.map((name, i) => `CASE WHEN ${differs[i]} THEN '${name.replaceAll("'", "''")}' END`).join(', ')}], lambda x: x IS NOT NULL)`;
  const movers = `(SELECT ${[...carried.map((name) => `b.${quote(name)} AS ${quote(name)}`), `${list} AS changed`, ...sides].join(', ')} FROM ${joined} WHERE ${isMover} ORDER BY b.rownum)`;
  return {
    comparison: {
      rows: before.rows,
      compared: cells.reduce((sum, [, , count]) => sum + Number(count), 0),
      refusedBefore: before.refused,
      refusedAfter: after.refused,
      column: column.slice(own.length),
      ...summed(cells.map(([from, to, count]) => [String(from), String(to), Number(count)])),
      changed: Object.fromEntries(
        compared.map((name, i) => [name, Number(counts[i] ?? 0)]).filter(([, count]) => Number(count) > 0),
      ),
    },
    movers,
  };
}

function summed(cells: readonly (readonly [string, string, number])[]): Pick<Comparison, 'matrix' | 'moved' | 'moves'> {
  const matrix: Record<string, Record<string, number>> = {};
  const moves: Record<string, { out: number; in: number; net: number }> = {};
  let moved = 0;
  const of = (name: string) => (moves[name] ??= { out: 0, in: 0, net: 0 });
  for (const [from, to, count] of cells) {
    (matrix[from] ??= {})[to] = count;
    const [left, come] = [of(from), of(to)];
    if (from === to) continue;
    moved += count;
    left.out += count;
    left.net -= count;
    come.in += count;
    come.net += count;
  }
  return { matrix, moved, moves };
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
