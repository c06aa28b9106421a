import { type CompareRequest, type DecidedVersions, decideVersions } from './decide-versions.ts';
import type { Duckdb } from './duckdb.ts';
import { quote } from './input/staged.ts';
import { BOTH, differencesOf, moversOf } from './version-differences.ts';

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

/**
 * Decides a file by both sets of definitions and holds the answers against each other row by row. `movers` names a relation of those
 * whose answer changed, and of those that only one of the versions refuses.
 */
export const compareVersions = async (duckdb: Duckdb, request: CompareRequest): Promise<Compared> =>
  await comparisonOf(duckdb, await decideVersions(duckdb, request));

/** Tells what two versions decided; `detail`: those who move, with what is told of them beside. */
export async function comparisonOf(
  duckdb: Duckdb,
  decided: DecidedVersions,
  detail: DecidedVersions = decided,
): Promise<Compared> {
  const { b, a, answers, isMover } = differencesOf(decided);
  const outputs = {
    removed: b.outcome.filter((name) => !a.outcome.includes(name)).map(b.nameOf),
    added: a.outcome.filter((name) => !b.outcome.includes(name)).map(a.nameOf),
  };
  const column = answers.find((name) => b.isNames(name) && a.isNames(name)) ?? null;
  const { compared, notAfter, notBefore, moved, cells } = await countsOf(duckdb, decided.from, isMover, column);
  const told = await changedIn(duckdb, detail);
  return {
    comparison: {
      rows: decided.rows,
      compared,
      refusedBefore: decided.refusedBefore,
      refusedAfter: decided.refusedAfter,
      refusedOnly: { before: notBefore, after: notAfter },
      column: cells === null || column === null ? null : b.nameOf(column),
      matrix: cells === null ? {} : matrixOf(cells),
      moved,
      moves: cells === null ? {} : movesOf(cells),
      changed: Object.fromEntries(told),
      outputs,
    },
    joined: `(SELECT b, a FROM ${decided.from} WHERE ${BOTH})`,
    column: cells === null ? null : column,
    figures: answers.flatMap((name) =>
      b.isFigure(name) && a.isFigure(name) ? [{ column: name, name: b.nameOf(name) }] : [],
    ),
    isMover,
    movers: moversOf(
      detail,
      told.map(([name]) => name),
    ),
  };
}

/** The columns that differ among those who move, and among how many. */
async function changedIn(duckdb: Duckdb, detail: DecidedVersions): Promise<readonly (readonly [string, number])[]> {
  const { differs, isMover } = differencesOf(detail);
  const tests = ['TRUE', ...differs.values()].map((test) => `count_if(${test})`);
  const [[, ...counts] = []] = await duckdb.rows(`SELECT ${tests.join(', ')} FROM ${detail.from} WHERE ${isMover}`);
  return [...differs.keys()].map((name, i) => [name, Number(counts[i] ?? 0)] as const).filter(([, count]) => count > 0);
}

type Cells = readonly (readonly [from: string, to: string, count: number])[];

/** With more words than these there are no classes to count. */
const MOST_CLASSES = 200;

/** How many both decide, and only one of them, and how many move; with a column of words, between which of them: all in one pass. */
async function countsOf(duckdb: Duckdb, from: string, isMover: string, column: string | null) {
  const word = (side: string) => (column === null ? 'NULL' : `${side}.${quote(column)}`);
  const text = (name: string) => `coalesce(CAST(${name} AS VARCHAR), '')`;
  const grouped = `SELECT b.rownum IS NULL AS "noneBefore", a.rownum IS NULL AS "noneAfter", ${word('b')} AS "before", ${word('a')} AS "after", count(*) AS "all", count_if(${isMover}) AS "moving" FROM ${from} GROUP BY 1, 2, 3, 4`;
  const rows = await duckdb.rows(
    `SELECT "noneBefore", "noneAfter", ${text('"before"')}, ${text('"after"')}, sum("all"), sum("moving") FROM (${grouped}) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  );
  const sum = (isIn: (notBefore: boolean, notAfter: boolean) => boolean, at: 4 | 5 = 4) =>
    rows.reduce((all, row) => all + (isIn(row[0] === true, row[1] === true) ? Number(row[at]) : 0), 0);
  const both = rows.filter(([notBefore, notAfter]) => notBefore !== true && notAfter !== true);
  const cells: Cells = both.map(([, , before, after, count]) => [String(before), String(after), Number(count)]);
  const names = new Set(cells.flatMap(([before, after]) => [before, after]));
  return {
    compared: sum((notBefore, notAfter) => !notBefore && !notAfter),
    notAfter: sum((_, notAfter) => notAfter),
    notBefore: sum((notBefore) => notBefore),
    moved: sum(() => true, 5),
    cells: column === null || names.size > MOST_CLASSES ? null : cells,
  };
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
