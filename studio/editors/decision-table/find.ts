import type { DecisionTable } from '../../../definitions/index.ts';
import type { Reader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { shownCell } from './cell-words.ts';
import type { GridColumn } from './columns.ts';
import { cellAt, cellPointer, type CellPlace } from './edits.ts';

/** What every cell shows, row by row, `otherwise` behind the rules; folded, so that width and case of letters do not matter. */
export type ShownTexts = readonly (readonly string[])[];

export function shownTexts(
  document: DecisionTable,
  columns: readonly GridColumn[],
  about: {
    readonly titles: Titles;
    readonly computed: Readonly<Record<string, string>> | undefined;
    readonly reader: Reader;
  },
): ShownTexts {
  const rows = document.rules.length + (document.otherwise === undefined ? 0 : 1);
  return Array.from({ length: rows }, (_, row) =>
    columns.map((column, i) => {
      const place = { row, column: i };
      const cell = cellAt(document, place);
      if (cell === undefined) return '';
      return folded(
        about.computed?.[cellPointer(document, place)] ?? shownCell(cell, column, about.titles, about.reader),
      );
    }),
  );
}

/** The cells that hold a text, in the order in which they are read; none for an empty one. */
export function foundCells(texts: ShownTexts, text: string): readonly CellPlace[] {
  const sought = folded(text.trim());
  if (sought === '') return [];
  return texts.flatMap((row, i) =>
    row.flatMap((shown, column) => (shown.includes(sought) ? [{ row: i, column }] : [])),
  );
}

/** The place of the next found cell behind the active one (`by` 1), or before it (-1), around the table's ends; -1 where there is none. */
export function nextFound(found: readonly CellPlace[], active: CellPlace, by: 1 | -1): number {
  const isBehind = (one: CellPlace) => one.row > active.row || (one.row === active.row && one.column > active.column);
  const isBefore = (one: CellPlace) => one.row < active.row || (one.row === active.row && one.column < active.column);
  if (by === 1) {
    const next = found.findIndex(isBehind);
    return next < 0 && found.length > 0 ? 0 : next;
  }
  const before = found.findLastIndex(isBefore);
  return before < 0 ? found.length - 1 : before;
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase();
