import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { GridColumn } from './columns.ts';

const ROW_PIXELS = 34;
export const HEAD_PIXELS = 148;

/** The rows that are drawn: those in sight, and the active one, so that it keeps the focus. */
export function useRows(scroll: RefObject<HTMLDivElement | null>, count: number, active: number) {
  return useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 6,
    rangeExtractor: (seen) => [...new Set([active, ...defaultRangeExtractor(seen)])].toSorted((a, b) => a - b),
  });
}

/** How wide a column is, by its title. */
export const widthOf = ({ title }: GridColumn) =>
  Math.round(
    Math.min(
      220,
      Math.max(
        104,
        [...title].reduce((sum, sign) => sum + (sign > '\u2e80' ? 14 : 7.5), 24),
      ),
    ),
  );

/** The most that stays in sight at the left, so that there is room for the rest. */
const MOST_FROZEN = 420;

/** Where the columns that stay in sight stand: those of conditions, as many as leave room for the results. */
export function frozenLefts(columns: readonly GridColumn[], widths: readonly number[]): readonly number[] {
  const lefts: number[] = [];
  let left = HEAD_PIXELS;
  for (const [i, { side }] of columns.entries()) {
    if (side === 'then' || left + (widths[i] ?? 0) > MOST_FROZEN) break;
    lefts.push(left);
    left += widths[i] ?? 0;
  }
  return lefts;
}

/** Keeps the active cell in sight when it moves, below the titles and beside what is frozen. */
export function useFollowedCell(
  scroll: RefObject<HTMLDivElement | null>,
  { row, column }: { readonly row: number; readonly column: number },
  scrollToRow: (row: number) => void,
): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollToRow(row);
    const box = scroll.current;
    const cell = box?.querySelector<HTMLElement>(`[data-cell="${row}/${column}"]:not(.frozen)`);
    if (box === null || !cell) return;
    const held = [...box.querySelectorAll<HTMLElement>('.rule-titles .frozen')].reduce(
      (sum, one) => sum + one.offsetWidth,
      HEAD_PIXELS,
    );
    const [left, right] = [cell.offsetLeft, cell.offsetLeft + cell.offsetWidth];
    if (left < box.scrollLeft + held) box.scrollLeft = left - held;
    else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
  }, [row, column, scroll, scrollToRow]);
}
