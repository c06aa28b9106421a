import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import './scrolled-rows.css';

/** The height of a row, in pixels, as the style sheet has it; so many rows are drawn beyond the window. */
const ROW = 36;
const BEYOND = 12;
/** From so many rows before the end on, more are fetched. */
const NEAR_END = 60 * ROW;

/** What pages of rows are fetched by, as a query has it. */
interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** A long table in a box of its own: of its rows only those in sight are drawn, and more are fetched as its end comes near. */
export function ScrolledRows({
  className,
  label,
  head,
  count,
  total,
  pages,
  isOld = false,
  keyOf,
  cells,
}: {
  readonly className: string;
  readonly label: string;
  /** The heads of the columns. */
  readonly head: ReactNode;
  /** The rows that are there, and those that there are. */
  readonly count: number;
  readonly total: number;
  readonly pages: Pages;
  /** Whether the rows are those of an earlier question. */
  readonly isOld?: boolean;
  readonly keyOf: (row: number) => string | number;
  readonly cells: (row: number) => ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: BEYOND,
  });
  const drawn = rows.getVirtualItems();
  const [above, below] = [drawn[0]?.start ?? 0, rows.getTotalSize() - (drawn.at(-1)?.end ?? 0)];
  return (
    <div
      ref={box}
      className={`scrolled-rows ${className}${isOld ? ' of-before' : ''}`}
      aria-busy={isOld}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard (WCAG 2.1.1)
      tabIndex={0}
      role="region"
      aria-label={label}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        const isNearEnd = scrollTop + clientHeight > scrollHeight - NEAR_END;
        if (isNearEnd && pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage();
      }}
    >
      <table className="ledger" aria-rowcount={total + 1}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>
          {above === 0 ? null : <tr style={{ height: above }} aria-hidden="true" />}
          {drawn.map(({ index }) => (
            <tr key={keyOf(index)} aria-rowindex={index + 2}>
              {cells(index)}
            </tr>
          ))}
          {below <= 0 ? null : <tr style={{ height: below }} aria-hidden="true" />}
        </tbody>
      </table>
    </div>
  );
}
