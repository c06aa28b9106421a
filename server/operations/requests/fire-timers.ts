import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Problem, turn } from '../../../definitions/index.ts';
import { systemActor } from '../../store/actor.ts';
import { WAITING } from '../../store/assignments.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { claimTimers, dueTimers, hasDueTimer, postponeTimer } from '../../store/request-timers.ts';
import { StoreError } from '../../store/store-error.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import { applyEffects, assigned, handlingOf } from './apply-effects.ts';
import { chooseOwner, isAutomatic } from './choose-owner.ts';
import { keepStep } from './keep-step.ts';
import { subjectOf } from './life.ts';
import type { PreparedQueue } from './prepared-queues.ts';
import { type Recusal, recusalOf } from './recusal.ts';
import { ACKNOWLEDGE, AGAIN_MS, notTakenUp } from './settle-owner.ts';
import { type Pinned, requestIn, withPinned } from './pinned.ts';
import { requestProblem } from './problems.ts';
import type { RequestHost } from './register.ts';

const KEEPER = systemActor('request-keeper');

export interface FiringOptions {
  /** Who claims: no two that run at once have the same. */
  readonly holder: string;
  /** How many timers are claimed at a time. */
  readonly most?: number;
  /** After so long what was claimed and not carried out may be claimed by another. */
  readonly leaseSeconds?: number;
  /** Hears of a fault of the program that a request has, once. */
  readonly tell?: (fault: string) => void;
}

/** So many requests are stepped side by side: on one disk they are written together. */
const SIDE_BY_SIDE = 8;

/**
 * Fires what is due: timers are claimed, and each request that has some is stepped once, in a transaction of its own, up to now. One whose
 * generation is over, because something else happened to the request meanwhile, does nothing. A request that cannot be stepped is left
 * alone for a while, and holds up no other; where the store cannot be written that is thrown. Answers how many timers were claimed.
 */
export async function fireDueTimers(
  host: RequestHost,
  { holder, most = 100, leaseSeconds = 30, tell = () => {} }: FiringOptions,
  isStopping: () => boolean = () => false,
): Promise<number> {
  const claimed = await host.store.write(KEEPER, 'claim-request-timers', async (tx) => {
    const until = new Date(tx.now.getTime() + leaseSeconds * 1000).toISOString();
    return await tx.all(claimTimers, { holder, most, now: tx.now.toISOString(), until });
  });
  const first = claimed.toSorted((one, other) => (one.due_at < other.due_at ? -1 : 1));
  const requests = [...new Set(first.map((one) => one.request))];
  for (let n = 0; n < requests.length; n += SIDE_BY_SIDE) {
    // What is not carried out before the stop another node claims when the lease is over, or this one when it starts again.
    if (isStopping()) break;
    const group = requests.slice(n, n + SIDE_BY_SIDE);
    const fired = await Promise.allSettled(group.map(async (request) => fireTimersOf(host, request, { holder, tell })));
    for (const one of fired) if (one.status === 'rejected') throw one.reason;
  }
  return claimed.length;
}

async function fireTimersOf(
  host: RequestHost,
  request: string,
  { holder, tell }: Required<Pick<FiringOptions, 'holder' | 'tell'>>,
): Promise<void> {
  try {
    await withPinned(host, request, async (pinned) =>
      host.store.write(KEEPER, 'fire-request-timers', async (tx) => await fire(tx, request, pinned, holder)),
    );
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const problems = error instanceof OperationRefused ? error.problems : [faultOf(reason)];
    const isNew = await host.store.write(KEEPER, 'fire-request-timers', async (tx) => {
      const due = await claimedOf(tx, request, holder);
      await postpone(tx, request, due, problems);
      return due.some(({ fault }) => fault !== JSON.stringify(problems));
    });
    if (isNew && !(error instanceof OperationRefused)) tell(`${subjectOf(request)}: ${reason}`);
  }
}

const faultOf = (reason: string): Problem =>
  requestProblem('request-timer-fault', { pointer: '' }, { reason: reason.slice(0, 300) });

const claimedOf = async (tx: Transaction, request: string, holder: string) =>
  await tx.all(dueTimers, { request, holder, now: tx.now.toISOString() });

