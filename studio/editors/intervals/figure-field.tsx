import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { readFigure } from '../../texts/figure.ts';
import { useReader } from '../../texts/reader.ts';
import { compareFigures } from './cuts.ts';
import { stepped } from './scale.ts';

/**
 * A figure that is typed: as people write it (`5万`, `1,200`), with the page following at every stroke that can be read. What cannot be
 * read, or lies beyond its ends, stays as it was typed and changes nothing.
 */
export function FigureField({
  value,
  label,
  pointer,
  low = null,
  high = null,
  power = 0,
  unit = '',
  change,
}: {
  readonly value: string;
  readonly label: string;
  readonly pointer: string;
  /** The figures between which it lies, themselves left out; null: no end. */
  readonly low?: string | null;
  readonly high?: string | null;
  /** The power of ten of one step by the arrow keys. */
  readonly power?: number;
  readonly unit?: string;
  readonly change: (value: string, gesture: string) => void;
}) {
  const { t, number } = useReader();
  const [written, write] = useState<string | null>(null);
  const visit = useRef(0);
  const told = useId();
  const read = written === null ? value : readFigure(written);
  const isWithin =
    read !== undefined &&
    (low === null || compareFigures(read, low) > 0) &&
    (high === null || compareFigures(read, high) < 0);
  const gesture = () => `${pointer} ${visit.current}`;
  const type = (text: string) => {
    write(text);
    const figure = readFigure(text);
    if (figure === undefined || figure === value) return;
    if (low !== null && compareFigures(figure, low) <= 0) return;
    if (high !== null && compareFigures(figure, high) >= 0) return;
    change(figure, gesture());
  };
  const keyed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') write(null);
    else if (event.key === 'Escape') write(null);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const steps = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1);
      type(stepped(read ?? value, steps, power));
    }
  };
  const fault =
    read === undefined
      ? t('figure.unreadable')
      : isWithin
        ? null
        : t('figure.between', { low: low === null ? '−∞' : number(low), high: high === null ? '∞' : number(high) });
  return (
    <span className="figure-field">
      <input
        inputMode="decimal"
        data-at={pointer}
        aria-label={unit === '' ? label : `${label} (${unit})`}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : told}
        value={written ?? number(value)}
        onFocus={() => {
          visit.current += 1;
        }}
        onChange={({ target }) => type(target.value)}
        onBlur={() => {
          if (isWithin) write(null);
        }}
        onKeyDown={keyed}
      />
      {fault === null ? null : (
        <span id={told} className="error" role="alert">
          {fault}
        </span>
      )}
    </span>
  );
}
