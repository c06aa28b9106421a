import { useState } from 'react';
import type { DocumentChange, Json } from '../../definitions/index.ts';
import { deeds, type Difference, type Release } from '../api/releases.ts';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { placeTitle } from '../definition/place-title.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import type { Shelf, Titles } from '../texts/titles.ts';
import { Refused } from '../ui/refused.tsx';
import { titlesFor } from './shelf.ts';
import { namesIn, onlookerOf } from './standing.ts';

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
  const document = shelf.get(one.ref) ?? {};
  const rows = [
    // What cases expect is told with the cases.
    ...one.changes
      .filter(({ path }) => !path.startsWith('/cases/'))
      .map((change) => ({
        pointer: change.path,
        title: placeTitle(document, change.path, titles, reader) ?? change.path,
        change,
      })),
    { pointer: '', title: t('review.place.whole'), change: null },
  ];
  const remarks = release?.remarks.filter(({ ref }) => ref === one.ref) ?? [];
  const [open, setOpen] = useState(remarks.length > 0);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('review.places')}</summary>
      <ul className="places">
        {rows.map(({ pointer, title, change }, i) => (
          <li key={i}>
            <div className="old-new">
              <b title={pointer}>{title}</b>
              {change === null ? null : <OldNew change={change} titles={titles} />}
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

function OldNew({ change, titles }: { readonly change: DocumentChange; readonly titles: Titles }) {
  const reader = useReader();
  const { t } = reader;
  const shown = (value: Json) => valueText(value, titles, reader.number);
  if (change.op === 'move') return <span className="fine">{t('review.place.move')}</span>;
  return (
    <>
      {change.op === 'add' ? <span className="fine">{t('review.place.add')}</span> : <del>{shown(change.before)}</del>}
      <span className="arrow" aria-hidden="true">
        →
      </span>
      {change.op === 'remove' ? (
        <span className="fine">{t('review.place.remove')}</span>
      ) : (
        <ins className="value">{shown(change.value)}</ins>
      )}
    </>
  );
}

/** A value of a document: figures as the reader writes them, texts as they are, parts by their titles, the rest as JSON. */
function valueText(value: Json, titles: Titles, number: (figure: number) => string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean' || value === null) return titles.value('', value);
  return JSON.stringify(value);
}

function Remarks({
  release,
  place,
  remarks,
}: {
  readonly release: Release;
  readonly place: { readonly ref: string; readonly pointer: string; readonly title: string };
  readonly remarks: Release['remarks'];
}) {
  const reader = useReader();
  const { t } = reader;
  const me = onlookerOf(useMe().data);
  const names = namesIn(release);
  const [text, setText] = useState<string | null>(null);
  const leave = useDeed((said: string) =>
    deeds.remark(release.id, {
      text: said,
      ref: place.ref,
      ...(place.pointer === '' ? {} : { pointer: place.pointer }),
    }),
  );
  // What is new to the release is no member of it yet that a remark could hang on.
  const isMember = release.members.some(({ ref }) => ref === place.ref);
  return (
    <div className={remarks.length > 0 ? 'remarks' : ''}>
      {remarks.map(({ person, remarkedAt, words }, i) => (
        <p key={i}>
          {words}{' '}
          <span className="fine">
            {t('review.remark.by', {
              name: names.get(person) ?? (person === me.id ? '' : person),
              at: instantText(remarkedAt, reader),
            })}
          </span>
        </p>
      ))}
      {!isMember || !(me.isApprover || me.isAuthor) ? null : text === null ? (
        <button
          type="button"
          className="quiet fine"
          aria-label={t('review.remark.on', { place: place.title })}
          onClick={() => setText('')}
        >
          {t('review.remark')}
        </button>
      ) : (
        <form
          className="remark-form"
          onSubmit={(event) => {
            event.preventDefault();
            leave.mutate(text, { onSuccess: () => setText(null) });
          }}
        >
          <label className="form-field">
            {t('review.remark.text')}
            <textarea value={text} required maxLength={4000} onChange={({ target }) => setText(target.value)} />
          </label>
          <p className="ways">
            <button className="side-action" disabled={text.trim() === '' || leave.isPending}>
              {t('review.remark.send')}
            </button>
            <button type="button" className="quiet" onClick={() => setText(null)}>
              {t('review.cancel')}
            </button>
          </p>
          <Refused error={leave.error} />
        </form>
      )}
    </div>
  );
}
