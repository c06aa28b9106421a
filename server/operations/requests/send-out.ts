import { isObject, type Turn } from '../../../definitions/index.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { tellSystems } from '../tell-systems.ts';
import type { Told } from './apply-effects.ts';

/** Of what type messages in the outbox are that tell somebody of a request. */
export const MESSAGES = 'request-message';
/** … and that ask a customer how he was served. */
export const SURVEYS = 'survey-start';

/** What leaves by a step. */
export interface Leaving {
  /** The request as it was; null where it was not. */
  readonly before: ServiceRequestTable | null;
  readonly told: readonly Told[];
  readonly leaving: Turn['effects'];
}

/**
 * Hands what leaves to the outbox: what is told to whoever listens, as CloudEvents `request.created`, `request.changed` …, and the effects
 * that are others' to carry out. Both are keyed by (request, revision, n): whoever gets one twice knows it by its key.
 */
export async function sendOut(
  tx: Transaction,
  { before, told, leaving }: Leaving,
  row: ServiceRequestTable,
): Promise<void> {
  const { id, number, revision, type, queue, customer } = row;
  const key = (n: string) => `${id}/${revision}/${n}`;
  const ended = row.is_open === 0 && (before === null || before.is_open === 1);
  const changed = before !== null && before.state !== row.state;
  const state = JSON.parse(row.state) as string[];
  const from = before === null ? null : (JSON.parse(before.state) as string[]);
  const events: readonly Told[] = [
    ...(before === null ? [{ what: 'created', data: { state } } as const] : []),
    ...(changed ? [{ what: 'changed', data: { from, to: state } } as const] : []),
    ...told,
    ...(ended ? [{ what: 'closed', data: { state } } as const] : []),
  ];
  for (const [n, { what, data }] of events.entries()) {
    await tellSystems(tx, {
      id: key(`event/${n}`),
      source: '/api/v1/requests',
      subject: number,
      type: `request.${what}`,
      data: { request: id, revision, type, queue, ...data },
    });
  }
  // By whose rules it was stepped: what is said of it stands in the definitions of then.
  const { queue: steppedBy, queue_closure: closure } = before ?? row;
  for (const [n, { type: effect, params, rung, clock = null }] of leaving.entries()) {
    if (effect === 'call-webhook') {
      // To the one that is named, behind what it is told of the same request.
      const { webhook: to } = params as { readonly webhook: string };
      const called = { id: key(`effect/${n}`), source: '/api/v1/requests', subject: number, type: 'request.called' };
      await tellSystems(tx, { ...called, data: { request: id, revision, type, queue, state }, to });
      continue;
    }
    const asked = { request: id, number, revision, customer, effect, params: isObject(params) ? params : {} };
    const payload = { ...asked, queue: steppedBy, closure, clock: rung?.clock ?? clock };
    const kind = effect === 'notify' ? MESSAGES : effect === 'start-survey' ? SURVEYS : 'request-effect';
    await tx.send({ type: kind, key: key(`effect/${n}`), payload, stream: id });
  }
}
