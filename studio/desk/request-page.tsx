import { useState } from 'react';
import { useParams } from 'react-router';
import type { JsonObject, Text } from '../../definitions/index.ts';
import { ServerError } from '../api/client.ts';
import { useDeed } from '../api/deed.ts';
import { useDocuments, useMe } from '../api/queries.ts';
import { handle, type Handling, type ServiceRequest, useRequest } from '../api/requests.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { titlesOf } from '../texts/titles.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { ASSIGNING, AssigneeChoice, type Given, GivenNote } from './assignee-choice.tsx';
import { DueTime } from './due-time.tsx';
import { RequestClocks } from './request-clocks.tsx';
import { eventTitle, nameIn, nextDue, offeredEvents, stateText } from './request-words.ts';
import { type DeskShelf, useShelf } from './shelf.ts';
import { Approvals } from './approvals.tsx';
import { Timeline } from './timeline.tsx';
import '../texts/desk.ts';
import './desk.css';

/** One request: how it stands, what may be done with it now, its clocks, and all that happened to it. */
export function RequestPage() {
  const { request: id = '' } = useParams();
  const found = useRequest(id);
  const documents = useDocuments(found.data === undefined ? [] : [found.data.request.queue, found.data.request.type]);
  const shelf = useShelf(documents.data);
  if (found.error instanceof ServerError && found.error.status === 404) return <NotFound />;
  const error = found.error ?? documents.error;
  if (found.data === undefined || documents.data === undefined)
    return (
      <div className="page">
        {error === null ? <Loading /> : <Failed error={error} retry={() => location.reload()} />}
      </div>
    );
  // What is typed for one request is for no other.
  return <Shown key={id} request={found.data.request} tag={found.data.tag} shelf={shelf} />;
}

function Shown({
  request,
  tag,
  shelf,
}: {
  readonly request: ServiceRequest;
  readonly tag: string;
  readonly shelf: DeskShelf;
}) {
  const reader = useReader();
  const { t, say } = reader;
  // Both are documents of their kinds, as they were when the request came into its queue.
  const { queue, workflow } = (request.definitions ?? {}) as { readonly [kind in 'queue' | 'workflow']?: JsonObject };
  const states = stateText(workflow, request.state, reader);
  const due = nextDue(request.clocks);
  const title = `${request.number} · ${states}`;
  return (
    <div className="page desk">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <p>
        {say(shelf.title(request.type))} · {say((queue?.['title'] as Text | undefined) ?? shelf.title(request.queue))}
        {due?.dueAt ? (
          <>
            {' · '}
            {t('desk.dueNext')} <DueTime at={due.dueAt} />
          </>
        ) : null}
      </p>
      {request.isOpen ? <Deeds request={request} tag={tag} workflow={workflow} /> : null}
      <Approvals request={request} tag={tag} workflow={workflow} />
      <Facts request={request} entity={shelf.get(String(workflow?.['entity']))} shelf={shelf} />
      <RequestClocks request={request} queue={queue} />
      <Timeline request={request} workflow={workflow} shelf={shelf} />
    </div>
  );
}

function Deeds({
  request,
  tag,
  workflow,
}: {
  readonly request: ServiceRequest;
  readonly tag: string;
  readonly workflow: JsonObject | undefined;
}) {
  const { t, say } = useReader();
  const me = useMe().data;
  const [text, setText] = useState('');
  const [given, setGiven] = useState<Given>();
  const deed = useDeed((handling: Handling) => handle({ id: request.id, tag }, handling));
  if (me?.kind !== 'person') return null;
  const roles = new Set(me.rights.map(({ role }) => role as string));
  return (
    <section aria-label={t('desk.deeds')}>
      <p className="choice">
        {offeredEvents(workflow, request.events, roles).map((event) => (
          <button
            key={event}
            type="button"
            className="side-action"
            disabled={deed.isPending}
            onClick={() => deed.mutate({ kind: 'event', event })}
          >
            {say(eventTitle(workflow, event))}
          </button>
        ))}
        {request.owner === me.id || !ASSIGNING.some((role) => roles.has(role)) ? null : (
          <button
            type="button"
            className="quiet"
            disabled={deed.isPending}
            onClick={() => deed.mutate({ kind: 'assignment', person: me.id ?? null })}
          >
            {t('desk.take')}
          </button>
        )}
      </p>
      {ASSIGNING.some((role) => roles.has(role)) ? (
        <AssigneeChoice id={request.id} number={request.number} onGiven={setGiven} />
      ) : null}
      {given === undefined ? null : <GivenNote key={given.revision} given={given} done={() => setGiven(undefined)} />}
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          deed.mutate({ kind: 'note', text }, { onSuccess: () => setText('') });
        }}
      >
        <label className="form-field">
          {t('desk.note')}
          <textarea rows={2} maxLength={4000} value={text} onChange={({ target }) => setText(target.value)} />
        </label>
        <button className="side-action" disabled={deed.isPending || text.trim() === ''}>
          {t('desk.note.write')}
        </button>
      </form>
      <Refused error={deed.error} />
    </section>
  );
}

function Facts({
  request,
  entity,
  shelf,
}: {
  readonly request: ServiceRequest;
  readonly entity: JsonObject | undefined;
  readonly shelf: DeskShelf;
}) {
  const reader = useReader();
  const { t } = reader;
  const id = `entity/${String(entity?.['name'])}`;
  const titles = titlesOf(new Map(entity === undefined ? [] : [[id, entity]]), { '': id }, reader);
  const facts = Object.entries(request.facts as JsonObject);
  const told = (name: string, value: JsonObject[string]) =>
    titles.declared(name)?.['type'] === 'instant' && typeof value === 'string'
      ? instantText(value, reader)
      : titles.value(name, value);
  return (
    <section>
      <h2>{t('desk.facts')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{titles.fact(name)}</dt>
            <dd>{told(name, value)}</dd>
          </div>
        ))}
      </dl>
      {request.withheld.length === 0 ? null : (
        <p className="fine">
          {t('desk.withheld', {
            fields: request.withheld.map((name) => titles.fact(name)).join(reader.language === 'en' ? ', ' : '、'),
          })}
        </p>
      )}
      <p className="fine">
        {t('desk.versions', {
          type: String(request.versions.type),
          workflow: String(request.versions.workflow),
          queue: String(request.versions.queue),
        })}
        {request.owner === null
          ? ''
          : ` ${t('desk.ownedBy', { person: nameIn(request, request.owner, reader.language) })}`}
        {request.definitions === null
          ? ` ${t('desk.notKept')}`
          : shelf.get(request.queue) === undefined
            ? ` ${t('desk.queueGone')}`
            : ''}
      </p>
    </section>
  );
}
