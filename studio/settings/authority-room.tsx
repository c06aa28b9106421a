import type { JsonObject } from '../../definitions/index.ts';
import { administrate, type AuthorityChange, type Settings, useAuthorityChanges } from '../api/administration.ts';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { useSubjectTitle } from './approver-fields.tsx';
import { useNames } from './names.ts';
import { type Names, proposalText } from './proposal-text.ts';
import { useKeepSecret } from './secrets.tsx';
import { settingsChanges } from './settings-changes.ts';

/** Changes of rights that wait for a second person, and those that were decided. */
export function AuthorityRoom() {
  const { t } = useReader();
  const waiting = useAuthorityChanges('waiting');
  const count = waiting.data?.pages[0]?.total;
  const title =
    count === undefined
      ? t('settings.changes')
      : count === 0
        ? t('authority.title.none')
        : t('authority.title.waiting', { count });
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <Changes found={waiting} Shown={Waiting} />
      <h2>{t('authority.decided')}</h2>
      <Changes found={useAuthorityChanges('decided')} Shown={Decided} none={t('authority.decided.none')} />
    </>
  );
}

interface Shown {
  readonly change: AuthorityChange;
  readonly names: Names;
}

function Changes({
  found: { data, error, refetch, hasNextPage, fetchNextPage },
  Shown,
  none,
}: {
  readonly found: ReturnType<typeof useAuthorityChanges>;
  readonly Shown: (shown: Shown) => React.JSX.Element;
  readonly none?: string;
}) {
  const { t } = useReader();
  const names = useNames(data?.pages.flatMap((page) => page.names));
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  return (
    <>
      {items.length === 0 && none !== undefined ? <p className="fine">{none}</p> : null}
      <ul className="cards">
        {items.map((change) => (
          <li key={change.id}>
            <Shown change={change} names={names} />
          </li>
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

function Waiting({ change, names }: Shown) {
  const reader = useReader();
  const { t } = reader;
  const me = useMe().data;
  const keep = useKeepSecret();
  // The server's proposals came as JSON.
  const said = proposalText(change.proposal as JsonObject, names, reader);
  const decide = useDeed(async (decision: 'confirm' | 'refuse' | 'withdraw') => {
    const { secret } = await administrate.decide(change.id, decision);
    // What was shown once is gone with its row: it is kept above the room.
    if (secret !== null) keep({ kind: 'second', whom: said, text: secret });
  });
  const isOwn = change.begunBy === me?.id;
  const isAdministrator =
    me?.rights.some(({ role }) => role === 'security-administrator' || role === 'system-administrator') ?? false;
  const ways = isOwn ? (['withdraw'] as const) : isAdministrator ? (['confirm', 'refuse'] as const) : [];
  return (
    <>
      <p>
        <b>{said}</b>
      </p>
      <Details change={change} names={names} />
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
            onClick={() => decide.mutate(way)}
          >
            {t(`authority.${way}`)}
          </button>
        ))}
      </div>
      <Refused error={decide.error} />
    </>
  );
}

function Decided({ change, names }: Shown) {
  const reader = useReader();
  const { t } = reader;
  return (
    <>
      <p>{proposalText(change.proposal as JsonObject, names, reader)}</p>
      <Details change={change} names={names} />
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
    </>
  );
}

/** What one sentence does not hold: each figure of settings old and new, each operation of a key. */
function Details({ change: { proposal, replaced }, names }: Shown) {
  const reader = useReader();
  const subject = useSubjectTitle();
  const { kind, settings, operations } = proposal as JsonObject;
  if (kind === 'add-key') return <p className="fine">{(operations as readonly string[]).join(', ')}</p>;
  if (kind !== 'set-settings') return null;
  const changes = settingsChanges(replaced, settings as unknown as Settings, { ...names, subject }, reader);
  if (changes.length === 0) return <p className="fine">{reader.t('rules.same')}</p>;
  return (
    <dl className="pairs">
      {changes.map(({ title, from, to }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{`${from} → ${to}`}</dd>
        </div>
      ))}
    </dl>
  );
}
