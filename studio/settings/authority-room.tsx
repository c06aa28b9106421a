import { useState } from 'react';
import type { JsonObject } from '../../definitions/index.ts';
import { administrate, type AuthorityChange, useAuthorityChanges } from '../api/administration.ts';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { Secret } from './begun.tsx';
import { useNames } from './names.ts';
import { proposalText } from './proposal-text.ts';

/** Changes of rights that wait for a second person, and those that were decided. */
export function AuthorityRoom() {
  const { t } = useReader();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useAuthorityChanges();
  // What was shown once is gone with its row: it is kept here until it was copied.
  const [secret, setSecret] = useState<string | null>(null);
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  const waiting = items.filter(({ state }) => state === 'waiting');
  const decided = items.filter(({ state }) => state !== 'waiting');
  const title =
    waiting.length === 0 ? t('authority.title.none') : t('authority.title.waiting', { count: waiting.length });
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      {secret === null ? null : (
        <div className="done-note" role="status">
          <Secret text={secret} hint={t('settings.secret.second')} />
          <button type="button" className="quiet" onClick={() => setSecret(null)}>
            {t('settings.secret.done')}
          </button>
        </div>
      )}
      <ul className="cards">
        {waiting.map((change) => (
          <Waiting key={change.id} change={change} shown={setSecret} />
        ))}
      </ul>
      <h2>{t('authority.decided')}</h2>
      {decided.length === 0 ? <p className="fine">{t('authority.decided.none')}</p> : null}
      <ul className="cards">
        {decided.map((change) => (
          <Decided key={change.id} change={change} />
        ))}
      </ul>
      {hasNextPage ? (
        <button type="button" className="quiet" onClick={() => void fetchNextPage()}>
          {t('settings.more')}
        </button>
      ) : null}
    </>
  );
}

function Waiting({ change, shown }: { readonly change: AuthorityChange; readonly shown: (secret: string) => void }) {
  const reader = useReader();
  const { t } = reader;
  const names = useNames();
  const me = useMe().data;
  const decide = useDeed((decision: 'confirm' | 'refuse' | 'withdraw') => administrate.decide(change.id, decision));
  const isOwn = change.begunBy === me?.id;
  const isAdministrator =
    me?.rights.some(({ role }) => role === 'security-administrator' || role === 'system-administrator') ?? false;
  const ways = isOwn ? (['withdraw'] as const) : isAdministrator ? (['confirm', 'refuse'] as const) : [];
  return (
    <li>
      <p>
        {/* The server's proposals came as JSON. */}
        <b>{proposalText(change.proposal as JsonObject, names, reader)}</b>
      </p>
      <p className="fine">
        {t('authority.begun', { name: names.person(change.begunBy), at: instantText(change.begunAt, reader) })}
        {isOwn ? ` ${t('authority.own')}` : ''}
      </p>
      <div className="ways">
        {ways.map((way) => (
          <button
            key={way}
            type="button"
            className={way === 'confirm' ? 'main-action' : 'side-action'}
            disabled={decide.isPending}
            onClick={() => decide.mutate(way, { onSuccess: ({ secret }) => secret !== null && shown(secret) })}
          >
            {t(`authority.${way}`)}
          </button>
        ))}
      </div>
      <Refused error={decide.error} />
    </li>
  );
}

function Decided({ change }: { readonly change: AuthorityChange }) {
  const reader = useReader();
  const { t } = reader;
  const names = useNames();
  return (
    <li>
      <p>{proposalText(change.proposal as JsonObject, names, reader)}</p>
      <p className="fine">
        {t('authority.begun', { name: names.person(change.begunBy), at: instantText(change.begunAt, reader) })}
        {change.decidedBy === null || change.decidedAt === null
          ? ''
          : ` · ${t('authority.by', {
              state: t(`authority.state.${change.state}`),
              name: names.person(change.decidedBy),
              at: instantText(change.decidedAt, reader),
            })}`}
      </p>
    </li>
  );
}
