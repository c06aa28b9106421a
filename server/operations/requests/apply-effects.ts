import { isObject, type JsonObject, type Turn } from '../../../definitions/index.ts';
import { upwardsFrom } from '../../authority/organisation.ts';
import { effectiveRights, holdsOver } from '../../authority/rights.ts';
import { bankDayAt } from '../../clock.ts';
import { absentAmong } from '../../store/absences.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { readAuthority } from '../../store/people.ts';
import { ASSIGNING } from './queue-access.ts';
import type { Recusal } from './recusal.ts';

/** What may change about a request beside what its workflow says. */
export type Handling = Pick<ServiceRequestTable, 'node' | 'priority' | 'owner' | 'previous_owner' | 'assigned_at'>;

export const handlingOf = ({ node, priority, owner, previous_owner, assigned_at }: Handling): Handling => ({
  node,
  priority,
  owner,
  previous_owner,
  assigned_at,
});

/** What is told of a request to whoever listens: `request.<what>`. */
export interface Told {
  readonly what:
    | 'created'
    | 'changed'
    | 'assigned'
    | 'escalated'
    | 'transferred'
    | 'extended'
    | 'closed'
    | 'noted'
    | 'approval-asked'
    | 'approval-ended';
  readonly data: JsonObject;
}

export interface Applied {
  readonly handling: Handling;
  readonly told: readonly Told[];
  /** Effects that are not the store's to carry out: they leave by the outbox. */
  readonly leaving: Turn['effects'];
}

interface Around {
  readonly tx: Transaction;
  /** The person who caused it; null where nobody, or a system, did. */
  readonly person: string | null;
  readonly recusal: Recusal;
}

/**
 * Does what a step asks of the store in the step's own transaction: who works on a request, in which queue it lies, how urgent it is. A
 * field that is set, and a queue that it moves to, the step has set already.
 */
export async function applyEffects(before: Handling, effects: Turn['effects'], around: Around): Promise<Applied> {
  let applied: Applied = { handling: before, told: [], leaving: [] };
  for (const effect of effects) {
    const more = await applyEffect(applied.handling, effect, around);
    applied = {
      handling: more.handling ?? applied.handling,
      told: [...applied.told, ...(more.told ?? [])],
      leaving: [...applied.leaving, ...(more.leaving ?? [])],
    };
  }
  return applied;
}

async function applyEffect(
  handling: Handling,
  effect: Turn['effects'][number],
  around: Around,
): Promise<Partial<Applied>> {
  const params = isObject(effect.params) ? effect.params : {};
  switch (effect.type) {
    case 'set-field':
    // Whom it asks is settled when the step is kept.
    case 'require-approval':
      return {};
    case 'raise-priority':
      return { handling: { ...handling, priority: handling.priority + Number(params['by'] ?? 0) } };
    case 'assign':
      return assigned(handling, ownerAfter(handling, params['to'], around.person), around.tx.now);
    case 'move-queue':
      return assigned(handling, null, around.tx.now);
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

/** It goes to the lead of the n-th superior organisation, or to another queue; both sides are told. */
async function escalated(handling: Handling, params: JsonObject, around: Around): Promise<Partial<Applied>> {
  const { tx } = around;
  const level = Number(params['level'] ?? 1);
  const toQueue = typeof params['toQueue'] === 'string' ? params['toQueue'] : null;
  const owner = toQueue === null ? ((await leadAbove(handling, level, around)) ?? handling.owner) : null;
  const gone = assigned(handling, owner, tx.now);
  const data = { level, from: handling.owner, to: owner, toQueue };
  return { ...gone, told: [{ what: 'escalated', data }, ...(gone.told ?? [])] };
}

/**
 * Who leads the n-th organisation above a request's own, is present and not recused; where none is, whoever stands in for one and leads there
 * himself; or those of the next one above that has somebody. Null where none has.
 */
export async function leadAbove(
  { node, owner }: Handling,
  level: number,
  { tx: { database, now }, recusal }: Pick<Around, 'tx' | 'recusal'>,
): Promise<string | null> {
  const authority = await readAuthority(database);
  const { organisation, members, grants } = authority;
  const path = upwardsFrom(organisation, node);
  const active = new Map(members.filter(({ isActive }) => isActive).map((member) => [member.id, member]));
  const leads = (at: string): readonly string[] =>
    grants
      .filter(({ to, role, scope }) => to.kind === 'person' && ASSIGNING.includes(role) && scope === at)
      .map(({ to }) => to.id)
      .filter((id) => active.has(id))
      .toSorted();
  const steps = path.slice(Math.min(level, path.length - 1));
  const day = bankDayAt(now);
  const absent = await absentAmong(database, steps.flatMap(leads), day);
  const standIns = new Set([...absent.values()].flatMap(({ standIn }) => (standIn === null ? [] : [standIn])));
  const away = new Set([...absent.keys(), ...(await absentAmong(database, [...standIns], day)).keys()]);
  const mayLead = (id: string, at: string): boolean => {
    const member = active.get(id);
    return member !== undefined && holdsOver(organisation, effectiveRights(authority, member), ASSIGNING, at);
  };
  const isFree = (id: string) => id !== owner && !recusal.people.has(id) && !away.has(id);
  for (const at of steps) {
    const named = leads(at).map((id) => absent.get(id)?.standIn ?? '');
    const instead = named.filter((id) => mayLead(id, at)).toSorted((one, other) => (one < other ? -1 : 1));
    const lead = [...leads(at), ...instead].find(isFree);
    if (lead !== undefined) return lead;
  }
  return null;
}
