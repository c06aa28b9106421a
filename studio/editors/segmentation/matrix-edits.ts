import type { Class, JsonObject, Segmentation, Text } from '../../../definitions/index.ts';
import type { CellPlace, CellRange } from '../decision-table/edits.ts';
import { insertAt } from '../edit.ts';
import { freshName, matrixClasses } from './class-edits.ts';

export type Matrix = Extract<Segmentation, { method: 'matrix' }>;
type MatrixCell = Matrix['cells'][string][string];

/** The cell of a place; undefined where the document has none. */
export function cellAt(document: Matrix, { row, column }: CellPlace): MatrixCell | undefined {
  const [first, second] = [document.rows.bands[row]?.name, document.columns.bands[column]?.name];
  return first === undefined || second === undefined ? undefined : document.cells[first]?.[second];
}

/**
 * Gives the cells of a range a class. A cell that has it already stays as it is; another takes over what is said of the class elsewhere
 * in the matrix (title, colour, treatment), since what it said was of the class it had. `known`: classes that no cell has any more.
 */
export function setCells(
  document: Segmentation,
  range: CellRange,
  name: string,
  known: readonly Class[] = [],
): Segmentation {
  if (document.method !== 'matrix') return document;
  const cell = cellOf(document, name, known);
  return withCells(document, range, (before) => (before?.class === name ? before : cell));
}

/** What a cell of a class says: as the first that has it; where classes are listed it needs to name it only. */
function cellOf(document: Matrix, name: string, known: readonly Class[]): MatrixCell {
  const isListed = document.classes?.some((one) => one.name === name) === true;
  const own = isListed ? undefined : [...matrixClasses(document), ...known].find((one) => one.name === name);
  const { title, colour, treatment } = own ?? {};
  return {
    class: name,
    ...(title === undefined ? {} : { title }),
    ...(colour === undefined ? {} : { colour }),
    ...(treatment === undefined ? {} : { treatment }),
  };
}

/** Fills a range from its uppermost cells (`down`) or its leftmost (`right`); one row or column alone is filled from the cell before it. */
export function fillCells(document: Segmentation, range: CellRange, way: 'down' | 'right'): Segmentation {
  if (document.method !== 'matrix') return document;
  const { top, left, bottom, right } = range;
  const from = {
    row: way === 'down' && top === bottom ? top - 1 : top,
    column: way === 'right' && left === right ? left - 1 : left,
  };
  return withCells(
    document,
    range,
    (before, { row, column }) =>
      cellAt(document, way === 'down' ? { row: from.row, column } : { row, column: from.column }) ?? before,
  );
}

/** Gives the cells of a range a new class of this title; it is listed where classes are. */
export function addClass(document: Segmentation, range: CellRange, title: Text): Segmentation {
  if (document.method !== 'matrix') return document;
  const name = freshName(
    'class',
    matrixClasses(document).map((one) => one.name),
  );
  if (document.classes === undefined) return withCells(document, range, () => ({ class: name, title }));
  // A class is JSON.
  const added = { name, title } as unknown as JsonObject;
  return setCells(insertAt(document, '/classes', document.classes.length, added), range, name);
}

/** The band of an axis for whatever no other holds, and for what is not known. */
export const REST_BAND = {
  name: 'rest',
  title: { 'zh-CN': '其他或未知', en: 'Others, or unknown' },
  otherwise: true,
} as const;

/** Whether an axis has a band for the rest. */
export const hasRest = (document: Matrix, axis: 'rows' | 'columns'): boolean =>
  document[axis].bands.some(({ otherwise }) => otherwise === true);

/** Gives an axis a band for the rest, with the classes of the band before it; or takes that band out, with its cells. */
export function setRest(document: Segmentation, axis: 'rows' | 'columns', isWanted: boolean): Segmentation {
  if (document.method !== 'matrix' || hasRest(document, axis) === isWanted) return document;
  const { bands } = document[axis];
  const kept = bands.filter(({ otherwise }) => otherwise !== true);
  const taken = bands.map(({ name }) => name);
  const name = taken.includes(REST_BAND.name) ? freshName(REST_BAND.name, taken) : REST_BAND.name;
  const next = isWanted ? [...kept, { ...REST_BAND, name }] : kept;
  const last = kept.at(-1)?.name ?? '';
  const known = new Set(next.map((band) => band.name));
  const fitted = <Cell>(by: Readonly<Record<string, Cell>>): Readonly<Record<string, Cell>> => {
    const own = Object.fromEntries(Object.entries(by).filter(([band]) => known.has(band)));
    const before = by[last];
    return isWanted && before !== undefined ? { ...own, [name]: before } : own;
  };
  const { cells } = document;
  const rows = Object.entries(cells).map(([row, own]) => [row, fitted(own)] as const);
  return {
    ...document,
    [axis]: { ...document[axis], bands: next },
    cells: axis === 'rows' ? fitted(cells) : Object.fromEntries(rows),
  };
}

/** Cells by the names of their bands; whatever else stands in the document stays, in its order. */
function withCells(
  document: Matrix,
  { top, left, bottom, right }: CellRange,
  to: (before: MatrixCell | undefined, place: CellPlace) => MatrixCell | undefined,
): Matrix {
  let isChanged = false;
  const cells = { ...document.cells };
  document.rows.bands.forEach(({ name }, row) => {
    if (row < top || row > bottom) return;
    const own = { ...cells[name] };
    document.columns.bands.forEach((band, column) => {
      if (column < left || column > right) return;
      const before = own[band.name];
      const next = to(before, { row, column });
      if (next === undefined || next === before) return;
      own[band.name] = next;
      isChanged = true;
    });
    cells[name] = own;
  });
  return isChanged ? { ...document, cells } : document;
}
