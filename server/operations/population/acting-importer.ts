import { rootOf } from '../../authority/organisation.ts';
import { holdsOver } from '../../authority/rights.ts';
import type { Binding } from '../../population/impact/bound-hash.ts';
import { populationProblem } from '../../population/problems.ts';
import { readOrganisation } from '../../store/people.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { keyRights } from '../people/access.ts';
import { actingPerson, needRole, needScope, notFound } from '../people/acting.ts';
import { actingKey } from '../people/acting-key.ts';
import { editorsOf } from '../releases/release-rows.ts';
import { WAITING } from '../releases/release-state.ts';

/**
 * Reads, within the transaction, who imports: a person who holds the right over the whole bank, or a key that was given for it. Answers
 * everybody behind it: of a key, whoever owns it and whoever asked for it count as well.
 */
export async function actingImporter(tx: Transaction, subject: string): Promise<readonly [string, ...string[]]> {
  if (tx.actor.kind !== 'key') {
    const acting = await actingPerson(tx, subject);
    needRole(acting, ['importer'], subject);
    needScope(acting, ['importer'], rootOf(acting.organisation), subject);
    return [acting.id];
  }
  const { key, owner, people } = await actingKey(tx, subject);
  const organisation = await readOrganisation(tx.database);
  if (!holdsOver(organisation, keyRights(organisation, key, owner), ['integrator'], rootOf(organisation)))
    throw notFound(subject);
  return people;
}

/**
 * Refuses whoever wrote in a change that waits and is judged on this population: he would bring in what his change is held against.
 */
export async function refuseWaitingAuthors(
  database: Database,
  entity: string,
  people: readonly string[],
  subject: string,
): Promise<void> {
  const waiting = await database
    .selectFrom('release')
    .innerJoin('release_revision', (join) =>
      join
        .onRef('release_revision.release', '=', 'release.id')
        .onRef('release_revision.number', '=', 'release.revision'),
    )
    .select(['release.id', 'release_revision.title', 'release_revision.binding'])
    .where('release.state', 'in', [...WAITING])
    .orderBy('release.number')
    .execute();
  for (const { id, title, binding } of waiting) {
    const editors = await editorsOf(database, id);
    if (!people.some((person) => editors.includes(person)) || !(await isJudgedOn(database, binding, entity))) continue;
    throw new OperationRefused(subject, [populationProblem('import-by-author', { pointer: '' }, { title })]);
  }
}

/** Whether a change was judged on a population, or on none, so that the first one would judge it. */
async function isJudgedOn(database: Database, binding: string | null, entity: string): Promise<boolean> {
  // Written by `freeze`.
  const snapshot = binding === null ? null : (JSON.parse(binding) as Binding).snapshot;
  if (snapshot === null) return true;
  const rows = await database.selectFrom('snapshot').select('entity').where('id', 'in', snapshot.split(' ')).execute();
  return rows.some((row) => row.entity === entity);
}
