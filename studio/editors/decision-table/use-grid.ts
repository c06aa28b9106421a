import { useRef, useState } from 'react';
import { cellText, readCell } from './cell-text.ts';
import { cellAt, moveRules, setCells } from './edits.ts';
import { gridClipboard, type GridInput } from './grid-clipboard.ts';
import { gridKeys } from './grid-keys.ts';
import type { Editing } from './live-field.tsx';
import { at, type GridSize, rangeOf, type Selection, within } from './selection.ts';

/** The selection of a grid, what is typed into it, and what its keys do. */
export function useGrid({ document, columns, language, change, choose, tell, find }: GridInput) {
  const size: GridSize = {
    rows: document.rules.length + (document.otherwise === undefined ? 0 : 1),
    columns: columns.length,
    rules: document.rules.length,
  };
  const [chosen, select] = useState<Selection>(() => at(0, 0));
  const [editing, edit] = useState<Editing | null>(null);
  const wantsFocus = useRef(false);
  const [isLeaving, setLeaving] = useState(false);
  const selection = within(chosen, size);
  const { active } = selection;
  const range = rangeOf(selection, size);
  const column = columns[active.column];
  const cell = cellAt(document, active);
  const isWritable = change !== undefined && cell !== undefined;

  /** Selects without taking the focus from where it is. */
  const show = (next: Selection) => {
    tell(null);
    select(next);
  };
  const moveTo = (next: Selection) => {
    wantsFocus.current = true;
    show(next);
  };
  /** Writes what was typed; what says the same as before changes nothing. */
  const commit = () => {
    if (editing === null) return;
    edit(null);
    if (column === undefined || cell === undefined || change === undefined) return;
    const read = readCell(editing.text, column).cell;
    if (editing.text === cellText(cell, column, language)) return;
    change((before) => setCells(before, [{ place: active, cell: read }]));
  };
  const open = () => {
    if (isWritable && column !== undefined) edit({ text: cellText(cell, column, language), kind: 'opened' });
  };
  const type = (text: string) => {
    if (isWritable) edit({ text, kind: editing?.kind ?? 'typed' });
  };

  /** Moves the selected rules, and the selection with them. */
  const shift = (by: -1 | 1) => {
    const count = range.bottom - range.top + 1;
    if (change === undefined || range.top + by < 0 || range.bottom + by >= size.rules) return;
    change((before) => moveRules(before, range.top, count, by));
    const moved = ({ row, column: own }: typeof active) => ({ row: row + by, column: own });
    moveTo({ active: moved(active), anchor: moved(selection.anchor) });
  };

  const deeds = { open, type, commit, moveTo, shift };
  const now = { selection, range, size, editing };
  const keyed = gridKeys({ ...now, ...deeds, change, isLeaving, setLeaving, tell, edit, find });
  const { copy, paste } = gridClipboard({ document, columns, language, change, choose }, { editing, range, moveTo });
  return { ...now, ...deeds, inputs: document.inputs.length, column, cell, wantsFocus, show, keyed, copy, paste };
}

export type Grid = ReturnType<typeof useGrid>;
