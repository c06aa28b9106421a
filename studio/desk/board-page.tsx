import { namesFor } from '../../definitions/index.ts';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useCatalogue, useDocuments } from '../api/queries.ts';
import { useAnalysis } from '../api/request-analyses.ts';
import { type RequestPage, STANDINGS, useRequests, useStandingCounts } from '../api/requests.ts';
import { bankInstant } from '../texts/day.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { summed } from './analysis-table.ts';
import { AssigneeChoice, type Given, GivenNote } from './assignee-choice.tsx';
import { NextDue } from './due-time.tsx';
import { ownersOf, stateText } from './request-words.ts';
import { useShelf } from './shelf.ts';
import '../texts/desk.ts';
import '../texts/lead.ts';
import './desk.css';

/** A lead's board of a queue: who has how much of it, and what is late, nearly late or with nobody, each to be given to somebody. */
export function BoardPage() {
  const reader = useReader();
  const { t } = reader;
  const [search, setSearch] = useSearchParams();
  const catalogue = useCatalogue();
  const queues = (catalogue.data?.definitions ?? []).filter(({ kind }) => kind === 'queue');
  const queue = search.get('queue') ?? queues[0]?.name;
  const standing = STANDINGS.find((one) => one === search.get('standing')) ?? 'late';
  const of = queue === undefined ? undefined : { queue };
  const { counts, error: uncounted } = useStandingCounts(queue);
  const shown = useRequests(of, 'open', standing);
  const [given, setGiven] = useState<Given>();
  if (catalogue.data !== undefined && queue === undefined)
    return (
      <div className="page desk">
        <h1>{t('lead.noQueue')}</h1>
      </div>
    );
  const error = catalogue.error ?? uncounted ?? shown.error;
  if (counts === undefined || shown.data === undefined || queue === undefined)
    return (
      <div className="page">
        {error === null ? <Loading /> : <Failed error={error} retry={() => location.reload()} />}
      </div>
    );
  const title = t('lead.board.title', {
    late: reader.number(counts.late),
    soon: reader.number(counts.soon),
    unassigned: reader.number(counts.unassigned),
  });
  const look = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    next.set(name, value);
    setSearch(next, { replace: true });
  };
  return (
    <div className="page desk">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <div className="choice">
        <label>
          {t('lead.queue')}{' '}
          <select value={queue} onChange={({ target }) => look('queue', target.value)}>
            {queues.map(({ name, title: called }) => (
              <option key={name} value={name}>
                {reader.say(called)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('lead.standing')}{' '}
          <select value={standing} onChange={({ target }) => look('standing', target.value)}>
            {STANDINGS.map((one) => (
              <option key={one} value={one}>
                {t(`lead.standing.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {given === undefined ? null : <GivenNote key={given.revision} given={given} done={() => setGiven(undefined)} />}
      <Requests pages={shown.data.pages} label={t(`lead.standing.${standing}`)} onGiven={setGiven} reader={reader} />
      {shown.hasNextPage ? (
        <button type="button" className="quiet" onClick={() => void shown.fetchNextPage()}>
          {t('desk.more')}
        </button>
      ) : null}
      <Loads queue={queue} reader={reader} />
    </div>
  );
}

function Requests({
  pages,
  label,
  onGiven,
  reader,
}: {
  readonly pages: readonly RequestPage[];
  readonly label: string;
  readonly onGiven: (given: Given) => void;
  readonly reader: Reader;
}) {
  const { t } = reader;
  const items = pages.flatMap((page) => page.items);
  const owners = ownersOf(pages, reader);
  const shelf = useShelf(useDocuments([...new Set(items.map(({ queue }) => queue))]).data);
  if (items.length === 0) return <p>{t('lead.standing.none')}</p>;
  return (
    <Scroll label={label}>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('desk.number')}</th>
            <th scope="col">{t('desk.state')}</th>
            <th scope="col">{t('desk.due')}</th>
            <th scope="col">{t('desk.owner')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => {
            const document = shelf.get(one.queue);
            const workflow = shelf.get(String(document?.['workflow']));
            return (
              <tr key={one.id}>
                <th scope="row">
                  <Link to={`/desk/${one.id}`}>{one.number}</Link>
                </th>
                <td>{stateText(workflow, one.state, reader)}</td>
                <td>
                  <NextDue clocks={one.clocks} queue={document} />
                </td>
                <td>
                  {one.owner === null ? t('desk.nobody') : (owners.get(one.owner) ?? one.owner)}
                  <AssigneeChoice id={one.id} number={one.number} onGiven={onGiven} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

const LOAD_FIGURES = ['open', 'late', 'escalated'] as const;

/** How much of a queue each person has, of what the reader sees. */
function Loads({ queue, reader }: { readonly queue: string; readonly reader: Reader }) {
  const { t, number } = reader;
  const today = bankInstant(new Date()).slice(0, 10);
  const { data } = useAnalysis('tracking', { from: today, to: today, by: 'person', queue });
  // Until those of this queue come, the figures are of the one before.
  if (data?.queue !== queue || data.found.items.length === 0) return null;
  const names = namesFor(data.found.names, reader.language);
  const loads = summed(data.found.items);
  return (
    <section>
      <h2>{t('lead.people')}</h2>
      <Scroll label={t('lead.people')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('lead.person')}</th>
              <th scope="col">{t('lead.load')}</th>
              <th scope="col">{t('lead.late')}</th>
              <th scope="col">{t('lead.escalated')}</th>
            </tr>
          </thead>
          <tbody>
            {[...loads]
              .toSorted(([, one], [, other]) => (other['open'] ?? 0) - (one['open'] ?? 0))
              .map(([key, figures]) => (
                <tr key={key ?? ''}>
                  <th scope="row">{key === null ? t('desk.nobody') : (names.get(key) ?? key)}</th>
                  {LOAD_FIGURES.map((name) => (
                    <td key={name} className="figure">
                      {number(figures[name] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
