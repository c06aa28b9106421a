import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { JsonObject } from '../../definitions/index.ts';
import { useCatalogue, useDocuments, useMe } from '../api/queries.ts';
import { type RequestPage, type RequestsOf, useOpenCounts, useRequests } from '../api/requests.ts';
import { instantText } from '../texts/day.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { ASSIGNING } from './assignee-choice.tsx';
import { NextDue } from './due-time.tsx';
import { WaitingApprovals } from './approvals.tsx';
import { Notices } from './notices.tsx';
import { ownersOf, stateText } from './request-words.ts';
import { useShelf } from './shelf.ts';
import '../texts/desk.ts';
import '../texts/lead.ts';
import './desk.css';

/** The inbox: the requests of a queue, or one's own, in the queue's own order, with what is due next. */
export function DeskPage() {
  const reader = useReader();
  const { t } = reader;
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const me = useMe().data;
  const catalogue = useCatalogue();
  const definitions = catalogue.data?.definitions ?? [];
  const queues = definitions.filter(({ kind }) => kind === 'queue');
  const types = definitions.filter(({ kind }) => kind === 'request-type');
  const { counts, isSettled } = useOpenCounts(queues.map(({ name }) => name));
  // The first queue in which something waits, as it was when the page was opened: it does not move under whoever reads.
  const [first, begin] = useState<string>();
  if (first === undefined && catalogue.data !== undefined && isSettled)
    begin((queues.find(({ name }) => (counts.get(name) ?? 0) > 0) ?? queues[0])?.name ?? '');
  const chosen = search.get('queue') ?? (search.has('mine') ? '' : first);
  const isClosed = search.has('closed');
  const own: RequestsOf | undefined = me?.id === undefined ? undefined : { owner: me.id };
  const of = chosen === '' ? own : chosen === undefined ? undefined : { queue: chosen };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRequests(of, isClosed ? 'closed' : 'open');
  if (chosen === undefined || (of !== undefined && data === undefined)) {
    const fault = catalogue.error ?? error;
    return (
      <div className="page">
        {fault === null ? (
          <Loading />
        ) : (
          <Failed error={fault} retry={() => void (catalogue.error === null ? refetch() : catalogue.refetch())} />
        )}
      </div>
    );
  }
  const total = data?.pages[0]?.total ?? 0;
  const title = total === 0 ? t('desk.none') : t(isClosed ? 'desk.title.closed' : 'desk.title', { count: total });
  const look = (change: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(change))
      if (value === null) next.delete(key);
      else next.set(key, value);
    setSearch(next);
  };
  return (
    <div className="page desk">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <div className="choice">
        <label>
          {t('desk.whose')}{' '}
          <select
            value={chosen ?? ''}
            onChange={({ target: { value } }) =>
              look(value === '' ? { mine: '', queue: null } : { queue: value, mine: null })
            }
          >
            <option value="">{t('desk.mine')}</option>
            {queues.map(({ name, title: called }) => (
              <option key={name} value={name}>
                {reader.say(called)}
                {counts.has(name) ? ` (${reader.number(counts.get(name) ?? 0)})` : ''}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={isClosed}
            onChange={({ target }) => look({ closed: target.checked ? '' : null })}
          />{' '}
          {t('desk.closed')}
        </label>
        {me?.rights.some(({ role }) => ASSIGNING.includes(role)) === true ? (
          <Link to={`/desk/board${chosen === '' || chosen === undefined ? '' : `?queue=${chosen}`}`}>
            {t('lead.board')}
          </Link>
        ) : null}
        <Link to="/desk/analyses">{t('desk.analyses')}</Link>
        {types.map(({ name, title: called }) => (
          <button key={name} type="button" className="side-action" onClick={() => void navigate(`/desk/new/${name}`)}>
            {t('desk.register', { type: reader.say(called) })}
          </button>
        ))}
      </div>
      <WaitingApprovals />
      <Notices />
      {total > 0 ? <Inbox pages={data?.pages ?? []} label={title} me={me?.id} reader={reader} /> : null}
      {hasNextPage ? (
        <button type="button" className="quiet" onClick={() => void fetchNextPage()}>
          {t('desk.more')}
        </button>
      ) : null}
    </div>
  );
}

function Inbox({
  pages,
  label,
  me,
  reader,
}: {
  readonly me: string | undefined;
  readonly pages: readonly RequestPage[];
  readonly label: string;
  readonly reader: Reader;
}) {
  const { t } = reader;
  const items = pages.flatMap((page) => page.items);
  const documents = useDocuments([...new Set(items.map(({ queue }) => queue))]).data;
  const shelf = useShelf(documents);
  const names = ownersOf(pages, reader);
  return (
    <Scroll label={label}>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('desk.number')}</th>
            <th scope="col">{t('desk.type')}</th>
            <th scope="col">{t('desk.state')}</th>
            <th scope="col">{t('desk.due')}</th>
            <th scope="col">{t('desk.owner')}</th>
            <th scope="col">{t('desk.customer')}</th>
            <th scope="col">{t('desk.registered')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => {
            const queue: JsonObject | undefined = shelf.get(one.queue);
            const workflow = shelf.get(String(queue?.['workflow']));
            return (
              <tr key={one.id}>
                <th scope="row">
                  <Link to={`/desk/${one.id}`}>{one.number}</Link>
                </th>
                <td>{reader.say(shelf.title(one.type))}</td>
                <td>{stateText(workflow, one.state, reader)}</td>
                <td>
                  <NextDue clocks={one.clocks} queue={queue} />
                </td>
                <td>
                  {one.owner === null ? '' : one.owner === me ? t('desk.me') : (names.get(one.owner) ?? one.owner)}
                </td>
                <td>{one.customer ?? ''}</td>
                <td>{instantText(one.registeredAt, reader)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
