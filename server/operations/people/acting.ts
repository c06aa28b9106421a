import { holdsOver, type Right } from '../../authority/rights.ts';
import type { Organisation } from '../../authority/organisation.ts';
import { type Role, titlesOf } from '../../authority/role.ts';
import { type Person, personWithin } from '../../store/people.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import { peopleProblem } from './problems.ts';

/** The person on whose behalf an operation runs, as he is within its transaction: authority is never remembered from before. */
export interface Acting extends Person {
  readonly organisation: Organisation;
}

const AT = { pointer: '' };

/** Reads the actor within the transaction. Refuses keys, and whoever is not active any more. */
export async function actingPerson(tx: Transaction, subject: string): Promise<Acting> {
  const { actor } = tx;
  if (actor.kind !== 'person') throw new OperationRefused(subject, [peopleProblem('keys-decide-nothing', AT)]);
  const person = await personWithin(tx, actor.id);
  if (person === undefined || !person.isActive) throw refusedRight(subject, []);
  return person;
}

/** Refuses whoever holds none of the roles, wherever that be. */
export function needRole(acting: Acting, roles: readonly Role[], subject: string): void {
  if (!acting.rights.some(({ role }) => roles.includes(role))) throw refusedRight(subject, roles);
}

/** Refuses whoever holds none of the roles over a node, as if there were nothing: what lies elsewhere is not told. */
export function needScope(acting: Acting, roles: readonly Role[], node: string, subject: string): void {
  if (!holdsOver(acting.organisation, acting.rights, roles, node)) throw notFound(subject);
}

/** The refusal of what is not there, or not within the scope of whoever asks. */
export const notFound = (subject: string): OperationRefused =>
  new OperationRefused(subject, [peopleProblem('person-not-found', AT, { found: subject })]);

/** The refusal of what takes one of these roles here. */
export function refusedRight(subject: string, roles: readonly Role[]): OperationRefused {
  return new OperationRefused(subject, [peopleProblem('right-missing', AT, { expected: titlesOf(roles) })]);
}

/** The nodes within some rights of these roles. */
export const nodesOf = (
  organisation: Organisation,
  rights: readonly Right[],
  roles: readonly Role[],
): readonly string[] => [...organisation.keys()].filter((node) => holdsOver(organisation, rights, roles, node));
