import type { KeyboardEvent } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import type { Change } from '../view.ts';
import { type CellRange, clearCells, fillDown } from './edits.ts';
import type { Editing } from './live-field.tsx';
import { afterKey, type GridSize, type Selection } from './selection.ts';

/** What keys read of a grid, and what they do to it. */
interface KeyContext {
  readonly selection: Selection;
  readonly range: CellRange;
  readonly size: GridSize;
  readonly editing: Editing | null;
  readonly change: Change<DecisionTable> | undefined;
  /** Whether Esc was pressed: Tab then leaves the grid. */
  readonly isLeaving: boolean;
  readonly setLeaving: (isLeaving: boolean) => void;
  readonly tell: (said: 'row' | 'left' | null) => void;
  readonly edit: (editing: Editing | null) => void;
  readonly open: () => void;
  readonly type: (text: string) => void;
  readonly commit: () => void;
  readonly moveTo: (next: Selection) => void;
  readonly shift: (by: -1 | 1) => void;
  readonly find: () => void;
}

/** The keys of a spreadsheet. What is composed is none of them: it belongs to the field. */
export function gridKeys(on: KeyContext) {
  const { selection, size, editing, isLeaving, setLeaving, tell, edit, type, commit, moveTo, find } = on;
  return (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const { key } = event;
    if (key === 'Escape') {
      if (editing === null) setLeaving(true);
      tell(editing === null ? 'left' : null);
      edit(null);
      return;
    }
    if (key === 'Tab' && isLeaving) {
      setLeaving(false);
      return;
    }
    if (key !== 'Shift') setLeaving(false);
    if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === 'f') {
      event.preventDefault();
      commit();
      find();
      return;
    }
    const isDone = editing === null ? commanded(event, on) : key === 'Enter' && event.altKey && lineBroken(event, type);
    if (isDone) {
      event.preventDefault();
      return;
    }
    // In a cell that was opened the arrows move its caret.
    if (editing?.kind === 'opened' && key !== 'Enter' && key !== 'Tab') return;
    if (editing !== null && /^(Home|End|Page)/.test(key)) return;
    if (event.altKey) return;
    const next = afterKey(selection, event, size);
    if (next === undefined) return;
    event.preventDefault();
    commit();
    moveTo(next);
  };
}

/** Puts a line end where the caret stands. */
function lineBroken({ currentTarget }: KeyboardEvent<HTMLTextAreaElement>, type: (text: string) => void): true {
  const { value, selectionStart, selectionEnd } = currentTarget;
  type(`${value.slice(0, selectionStart)}\n${value.slice(selectionEnd)}`);
  return true;
}

/** A key that is none of moving, on a cell that is not typed into. Whether it was one. */
function commanded(
  { key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent,
  { range, size, change, open, moveTo, tell, shift }: KeyContext,
): boolean {
  const isCommand = ctrlKey || metaKey;
  if (key === 'F2') open();
  else if (key === ' ' && shiftKey) {
    moveTo({ anchor: { row: range.top, column: 0 }, active: { row: range.bottom, column: size.columns - 1 } });
    tell('row');
  } else if (isCommand && key.toLowerCase() === 'a')
    moveTo({ anchor: { row: 0, column: 0 }, active: { row: size.rules - 1, column: size.columns - 1 } });
  else if (isCommand && key.toLowerCase() === 'd') change?.((before) => fillDown(before, range));
  else if (key === 'Delete' || key === 'Backspace') change?.((before) => clearCells(before, range));
  else if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) shift(key === 'ArrowUp' ? -1 : 1);
  else return false;
  return true;
}
