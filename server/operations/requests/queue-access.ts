import { type QueueDocument, readingRoles } from '../../../definitions/index.ts';
import { isWithin, type Organisation } from '../../authority/organisation.ts';
import { holdsOver, type Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';

/** Who handles requests: those who serve customers, and the systems that send them. */
export const WORKING: readonly Role[] = ['agent', 'team-lead', 'customer-manager', 'president', 'integrator'];

/** Who says who works on a request. */
export const ASSIGNING: readonly Role[] = ['team-lead', 'president'];

/** What of a queue says who has to do with its requests. */
export type QueuePolicy = Pick<QueueDocument, 'members' | 'access' | 'clocks'>;

type Held<R extends Right> = { readonly organisation: Organisation; readonly rights: readonly R[] };

/**
 * The members of a queue that a right makes somebody: the role of one, over that member's organisation or a place within it. Whoever
 * is one still works only on requests of the places that his right is over.
 */
export const membersBy = (
  { members }: Pick<QueuePolicy, 'members'>,
  organisation: Organisation,
  { role, scope }: Right,
): QueueDocument['members'] =>
  members.filter((member) => member.role === role && isWithin(organisation, scope, member.organisation));

/**
 * The rights by which somebody works on the requests of a queue: those of its members and of whoever leads there, of the roles that its
 * `access` lets. Systems are bound by the roles of events alone.
 */
export function rightsToWork<R extends Right>(policy: QueuePolicy, { organisation, rights }: Held<R>): readonly R[] {
  const { work } = policy.access ?? {};
  return rights.filter((right) => {
    if (right.role === 'integrator') return true;
    if (work !== undefined && !work.includes(right.role)) return false;
    return ASSIGNING.includes(right.role) || membersBy(policy, organisation, right).length > 0;
  });
}

/**
 * The rights by which somebody sees the requests of a queue: all that handle requests, unless its `access` says who; who works on them does,
 * and who may grant one of its extensions. Of a queue of which nothing is known, those who lead, and systems.
 */
export function rightsToRead<R extends Right>(policy: QueuePolicy | undefined, held: Held<R>): readonly R[] {
  if (policy === undefined) return held.rights.filter(({ role }) => role === 'integrator' || ASSIGNING.includes(role));
  const read = readingRoles(policy);
  if (read === undefined) return held.rights;
  const working = new Set(rightsToWork(policy, held));
  return held.rights.filter((right) => working.has(right) || read.includes(right.role));
}

/** Whether somebody sees a request of a queue: it lies where he handles some, and that lets him or it was given to him. */
export const mayRead = (
  policy: QueuePolicy | undefined,
  held: Held<Right> & { readonly people: readonly string[] },
  { node, owner }: Pick<ServiceRequestTable, 'node' | 'owner'>,
): boolean => {
  const rights = held.people.some((person) => person === owner) ? held.rights : rightsToRead(policy, held);
  return holdsOver(held.organisation, rights, WORKING, node);
};

/** Whether somebody works on the requests of a queue that lie at a node. */
export const mayWork = (policy: QueuePolicy, held: Held<Right>, node: string): boolean =>
  holdsOver(held.organisation, rightsToWork(policy, held), WORKING, node);
