import {
  type Json,
  type JsonObject,
  parseBudget,
  type Problem,
  type RequestOccurrence,
  turn,
} from '../../../definitions/index.ts';
import { holdsOver } from '../../authority/rights.ts';
import { bankDayAt } from '../../clock.ts';
import { absentAmong } from '../../store/absences.ts';
import type { Actor } from '../../store/actor.ts';
import { readPerson } from '../../store/people.ts';
import type { RequestEventKind, ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { refusedRight } from '../people/acting.ts';
import { needQueue, type Worker } from './acting.ts';
import { ASSIGNING, mayWork, type QueuePolicy } from './queue-access.ts';
import { applyEffects, assigned, handlingOf } from './apply-effects.ts';
import { refuse } from './intake.ts';
import { keepStep } from './keep-step.ts';
import { type Life, subjectOf } from './life.ts';
import { requestFor, withPinned } from './pinned.ts';
import type { PreparedQueue } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';
import { type Recusal, recusalOf } from './recusal.ts';
import type { RequestHost } from './register.ts';
import { type Moved, movedOf } from './send-event.ts';

/** What somebody does with a request beside the events of its workflow. */
export type Deed =
  /** Somebody else works on it from now on; nobody: null. */
  | { readonly kind: 'assign'; readonly person: string | null }
  /** Into another queue of its workflow, `queue/complaints-senior`. */
  | { readonly kind: 'transfer'; readonly queue: string; readonly reason: string }
  /** A clock gets one of the longer budgets that its queue offers, by whoever may grant it. */
  | { readonly kind: 'extend'; readonly clock: string; readonly to: Json; readonly reason: string }
  | { readonly kind: 'note'; readonly text: string };

const KINDS: Readonly<Record<Deed['kind'], RequestEventKind>> = {
  assign: 'assigned',
  transfer: 'transferred',
  extend: 'extended',
  note: 'note',
};

/** Does something with a request, on what was seen of it: `whyNot` says why that is not how it stands, by its revision. */
export async function handleRequest(
  host: RequestHost,
  actor: Actor,
  id: string,
  asked: { readonly deed: Deed; readonly whyNot: (revision: number) => Problem | undefined },
): Promise<Moved> {
  return await withPinned(host, id, async (pinned) =>
    host.store.write(actor, 'handle-request', async (tx) => {
      const { worker, row, life, queue, policy } = await requestFor(tx, id, pinned);
      const unseen = asked.whyNot(row.revision);
      refuse(unseen === undefined ? [] : [unseen], subjectOf(row.number));
      return movedOf(await handled(tx, { worker, row, life, queue, policy, deed: asked.deed }));
    }),
  );
}

interface Handled {
  readonly worker: Worker;
  readonly row: ServiceRequestTable;
  readonly life: Life;
  readonly queue: PreparedQueue;
  readonly policy: QueuePolicy;
  readonly deed: Deed;
}

async function handled(tx: Transaction, given: Handled): Promise<ServiceRequestTable> {
  const { worker, row, life, queue, policy, deed } = given;
  const subject = subjectOf(row.number);
  if (deed.kind !== 'note' && row.is_open === 0) {
    refuse([requestProblem('request-closed', { pointer: '' }, { number: row.number })], subject);
  }
  if (deed.kind === 'transfer') needQueue(worker, row, policy, subject);
  if (deed.kind === 'assign') {
    const { organisation, rights } = worker;
    if (!holdsOver(organisation, rights, ASSIGNING, row.node)) throw refusedRight(subject, ASSIGNING);
    refuse(await whyUnfit(tx, given, deed.person), subject);
  }
  const { snapshot, facts } = life;
  const made = turn(queue.rules, snapshot, occurrenceOf(deed, { worker, row }), { at: tx.now.getTime(), facts });
  if (!made.isAccepted) refuse(made.problems, subject);
  const person = worker.kind === 'person' ? worker.id : null;
  const recusal = await recusalOf(tx, { before: { row, life }, queue, turn: made });
  if (deed.kind === 'assign') refuse(whyRecused(recusal, deed.person), subject);
  const applied = await applyEffects(handlingOf(row), made.effects, { tx, person, recusal });
  const { handling, told, leaving } = applied;
  const owner = deed.kind === 'assign' ? deed.person : deed.kind === 'transfer' ? null : handling.owner;
  const handed = assigned(handling, owner, tx.now);
  const { kind: _, ...data } = deed;
  return await keepStep(tx, {
    before: { kind: 'kept', row, life },
    queue,
    turn: made,
    handling: handed.handling ?? handling,
    told: [...told, ...tellingOf(deed, row), ...(handed.told ?? [])],
    leaving,
    recusal,
    kind: KINDS[deed.kind],
    event: null,
    occurredAt: tx.now.toISOString(),
    data: data as JsonObject,
  });
}

function occurrenceOf(deed: Deed, { worker, row }: Pick<Handled, 'worker' | 'row'>): RequestOccurrence {
  switch (deed.kind) {
    case 'transfer':
      return { kind: 'move', queue: deed.queue };
    case 'extend': {
      const to = parseBudget(deed.to);
      const at = { pointer: '/to' };
      const problem = requestProblem('request-budget-malformed', at, { found: JSON.stringify(deed.to).slice(0, 100) });
      if (to === undefined) refuse([problem], subjectOf(row.number));
      const roles = worker.rights
        .map(({ role }) => role)
        .filter((role) => holdsOver(worker.organisation, worker.rights, [role], row.node));
      // What is no budget was refused.
      return { kind: 'extend', clock: deed.clock, to: to as NonNullable<typeof to>, roles };
    }
    default:
      return { kind: 'time' };
  }
}

function tellingOf(deed: Deed, { queue, number }: ServiceRequestTable) {
  switch (deed.kind) {
    case 'transfer':
      return [{ what: 'transferred', data: { from: queue, to: deed.queue } } as const];
    case 'extend':
      return [{ what: 'extended', data: { clock: deed.clock, to: deed.to } } as const];
    case 'note':
      return [{ what: 'noted', data: { number } } as const];
    default:
      return [];
  }
}

/** Why somebody cannot work on a request: he is recused from it. */
function whyRecused({ people }: Recusal, person: string | null): readonly Problem[] {
  if (person === null || !people.has(person)) return [];
  return [requestProblem('request-assignee-recused', { pointer: '/person' }, { found: person })];
}

/** Why somebody cannot work on a request: there is nobody of that name who serves customers where it belongs, or he is absent. */
async function whyUnfit(
  { database, now }: Transaction,
  { worker: { id, organisation }, row: { node }, policy }: Handled,
  person: string | null,
): Promise<readonly Problem[]> {
  if (person === null) return [];
  const found = await readPerson(database, person);
  if (found?.isActive === true && mayWork(policy, { organisation, rights: found.rights }, node)) {
    // Whoever takes it himself is there.
    const absent = person === id ? undefined : (await absentAmong(database, [person], bankDayAt(now))).get(person);
    const slots = { found: person, to: absent?.until ?? '' };
    return absent === undefined ? [] : [requestProblem('request-assignee-absent', { pointer: '/person' }, slots)];
  }
  return [requestProblem('request-assignee-unfit', { pointer: '/person' }, { found: person.slice(0, 100) })];
}
