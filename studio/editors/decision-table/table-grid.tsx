import { type PointerEvent, useId, useMemo, useRef } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { type Cell, readCell } from './cell-text.ts';
import { cellWords } from './cell-words.ts';
import type { GridColumn } from './columns.ts';
import { cellPointer } from './edits.ts';
import { frozenLefts, HEAD_PIXELS, useFollowedCell, useRows, widthOf } from './grid-layout.ts';
import { GridRow } from './grid-row.tsx';
import { GridTitles } from './grid-titles.tsx';
import { selectAt, selectFocused, usePlaceInAddress } from './grid-ways.ts';
import { type Editing, LiveField } from './live-field.tsx';
import type { Decides, TableMarks } from './marks.ts';
import type { Found } from './table-find.tsx';
import type { Grid } from './use-grid.ts';

/**
 * A decision table as a spreadsheet: one stop of Tab, moved in by the arrows, its rows drawn only where they are in sight. The row of the
 * active cell always is, so that the focus survives scrolling.
 */
export function TableGrid({
  document,
  columns,
  titles,
  computed,
  marks,
  grid,
  found,
  decides,
  openHead,
  isReadOnly,
}: {
  readonly document: DecisionTable;
  readonly columns: readonly GridColumn[];
  readonly titles: Titles;
  readonly computed: Readonly<Record<string, string>> | undefined;
  readonly marks: TableMarks;
  readonly grid: Grid;
  readonly found: Found;
  readonly decides: ReadonlyMap<number, Decides>;
  /** Opens what the active column is. */
  readonly openHead: () => void;
  readonly isReadOnly: boolean;
}) {
  const { t } = useReader();
  const scroll = useRef<HTMLDivElement>(null);
  const meaning = useId();
  const { size, selection, range, editing } = grid;
  const { active } = selection;
  const widths = useMemo(() => columns.map(widthOf), [columns]);
  const frozen = useMemo(() => frozenLefts(columns, widths), [columns, widths]);
  const rows = useRows(scroll, size.rows, active.row);
  useFollowedCell(scroll, active, rows.scrollToIndex);
  usePlaceInAddress(grid);
  const template = `${HEAD_PIXELS}px ${widths.map((width) => `${width}px`).join(' ')}`;
  const column = columns[active.column];
  const pointer = cellPointer(document, active);
  const live =
    column === undefined ? null : (
      <LiveField
        label={t('table.cell', { column: column.title, row: document.rules[active.row]?.id ?? active.row + 1 })}
        describedBy={meaning}
        editing={editing}
        isReadOnly={isReadOnly || grid.cell === undefined}
        wantsFocus={grid.wantsFocus}
        type={grid.type}
        leave={(to) => {
          grid.commit();
          if (!(to instanceof Node && scroll.current?.contains(to))) grid.wantsFocus.current = false;
        }}
        onKeyDown={grid.keyed}
        onCopy={grid.copy}
        onCut={grid.copy}
        onPaste={grid.paste}
      />
    );
  const pressed = (event: PointerEvent) => selectAt(event, grid);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the pointer reaches what the keys of the field do */}
      <div
        ref={scroll}
        className="rules-scroll"
        data-at="/rules"
        onPointerDown={pressed}
        onPointerOver={pressed}
        onDoubleClick={({ target }) => {
          const isTitle = target instanceof Element && target.closest('[data-column]') !== null;
          if (!isTitle) grid.open();
          else if (!isReadOnly) openHead();
        }}
        onFocus={({ target }) => selectFocused(target, grid)}
      >
        <div
          role="grid"
          className="rules"
          aria-label={t('view.rules')}
          aria-rowcount={size.rows + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable
          aria-readonly={isReadOnly}
          style={{ ['--columns' as string]: template }}
        >
          <GridTitles columns={columns} frozen={frozen} />
          <div className="rule-rows" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => (
              <GridRow
                key={index}
                row={index}
                document={document}
                rule={document.rules[index]}
                otherwise={document.otherwise}
                {...{ columns, titles, computed, frozen }}
                top={start}
                {...{ mark: marks.rows.get(index), decides: decides.get(index) }}
                isHit={marks.hits.has(index)}
                faults={marks.cells}
                {...{ stop: marks.stops.get(index), found: found.get(index) }}
                from={index >= range.top && index <= range.bottom ? range.left : -1}
                to={index >= range.top && index <= range.bottom ? range.right : -2}
                active={index === active.row ? active.column : -1}
                live={index === active.row ? live : null}
              />
            ))}
          </div>
        </div>
      </div>
      <p id={meaning} className="rule-meaning" aria-live="polite">
        {column === undefined ? null : <b>{column.title}</b>}{' '}
        <CellMeaning
          cell={grid.cell}
          column={column}
          editing={editing}
          told={marks.cells.get(pointer) ?? computed?.[pointer]}
          titles={titles}
        />
      </p>
    </>
  );
}

/** What the active cell says: while it is typed how it is understood, else what is wrong with it, or its whole text in words. */
function CellMeaning({
  cell,
  column,
  editing,
  told,
  titles,
}: {
  readonly cell: Cell | undefined;
  readonly column: GridColumn | undefined;
  readonly editing: Editing | null;
  readonly told: string | undefined;
  readonly titles: Titles;
}) {
  const reader = useReader();
  if (cell === undefined || column === undefined) return null;
  if (editing !== null) return cellWords(readCell(editing.text, column), column, titles, reader);
  return told ?? cellWords({ cell, isUnderstood: true }, column, titles, reader);
}
