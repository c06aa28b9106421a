import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { ServerError } from '../api/client.ts';
import { useMe } from '../api/queries.ts';
import { type Release, useRelease, useReleaseDifference, useReleaseImpact } from '../api/releases.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { ChangeWords } from './change-words.tsx';
import { Decide } from './decide.tsx';
import { Findings } from './findings.tsx';
import { ImpactSection, foremost, movedText } from './impact-section.tsx';
import { AllRemarks } from './remarks.tsx';
import { ReleaseHistory } from './release-history.tsx';
import { titlesFor, useShelf } from './shelf.ts';
import { namesIn, nextOf, onlookerOf, stateOf, titleOf } from './standing.ts';
import './release.css';
import '../texts/release.ts';

/** One change, as whoever decides of it reads it: what it says now, whom it moves, what is proved, and the decision. */
export function ReviewPage() {
  const { release: id = '' } = useParams();
  const { data, error, refetch } = useRelease(id);
  if (error instanceof ServerError && error.status === 404) return <NotFound />;
  if (data === undefined)
    return (
      <div className="page">{error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}</div>
    );
  return <OneRelease key={id} release={data.release} tag={data.tag} />;
}

function OneRelease({ release, tag }: { readonly release: Release; readonly tag: string }) {
  const reader = useReader();
  const { t, language } = reader;
  const me = onlookerOf(useMe().data);
  const difference = useReleaseDifference(release);
  const told = difference.data ?? null;
  const impact = useReleaseImpact(release);
  const published = useMemo(
    () => [
      ...new Set([
        ...release.members.filter(({ change }) => change !== 'add').map(({ ref }) => ref),
        ...(release.closures ?? []).flatMap(({ ref, before }) => (before === null ? [] : [ref])),
      ]),
    ],
    [release],
  );
  const shelf = useShelf(published, release.members);
  const [moving] = foremost(impact.data?.report ?? []).filter(({ moved }) => moved > 0);
  const title = titleOf(release, reader);
  return (
    <div className="page review">
      <title>{`${title} · Guiju`}</title>
      <header>
        <Facts release={release} />
        <h1>{title}</h1>
        <p className="next">{nextOf(release, me, reader)}</p>
        {release.reason === null ? null : (
          <p className="said">
            <b>{t('review.reason')}</b> {release.reason[language]}
          </p>
        )}
        {release.note === '' ? null : (
          <p>
            <span className="fine">{t('review.note')}</span> {release.note}
          </p>
        )}
        {release.conflicts.map((conflict) => (
          <p key={conflict.release} className="said">
            {t('review.conflict', {
              refs: conflict.refs.map((ref) => titlesFor(shelf, ref, reader).definition(ref)).join(', '),
            })}{' '}
            <Link to={`/changes/${conflict.release}`}>{t('review.open')}</Link>
          </p>
        ))}
      </header>
      <div className="review-grid">
        <div className="review-main">
          {told === null ? (
            difference.error === null ? (
              <p className="loading" role="status">
                {t('review.words.comparing')}
              </p>
            ) : (
              <Failed error={difference.error} retry={() => void difference.refetch()} />
            )
          ) : (
            <ChangeWords difference={told} shelf={shelf} release={release} />
          )}
          <Numbers release={release} />
        </div>
        <Decide {...{ release, tag, shelf, moving }} isShown={told !== null && impact.data !== undefined} />
      </div>
      {/* What was asked for of another text is not shown of this one. */}
      <ImpactSection key={release.content} release={release} shelf={shelf} />
      {told === null ? null : <Findings difference={told} release={release} />}
      <AllRemarks release={release} shelf={shelf} />
      <ReleaseHistory release={release} />
      <Bound release={release} />
    </div>
  );
}

/** Who asks, when, and which revision. */
function Facts({ release }: { readonly release: Release }) {
  const reader = useReader();
  const { t } = reader;
  const names = namesIn(release);
  const editors = [...new Set(release.editors.map(({ person }) => names.get(person) ?? person))];
  return (
    <p className="head-line">
      <span>{t(`release.state.${stateOf(release)}`)}</span>
      <span>{t('review.by', { names: editors.join(', ') })}</span>
      <span>{t('review.begun', { at: instantText(release.begunAt, reader) })}</span>
      <span>{t('review.revision', { n: release.revision })}</span>
      {release.expiresAt === null || release.state !== 'submitted' ? null : (
        <span>{t('review.expires', { at: instantText(release.expiresAt, reader) })}</span>
      )}
      {release.undoes === null ? null : <Link to={`/changes/${release.undoes}`}>{t('review.undoes')}</Link>}
    </p>
  );
}

/** The moves of the foremost decision, before any table. */
function Numbers({ release }: { readonly release: Release }) {
  const reader = useReader();
  const { data } = useReleaseImpact(release);
  const classes = (data?.report ?? []).filter(({ column }) => column !== null);
  const [first] = classes.toSorted((one, other) => other.moved - one.moved);
  if (first === undefined) return null;
  return (
    <p className="figures-line">
      <b>{movedText(first, reader)}</b>
    </p>
  );
}

/** What an approval binds, and the texts themselves: JSON comes last. */
function Bound({ release }: { readonly release: Release }) {
  const { t } = useReader();
  return (
    <details>
      <summary>{t('review.json')}</summary>
      {release.hash === null ? null : (
        <p>
          {t('review.hash')} <code>{release.hash}</code> <span className="fine">{t('review.hash.hint')}</span>
        </p>
      )}
      {release.members.map(({ ref, document }) =>
        document === null ? null : <pre key={ref}>{JSON.stringify(document, null, 2)}</pre>,
      )}
    </details>
  );
}
