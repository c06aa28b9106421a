import { actionTitle, isObject, type JsonObject } from '../../definitions/index.ts';
import type { ServiceRequest } from '../api/requests.ts';
import { instantText } from '../texts/day.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { eventTitle, nameIn, stateText } from './request-words.ts';
import type { DeskShelf } from './shelf.ts';
import '../texts/approvals.ts';

type Entry = ServiceRequest['timeline'][number];

/** What happened to a request, the latest first: who did what, where it led, and what it set off. */
export function Timeline({
  request,
  workflow,
  shelf,
}: {
  readonly request: ServiceRequest;
  readonly workflow: JsonObject | undefined;
  readonly shelf: DeskShelf;
}) {
  const reader = useReader();
  const { t, say } = reader;
  const statesOf = (leaves: readonly string[]) => stateText(workflow, leaves, reader);
  return (
    <section>
      <h2>{t('desk.timeline')}</h2>
      <ol className="timeline">
        {request.timeline.toReversed().map((entry) => (
          <li key={entry.number}>
            <time dateTime={entry.occurredAt}>{instantText(entry.occurredAt, reader)}</time>{' '}
            <b>{whatOf(entry, workflow, reader)}</b>
            {entry.actor.kind === 'system' ? '' : ` · ${entry.actor.name}`}
            {entry.from === null || entry.from.join() === entry.to.join() ? null : (
              <span>{` · ${statesOf(entry.from)} → ${statesOf(entry.to)}`}</span>
            )}
            {detailOf(entry, request, shelf, reader)}
            {entry.effects.length === 0 ? null : (
              <span className="fine">{` · ${entry.effects.map(({ type }) => say(actionTitle(type))).join(' · ')}`}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function whatOf({ kind, event }: Entry, workflow: JsonObject | undefined, { t, say }: Reader): string {
  if (kind === 'event') return say(eventTitle(workflow, event ?? ''));
  return t(`desk.kind.${kind}`);
}

const ACTS = {
  approve: 'approvals.signed.approved',
  reject: 'approvals.signed.rejected',
  'take-back': 'approvals.takenBack',
  withdraw: 'approvals.outcome.withdrawn',
  add: 'approvals.signerAdded',
  urge: 'approvals.urged',
  copy: 'approvals.copied',
  'ask-others': 'approvals.askedOthers',
} as const;

/** What a note says, to whom it went, where it was moved. */
function detailOf({ kind, data }: Entry, request: ServiceRequest, shelf: DeskShelf, { t, say, language }: Reader) {
  const known = data as JsonObject;
  if (!isObject(known)) return null;
  const of = (name: string) => (typeof known[name] === 'string' ? String(known[name]) : '');
  if (kind === 'note') return <p className="remark">{of('text')}</p>;
  if (kind === 'assigned')
    return ` · ${of('person') === '' ? t('desk.nobody') : nameIn(request, of('person'), language)}`;
  if (kind === 'transferred') return ` · ${say(shelf.title(of('queue')))} · ${of('reason')}`;
  if (kind === 'approval')
    return of('act') in ACTS ? ` · ${t(ACTS[of('act') as keyof typeof ACTS])} ${of('reason')}` : null;
  return kind === 'extended' ? ` · ${of('reason')}` : null;
}