async function fire(tx: Transaction, request: string, pinned: Pinned, holder: string): Promise<void> {
  const due = await claimedOf(tx, request, holder);
  const last = due.at(-1);
  if (last === undefined) return;
  const { row, life, queue } = await requestIn(tx, request, pinned);
  const { snapshot, facts } = life;
  const timed = turn(queue.rules, snapshot, { kind: 'time' }, { at: tx.now.getTime(), facts });
  const running = new Set(timed.snapshot.machine.timers.map(({ key, generation }) => `${generation} ${key}`));
  const stuck = due.filter(({ key, generation }) => running.has(`${generation} ${key}`));
  if (stuck.length > 0) await postpone(tx, request, stuck, timed.problems);
  if (stuck.length === due.length) return;
  const recusal = await recusalOf(tx, { before: { row, life }, queue, turn: timed });
  const isDue = (key: string) => key === life.assignment?.key && due.some((one) => one.key === key);
  if (isDue(WAITING) && due.length === 1 && (await waitsOn(tx, { row, queue, recusal }))) return;
  const isBack = isDue(ACKNOWLEDGE) && row.owner !== null;
  const back = isBack ? assigned(handlingOf(row), null, tx.now) : {};
  const effected = await applyEffects(back.handling ?? handlingOf(row), timed.effects, { tx, person: null, recusal });
  const applied = { ...effected, told: [...(back.told ?? []), ...effected.told] };
  const fired = due.filter((one) => !stuck.includes(one));
  await keepStep(tx, {
    before: { kind: 'kept', row, life },
    queue,
    turn: timed,
    ...applied,
    recusal,
    problems: isBack && row.owner !== null ? [notTakenUp(row.owner)] : [],
    kind: 'timer',
    event: fired.map(({ name }) => name).join(', '),
    occurredAt: last.due_at,
    data: {},
  });
}

/** Whether nobody can be given a request that waits yet: it is tried again later. */
async function waitsOn(
  tx: Transaction,
  {
    row,
    queue,
    recusal,
  }: { readonly row: ServiceRequestTable; readonly queue: PreparedQueue; readonly recusal: Recusal },
): Promise<boolean> {
  const isGiven =
    row.owner === null &&
    isAutomatic(queue.document) &&
    (await chooseOwner(tx, queue, row, new Set(recusal.people.keys()))).owner !== null;
  if (isGiven) return false;
  const until = new Date(tx.now.getTime() + AGAIN_MS).toISOString();
  await tx.database
    .updateTable('request_timer')
    .set({ due_at: until, lease_until: null, holder: null })
    .where('request', '=', row.id)
    .where('key', '=', WAITING)
    .execute();
  return true;
}

/** Leaves timers alone for a while that cannot be carried out, longer each time, up to an hour. */
async function postpone(
  tx: Transaction,
  request: string,
  timers: readonly { readonly key: string; readonly generation: number; readonly attempts: number }[],
  problems: readonly Problem[],
): Promise<void> {
  for (const { key, generation, attempts } of timers) {
    const until = new Date(tx.now.getTime() + Math.min(3600, 2 ** attempts) * 1000).toISOString();
    await tx.all(postponeTimer, { request, key, generation, until, fault: JSON.stringify(problems) });
  }
}

const LOOK_MS = 250;
/** Clocks of nodes differ: what may be due is looked for this much ahead; whether it is, the store's clock says. */
const AHEAD_MS = 2000;

/** Fires what is due until the server stops; resolves when nothing of it is under way any more. A fault is told once, and tried again. */
export async function keepTimers(
  host: RequestHost,
  isStopping: () => boolean,
  tell: (fault: string) => void,
): Promise<void> {
  const holder = randomUUID();
  const aheadMs = host.store.address.kind === 'postgresql' ? AHEAD_MS : 0;
  let told = '';
  while (!isStopping()) {
    try {
      const soon = new Date(Date.now() + aheadMs).toISOString();
      const claimed = (await hasDueTimer(host.store.database, soon))
        ? await fireDueTimers(host, { holder, tell }, isStopping)
        : 0;
      told = '';
      if (claimed > 0) continue;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (!isStopping() && text !== told) tell(text);
      told = text;
    }
    await wait(LOOK_MS, undefined, { ref: false });
  }
}
