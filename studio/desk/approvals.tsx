import { useState } from 'react';
import { Link } from 'react-router';
import type { JsonObject } from '../../definitions/index.ts';
import {
  actOnApproval,
  type ApprovalsShown,
  type Approving,
  useApprovals,
  useWaitingApprovals,
} from '../api/approvals.ts';
import { useDeed } from '../api/deed.ts';
import type { ServiceRequest } from '../api/requests.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';
import { mayHaveApprovals, nameIn, stateTitle } from './request-words.ts';
import '../texts/approvals.ts';

/** What waits for the reader's approval; nothing where nothing does. */
export function WaitingApprovals() {
  const reader = useReader();
  const { t } = reader;
  const { data } = useWaitingApprovals();
  if (data === undefined || data.total === 0) return null;
  const nameOf = (id: string) => nameIn(data, id, reader.language);
  const title = t('approvals.waiting', { count: data.total });
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="findings">
        {data.items.map(({ request, number, askedAt, onBehalfOf }) => (
          <li key={request}>
            <div>
              <Link to={`/desk/${request}`}>{number}</Link>{' '}
              {onBehalfOf === null ? '' : t('approvals.behalf', { person: nameOf(onBehalfOf) })}{' '}
              <span className="fine">{instantText(askedAt, reader)}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The newest approval of a request: who is asked and who signed, and what the reader may do with it. */
export function Approvals({
  request,
  tag,
  workflow,
}: {
  readonly request: ServiceRequest;
  readonly tag: string;
  readonly workflow: JsonObject | undefined;
}) {
  const reader = useReader();
  const { t } = reader;
  const { data } = useApprovals(request.id, request.revision, mayHaveApprovals(request, workflow));
  const [newest] = data?.items ?? [];
  if (data === undefined || newest === undefined) return null;
  const nameOf = (id: string | null) => (id === null ? t('approvals.nobody') : nameIn(data, id, reader.language));
  return (
    <section aria-label={t('approvals.title')}>
      <h2>{t('approvals.title')}</h2>
      <p>
        {newest.outcome === null ? t('approvals.open') : t(`approvals.outcome.${newest.outcome}`)}{' '}
        <span className="fine">{instantText(newest.endedAt ?? newest.beganAt, reader)}</span>
      </p>
      <ul>
        {newest.places.map(({ id, person, signed, isAsked, standIn, addedBy }) => (
          <li key={id}>
            <b>{nameOf(person)}</b>
            {addedBy === null ? '' : ` · ${t('approvals.added', { person: nameOf(addedBy) })}`}
            {' · '}
            {signed === null
              ? t(isAsked ? 'approvals.asked' : newest.endedAt === null ? 'approvals.later' : 'approvals.unsigned')
              : t(`approvals.signed.${signed.decision}`)}
            {signed !== null && signed.by !== person ? ` · ${t('approvals.by', { person: nameOf(signed.by) })}` : ''}
            {standIn === null ? '' : ` · ${t('approvals.standIn', { person: nameOf(standIn) })}`}
            {signed?.reason ? ` · ${signed.reason}` : ''}
          </li>
        ))}
      </ul>
      {data.acts.length === 0 ? null : (
        // What is chosen and typed for one approval is for no other.
        <Acts
          key={newest.number}
          request={request}
          tag={tag}
          workflow={workflow}
          acts={data.acts}
          rejectTo={newest.rules.rejectTo}
        />
      )}
    </section>
  );
}

function Acts({
  request,
  tag,
  workflow,
  acts,
  rejectTo,
}: Parameters<typeof Approvals>[0] & {
  readonly acts: ApprovalsShown['acts'];
  readonly rejectTo: readonly string[];
}) {
  const { t, say } = useReader();
  const [reason, setReason] = useState('');
  const [to, setTo] = useState(rejectTo[0] ?? '');
  const deed = useDeed((approving: Approving) => actOnApproval({ id: request.id, tag }, approving));
  const press = (approving: Approving, label: string, needs: boolean) => (
    <button
      type="button"
      className="side-action"
      disabled={deed.isPending || (needs && reason.trim() === '')}
      onClick={() => deed.mutate(approving, { onSuccess: () => setReason('') })}
    >
      {label}
    </button>
  );
  const may = (act: ApprovalsShown['acts'][number]) => acts.includes(act);
  const said = reason.trim() === '' ? {} : { reason };
  return (
    <div className="fields">
      <label className="form-field">
        {t('approvals.reason')}
        <textarea rows={2} maxLength={4000} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      {may('reject') && rejectTo.length > 1 ? (
        <label className="form-field">
          {t('approvals.rejectTo')}
          <select value={to} onChange={({ target }) => setTo(target.value)}>
            {rejectTo.map((state) => (
              <option key={state} value={state}>
                {say(stateTitle(workflow, state))}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <p className="choice">
        {may('approve') ? press({ act: 'approve', ...said }, t('approvals.approve'), false) : null}
        {may('reject')
          ? press({ act: 'reject', reason, ...(rejectTo.length > 1 && { to }) }, t('approvals.reject'), true)
          : null}
        {may('take-back') ? press({ act: 'take-back', reason }, t('approvals.takeBack'), true) : null}
        {may('withdraw') ? press({ act: 'withdraw', reason }, t('approvals.withdraw'), true) : null}
        {may('urge') ? press({ act: 'urge' }, t('approvals.urge'), false) : null}
      </p>
      <Refused error={deed.error} />
    </div>
  );
}
