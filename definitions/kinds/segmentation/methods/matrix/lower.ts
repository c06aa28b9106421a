import { readBins } from '../../../../expression/bins/read.ts';
import { missingBinProblems } from '../../../../expression/bins/missing-checks.ts';
import { binProblem } from '../../../../expression/bins/problems.ts';
import { typeWords } from '../../../../expression/bins/type-words.ts';
import type { Shape } from '../../../../model/decision.ts';
import { pick } from '../../../../expression/build-list.ts';
import { compare, holds, integer, when } from '../../../../expression/build-logic.ts';
import { arithmetic } from '../../../../expression/build-number.ts';
import type { Bins, Expression } from '../../../../model/expression.ts';
import { numberType } from '../../../../model/type.ts';
import { gather, type Gathered } from '../../../gather.ts';
import { readFact } from '../../../read-fact.ts';
import { byOrder, type MethodContext, nameOf, type Ranking } from '../method.ts';
import type { Axis, MatrixCell, Class, MatrixSegmentation } from '../../segmentation.ts';

/** The classes of a matrix: as written, else as its cells name them, row by row. */
export function classesOfMatrix({ classes, cells }: MatrixSegmentation): readonly Class[] {
  if (classes !== undefined) return classes;
  const named = new Map<string, Class>();
  for (const { class: name, title, colour } of Object.values(cells).flatMap((row) => Object.values(row))) {
    if (named.has(name)) continue;
    named.set(name, { name, ...(title === undefined ? {} : { title }), ...(colour === undefined ? {} : { colour }) });
  }
  return [...named.values()];
}

/** The cell that a row and a column meet in. */
export function lowerMatrix(document: MatrixSegmentation, context: MethodContext): Ranking | null {
  const own = gather();
  const row = lowerAxis(document.rows, 'rows', context, own);
  const column = lowerAxis(document.columns, 'columns', context, own);
  context.gathered.problems.push(...own.problems);
  const cells = cellsOf(document);
  if (row === null || column === null || cells === null) return null;
  const classes = byOrder(classesOfMatrix(document));
  const position = cellPosition(row, column, document.columns.bands.length);
  const ranks = cells.map((cell) => BigInt(classes.findIndex(({ name }) => name === cell.class)));
  const cellRank = pick(position, ranks, numberType(0, 0n, BigInt(classes.length - 1)), context.at('/cells'));
  const bandOf = (axis: Axis, index: Expression, pointer: string) => {
    const names = axis.bands.map(({ name }) => name);
    return pick(index, names, { kind: 'string', enum: names }, context.at(pointer));
  };
  const rowName = bandOf(document.rows, row, '/rows');
  const columnName = bandOf(document.columns, column, '/columns');
  return {
    classes,
    rank: cellRank,
    plans: own.plans,
    reasons: [],
    partial: null,
    score: null,
    members: (rank) => [
      { name: 'row', shape: { kind: 'value', of: rowName } },
      { name: 'column', shape: { kind: 'value', of: columnName } },
      { name: 'treatment', shape: treatmentOf(cells, classes, position, cellRank, rank) },
    ],
    outputs: { row: rowName, column: columnName },
  };
}

/** The cell's treatment; where an exception or stability gives another class than the cell's, that class's own. */
function treatmentOf(
  cells: readonly MatrixCell[],
  classes: readonly Class[],
  position: Expression,
  cellRank: Expression,
  rank: Expression,
): Shape {
  const ofClass = (of: Class | undefined) => of?.treatment ?? null;
  const ofCells = cells.map((cell) => cell.treatment ?? ofClass(classes.find(({ name }) => name === cell.class)));
  if (rank === cellRank) return { kind: 'text', index: position, texts: ofCells };
  const isOfCell = holds(compare('=', rank, cellRank));
  const index = when(isOfCell, position, arithmetic('add', [rank, integer(cells.length)]));
  return { kind: 'text', index, texts: [...ofCells, ...classes.map(ofClass)] };
}

/** Which cell, counted row by row. */
function cellPosition(row: Bins, column: Bins, width: number): Expression {
  return arithmetic('add', [arithmetic('multiply', [row, integer(width)]), column]);
}

/** The cells row by row; null where one is missing. */
function cellsOf({ rows, columns, cells }: MatrixSegmentation): readonly MatrixCell[] | null {
  const all = rows.bands.flatMap((row) => columns.bands.map((column) => cells[row.name]?.[column.name]));
  const present = all.filter((cell) => cell !== undefined);
  return present.length < all.length ? null : present;
}

function lowerAxis(axis: Axis, key: 'rows' | 'columns', context: MethodContext, own: Gathered): Bins | null {
  const at = context.at(`/${key}/of`);
  const of = own.take(readFact(axis.of, context.scope, at));
  if (of === null) return null;
  if (
    of.type.kind === 'list' ||
    of.type.kind === 'row' ||
    of.type.kind === 'approximate' ||
    of.type.kind === 'duration'
  ) {
    own.problems.push(binProblem('value-not-binnable', at, { type: typeWords(of.type) }));
    return null;
  }
  const read = readBins({
    bins: axis.bands,
    on: of,
    part: axis.title ?? nameOf(of, axis.of),
    origin: context.at(`/${key}/bands`),
    binPointer: (i) => `/${key}/bands/${i}`,
    condition: () => null,
  });
  own.problems.push(...read.problems, ...missingBinProblems(of, read.plans));
  own.plans.push(...read.plans);
  return read.index;
}
