import { type Organisation, rootOf, upwardsFrom } from '../../authority/organisation.ts';
import { holdsOver, type Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import type { Actor } from '../../store/actor.ts';
import { readOrganisation, readPerson } from '../../store/people.ts';
import type { Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { keyRights } from '../people/access.ts';
import { type Acting, actingPerson, needRole, notFound } from '../people/acting.ts';
import { actingKey } from '../people/acting-key.ts';
import { findStanding, type Standing, subjectOf } from './release-rows.ts';

/** Whoever writes in a release: a person, or a key, behind which stand whoever owns it and whoever asked for it. */
export interface Writer {
  /** Everybody who counts as an editor of what is written (life L51). */
  readonly people: readonly [string, ...string[]];
  readonly rights: readonly Right[];
  readonly organisation: Organisation;
}

const WRITING: readonly Role[] = ['author', 'integrator'];

/** Reads, within the transaction, who writes and what he may. Refuses whoever may not write at all. */
export async function actingWriter(tx: Transaction, subject: string): Promise<Writer> {
  if (tx.actor.kind !== 'key') {
    const acting = await actingPerson(tx, subject);
    needRole(acting, ['author'], subject);
    return { people: [acting.id], rights: acting.rights, organisation: acting.organisation };
  }
  const { key, owner, people } = await actingKey(tx, subject);
  const organisation = await readOrganisation(tx.database);
  return { people, rights: keyRights(organisation, key, owner), organisation };
}

/** Whether somebody may write over a node as he is now: asked before what takes long, and again within the transaction. */
export async function mayWrite(database: Database, { kind, id }: Actor, node: string): Promise<boolean> {
  const organisation = await readOrganisation(database);
  const key =
    kind === 'key'
      ? await database.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined;
  const person = await readPerson(database, key?.owner ?? id);
  if (person?.isActive !== true) return false;
  const rights = key === undefined ? person.rights : keyRights(organisation, key, person);
  return holdsOver(organisation, rights, WRITING, node);
}

/** Refuses whoever may not write over a node, as if there were nothing. */
export function needWriting({ organisation, rights }: Writer, node: string, subject: string): void {
  if (!holdsOver(organisation, rights, WRITING, node)) throw notFound(subject);
}

/** Where what somebody writes belongs: the widest place he may write over. */
export function homeOf({ organisation, rights }: Writer): string | undefined {
  const scopes = rights.filter(({ role }) => WRITING.includes(role)).map(({ scope }) => scope);
  const depth = (scope: string) => upwardsFrom(organisation, scope).length;
  return scopes.toSorted((one, other) => depth(one) - depth(other) || (one < other ? -1 : 1))[0];
}

/** Whether somebody may decide of releases: a definition is the whole bank's, wherever somebody writes at it. */
export const decides = (organisation: Organisation, rights: readonly Right[], roles: readonly Role[]): boolean =>
  holdsOver(organisation, rights, roles, rootOf(organisation));

/** Whether somebody may decide of releases as he is now: asked before what takes long, and again within the transaction. */
export async function mayDecide(database: Database, { kind, id }: Actor, roles: readonly Role[]): Promise<boolean> {
  const person = kind === 'person' ? await readPerson(database, id) : undefined;
  return person?.isActive === true && decides(await readOrganisation(database), person.rights, roles);
}

/** Whoever decides of a release, and how it stands, within the transaction. Refuses whoever may not, as if there were nothing. */
export async function actingDecider(
  tx: Transaction,
  id: string,
  roles: readonly Role[],
): Promise<{ readonly acting: Acting; readonly standing: Standing }> {
  const subject = subjectOf(id);
  const acting = await actingPerson(tx, subject);
  needRole(acting, roles, subject);
  const standing = await findStanding(tx.database, id);
  if (standing === undefined || !decides(acting.organisation, acting.rights, roles)) throw notFound(subject);
  return { acting, standing };
}
