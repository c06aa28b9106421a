import { type KeyboardEvent, useRef, useState } from 'react';
import type { JsonObject, Segmentation } from '../../../definitions/index.ts';
import type { CellPlace } from '../decision-table/edits.ts';
import { afterKey, at, rangeOf, type Selection, within } from '../decision-table/selection.ts';
import type { Change } from '../view.ts';
import { classChoices } from './class-edits.ts';
import { fillCells, type Matrix, setCells } from './matrix-edits.ts';

/** The selection of a matrix, which cell is open to choose in, and what its keys do. */
export function useMatrix(document: Matrix, published: JsonObject, change: Change<Segmentation> | undefined) {
  const size = { rows: document.rows.bands.length, columns: document.columns.bands.length };
  // Every row of a matrix is one that can be filled.
  const grid = { ...size, rules: size.rows };
  const [chosen, select] = useState<Selection>(() => at(0, 0));
  const [open, setOpen] = useState(false);
  const visit = useRef(0);
  const wantsFocus = useRef(false);
  const selection = within(chosen, grid);
  const range = rangeOf(selection, grid);
  // What is in force holds its schema.
  const classes = classChoices(document, published as unknown as Segmentation);
  const give = (name: string, gesture?: string) =>
    change?.((before) => setCells(before, range, name, classes), gesture);
  const fill = (way: 'down' | 'right') => change?.((before) => fillCells(before, range, way));
  const close = () => {
    wantsFocus.current = true;
    setOpen(false);
  };
  const moveTo = (next: Selection) => {
    close();
    select(next);
  };
  const begin = () => {
    visit.current += 1;
    setOpen(change !== undefined);
  };
  const keyed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.key === 'Tab') return;
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const numbered = isCommand ? undefined : classes[Number(event.key) - 1];
    if (key === 'enter' || key === 'f2' || key === ' ') begin();
    else if (isCommand && key === 'd') fill('down');
    else if (isCommand && key === 'r') fill('right');
    else if (numbered !== undefined) give(numbered.name);
    else {
      const next = afterKey(selection, event, grid);
      if (next === undefined) return;
      moveTo(next);
    }
    event.preventDefault();
  };
  const extendTo = (place: CellPlace) => moveTo({ anchor: selection.anchor, active: place });
  const gesture = () => `cells ${visit.current}`;
  return {
    selection,
    range,
    classes,
    open,
    setOpen,
    close,
    begin,
    give,
    fill,
    moveTo,
    extendTo,
    keyed,
    gesture,
    wantsFocus,
  };
}

export type MatrixUse = ReturnType<typeof useMatrix>;
