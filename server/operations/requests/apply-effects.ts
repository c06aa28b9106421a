import { isObject, type JsonObject, type LifeLine, type Problem } from '../../../definitions/index.ts';
import { upwardsFrom } from '../../authority/organisation.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { readAuthority } from '../../store/people.ts';
import type { PreparedQueue, PreparedQueues } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';

/** What may change about a request beside what its workflow says. */
export type Handling = Pick<
  ServiceRequestTable,
  'node' | 'priority' | 'owner' | 'previous_owner' | 'assigned_at' | 'escalated'
> & { readonly queue: PreparedQueue };

/** What is told of a request to whoever listens: `request.<what>`. */
export interface Told {
  readonly what: 'created' | 'changed' | 'assigned' | 'escalated' | 'transferred' | 'closed' | 'noted';
  readonly data: JsonObject;
}

export interface Applied {
  readonly handling: Handling;
  readonly told: readonly Told[];
  /** Effects that are not the store's to carry out: they leave by the outbox. */
  readonly leaving: LifeLine['effects'];
  readonly problems: readonly Problem[];
}

interface Around {
  readonly tx: Transaction;
  readonly queues: Pick<PreparedQueues, 'inForce'>;
  /** The person who caused it; null where nobody, or a system, did. */
  readonly person: string | null;
}

/**
 * Does what a step asks of the store in the step's own transaction: who works on a request, in which queue it lies, how urgent it is. A
 * field that is set the step has set already. An effect that cannot be carried out stands among the problems, and changes nothing.
 */
export async function applyEffects(before: Handling, effects: LifeLine['effects'], around: Around): Promise<Applied> {
  let applied: Applied = { handling: before, told: [], leaving: [], problems: [] };
  for (const effect of effects) {
    const more = await applyEffect(applied.handling, effect, around);
    applied = {
      handling: more.handling ?? applied.handling,
      told: [...applied.told, ...(more.told ?? [])],
      leaving: [...applied.leaving, ...(more.leaving ?? [])],
      problems: [...applied.problems, ...(more.problems ?? [])],
    };
  }
  return applied;
}

async function applyEffect(
  handling: Handling,
  effect: LifeLine['effects'][number],
  around: Around,
): Promise<Partial<Applied>> {
  const params = isObject(effect.params) ? effect.params : {};
  switch (effect.type) {
    case 'set-field':
      return {};
    case 'raise-priority':
      return { handling: { ...handling, priority: handling.priority + Number(params['by'] ?? 0) } };
    case 'assign':
      return assigned(handling, ownerAfter(handling, params['to'], around.person), around.tx.now);
    case 'move-queue':
      return moved(handling, String(params['queue']), around);
    case 'escalate':
      return await escalated(handling, params, around);
    default:
      return { leaving: [effect] };
  }
}

/** Who works on it after an `assign`. By a queue's own strategy nobody does until it is taken: that is decided where it is taken. */
function ownerAfter({ owner, previous_owner }: Handling, to: unknown, person: string | null): string | null {
  if (to === 'actor') return person ?? owner;
  return to === 'previous' ? (previous_owner ?? owner) : null;
}

/** Somebody else works on it, or nobody. */
export function assigned(handling: Handling, owner: string | null, now: Date): Partial<Applied> {
  const { owner: from } = handling;
  if (owner === from) return {};
  const since = owner === null ? null : now.toISOString();
  return {
    handling: { ...handling, owner, previous_owner: from ?? handling.previous_owner, assigned_at: since },
    told: [{ what: 'assigned', data: { from, to: owner } }],
  };
}

/** It lies in another queue of the same workflow, in the same version, and nobody works on it yet. */
export function moved(handling: Handling, id: string, { queues, tx }: Pick<Around, 'queues' | 'tx'>): Partial<Applied> {
  const { queue: from } = handling;
  if (id === from.id) return {};
  const to = queues.inForce(id);
  const at = { pointer: '/queue' };
  if (to === undefined) return { problems: [requestProblem('request-queue-not-found', at, { queue: id })] };
  if (to.workflow.id !== from.workflow.id || to.workflow.closure !== from.workflow.closure) {
    const slots = { queue: id, found: named(to), expected: named(from) };
    return { problems: [requestProblem('request-queue-of-another-workflow', at, slots)] };
  }
  const freed = assigned({ ...handling, queue: to }, null, tx.now);
  return {
    handling: freed.handling ?? { ...handling, queue: to },
    told: [{ what: 'transferred', data: { from: from.id, to: to.id } }, ...(freed.told ?? [])],
  };
}

const named = ({ workflow: { id, version } }: PreparedQueue): string => `${id} v${version}`;

/** It goes to the lead of the n-th superior organisation, or to another queue: once for each level. */
async function escalated(handling: Handling, params: JsonObject, around: Around): Promise<Partial<Applied>> {
  const level = Number(params['level'] ?? 1);
  if (level <= handling.escalated) return {};
  const raised = { ...handling, escalated: level };
  const { toQueue } = params;
  const gone =
    typeof toQueue === 'string'
      ? moved(raised, toQueue, around)
      : assigned(raised, (await leadAbove(handling, level, around.tx)) ?? handling.owner, around.tx.now);
  const data = { level, from: handling.owner, to: gone.handling?.owner ?? handling.owner, queue: handling.queue.id };
  return {
    handling: gone.handling ?? raised,
    told: [{ what: 'escalated', data }, ...(gone.told ?? [])],
    problems: gone.problems ?? [],
  };
}

/** Who leads the n-th organisation above a request's own, or the next one above that has a lead; null where none has. */
async function leadAbove({ node, owner }: Handling, level: number, { database }: Transaction): Promise<string | null> {
  const { organisation, members, grants } = await readAuthority(database);
  const path = upwardsFrom(organisation, node);
  const active = new Set(members.filter(({ isActive }) => isActive).map(({ id }) => id));
  const leads = (at: string): readonly string[] =>
    grants
      .filter(({ to, role, scope }) => to.kind === 'person' && LEADING.has(role) && scope === at && active.has(to.id))
      .map(({ to }) => to.id)
      .filter((id) => id !== owner)
      .toSorted();
  for (const at of path.slice(Math.min(level, path.length - 1))) {
    const [lead] = leads(at);
    if (lead !== undefined) return lead;
  }
  return null;
}

const LEADING: ReadonlySet<string> = new Set(['team-lead', 'president']);
