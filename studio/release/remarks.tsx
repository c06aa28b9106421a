import { deeds, type Release } from '../api/releases.ts';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import type { Shelf } from '../texts/titles.ts';
import { useKept } from '../ui/kept.ts';
import { Refused } from '../ui/refused.tsx';
import { titlesFor } from './shelf.ts';
import { namesIn, onlookerOf } from './standing.ts';

const isText = (found: unknown): found is string => typeof found === 'string';

/** The remarks that hang on a place, and a way to leave one: what is typed of it is kept until it is sent. */
export function Remarks({
  release,
  place,
  remarks,
}: {
  readonly release: Release;
  readonly place: { readonly ref: string; readonly pointer: string; readonly title: string };
  readonly remarks: Release['remarks'];
}) {
  const { t } = useReader();
  const me = onlookerOf(useMe().data);
  const [text, setText] = useKept(`remark.${me.id ?? ''}.${release.id}.${place.ref}${place.pointer}`, isText);
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
      {remarks.map((remark, i) => (
        <Said key={i} remark={remark} release={release} />
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

/** Every remark on a change, whether or not its place is still one that changes, or any place at all. */
export function AllRemarks({ release, shelf }: { readonly release: Release; readonly shelf: Shelf }) {
  const reader = useReader();
  const { t } = reader;
  if (release.remarks.length === 0) return null;
  return (
    <section aria-labelledby="remarks">
      <h2 id="remarks">{t('review.remarks')}</h2>
      <ul className="history">
        {release.remarks.map((remark, i) => (
          <li key={i}>
            <span className="fine">
              {t('review.revision', { n: remark.revision })}
              {remark.ref === null ? '' : ` · ${titlesFor(shelf, remark.ref, reader).definition(remark.ref)}`}
            </span>
            <Said remark={remark} release={release} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Said({ remark, release }: { readonly remark: Release['remarks'][number]; readonly release: Release }) {
  const reader = useReader();
  const { person, remarkedAt, words } = remark;
  const name = namesIn(release).get(person) ?? person;
  return (
    <p>
      {words}{' '}
      <span className="fine">{reader.t('review.remark.by', { name, at: instantText(remarkedAt, reader) })}</span>
    </p>
  );
}
