import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { ServerError } from '../api/client.ts';
import { useMe } from '../api/queries.ts';
import { deeds, type Notice, type ReleaseListed, useNotices, useReleases } from '../api/releases.ts';
import { useDeed } from '../api/deed.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading, Notice as Empty } from '../ui/notice.tsx';
import { Drafts } from './drafts.tsx';
import { ReleaseRows } from './release-rows.tsx';
import { ON_THE_WAY, onlookerOf, WRITABLE } from './standing.ts';
import './release.css';
import '../texts/release.ts';

/** What waits for the reader, what he drafts, what is on its way, and what was decided. */
export function ChangesPage() {
  const reader = useReader();
  const { t } = reader;
  const me = useMe();
  const releases = useReleases();
  const notices = useNotices();
  if (me.data?.kind === 'visitor')
    return (
      <div className="page">
        <h1>{t('changes.signIn')}</h1>
        <a className="action" href="/sign-in">
          {t('shell.signIn')}
        </a>
      </div>
    );
  if (releases.error instanceof ServerError && releases.error.status === 403)
    return (
      <div className="page">
        <h1>{t('changes.title.noRight')}</h1>
        <p>{t('changes.noRight.hint')}</p>
      </div>
    );
  if (releases.data === undefined || notices.data === undefined || me.data === undefined) {
    const error = releases.error ?? notices.error;
    return (
      <div className="page">
        {error === null ? <Loading /> : <Failed error={error} retry={() => void releases.refetch()} />}
      </div>
    );
  }
  const items = releases.data.pages.flatMap((page) => page.items);
  const waiting = notices.data.items;
  const toDo = waiting.filter(({ kind }) => !TOLD.has(kind)).length;
  const title = toDo === 0 ? t('changes.title.none') : t('changes.title.waiting', { count: toDo });
  const own = me.data?.id;
  return (
    <div className="page changes">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <section aria-labelledby="waiting">
        <h2 id="waiting">{t('changes.waiting')}</h2>
        {waiting.length === 0 ? <p className="fine">{t('changes.waiting.none')}</p> : <Waiting notices={waiting} />}
      </section>
      {onlookerOf(me.data).isAuthor ? (
        <Drafts items={items.filter((one) => one.begunBy === own && WRITABLE.has(one.state))} />
      ) : null}
      <Others items={items} hasMore={releases.hasNextPage} more={() => void releases.fetchNextPage()} />
    </div>
  );
}

/** What somebody is only told of: nothing is left for him to do. */
const TOLD: ReadonlySet<string> = new Set(['live', 'refused', 'withdrawn', 'approved', 'submitted']);

function Waiting({ notices }: { readonly notices: readonly Notice[] }) {
  const reader = useReader();
  const { t } = reader;
  const aside = useDeed(deeds.settle);
  return (
    <ul className="waiting">
      {notices.map(({ number, release, kind, title, noticedAt }) => (
        <li key={number}>
          <Link to={`/changes/${release}`}>{title}</Link>
          <span>{kindText(kind, t)}</span>
          <span className="fine">{instantText(noticedAt, reader)}</span>
          {kind === 'approve' || kind === 'review' ? null : (
            <button type="button" className="quiet" onClick={() => aside.mutate(number)}>
              {t('changes.notice.aside')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const kindText = (kind: string, t: ReturnType<typeof useReader>['t']): string =>
  kind === 'approve' || kind === 'review'
    ? t(`changes.notice.${kind}`)
    : t(`release.state.${kind as 'live' | 'held' | 'returned'}`);

function Others({
  items,
  hasMore,
  more,
}: {
  readonly items: readonly ReleaseListed[];
  readonly hasMore: boolean;
  readonly more: () => void;
}) {
  const { t } = useReader();
  const [search, setSearch] = useSearchParams();
  const [query, setQuery] = useState(search.get('q') ?? '');
  const fits = ({ title, begunBy }: ReleaseListed) =>
    `${title} ${begunBy}`.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase());
  const found = items.filter(fits);
  const way = found.filter(({ state }) => ON_THE_WAY.has(state));
  const done = found.filter(({ state }) => !ON_THE_WAY.has(state) && state !== 'draft');
  return (
    <>
      <label className="search">
        <span className="visually-hidden">{t('changes.search')}</span>
        <input
          type="search"
          value={query}
          placeholder={t('changes.search')}
          onChange={(event) => {
            setQuery(event.target.value);
            setSearch(event.target.value === '' ? {} : { q: event.target.value }, { replace: true });
          }}
        />
      </label>
      {found.length === 0 && query !== '' ? <Empty title={t('changes.nothing', { query })} /> : null}
      <section aria-labelledby="way">
        <h2 id="way">{t('changes.onTheWay')}</h2>
        {way.length === 0 ? <p className="fine">{t('changes.onTheWay.none')}</p> : <ReleaseRows items={way} />}
      </section>
      <section aria-labelledby="done">
        <h2 id="done">{t('changes.done')}</h2>
        {done.length === 0 ? <p className="fine">{t('changes.done.none')}</p> : <ReleaseRows items={done} />}
        {hasMore ? (
          <button type="button" className="quiet" onClick={more}>
            {t('changes.more')}
          </button>
        ) : null}
      </section>
    </>
  );
}
