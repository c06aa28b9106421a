import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { readTsv } from '../decision-table/clipboard.ts';
import '../../texts/grid.ts';

/** What a grid of cells does to the document. Rows and columns count from 0, over all rows, not only those in sight. */
export interface GridDeeds {
  write(row: number, column: number, text: string, gesture: string): void;
  /** Cells from a spreadsheet, their first at a place; rows that are not there are added. */
  paste(row: number, column: number, block: readonly (readonly string[])[]): void;
  add(): void;
  remove(row: number): void;
  move(row: number, by: -1 | 1): void;
}

export interface GridHead {
  readonly title: string;
  /** How many columns of a file, or keys, stand in it. */
  readonly tag?: string | undefined;
  readonly isFigure?: boolean;
}

/** So many rows are in sight together. */
const SIGHT = 100;

/** A grid of texts as in a spreadsheet: Enter and the arrows go up and down, a block from the clipboard goes in at the cell. */
export function CellGrid({
  label,
  heads,
  rows,
  pointerAt,
  faultAt = () => null,
  deeds,
}: {
  readonly label: string;
  readonly heads: readonly GridHead[];
  readonly rows: readonly (readonly string[])[];
  readonly pointerAt: (row: number, column: number) => string;
  readonly faultAt?: (row: number, column: number) => string | null;
  readonly deeds: GridDeeds;
}) {
  const { t, number } = useReader();
  const [from, see] = useState(0);
  const table = useRef<HTMLTableElement>(null);
  const start = Math.min(from, Math.max(0, rows.length - 1 - ((rows.length - 1) % SIGHT)));
  const end = Math.min(rows.length, start + SIGHT);
  const go = (row: number, column: number) =>
    table.current?.querySelector<HTMLElement>(`[data-cell="${String(row)}.${String(column)}"]`)?.focus();
  return (
    <>
      <Scroll label={label}>
        <table className="ledger cell-grid" ref={table}>
          <caption className="visually-hidden">{label}</caption>
          <thead>
            <tr>
              {heads.map(({ title, tag, isFigure = false }, i) => (
                // oxlint-disable-next-line react/no-array-index-key -- columns are known by their places
                <th key={i} scope="col" className={isFigure ? 'figure' : ''}>
                  {title}
                  {tag === undefined ? null : <span className="tag">{tag}</span>}
                </th>
              ))}
              <th scope="col">{t('grid.row')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(start, end).map((cells, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows are known by their places
              <tr key={start + i}>
                {heads.map(({ title }, column) => (
                  // oxlint-disable-next-line react/no-array-index-key -- as above
                  <td key={column}>
                    <Cell
                      row={start + i}
                      column={column}
                      label={t('grid.cell', { title, n: number(start + i + 1) })}
                      text={cells[column] ?? ''}
                      fault={faultAt(start + i, column)}
                      pointer={pointerAt(start + i, column)}
                      deeds={deeds}
                      go={go}
                    />
                  </td>
                ))}
                <td className="grid-row-actions">
                  <RowActions row={start + i} count={rows.length} deeds={deeds} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="grid-actions">
        <button type="button" className="quiet" onClick={deeds.add}>
          {t('grid.add')}
        </button>
        {rows.length <= SIGHT ? null : (
          <>
            <button type="button" className="quiet" disabled={start === 0} onClick={() => see(start - SIGHT)}>
              {t('grid.before')}
            </button>
            <span>{t('grid.sight', { from: number(start + 1), to: number(end), all: number(rows.length) })}</span>
            <button type="button" className="quiet" disabled={end === rows.length} onClick={() => see(end)}>
              {t('grid.after')}
            </button>
          </>
        )}
        <span className="fine">{t('grid.hint')}</span>
      </p>
    </>
  );
}

function Cell({
  row,
  column,
  label,
  text,
  fault,
  pointer,
  deeds,
  go,
}: {
  readonly row: number;
  readonly column: number;
  readonly label: string;
  readonly text: string;
  readonly fault: string | null;
  readonly pointer: string;
  readonly deeds: GridDeeds;
  readonly go: (row: number, column: number) => void;
}) {
  // While it is typed it stands as it is typed: what is read of it is written at once.
  const [typed, type] = useState<string | null>(null);
  const visit = useRef(0);
  const pasted = (event: ClipboardEvent<HTMLInputElement>) => {
    const block = event.clipboardData.getData('text/plain');
    if (!/[\t\r\n]/.test(block)) return;
    event.preventDefault();
    type(null);
    deeds.paste(row, column, readTsv(block));
  };
  const keyed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    go(row + by, column);
  };
  return (
    <input
      aria-label={label}
      aria-invalid={fault !== null}
      title={fault ?? undefined}
      data-at={pointer}
      data-cell={`${String(row)}.${String(column)}`}
      value={typed ?? text}
      onFocus={() => {
        visit.current += 1;
      }}
      onChange={({ target }) => {
        type(target.value);
        deeds.write(row, column, target.value, `${pointer} ${visit.current}`);
      }}
      onBlur={() => type(null)}
      onPaste={pasted}
      onKeyDown={keyed}
    />
  );
}

function RowActions({
  row,
  count,
  deeds,
}: {
  readonly row: number;
  readonly count: number;
  readonly deeds: GridDeeds;
}) {
  const { t, number } = useReader();
  const n = number(row + 1);
  return (
    <>
      <button
        type="button"
        className="quiet"
        disabled={row === 0}
        aria-label={t('grid.up', { n })}
        onClick={() => deeds.move(row, -1)}
      >
        ↑
      </button>
      <button
        type="button"
        className="quiet"
        disabled={row === count - 1}
        aria-label={t('grid.down', { n })}
        onClick={() => deeds.move(row, 1)}
      >
        ↓
      </button>
      <button type="button" className="quiet" aria-label={t('grid.remove', { n })} onClick={() => deeds.remove(row)}>
        ×
      </button>
    </>
  );
}
