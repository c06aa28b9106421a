import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useReader } from '../../texts/reader.ts';
import type { CellPlace } from '../decision-table/edits.ts';
import { at } from '../decision-table/selection.ts';
import { cellAt, type Matrix } from './matrix-edits.ts';
import type { MatrixUse } from './use-matrix.ts';

/** One cell of a matrix: its class, tinted by it, and where it is written a choice of classes that opens in its place. */
export function MatrixCell({
  document,
  place,
  label,
  colours,
  count,
  matrix,
}: {
  readonly document: Matrix;
  readonly place: CellPlace;
  readonly label: string;
  /** Of each class by name. */
  readonly colours: ReadonlyMap<string, string>;
  /** How many customers stand in it; undefined until that is known. */
  readonly count: number | undefined;
  /** Undefined where nothing is written. */
  readonly matrix: MatrixUse | undefined;
}) {
  const { t, say, number } = useReader();
  const own = useRef<HTMLTableCellElement>(null);
  const { row, column } = place;
  const isActive = matrix?.selection.active.row === row && matrix.selection.active.column === column;
  const isOpen = isActive && matrix.open;
  useEffect(() => {
    if (!isActive || isOpen || !matrix.wantsFocus.current) return;
    matrix.wantsFocus.current = false;
    own.current?.focus();
  }, [isActive, isOpen, matrix]);
  const cell = cellAt(document, place);
  const one = document.classes?.find(({ name }) => name === cell?.class);
  const title = say(one?.title ?? cell?.title ?? cell?.class ?? '');
  const treatment = cell?.treatment ?? one?.treatment;
  const colour = cell?.colour ?? colours.get(cell?.class ?? '');
  const style = colour === undefined ? undefined : { background: `color-mix(in oklab, ${colour} 18%, var(--paper))` };
  const shown = (
    <>
      <b>{title}</b>
      {treatment === undefined ? null : <span className="treatment">{say(treatment)}</span>}
      {count === undefined ? null : (
        <span className="count">
          {count === 0 ? t('matrix.nobody') : t('matrix.count', { count, n: number(count) })}
        </span>
      )}
    </>
  );
  const bands = [document.rows.bands[row]?.name ?? '', document.columns.bands[column]?.name ?? ''];
  const pointer = `/cells/${bands.join('/')}`;
  if (matrix === undefined)
    return (
      <td style={style} data-at={pointer}>
        {shown}
      </td>
    );
  const { range } = matrix;
  const isSelected = row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
  return (
    <td
      ref={own}
      role="gridcell"
      style={style}
      data-at={pointer}
      aria-selected={isSelected}
      className={[isSelected ? 'selected' : '', isActive ? 'active' : ''].join(' ').trim() || undefined}
      tabIndex={isActive ? 0 : -1}
      onPointerDown={({ shiftKey, button }) => {
        if (button !== 0 || isOpen) return;
        if (shiftKey) matrix.extendTo(place);
        else matrix.moveTo(at(row, column));
      }}
      onPointerEnter={({ buttons }) => {
        if (buttons === 1 && !isOpen) matrix.extendTo(place);
      }}
      onDoubleClick={matrix.begin}
      onKeyDown={isOpen ? undefined : matrix.keyed}
    >
      {isOpen ? <ClassChoice label={label} value={cell?.class ?? ''} matrix={matrix} /> : shown}
    </td>
  );
}

/** Chooses the class of all selected cells; what is chosen while it is open is one step back. */
function ClassChoice({
  label,
  value,
  matrix,
}: {
  readonly label: string;
  readonly value: string;
  readonly matrix: MatrixUse;
}) {
  const { say } = useReader();
  const choice = useRef<HTMLSelectElement>(null);
  useEffect(() => choice.current?.focus(), []);
  const keyed = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    matrix.close();
  };
  return (
    <select
      ref={choice}
      aria-label={label}
      value={value}
      onChange={({ target }) => matrix.give(target.value, matrix.gesture())}
      onBlur={() => matrix.setOpen(false)}
      onKeyDown={keyed}
    >
      {matrix.classes.map(({ name, title }) => (
        <option key={name} value={name}>
          {say(title ?? name)}
        </option>
      ))}
    </select>
  );
}
