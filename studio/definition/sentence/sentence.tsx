import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { JsonObject } from '../../../definitions/index.ts';
import { isObject } from '../../../definitions/index.ts';
import { compareFigures, plainText } from '../../editors/intervals/cuts.ts';
import { type Place, placesOf } from '../../editors/places.ts';
import type { Change } from '../../editors/view.ts';
import { useReader } from '../../texts/reader.ts';
import { readFigure } from '../../texts/figure.ts';
import { placeTitle } from '../place-title.ts';
import type { Titles } from '../../texts/titles.ts';
import type { Evaluated } from '../try/use-evaluator.ts';
import { spansOf } from './spans.ts';
import { useTold } from './use-told.ts';

/** The sentence of what a definition does, in which each figure and name can be changed where it stands. */
export function Sentence({
  text,
  document,
  titles,
  subject,
  change,
  isStale,
}: {
  readonly text: string;
  readonly document: JsonObject;
  readonly titles: Titles;
  readonly subject: Evaluated;
  readonly change: Change | undefined;
  readonly isStale: boolean;
}) {
  const reader = useReader();
  const places = useMemo(() => (isObject(document) ? placesOf(document, reader) : []), [document, reader]);
  const told = useTold(text, places, { document, subject, language: reader.language });
  const spans = useMemo(() => spansOf(text, places, told), [text, places, told]);
  return (
    <p className={isStale ? 'sentence stale' : 'sentence'} aria-live="polite">
      {spans.map((span) => {
        const place = span.place === null ? undefined : places[span.place];
        if (place === undefined || change === undefined) return <span key={span.key}>{span.text}</span>;
        const label = placeTitle(document, place.pointer, titles, reader) ?? '';
        return <Changeable key={span.key} text={span.text} place={place} label={label} change={change} />;
      })}
    </p>
  );
}

/** A figure or name of the sentence: a press opens it, Enter or leaving writes it, Escape leaves it as it was. */
function Changeable({
  text,
  place,
  label,
  change,
}: {
  readonly text: string;
  readonly place: Place;
  readonly label: string;
  readonly change: Change;
}) {
  const { t } = useReader();
  const [written, write] = useState<string | null>(null);
  const isOpen = useRef(false);
  const isPercent =
    text.endsWith('%') && place.kind === 'figure' && !place.value.endsWith('%') && isShareSaid(text, place);
  const name = t('sentence.change', { text, title: label });
  if (written === null)
    return (
      <button
        type="button"
        className="changeable"
        aria-label={name}
        title={name}
        onClick={() => {
          isOpen.current = true;
          write(text);
        }}
      >
        {text}
      </button>
    );
  const value = valueIn(written, place, isPercent);
  const close = () => {
    isOpen.current = false;
    write(null);
  };
  const finish = () => {
    // A field that is taken away loses the focus once more.
    if (!isOpen.current) return;
    if (value !== undefined && value !== place.value) change(place.set(value));
    close();
  };
  const keyed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') finish();
    else if (event.key === 'Escape') close();
    else if (place.kind === 'figure' && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && value !== undefined) {
      event.preventDefault();
      const figure = stepped(isPercent ? plainText(Number(value) * 100) : value, event.key === 'ArrowUp' ? 1 : -1);
      const next = isPercent ? `${figure}%` : figure;
      const meant = valueIn(next, place, isPercent);
      if (meant === undefined) return;
      write(next);
      change(place.set(meant), `sentence ${place.pointer}`);
    }
  };
  return (
    <input
      className="changing"
      aria-label={name}
      aria-invalid={value === undefined}
      // The press that opened it asked for it.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      size={Math.max(written.length + (/[^ -~]/.test(written) ? written.length : 0), 2)}
      value={written}
      onChange={(event) => write(event.target.value)}
      onBlur={finish}
      onKeyDown={keyed}
    />
  );
}

/** Whether the percent is how the sentence tells a share of one (`0.4` as `40%`), and not a figure that is in percent itself. */
const isShareSaid = (text: string, { value }: Place): boolean =>
  plainText(Number(value) * 100) === text.replace(/[,%]/g, '');

/** What was typed as the document's value; undefined where it is none. */
function valueIn(written: string, { kind, low, high }: Place, isPercent: boolean): string | undefined {
  if (kind === 'name') return written.trim() === '' ? undefined : written.trim();
  const figure = readFigure(written.replace(/[%％]\s*$/, ''));
  if (figure === undefined) return undefined;
  const value = isPercent ? plainText(Number(figure) / 100) : figure;
  if (low !== null && compareFigures(value, low) <= 0) return undefined;
  return high !== null && compareFigures(value, high) >= 0 ? undefined : value;
}

/** One step up or down, in the figure's last decimal. */
function stepped(value: string, by: 1 | -1): string {
  const decimals = (value.split('.')[1] ?? '').length;
  return plainText(Number(value) + by * 10 ** -decimals, decimals);
}
