import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { GridColumn } from './columns.ts';
import { foundCells, nextFound, shownTexts } from './find.ts';
import { at } from './selection.ts';
import type { Grid } from './use-grid.ts';

/** The found cells of a table by their rows: in which columns they stand. */
export type Found = ReadonlyMap<number, readonly number[]>;
export const NONE_FOUND: Found = new Map();

/** Finds a text in the cells as they are shown; neither the order of rules nor what is selected for an edit changes by it. */
export function TableFind({
  document,
  columns,
  titles,
  computed,
  grid,
  turn,
  mark,
  close,
}: {
  readonly document: DecisionTable;
  readonly columns: readonly GridColumn[];
  readonly titles: Titles;
  readonly computed: Readonly<Record<string, string>> | undefined;
  readonly grid: Grid;
  /** Another number each time that finding is asked for: the field then takes the focus. */
  readonly turn: number;
  /** Told which cells are found, to be highlighted. */
  readonly mark: (found: Found) => void;
  readonly close: () => void;
}) {
  const reader = useReader();
  const { t, number } = reader;
  const field = useRef<HTMLInputElement>(null);
  const [typed, type] = useState('');
  const text = useDeferredValue(typed);
  const texts = useMemo(
    () => shownTexts(document, columns, { titles, computed, reader }),
    [document, columns, titles, computed, reader],
  );
  const found = useMemo(() => foundCells(texts, text), [texts, text]);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [turn]);
  useEffect(() => {
    mark(byRow(found));
    return () => mark(NONE_FOUND);
  }, [found, mark]);
  const { active } = grid.selection;
  const now = found.findIndex(({ row, column }) => row === active.row && column === active.column);
  const go = (by: 1 | -1) => {
    const next = found[nextFound(found, active, by)];
    if (next !== undefined) grid.show(at(next.row, next.column));
  };
  return (
    <div role="search" aria-label={t('table.find')} className="rules-find">
      <input
        ref={field}
        aria-label={t('table.find')}
        placeholder={t('table.find')}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => type(target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') close();
          else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') field.current?.select();
          else return;
          event.preventDefault();
        }}
      />
      <span role="status">
        {typed.trim() === ''
          ? ''
          : now < 0
            ? t('table.found', { count: found.length })
            : t('table.foundAt', { at: number(now + 1), all: number(found.length) })}
      </span>
      <button type="button" className="quiet" disabled={found.length === 0} onClick={() => go(-1)}>
        {t('table.findBefore')}
      </button>
      <button type="button" className="quiet" disabled={found.length === 0} onClick={() => go(1)}>
        {t('table.findNext')}
      </button>
      <button type="button" className="quiet" onClick={close}>
        {t('table.findClose')}
      </button>
    </div>
  );
}

function byRow(found: ReturnType<typeof foundCells>): Found {
  const rows = new Map<number, number[]>();
  for (const { row, column } of found) rows.set(row, [...(rows.get(row) ?? []), column]);
  return rows;
}
