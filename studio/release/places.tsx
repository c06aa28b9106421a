import { useState } from 'react';
import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import type { Difference, Release } from '../api/releases.ts';
import { placeTitle } from '../definition/place-title.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { type Shelf, titleIn, type Titles } from '../texts/titles.ts';
import { type ChangePlace, changePlaces, turnOf } from './change-places.ts';
import { Remarks } from './remarks.tsx';
import { titlesFor } from './shelf.ts';

type Changed = Difference['differences'][number];

/** The places that change, old → new, each with the remarks that hang on it and a way to leave one. */
export function Places({
  one,
  shelf,
  release,
}: {
  readonly one: Changed;
  readonly shelf: Shelf;
  readonly release?: Release;
}) {
  const reader = useReader();
  const { t } = reader;
  const titles = titlesFor(shelf, one.ref, reader);
  const rows = [
    // What cases expect is told with the cases.
    ...changePlaces(one.before ?? {}, one.changes)
      .filter(({ change }) => !change.path.startsWith('/cases/'))
      .map((place) => ({
        pointer: place.change.path,
        title: placeTitle(place.document, place.change.path, titles, reader) ?? place.change.path,
        place,
      })),
    { pointer: '', title: t('review.place.whole'), place: null },
  ];
  const remarks = release?.remarks.filter(({ ref }) => ref === one.ref) ?? [];
  const [open, setOpen] = useState(remarks.length > 0);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('review.places')}</summary>
      <ul className="places">
        {rows.map(({ pointer, title, place }, i) => (
          <li key={i}>
            <div className="old-new">
              <b title={pointer}>{title}</b>
              {place === null ? null : <OldNew place={place} titles={titles} />}
            </div>
            {release === undefined ? null : (
              <Remarks
                release={release}
                place={{ ref: one.ref, pointer, title }}
                remarks={remarks.filter((remark) => (remark.pointer ?? '') === pointer)}
              />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function OldNew({ place, titles }: { readonly place: ChangePlace; readonly titles: Titles }) {
  const reader = useReader();
  const { t } = reader;
  const { change, document, moved } = place;
  const shown = (value: Json) => valueText(value, document, titles, reader);
  const exactly = (value: Json) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined);
  if (change.op === 'move') {
    const [from, to] = [turnOf(change.from), turnOf(change.path)];
    return (
      <>
        <span>{shown(moved ?? null)}</span>{' '}
        <span className="fine">
          {from === undefined || to === undefined ? t('review.place.move') : t('review.place.moved', { from, to })}
        </span>
      </>
    );
  }
  return (
    <>
      {change.op === 'add' ? (
        <span className="fine">{t('review.place.add')}</span>
      ) : (
        <del title={exactly(change.before)}>{shown(change.before)}</del>
      )}
      <span className="arrow" aria-hidden="true">
        →
      </span>
      {change.op === 'remove' ? (
        <span className="fine">{t('review.place.remove')}</span>
      ) : (
        <ins className="value" title={exactly(change.value)}>
          {shown(change.value)}
        </ins>
      )}
    </>
  );
}

/**
 * A value of a document: figures as the reader writes them, parts by their titles, a text by the title under which the document declares
 * it, the rest as JSON.
 */
function valueText(value: Json, document: JsonObject, titles: Titles, { say, number }: Reader): string {
  if (typeof value === 'string') {
    const title = titleIn(declaredAs(document, value));
    return title === undefined ? value : say(title);
  }
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean' || value === null) return titles.value('', value);
  if (!isObject(value)) return JSON.stringify(value);
  const title = titleIn(value);
  const { fact, name } = value;
  if (title !== undefined) return say(title);
  if (typeof fact === 'string') return titles.fact(fact);
  return typeof name === 'string' ? name : JSON.stringify(value);
}

/** The part of a document's own lists (its classes, its bands) that has this name. */
const declaredAs = (document: JsonObject, name: string): JsonObject | undefined =>
  Object.values(document)
    .flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : []))
    .filter(isObject)
    .find((part) => part['name'] === name);
