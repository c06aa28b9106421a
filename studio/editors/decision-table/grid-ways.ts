import { type PointerEvent, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { at } from './selection.ts';
import type { Grid } from './use-grid.ts';

/** Goes to the cell that the address names, in sight or not. */
export function usePlaceInAddress(grid: Grid): void {
  const pointer = useSearchParams()[0].get('at');
  const last = useRef(grid);
  useEffect(() => {
    last.current = grid;
  });
  useEffect(() => {
    const [, row, side, index] = /^\/rules\/(\d+)(?:\/(when|then)\/(\d+))?/.exec(pointer ?? '') ?? [];
    if (row === undefined) return;
    const { moveTo, inputs } = last.current;
    moveTo(at(Number(row), index === undefined ? 0 : Number(index) + (side === 'then' ? inputs : 0)));
  }, [pointer]);
}

/** A press selects a cell, with Shift up to it, and goes on while it is held; on a row's head the whole row, on a column's title the column. */
export function selectAt(event: PointerEvent, grid: Grid): void {
  if (event.type === 'pointerover' && event.buttons !== 1) return;
  if (event.button > 0 || !(event.target instanceof Element) || event.target.closest('textarea') !== null) return;
  const cell = event.target.closest<HTMLElement>('[data-cell]')?.dataset['cell']?.split('/').map(Number);
  const head = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const title = event.target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  if (title !== undefined && event.type === 'pointerdown') {
    event.preventDefault();
    leaveOther(event);
    grid.commit();
    const [column, last] = [Number(title), Math.max(grid.size.rules - 1, 0)];
    grid.moveTo({ active: { row: 0, column }, anchor: { row: last, column } });
    return;
  }
  const isExtended = event.shiftKey || event.type === 'pointerover';
  const { anchor } = grid.selection;
  if (cell === undefined && head === undefined) return;
  event.preventDefault();
  leaveOther(event);
  grid.commit();
  const [row = Number(head), column = 0] = cell ?? [];
  const active = { row, column: cell === undefined ? grid.size.columns - 1 : column };
  const begun = isExtended ? anchor : { row, column };
  grid.moveTo({ active, anchor: cell === undefined ? { row: begun.row, column: 0 } : begun });
}

/** A press that leads the focus itself leaves the field beside the grid that had it, so that what was typed there is written. */
function leaveOther({ currentTarget }: PointerEvent): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && !currentTarget.contains(activeElement)) activeElement.blur();
}

/** What led the focus to a cell by other ways (a link, a problem) makes it the active one. */
export function selectFocused(target: EventTarget, grid: Grid): void {
  const [row, column] = target instanceof HTMLElement ? (target.dataset['cell']?.split('/').map(Number) ?? []) : [];
  if (row !== undefined && column !== undefined) grid.moveTo(at(row, column));
}
