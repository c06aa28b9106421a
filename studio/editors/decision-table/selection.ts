import type { CellPlace, CellRange } from './edits.ts';

/** What is selected: the active cell, and the corner from which the range to it was begun. */
export interface Selection {
  readonly active: CellPlace;
  readonly anchor: CellPlace;
}

/** How large a grid is, and which of its rows are rules: the row behind them is `otherwise`. */
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  readonly rules: number;
}

export const at = (row: number, column: number): Selection => ({ active: { row, column }, anchor: { row, column } });

/** The cells of a selection. One that begins among the rules never holds `otherwise`, which is no rule. */
export function rangeOf({ active, anchor }: Selection, { rules }: GridSize): CellRange {
  const last = anchor.row < rules ? rules - 1 : Number.POSITIVE_INFINITY;
  const rows = [active.row, anchor.row].map((row) => Math.min(row, last));
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  };
}

/** The selection within a grid that may have become smaller. */
export function within({ active, anchor }: Selection, { rows, columns }: GridSize): Selection {
  const inside = ({ row, column }: CellPlace): CellPlace => ({
    row: Math.max(0, Math.min(row, rows - 1)),
    column: Math.max(0, Math.min(column, columns - 1)),
  });
  return { active: inside(active), anchor: inside(anchor) };
}

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** How many rows a page is. */
const PAGE = 12;

/** Where a key of moving leads, as in a spreadsheet; undefined where it is none. */
export function afterKey(selection: Selection, pressed: Key, size: GridSize): Selection | undefined {
  const { row, column } = selection.active;
  const isFar = pressed.ctrlKey || pressed.metaKey;
  const [bottom, right] = [size.rows - 1, size.columns - 1];
  const wrapped = (by: 1 | -1): CellPlace => {
    if (column + by >= 0 && column + by <= right) return { row, column: column + by };
    return row + by < 0 || row + by > bottom ? { row, column } : { row: row + by, column: by > 0 ? 0 : right };
  };
  const to = ((): CellPlace | undefined => {
    switch (pressed.key) {
      case 'ArrowUp':
        return { row: isFar ? 0 : row - 1, column };
      case 'ArrowDown':
        return { row: isFar ? bottom : row + 1, column };
      case 'ArrowLeft':
        return { row, column: isFar ? 0 : column - 1 };
      case 'ArrowRight':
        return { row, column: isFar ? right : column + 1 };
      case 'PageUp':
        return { row: row - PAGE, column };
      case 'PageDown':
        return { row: row + PAGE, column };
      case 'Home':
        return { row: isFar ? 0 : row, column: 0 };
      case 'End':
        return { row: isFar ? bottom : row, column: right };
      case 'Enter':
        return { row: row + (pressed.shiftKey ? -1 : 1), column };
      case 'Tab':
        return wrapped(pressed.shiftKey ? -1 : 1);
      default:
        return undefined;
    }
  })();
  if (to === undefined) return undefined;
  const isExtended = pressed.shiftKey && pressed.key !== 'Enter' && pressed.key !== 'Tab';
  return within({ active: to, anchor: isExtended ? selection.anchor : to }, size);
}
