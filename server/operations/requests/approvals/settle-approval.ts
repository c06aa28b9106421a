import {
  type ApprovalRound,
  type ApprovalState,
  askedAnew,
  askedRound,
  hash,
  isObject,
  type Json,
  type Problem,
  type Turn,
} from '../../../../definitions/index.ts';
import { findApproval, insertApproval, updateApproval } from '../../../store/approvals.ts';
import type { RequestApprovalTable, ServiceRequestTable } from '../../../store/request-tables.ts';
import type { Transaction } from '../../../store/store.ts';
import type { Told } from '../apply-effects.ts';
import type { Life } from '../life.ts';
import type { PreparedQueue } from '../prepared-queues.ts';
import { approvalProblem } from './problems.ts';
import { requestersOf, whoCauses } from './requesters.ts';
import { barredFrom, refillSeats, seatsFor } from './seats.ts';
import { keepAsked, tellEnded } from './tell-approvers.ts';

/** What somebody made of the open round, where the step is of the approval: how it stands, and what it came to. */
export interface ApprovalMade {
  readonly round: ApprovalRound;
  readonly outcome: 'approved' | 'rejected' | 'withdrawn' | null;
}

/** A request after its step. */
interface Stepped {
  readonly queue: PreparedQueue;
  readonly turn: Turn;
  readonly row: ServiceRequestTable;
  readonly life: Life;
  readonly made: ApprovalMade | null;
  /** Whether somebody's event is what happened; else time passed, or what is no part of the workflow, and nobody asks for anything by it. */
  readonly isEvent: boolean;
}

interface Settled {
  readonly problems: readonly Problem[];
  readonly told: readonly Told[];
}

const NOTHING: Settled = { problems: [], told: [] };
const ASKED_ANEW = approvalProblem('approval-asked-anew', { pointer: '' });

/**
 * Settles the approval of a request in the transaction of its step. Entering a state that requires one begins a round; deciding it, and
 * leaving the state by whatever, ends it with all that waited for somebody. While it is open it is signed as it stands: where a field
 * changed, signatures are void and authority is asked again, and whoever changed it by an event signs no more; where somebody may not sign
 * any more, his place is filled anew. Who works on the request does not sign it, neither from when it is given to him nor later in the
 * round, be it by assignment or by escalation; what he signed before stands. A round that follows another in one step is asked for by whoever
 * asked for that. A request that stands in such a state and has no round, since it comes from elsewhere, begins one.
 */
export async function settleApproval(tx: Transaction, stepped: Stepped): Promise<Settled> {
  const { queue, turn, row, life, made } = stepped;
  if (queue.approvals.length === 0) return NOTHING;
  const latest = await tx.first(findApproval, { request: row.id });
  const open = latest !== undefined && latest.ended_at === null ? latest : null;
  const state = approvalIn(queue, life);
  const isEntered = turn.effects.some(({ type }) => type === 'require-approval');
  if (open !== null && (made?.outcome ?? null) === null && state?.state === open.state && !isEntered)
    return await carriedOn(tx, stepped, open, state);
  const ended = open === null ? NOTHING : await end(tx, row, open, made);
  if (state === undefined) return ended;
  const before = open === null ? [] : namesIn(open.asked_by);
  const asking = [...before, ...(stepped.isEvent ? await whoCauses(tx) : [])];
  const begun = await begin(tx, stepped, { state, number: (latest?.number ?? 0) + 1, asking });
  return { problems: [...ended.problems, ...begun.problems], told: [...ended.told, ...begun.told] };
}

/** The state that requires approval in which a request stands. */
export const approvalIn = (queue: PreparedQueue, { snapshot }: Pick<Life, 'snapshot'>): ApprovalState | undefined =>
  snapshot.machine.status !== 'active'
    ? undefined
    : queue.approvals.find(({ path }) => stands(snapshot.machine.value as Json, path));

/** Whether a machine that stands so stands in the state of a path. */
function stands(value: Json | undefined, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  if (isObject(value)) return Object.hasOwn(value, key) && stands(value[key], rest);
  return value === key && rest.length === 0;
}

/** A request that comes from elsewhere and stands where approval is required asks for it. */
export async function beginApproval(tx: Transaction, given: Pick<Stepped, 'queue' | 'row' | 'life'>): Promise<void> {
  const state = approvalIn(given.queue, given.life);
  if (state !== undefined) await begin(tx, given, { state, number: 1, asking: [] });
}

/** Ids as they are kept. */
const namesIn = (kept: string): readonly string[] => JSON.parse(kept) as readonly string[];

async function begin(
  tx: Transaction,
  stepped: Pick<Stepped, 'queue' | 'row' | 'life'>,
  {
    state,
    number,
    asking,
  }: { readonly state: ApprovalState; readonly number: number; readonly asking: readonly string[] },
): Promise<Settled> {
  const { row, life, queue } = stepped;
  const { facts } = life;
  const askedBy = await requestersOf(tx, row, asking);
  const barred = await barredFrom(tx, row, new Set(askedBy));
  const { seats, problems } = await seatsFor(tx, row, { queue, state, facts, barred });
  const round = askedRound(state.rules, seats);
  await tx.all(insertApproval, {
    request: row.id,
    number,
    state: state.state,
    round: JSON.stringify(round),
    asked_by: JSON.stringify(askedBy),
    facts_hash: hash(facts),
    began_at: tx.now.toISOString(),
    ended_at: null,
    outcome: null,
  });
  await keepAsked(tx, row, round);
  return { problems, told: [{ what: 'approval-asked', data: { round: number, state: state.state } }] };
}

async function carriedOn(
  tx: Transaction,
  { queue, row, life: { facts }, made, isEvent }: Stepped,
  open: RequestApprovalTable,
  state: ApprovalState,
): Promise<Settled> {
  let round = made?.round ?? (JSON.parse(open.round) as ApprovalRound);
  const problems: Problem[] = [];
  const isChanged = hash(facts) !== open.facts_hash;
  const changing = isChanged && isEvent ? await whoCauses(tx) : [];
  const working = row.owner === null ? [] : [row.owner];
  const askedBy = [...new Set([...namesIn(open.asked_by), ...working, ...changing])];
  const asked_by = JSON.stringify(askedBy);
  if (isChanged) {
    const barred = await barredFrom(tx, row, new Set(askedBy));
    const anew = await seatsFor(tx, row, { queue, state, facts, barred });
    round = askedAnew(round, anew.seats);
    problems.push(ASKED_ANEW, ...anew.problems);
  }
  const filled = await refillSeats(tx, row, round, new Set(askedBy));
  const after = JSON.stringify(filled.round);
  if (after !== open.round || isChanged || asked_by !== open.asked_by) {
    await tx.all(updateApproval, { ...open, round: after, asked_by, facts_hash: hash(facts) });
    await keepAsked(tx, row, filled.round);
  }
  return { problems: [...problems, ...filled.problems], told: [] };
}

async function end(
  tx: Transaction,
  row: ServiceRequestTable,
  open: RequestApprovalTable,
  made: ApprovalMade | null,
): Promise<Settled> {
  const outcome = made?.outcome ?? 'left';
  const round = made?.round ?? (JSON.parse(open.round) as ApprovalRound);
  const ended: RequestApprovalTable = {
    ...open,
    round: JSON.stringify(round),
    ended_at: tx.now.toISOString(),
    outcome,
  };
  await tx.all(updateApproval, ended);
  await tellEnded(tx, row, ended, round);
  return { problems: [], told: [{ what: 'approval-ended', data: { round: open.number, outcome } }] };
}
