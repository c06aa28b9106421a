import { dueAt, parseBudget, type Problem } from '../../../definitions/index.ts';
import { bankDayAt } from '../../clock.ts';
import { absentAmong } from '../../store/absences.ts';
import { activeAmong, keepTurn, WAITING } from '../../store/assignments.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { type Applied, assigned, type Handling, leadAbove } from './apply-effects.ts';
import { chooseOwner, isAutomatic } from './choose-owner.ts';
import type { Timer } from './life.ts';
import type { PreparedQueue } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';
import { ownerRecused, type Recusal } from './recusal.ts';

/** The key of the timer of an assignment that is to be taken up. */
export const ACKNOWLEDGE = 'acknowledge';
/** So long until a request that waits is tried again, where no place is free before. */
export const AGAIN_MS = 60_000;

/** A request after its step, but for who works on it. */
interface Unsettled {
  readonly before: { readonly row: ServiceRequestTable; readonly assignment: Timer | null } | null;
  readonly after: Omit<ServiceRequestTable, 'life'>;
  readonly handling: Handling;
  readonly recusal: Recusal;
  readonly into: PreparedQueue;
  /** Somebody said who works on it, or that nobody does: the queue does not choose. */
  readonly isByHand: boolean;
  /** It was done with and is worked on again: whoever had it has it only if he is there. */
  readonly isReopened: boolean;
  /** It happened elsewhere: who works on it is as it was, but for whoever is recused. */
  readonly isPast: boolean;
}

interface Settled extends Pick<Applied, 'handling' | 'told'> {
  readonly problems: readonly Problem[];
  readonly assignment: Timer | null;
}

/**
 * Settles who works on a request after its step: nobody who is recused, nobody who is absent when it comes to him, nobody who has not taken it up in time, and where its queue gives
 * requests to people by itself, whom that chooses when it comes, when it moves and when it is given back. Where nobody can be given it, it
 * waits, and the next lead above who is not recused is told.
 */
export async function settleOwner(tx: Transaction, given: Unsettled): Promise<Settled> {
  const { before, after, recusal, into, isByHand, isPast } = given;
  const kept: Kept = { handling: given.handling, told: [], problems: [] };
  const left = await withoutUnfit(tx, given, kept);
  const { owner } = left.handling;
  if (after.is_open === 0 || isPast) return { ...left, assignment: null };
  if (owner !== null) return { ...left, assignment: acknowledging(tx, given, owner, tx.actor.id === owner) };
  const isWaiting = before?.assignment?.key === WAITING;
  const isNeeded = before === null || before.row.owner !== null || before.row.queue !== into.id || isWaiting;
  if (!isAutomatic(into.document) || !isNeeded || isByHand) return { ...left, assignment: null };
  const placed = { ...after, previous_owner: left.handling.previous_owner };
  const chosen = await chooseOwner(tx, into, placed, new Set(recusal.people.keys()));
  if (chosen.owner !== null) {
    await tx.tell(keepTurn, { queue: into.id, person: chosen.owner, at: tx.now.toISOString() });
    const found = joined(left, assigned(left.handling, chosen.owner, tx.now), []);
    return { ...found, assignment: acknowledging(tx, given, chosen.owner, false) };
  }
  if (isWaiting) return { ...left, assignment: before.assignment };
  await tellLead(tx, given, left.handling);
  return {
    ...joined(left, {}, chosen.problems),
    assignment: waitingFrom(after.revision, new Date(tx.now.getTime() + AGAIN_MS)),
  };
}

/** The timer of a request that waits from a revision on. */
export const waitingFrom = (generation: number, at: Date): Timer => ({
  key: WAITING,
  generation,
  name: WAITING,
  dueAt: at.toISOString(),
});

type Kept = Omit<Settled, 'assignment'>;

const joined = (kept: Kept, more: Partial<Applied>, problems: readonly Problem[]): Kept => ({
  handling: more.handling ?? kept.handling,
  told: [...kept.told, ...(more.told ?? [])],
  problems: [...kept.problems, ...problems],
});

/** Without an owner who is recused, or who is not active any more or absent when it comes back to him. */
async function withoutUnfit(
  tx: Transaction,
  { before, recusal, isPast, isReopened }: Unsettled,
  kept: Kept,
): Promise<Kept> {
  const { owner } = kept.handling;
  if (owner === null) return kept;
  const subject = recusal.people.get(owner);
  const gone = assigned(kept.handling, null, tx.now);
  if (subject !== undefined) return joined(kept, gone, [await ownerRecused(tx, owner, subject)]);
  const isHis = owner === before?.row.owner && !isReopened;
  if (isPast || isHis) return kept;
  // Whoever takes it himself is there.
  if (owner === tx.actor.id) return kept;
  if ((await activeAmong(tx.database, [owner], [])).length === 0) return joined(kept, gone, []);
  const absent = (await absentAmong(tx.database, [owner], bankDayAt(tx.now))).get(owner);
  if (absent === undefined) return kept;
  const slots = { person: owner, to: absent.until };
  return joined(kept, gone, [requestProblem('request-owner-absent', { pointer: '' }, slots)]);
}

/** Until when an assignment has to be taken up: whoever was given it does something with the request, or took it himself. */
function acknowledging(
  tx: Transaction,
  { before, after, into }: Unsettled,
  owner: string,
  isTakenUp: boolean,
): Timer | null {
  const { acknowledgeWithin } = into.document.assign;
  const budget = acknowledgeWithin === undefined ? undefined : parseBudget(acknowledgeWithin);
  if (budget === undefined || isTakenUp) return null;
  if (before?.row.owner === owner) return before.assignment;
  const due = dueAt(into.rules.calendars(into.document.calendar), tx.now.getTime(), budget);
  if (due === undefined) return null;
  const at = new Date(due.dueAt).toISOString();
  return { key: ACKNOWLEDGE, generation: after.revision, name: ACKNOWLEDGE, dueAt: at };
}

/** Tells the next lead above that nobody can be given a request. */
async function tellLead(tx: Transaction, { after, recusal }: Unsettled, handling: Handling): Promise<void> {
  const lead = await leadAbove(handling, 1, { tx, recusal });
  if (lead === null) return;
  const { id, number, revision, queue } = after;
  const payload = { to: lead, kind: 'request-unassigned', request: id, number, queue };
  await tx.send({ type: 'notice', key: `request/${id}/${revision}/unassigned`, payload });
}

/** The problem of an assignment that comes back. */
export const notTakenUp = (person: string): Problem =>
  requestProblem('request-not-taken-up', { pointer: '' }, { person });
