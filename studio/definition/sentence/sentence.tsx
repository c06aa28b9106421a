import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { JsonObject } from '../../../definitions/index.ts';
import { plainText } from '../../editors/intervals/cuts.ts';
import { type Place, placesOf } from '../../editors/places.ts';
import type { Change } from '../../editors/view.ts';
import { useReader } from '../../texts/reader.ts';
import { firstSentenceOf } from '../first-sentence.ts';
import { placeTitle } from '../place-title.ts';
import type { Titles } from '../../texts/titles.ts';
import type { Evaluated } from '../try/use-evaluator.ts';
import { spansOf } from './spans.ts';
import { begun, type FigureForm, formOf, stepped, valueIn } from './typed-figure.ts';
import { Struck } from './struck.tsx';
import type { Staleness } from './use-stale-parts.ts';
import { useTold } from './use-told.ts';

/** The sentence of what a definition does, in which each figure and name can be changed where it stands. */
export function Sentence({
  text,
  said,
  document,
  titles,
  subject,
  change,
  isStale,
  staleness,
}: {
  readonly text: string;
  /** The document that the text tells: while a figure changes, the one before. */
  readonly said: JsonObject;
  readonly document: JsonObject;
  readonly titles: Titles;
  readonly subject: Evaluated;
  readonly change: Change | undefined;
  readonly isStale: boolean;
  /** Which parts of it no longer hold; undefined while that is not known. */
  readonly staleness: Staleness | null | undefined;
}) {
  const reader = useReader();
  const places = useMemo(() => placesOf(said, reader), [said, reader]);
  const present = useMemo(
    () => new Map(placesOf(document, reader).map((place) => [place.pointer, place])),
    [document, reader],
  );
  const told = useTold(text, places, { document: said, subject, language: reader.language });
  const spans = useMemo(() => spansOf(text, places, told), [text, places, told]);
  if (staleness !== null && staleness !== undefined)
    return (
      <p className="sentence" aria-live="polite">
        <Struck text={text} stretches={staleness.of(firstSentenceOf)} />
      </p>
    );
  return (
    <p className={isStale ? 'sentence stale' : 'sentence'} aria-live="polite">
      {spans.map((span) => {
        const place = span.place === null ? undefined : present.get(places[span.place]?.pointer ?? '');
        if (place === undefined || change === undefined) return <span key={span.key}>{span.text}</span>;
        const label = placeTitle(document, place.pointer, titles, reader) ?? '';
        return <Changeable key={span.key} text={span.text} place={place} label={label} change={change} />;
      })}
    </p>
  );
}

/** A field that is open: what is written in it, how its figure is told, what stood there, and what makes its changes one step back. */
interface Opened {
  readonly written: string;
  readonly form: FigureForm;
  readonly from: string;
  readonly gesture: string;
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
  const [opened, set] = useState<Opened | null>(null);
  const isOpen = useRef(false);
  const visits = useRef(0);
  const name = t('sentence.change', { text, title: label });
  const open = () => {
    isOpen.current = true;
    visits.current += 1;
    // How it is told is seen once: while the figure changes the sentence lags behind, and a weight is told as its share of all.
    const form = formOf(text, place);
    set({ written: begun(text, place, form), form, from: place.value, gesture: `${place.pointer} ${visits.current}` });
  };
  if (opened === null)
    return (
      <button type="button" className="changeable" aria-label={name} title={name} onClick={open}>
        {text}
      </button>
    );
  const { written, form, from, gesture } = opened;
  const value = valueIn(written, place, form);
  const write = (next: string) => set({ ...opened, written: next });
  const close = () => {
    isOpen.current = false;
    set(null);
  };
  const finish = () => {
    // A field that is taken away loses the focus once more.
    if (!isOpen.current) return;
    if (value !== undefined && value !== place.value) change(place.set(value), gesture);
    close();
  };
  const step = (by: 1 | -1) => {
    if (value === undefined) return;
    const figure = stepped(form === 'share' ? plainText(Number(value) * 100) : value, by);
    const next = form === 'plain' ? figure : `${figure}%`;
    const meant = valueIn(next, place, form);
    if (meant === undefined) return;
    write(next);
    change(place.set(meant), gesture);
  };
  const keyed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') finish();
    else if (event.key === 'Escape') {
      if (place.value !== from) change(place.set(from), gesture);
      close();
    } else if (place.kind === 'figure' && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      step(event.key === 'ArrowUp' ? 1 : -1);
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
