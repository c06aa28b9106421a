import type { Organisation } from '../../authority/organisation.ts';
import { holdsOver, type Right } from '../../authority/rights.ts';
import { isRole, titlesOf } from '../../authority/role.ts';
import { readOrganisation } from '../../store/people.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import { keyRights } from '../people/access.ts';
import { actingPerson, needRole, notFound } from '../people/acting.ts';
import { actingKey } from '../people/acting-key.ts';
import { requestProblem } from './problems.ts';
import { mayWork, type QueuePolicy, WORKING } from './queue-access.ts';

/** Whoever does something with a request, as he is within the transaction: a person, or a key that stands for a system. */
export interface Worker {
  readonly kind: 'person' | 'key';
  readonly id: string;
  /** Who is behind it: the person, or all who are behind the key. */
  readonly people: readonly string[];
  readonly rights: readonly Right[];
  readonly organisation: Organisation;
  /** Where what he registers belongs unless he says more. */
  readonly home: string;
}

/** Reads, within the transaction, who works and what he may. Refuses whoever handles no requests at all. */
export async function actingWorker(tx: Transaction, subject: string): Promise<Worker> {
  if (tx.actor.kind !== 'key') {
    const acting = await actingPerson(tx, subject);
    needRole(acting, WORKING, subject);
    const { id, rights, organisation, node: home } = acting;
    return { kind: 'person', id, people: [id], rights, organisation, home };
  }
  const { key, owner, people } = await actingKey(tx, subject);
  const organisation = await readOrganisation(tx.database);
  const rights = keyRights(organisation, key, owner);
  return { kind: 'key', id: key.id, people, rights, organisation, home: key.scope };
}

/** Refuses whoever handles no requests of a node, as if there were nothing. */
export function needWork({ organisation, rights }: Worker, node: string, subject: string): void {
  if (!holdsOver(organisation, rights, WORKING, node)) throw notFound(subject);
}

/** Refuses whoever does not work on the requests of a queue, unless this one was given to him. */
export function needQueue(
  worker: Worker,
  { node, queue, owner }: Pick<ServiceRequestTable, 'node' | 'queue' | 'owner'>,
  policy: QueuePolicy,
  subject: string,
): void {
  if (worker.people.some((person) => person === owner) || mayWork(policy, worker, node)) return;
  throw new OperationRefused(subject, [requestProblem('request-queue-not-yours', { pointer: '' }, { queue })]);
}

/** Refuses whoever has none of the roles by which an event is caused, over the place of the request. */
export function needEventRole(
  { organisation, rights }: Worker,
  {
    event,
    roles,
    node,
    subject,
  }: { event: string; roles: readonly string[] | undefined; node: string; subject: string },
): void {
  if (roles === undefined || holdsOver(organisation, rights, roles.filter(isRole), node)) return;
  throw new OperationRefused(subject, [
    requestProblem('request-event-not-yours', { pointer: '/event' }, { event, expected: titlesOf(roles) }),
  ]);
}
