import {
  addSigner,
  type ApprovalRefusal,
  type ApprovalRound,
  type JsonObject,
  outcomeOf,
  type Problem,
  rejectedEvent,
  sign,
  takeBack,
  turn,
} from '../../../../definitions/index.ts';
import { holdsOver } from '../../../authority/rights.ts';
import { atTheBank } from '../../../clock.ts';
import { findApproval } from '../../../store/approvals.ts';
import type { Actor } from '../../../store/actor.ts';
import { readPerson } from '../../../store/people.ts';
import type { RequestApprovalTable } from '../../../store/request-tables.ts';
import type { Transaction } from '../../../store/store.ts';
import { actingPerson } from '../../people/acting.ts';
import type { Worker } from '../acting.ts';
import { applyEffects, handlingOf } from '../apply-effects.ts';
import { refuse } from '../intake.ts';
import { keepStep } from '../keep-step.ts';
import { subjectOf } from '../life.ts';
import { type InHand, requestFor, withPinned } from '../pinned.ts';
import { ASSIGNING, mayRead } from '../queue-access.ts';
import { recusalOf } from '../recusal.ts';
import type { RequestHost } from '../register.ts';
import { type Moved, movedOf } from '../send-event.ts';
import { approvalProblem } from './problems.ts';
import { barredFrom } from './seats.ts';
import type { ApprovalMade } from './settle-approval.ts';
import { calledIn, maySign, signersOf } from './signers.ts';
import { outcomeWords, tellCopied, urge } from './tell-approvers.ts';

/** What somebody does with the open approval of a request. */
export type ApprovalDeed =
  | { readonly act: 'approve'; readonly reason: string | null }
  /** To one of the states that the approval offers; null where it offers one at most. */
  | { readonly act: 'reject'; readonly to: string | null; readonly reason: string }
  /** Another signs as well (加签). */
  | {
      readonly act: 'add';
      readonly person: string;
      readonly where: 'before' | 'after' | 'beside';
      readonly reason: string;
    }
  /** One's own signature, while nobody has signed since. */
  | { readonly act: 'take-back'; readonly reason: string }
  /** By whoever asked for it: it goes back as if it were rejected. */
  | { readonly act: 'withdraw'; readonly reason: string }
  /** Reminds those whose turn it is (催办). */
  | { readonly act: 'urge' }
  /** Tells somebody who sees the request of it (抄送). */
  | { readonly act: 'copy'; readonly person: string };

const AT = { pointer: '' };

/**
 * Does something with the open approval of a request, on what was seen of it. A decision that ends it raises the event of its workflow in
 * the same transaction: once, and by nobody else. Keys sign nothing.
 */
export async function actOnApproval(
  host: RequestHost,
  actor: Actor,
  id: string,
  asked: { readonly deed: ApprovalDeed; readonly whyNot: (revision: number) => Problem | undefined },
): Promise<Moved> {
  return await withPinned(host, id, async (pinned) =>
    host.store.write(actor, 'act-on-approval', async (tx) => {
      if (tx.actor.kind !== 'person') await actingPerson(tx, subjectOf(id));
      const found = await requestFor(tx, id, pinned);
      const { row, worker } = found;
      const approval = await tx.first(findApproval, { request: id });
      const unseen = asked.whyNot(row.revision);
      refuse([...whyOver(approval, row.number), ...(unseen === undefined ? [] : [unseen])], subjectOf(row.number));
      // What is none was refused.
      const open = approval as RequestApprovalTable;
      const made = await acted(tx, { worker, found, open, deed: asked.deed });
      return movedOf(await kept(tx, found, asked.deed, made));
    }),
  );
}

function whyOver(approval: RequestApprovalTable | undefined, number: string): readonly Problem[] {
  if (approval === undefined) return [approvalProblem('approval-none', AT, { number })];
  const { ended_at: endedAt, outcome } = approval;
  if (endedAt === null) return [];
  const at = atTheBank(endedAt);
  return [approvalProblem('approval-decided', AT, { number, at, outcome: outcomeWords(outcome) })];
}

interface Acting {
  readonly worker: Worker;
  readonly found: InHand;
  readonly open: RequestApprovalTable;
  readonly deed: ApprovalDeed;
}

/** What is kept of an act beside the round. */
type Made = ApprovalMade & { readonly data: JsonObject };

async function acted(tx: Transaction, { worker, found, open, deed }: Acting): Promise<Made> {
  const { row } = found;
  const round = JSON.parse(open.round) as ApprovalRound;
  const askedBy = JSON.parse(open.asked_by) as readonly string[];
  const subject = subjectOf(row.number);
  const isOwn = askedBy.includes(worker.id);
  const leads = holdsOver(worker.organisation, worker.rights, ASSIGNING, row.node);
  const needs = (is: boolean) => refuse(is ? [] : [approvalProblem('approval-not-yours', AT)], subject);
  const { act, ...data } = deed;
  switch (deed.act) {
    case 'approve':
    case 'reject': {
      if (isOwn) refuse([approvalProblem('approval-own', AT)], subject);
      if (deed.act === 'reject') refuse(whyNotTo(round, deed.to), subject);
      const holder = await holderFor(tx, { worker, found, open, deed });
      const decision = deed.act === 'approve' ? 'approved' : 'rejected';
      const signing = { holder, by: worker.id, at: tx.now.toISOString(), decision, reason: deed.reason } as const;
      const signed = await taken(tx, sign(round, signing), subject);
      const behalf = holder === worker.id ? {} : { onBehalfOf: holder };
      return { round: signed, outcome: outcomeOf(signed), data: { act, ...data, ...behalf } };
    }
    case 'add': {
      refuse(await whyUnfit(tx, found, askedBy, deed.person), subject);
      const holder = await holderFor(tx, { worker, found, open, deed });
      const { person, where } = deed;
      const added = await taken(tx, addSigner(round, { by: holder, person, where }), subject);
      return { round: added, outcome: null, data: { act, ...data } };
    }
    case 'take-back':
      return { round: await taken(tx, takeBack(round, worker.id), subject), outcome: null, data: { act, ...data } };
    case 'withdraw':
      needs(isOwn || row.owner === worker.id);
      return { round, outcome: 'withdrawn', data: { act, ...data } };
    case 'urge': {
      needs(isOwn || leads || row.owner === worker.id);
      return { round, outcome: null, data: { act, people: [...(await urge(tx, row, tx.actor.name))] } };
    }
    case 'copy': {
      const holds = round.places.some(({ person, signed }) => person === worker.id || signed?.by === worker.id);
      needs(isOwn || leads || holds || row.owner === worker.id);
      refuse(await whyNoCopy(tx, found, worker, deed.person), subject);
      await tellCopied(tx, row, tx.actor.name, deed.person);
      return { round, outcome: null, data: { act, ...data } };
    }
  }
}

