import type { ClipboardEvent } from 'react';
import type { DecisionTable, Language } from '../../../definitions/index.ts';
import type { Change } from '../view.ts';
import { readCell } from './cell-text.ts';
import { copiedBlock, likelyTargets, pasteBlock, readTsv, targetsAt, writeHtml, writeTsv } from './clipboard.ts';
import type { GridColumn } from './columns.ts';
import { type CellRange, clearCells, placesIn, setCells } from './edits.ts';
import type { Editing } from './live-field.tsx';
import type { Selection } from './selection.ts';

/** What a grid is given. */
export interface GridInput {
  readonly document: DecisionTable;
  readonly columns: readonly GridColumn[];
  readonly language: Language;
  readonly change: Change<DecisionTable> | undefined;
  /** A block that is wider than the table: a person says which column takes what. */
  readonly choose: (row: number, block: readonly (readonly string[])[]) => void;
  readonly tell: (said: 'row' | 'left' | null) => void;
  /** Asked for by Ctrl+F. */
  readonly find: () => void;
}

/** Copying, cutting and pasting the selected cells; a cell that is typed into copies its own text. */
export function gridClipboard(
  { document, columns, language, change, choose }: Omit<GridInput, 'tell' | 'find'>,
  {
    editing,
    range,
    moveTo,
  }: { readonly editing: Editing | null; readonly range: CellRange; readonly moveTo: (next: Selection) => void },
) {
  const copy = (event: ClipboardEvent) => {
    if (editing !== null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeTsv(copiedBlock(document, columns, range, language)));
    event.clipboardData.setData('text/html', writeHtml(document, columns, range, language));
    if (event.type === 'cut') change?.((before) => clearCells(before, range));
  };
  const paste = (event: ClipboardEvent) => {
    if (editing !== null) return;
    event.preventDefault();
    const block = readTsv(event.clipboardData.getData('text/plain'));
    const [first = []] = block;
    if (change === undefined) return;
    const text = block.length === 1 && first.length === 1 ? first[0] : undefined;
    if (text !== undefined) {
      // One cell fills all that is selected.
      const writes = placesIn(range).flatMap((place) => {
        const own = columns[place.column];
        return own === undefined ? [] : [{ place, cell: readCell(text, own).cell }];
      });
      change((before) => setCells(before, writes));
      return;
    }
    const targets = targetsAt(columns, { row: range.top, column: range.left }, first.length);
    // A block with its titles says itself where it goes.
    if (targets === undefined || (block.length > 1 && likelyTargets(columns, block).hasTitles)) {
      choose(range.top, block);
      return;
    }
    change((before) => pasteBlock(before, columns, range.top, targets, block));
    moveTo({
      anchor: { row: range.top, column: range.left },
      active: { row: range.top + block.length - 1, column: range.left + first.length - 1 },
    });
  };
  return { copy, paste };
}
