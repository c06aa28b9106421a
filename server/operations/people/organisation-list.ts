import type { Right } from '../../authority/rights.ts';
import { readGrants, readOrganisation } from '../../store/people.ts';
import type { Reader } from '../../store/store.ts';
import { nodesOf } from './acting.ts';
import { SEES_PEOPLE } from './people-list.ts';

/** A place of the organisation, with how many active people belong to it, those of the places below left out. */
export interface Place {
  readonly id: string;
  readonly title: string;
  readonly above: string | null;
  readonly people: number;
  /** What all who belong to it, or below it, hold. */
  readonly rights: readonly Right[];
}

/** The places within somebody's scope, by id; the place above the uppermost is not told. */
export async function listPlaces({ read }: Pick<Reader, 'read'>, rights: readonly Right[]): Promise<readonly Place[]> {
  return await read(async (database) => {
    const within = new Set(nodesOf(await readOrganisation(database), rights, SEES_PEOPLE));
    const grants = await readGrants(database, []);
    const rows = await database.selectFrom('organisation_node').selectAll().orderBy('id').execute();
    const counts = await database
      .selectFrom('person')
      .select((of) => ['node', of.fn.countAll().as('people')])
      .where('is_active', '=', 1)
      .groupBy('node')
      .execute();
    const people = new Map(counts.map((row) => [row.node, Number(row.people)]));
    return rows
      .filter(({ id }) => within.has(id))
      .map(({ id, title, above }) => ({
        id,
        title,
        above: above !== null && within.has(above) ? above : null,
        people: people.get(id) ?? 0,
        rights: grants.flatMap(({ to, role, scope }) => (to.id === id ? [{ role, scope }] : [])),
      }));
  });
}