/** For whom somebody acts: for himself where he holds a place, else for whom he stands in whose turn it is. Refuses nobody: the round does. */
async function holderFor(tx: Transaction, { worker: { id }, found: { row }, open }: Acting): Promise<string> {
  const { places } = JSON.parse(open.round) as ApprovalRound;
  const own = places.find(({ person, signed }) => person === id && signed === null);
  if (own !== undefined && (await maySign(tx, row, own))) return id;
  const delegated = (await signersOf(tx, row)).find(({ person, holder }) => person === id && holder !== id);
  return delegated?.holder ?? id;
}

async function taken(
  tx: Transaction,
  acted: { readonly round: ApprovalRound } | ApprovalRefusal,
  subject: string,
): Promise<ApprovalRound> {
  if ('why' in acted) refuse([await refusalOf(tx, acted)], subject);
  // What was refused is not there.
  return (acted as { readonly round: ApprovalRound }).round;
}

async function refusalOf(tx: Transaction, refused: ApprovalRefusal): Promise<Problem> {
  switch (refused.why) {
    case 'not-your-turn': {
      const people = refused.waitsFor.length === 0 ? '–' : await calledIn(tx, refused.waitsFor);
      return approvalProblem('approval-not-your-turn', AT, { people });
    }
    case 'holds-a-place':
      return approvalProblem(
        'approval-holds-a-place',
        { pointer: '/person' },
        { found: await calledIn(tx, [refused.person]) },
      );
    case 'not-asked':
      return approvalProblem('approval-not-asked', AT);
    case 'signed-already':
      return approvalProblem('approval-signed-already', AT);
    case 'others-since':
      return approvalProblem('approval-others-since', AT);
    case 'may-not-add':
      return approvalProblem('approval-may-not-add', AT);
  }
}

/** Why it cannot be rejected to a state: that is none of those offered, or has to be said. */
function whyNotTo({ rules: { rejectTo } }: ApprovalRound, to: string | null): readonly Problem[] {
  const at = { pointer: '/to' };
  const found = to === null ? '–' : to.slice(0, 100);
  if (rejectTo.length === 0) return to === null ? [] : [approvalProblem('approval-reject-nowhere', at, { found })];
  if (to === null ? rejectTo.length === 1 : rejectTo.includes(to)) return [];
  return [approvalProblem('approval-reject-to', at, { expected: rejectTo.join(', '), found })];
}

/** Why somebody cannot be added: he handles nothing there, is not active, is recused, or it is his own. */
async function whyUnfit(
  tx: Transaction,
  { row }: InHand,
  askedBy: readonly string[],
  person: string,
): Promise<readonly Problem[]> {
  const barred = await barredFrom(tx, row, new Set(askedBy));
  if (!barred.has(person) && (await maySign(tx, row, { person, role: null }))) return [];
  return [approvalProblem('approval-signer-unfit', { pointer: '/person' }, { found: await calledIn(tx, [person]) })];
}

async function whyNoCopy(
  tx: Transaction,
  { row, policy }: InHand,
  { organisation }: Worker,
  person: string,
): Promise<readonly Problem[]> {
  const found = await readPerson(tx.database, person);
  const recused = await barredFrom(tx, row, new Set());
  const held = { organisation, rights: found?.rights ?? [], people: [person] };
  if (found?.isActive === true && !recused.has(person) && mayRead(policy, held, row)) return [];
  return [approvalProblem('approval-copy-unfit', { pointer: '/person' }, { found: await calledIn(tx, [person]) })];
}

/** Keeps the act as a step: the event of its outcome, or that time passed. */
async function kept(tx: Transaction, { row, life, queue }: InHand, deed: ApprovalDeed, { data, ...approval }: Made) {
  const { snapshot, facts } = life;
  const { outcome, round } = approval;
  const event =
    outcome === null
      ? null
      : outcome === 'approved'
        ? 'approved'
        : rejectedEvent(round.rules, deed.act === 'reject' ? deed.to : null);
  const occurrence = event === null ? ({ kind: 'time' } as const) : ({ kind: 'event', name: event, data } as const);
  const made = turn(queue.rules, snapshot, occurrence, { at: tx.now.getTime(), facts });
  if (!made.isAccepted) refuse(made.problems, subjectOf(row.number));
  const recusal = await recusalOf(tx, { before: { row, life }, queue, turn: made });
  const applied = await applyEffects(handlingOf(row), made.effects, { tx, person: tx.actor.id, recusal });
  return await keepStep(tx, {
    before: { kind: 'kept', row, life },
    queue,
    turn: made,
    ...applied,
    recusal,
    approval,
    kind: 'approval',
    event,
    occurredAt: tx.now.toISOString(),
    data,
  });
}
