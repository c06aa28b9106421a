import type { Problem, QueueDocument } from '../../../definitions/index.ts';
import { isWithin, nodesWithin, type Organisation } from '../../authority/organisation.ts';
import { isRole } from '../../authority/role.ts';
import { bankDayAt } from '../../clock.ts';
import { absentAmong } from '../../store/absences.ts';
import {
  activeAmong,
  type Candidate,
  candidatesAmong,
  grantsOf,
  recusedOf,
  waitingAhead,
} from '../../store/assignments.ts';
import { readOrganisation, readPerson } from '../../store/people.ts';
import type { Transaction } from '../../store/store.ts';
import { requestProblem } from './problems.ts';
import { mayWork, membersBy } from './queue-access.ts';

/** A request that is to be given to somebody. */
interface Placed {
  readonly id: string;
  readonly node: string;
  readonly skill: string | null;
  /** Who had it last: it does not go back to the same person. */
  readonly previous_owner: string | null;
  readonly order_key: string;
}

interface Chosen {
  readonly owner: string | null;
  readonly problems: readonly Problem[];
}

/** Whether a queue gives its requests to people by itself. */
export const isAutomatic = ({ assign: { strategy } }: QueueDocument): boolean =>
  strategy === 'round-robin' || strategy === 'least-loaded';

/**
 * Who works on a request by the strategy of its queue: of its members there who are active and not absent, can do what is asked, are not
 * recused, did not give it back and have fewer open requests than the limit; and of who stands in for an absent one and may work there.
 * `round-robin` takes who waited longest for one of this queue, `least-loaded` who has the fewest open ones, of any queue; ties go to who
 * waited longest, then by id. Requests that wait ahead of it have what is free before it. In the transaction that gives it: two at once
 * never share the last free place.
 */
export async function chooseOwner(
  { database, now }: Transaction,
  { id: queue, document }: { readonly id: string; readonly document: QueueDocument },
  placed: Placed,
  recused: ReadonlySet<string>,
): Promise<Chosen> {
  const organisation = await readOrganisation(database);
  const members = await membersAt(database, document, organisation, placed);
  if (members.length > 0 && members.every((person) => recused.has(person)))
    return nobody('request-everyone-recused', queue);
  const at = { document, organisation, day: bankDayAt(now) };
  const candidates = await candidatesAmong(database, queue, await presentAmong(database, at, members, placed));
  const ahead = await waitingAhead(database, queue, [placed.order_key, placed.id]);
  const kept = await recusedOf(
    database,
    ahead.map(({ id }) => id),
  );
  let free = candidates;
  for (const one of ahead.filter(({ id }) => id !== placed.id)) {
    const able = await membersAt(database, document, organisation, one);
    const theirs = new Set(await presentAmong(database, at, able, one));
    const without = new Set(kept.filter(({ request }) => request === one.id).map(({ person }) => person));
    const open = free.filter(
      ({ person }) => theirs.has(person) && !without.has(person) && person !== one.previous_owner,
    );
    const taken = bestOf(document, open)?.person;
    free = free.map((each) => (each.person === taken ? { ...each, load: each.load + 1 } : each));
  }
  const able = free.filter(({ person }) => !recused.has(person) && person !== placed.previous_owner);
  const best = bestOf(document, able);
  return best === undefined ? nobody('request-nobody-eligible', queue) : { owner: best.person, problems: [] };
}

interface PresentAt {
  readonly document: QueueDocument;
  readonly organisation: Organisation;
  /** Of the bank. */
  readonly day: string;
}

/** Those of some members who are there, and who stands in for the others: whoever may work on the request himself and is there. */
async function presentAmong(
  database: Transaction['database'],
  { document, organisation, day }: PresentAt,
  members: readonly string[],
  { node }: Pick<Placed, 'node'>,
): Promise<readonly string[]> {
  const absent = await absentAmong(database, members, day);
  const named = [...absent.values()].flatMap(({ standIn }) => (standIn === null ? [] : [standIn]));
  const away = await absentAmong(database, named, day);
  const there = new Set(members.filter((person) => !absent.has(person)));
  for (const id of new Set(named)) {
    if (there.has(id) || away.has(id)) continue;
    const rights = (await readPerson(database, id))?.rights ?? [];
    if (mayWork(document, { organisation, rights }, node)) there.add(id);
  }
  return [...there];
}

function nobody(code: 'request-everyone-recused' | 'request-nobody-eligible', queue: string): Chosen {
  return { owner: null, problems: [requestProblem(code, { pointer: '' }, { queue })] };
}

function bestOf(
  { assign: { strategy, limit } }: QueueDocument,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const [best] = candidates
    .filter(({ load }) => limit === undefined || load < limit)
    .toSorted(
      (one, other) =>
        (strategy === 'least-loaded' ? one.load - other.load : 0) ||
        compared(one.lastAt, other.lastAt) ||
        compared(one.person, other.person),
    );
  return best;
}

const compared = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/**
 * The active members of a queue who work on its requests at a node and can do what one asks, by id. Where no member of the queue lists
 * skills none are asked.
 */
async function membersAt(
  database: Transaction['database'],
  { members, access }: QueueDocument,
  organisation: Organisation,
  { node, skill }: Pick<Placed, 'node' | 'skill'>,
): Promise<readonly string[]> {
  const isAsked = skill !== null && members.some(({ skills }) => skills !== undefined);
  const able = members.filter(({ skills = [] }) => !isAsked || skills.includes(skill));
  const roles = new Set(able.map(({ role }) => role).filter((role) => access?.work?.includes(role) ?? true));
  if (roles.size === 0) return [];
  const grants = (await grantsOf(database, [...roles])).filter(
    ({ role, scope }) =>
      isRole(role) &&
      isWithin(organisation, node, scope) &&
      membersBy({ members: able }, organisation, { role, scope }).length > 0,
  );
  const people = grants.filter(({ to_kind }) => to_kind === 'person').map(({ to_id }) => to_id);
  const places = grants.flatMap(({ to_kind, to_id }) => (to_kind === 'node' ? nodesWithin(organisation, to_id) : []));
  if (people.length + places.length === 0) return [];
  const found = await activeAmong(database, people, [...new Set(places)]);
  return found.map(({ id }) => id);
}
