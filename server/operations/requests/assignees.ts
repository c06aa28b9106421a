import { isWithin, nodesWithin } from '../../authority/organisation.ts';
import { holdsOver, rightsHeld } from '../../authority/rights.ts';
import { isRole } from '../../authority/role.ts';
import { bankDayAt } from '../../clock.ts';
import { absentAmong } from '../../store/absences.ts';
import { activeAmong, candidatesAmong, grantsOf, recusedOf } from '../../store/assignments.ts';
import { namesOf, readGrants, readOrganisation } from '../../store/people.ts';
import type { Database } from '../../store/tables.ts';
import { notFound, refusedRight } from '../people/acting.ts';
import { subjectOf } from './life.ts';
import { ASSIGNING, mayWork, membersBy, type QueuePolicy, rightsToWork, WORKING } from './queue-access.ts';
import type { RequestReading } from './read-requests.ts';
import { isSeenBy, type RequestReader } from './seen-by.ts';

/** Somebody who works on the requests of a queue at the place of one. */
export interface Assignee {
  readonly person: string;
  readonly name: string;
  /** How many open requests he works on, of any queue. */
  readonly load: number;
  /** What he can do, as the members of the queue say that he is one of. */
  readonly skills: readonly string[];
  /** The last day on which he is absent: until then he is given none. Null where he is there. */
  readonly absentTo: string | null;
  /** He has as many as the queue gives to one by itself. */
  readonly isAtLimit: boolean;
}

interface Assignees {
  /** What the request takes; null where anybody can do it. */
  readonly skill: string | null;
  /** Those who are there before those who are absent, those below the limit first, then those with the fewest open ones. */
  readonly items: readonly Assignee[];
  /** How many there are; more than are listed where there are very many. */
  readonly total: number;
}

/** So many are listed. */
const MOST = 200;

/**
 * Who may be given a request, for who says who works on it: all who work on its queue where it lies, without who is recused from it. Whoever
 * is absent is listed with until when. Throws an OperationRefused where whoever asks does not see it or does not lead there.
 */
export async function listAssignees(
  { store, queues }: RequestReading,
  { id, rights, people }: RequestReader & { readonly id: string },
): Promise<Assignees> {
  const day = bankDayAt(await store.now());
  const row = await store.read(async (database) => {
    const requests = database.selectFrom('service_request').where('id', '=', id);
    const seen = await isSeenBy(database, queues, { rights, people }, { requests, queue: null });
    const found = await requests.where(seen).selectAll().executeTakeFirst();
    if (found === undefined) throw notFound(subjectOf(id));
    const organisation = await readOrganisation(database);
    if (!holdsOver(organisation, rights, ASSIGNING, found.node)) throw refusedRight(subjectOf(found.number), ASSIGNING);
    return found;
  });
  const { queue, node, skill } = row;
  const document = (queues.inForce(queue) ?? (await queues.pinned(row)))?.document;
  if (document === undefined) return { skill, items: [], total: 0 };
  const { limit } = document.assign;
  return await store.read(async (database) => {
    const working = await workingAt(database, document, node);
    const recused = new Set((await recusedOf(database, [id])).map(({ person }) => person));
    const free = [...working.keys()].filter((person) => !recused.has(person));
    const absent = await absentAmong(database, free, day);
    const names = new Map((await namesOf(database, free)).map((one) => [one.id, one.name]));
    const items = (await candidatesAmong(database, queue, free)).map(
      ({ person, load }): Assignee => ({
        person,
        name: names.get(person) ?? person,
        load,
        skills: working.get(person) ?? [],
        absentTo: absent.get(person)?.until ?? null,
        isAtLimit: limit !== undefined && load >= limit,
      }),
    );
    return { skill, items: items.toSorted(inOrder).slice(0, MOST), total: items.length };
  });
}

const inOrder = (one: Assignee, other: Assignee): number =>
  Number(one.absentTo !== null) - Number(other.absentTo !== null) ||
  Number(one.isAtLimit) - Number(other.isAtLimit) ||
  one.load - other.load ||
  (one.person < other.person ? -1 : 1);

/** Who works on the requests of a queue at a node, by id: each with the skills of the members that he is one of. */
async function workingAt(
  database: Database,
  policy: QueuePolicy,
  node: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const organisation = await readOrganisation(database);
  const roles = WORKING.filter((role) => role !== 'integrator' && (policy.access?.work?.includes(role) ?? true));
  const granted = (await grantsOf(database, roles)).filter(
    ({ role, scope }) =>
      isRole(role) &&
      isWithin(organisation, node, scope) &&
      rightsToWork(policy, { organisation, rights: [{ role, scope }] }).length > 0,
  );
  const people = granted.filter(({ to_kind }) => to_kind === 'person').map(({ to_id }) => to_id);
  const places = granted.flatMap(({ to_kind, to_id }) => (to_kind === 'node' ? nodesWithin(organisation, to_id) : []));
  if (people.length + places.length === 0) return new Map();
  const active = await activeAmong(database, people, [...new Set(places)]);
  const grants = await readGrants(
    database,
    active.map(({ id }) => id),
  );
  return new Map(
    active.flatMap((person): readonly [string, readonly string[]][] => {
      const rights = rightsHeld({ organisation, grants }, { ...person, isActive: true });
      if (!mayWork(policy, { organisation, rights }, node)) return [];
      const own = rights.filter(({ scope }) => isWithin(organisation, node, scope));
      const skills = own.flatMap((right) => membersBy(policy, organisation, right).flatMap((one) => one.skills ?? []));
      return [[person.id, [...new Set(skills)].toSorted((one, other) => (one < other ? -1 : 1))]];
    }),
  );
}
