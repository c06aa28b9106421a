import { randomUUID } from 'node:crypto';
import {
  CONFIRMING,
  type Effect,
  effectsOf,
  needsSecondPerson,
  whyMixed,
  whyVacant,
  whyNotSecond,
} from '../../authority/change.ts';
import {
  concerns,
  letsIn,
  placesOf,
  type Proposal,
  proposed,
  takesTwo,
  whyImpossible,
} from '../../authority/proposal.ts';
import type { Authority } from '../../authority/rights.ts';
import { ROLE_TITLES } from '../../authority/role.ts';
import { newSecret, newSpokenSecret, secretHash } from '../../authority/secret.ts';
import type { Json } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { readAuthority } from '../../store/people.ts';
import type { AuthorityChangeTable } from '../../store/people-tables.ts';
import { readSettings } from '../../store/settings.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import { type Acting, actingPerson, needRole, needScope, notFound } from './acting.ts';
import { applyChange } from './apply-change.ts';
import { peopleProblem } from './problems.ts';

/**
 * How authority changes. A security administrator **begins** a change within his scope. It is judged by what it does to effective
 * rights: what only takes rights away holds at once; what gives anybody a right, or lets anybody in (an invitation, a reset, an unlocked
 * account, a key), says what others are judged by (settings) or whom they report to, waits until another administrator **confirms** it, who neither began it nor gains by it. It is judged again then.
 *
 * A link needs two secrets: who begins sees the link, who confirms sees the second secret, and neither is kept (life L34).
 */
export interface Changed {
  readonly id: string;
  readonly state: AuthorityChangeTable['state'];
  readonly effects: readonly Effect[];
  /** Shown once, to who began it (the link, the key) or to who confirmed it (the second secret). */
  readonly secret: string | null;
}

const AT = { pointer: '' };
const BEGINNING = ['security-administrator'] as const;

export async function beginChange(store: Store, actor: Actor, proposal: Proposal): Promise<Changed> {
  return await store.write(actor, 'begin-authority-change', async (tx) => {
    const subject = subjectOf(proposal);
    const acting = await actingPerson(tx, subject);
    needRole(acting, BEGINNING, subject);
    const before = await readAuthority(tx.database);
    needPlaces(acting, BEGINNING, before, proposal, subject);
    const effects = judged(before, proposal, subject);
    await refuseMoved(tx, proposal);
    await refuseVacant(tx, before, proposal);
    const waits = takesTwo(proposal) || needsSecondPerson(effects);
    const secret = letsIn(proposal) ? newSecret() : null;
    const change = await keep(tx, proposal, { secret, state: waits ? 'waiting' : 'done', acting, before });
    if (!waits) await applyChange(tx, change, { proposal, effects, second: null });
    await tx.audit({ subject, body: bodyOf(change.id, change.state, proposal, effects) });
    return { id: change.id, state: change.state, effects, secret };
  });
}

export async function decideChange(
  store: Store,
  actor: Actor,
  id: string,
  decision: 'confirm' | 'refuse' | 'withdraw',
): Promise<Changed> {
  return await store.write(actor, `${decision}-authority-change`, async (tx) => {
    const subject = `authority-change/${id}`;
    const acting = await actingPerson(tx, subject);
    const change = await tx.database.selectFrom('authority_change').selectAll().where('id', '=', id).executeTakeFirst();
    const isOwn = change?.begun_by === acting.id;
    if (!isOwn) needRole(acting, CONFIRMING, subject);
    if (change === undefined) throw notFound(subject);
    // What waits was written by `beginChange`.
    const proposal = JSON.parse(change.proposal) as Proposal;
    const before = await readAuthority(tx.database);
    if (!isOwn) needPlaces(acting, CONFIRMING, before, proposal, subject);
    if (change.state !== 'waiting') throw decided(change, subject);
    if ((decision === 'withdraw') !== isOwn) throw refusal(subject, peopleProblem('second-person-needed', AT));
    if (decision !== 'confirm')
      return await close(tx, change, proposal, decision === 'withdraw' ? 'withdrawn' : 'refused');
    const effects = judged(before, proposal, subject);
    const second = { id: acting.id, roles: acting.rights.map(({ role }) => role) };
    await refuseMoved(tx, proposal);
    await refuseVacant(tx, before, proposal);
    const why = whyNotSecond({ begunBy: change.begun_by, effects, concerns: concerns(proposal) }, second);
    if (why !== undefined) throw refusal(subject, peopleProblem('second-person-needed', AT));
    const spoken = proposal.kind === 'add-person' || proposal.kind === 'reset' ? newSpokenSecret() : null;
    await applyChange(tx, change, { proposal, effects, second: spoken });
    const closed = await close(tx, change, proposal, 'done', effects);
    return { ...closed, secret: spoken };
  });
}

/** What a proposal does to everybody's rights. Refuses what cannot be, or would mix the separated offices. */
function judged(before: Authority, proposal: Proposal, subject: string): readonly Effect[] {
  const impossible = whyImpossible(before, proposal);
  if (impossible?.kind === 'unknown') throw notFound(impossible.what);
  if (impossible?.kind === 'there-already')
    throw refusal(subject, peopleProblem('there-already', AT, { found: impossible.what }));
  if (impossible?.kind === 'circle')
    throw refusal(
      subject,
      peopleProblem(proposal.kind === 'set-manager' ? 'circle-of-managers' : 'circle-of-nodes', AT, {
        found: impossible.what,
      }),
    );
  if (impossible?.kind === 'no-approver')
    throw refusal(subject, peopleProblem('approves-nothing', AT, { found: impossible.what }));
  const after = proposed(before, proposal);
  const mixed = whyMixed(after);
  if (mixed !== undefined) {
    const { person, office, beside } = mixed;
    const slots = { person, office: ROLE_TITLES[office], beside: ROLE_TITLES[beside] };
    throw refusal(subject, peopleProblem('offices-mixed', AT, slots));
  }
  return effectsOf(before, after);
}

/**
 * Refuses what the rest of the store does not let be: settings that were written on others than those in force (what was confirmed
 * meanwhile is not undone unseen), an account that somebody has already, however it is capitalised, and a key that has expired.
 */
async function refuseMoved({ database, now }: Transaction, proposal: Proposal): Promise<void> {
  const subject = subjectOf(proposal);
  if (proposal.kind === 'set-settings') {
    const { version } = await readSettings(database);
    if (version !== proposal.replaces)
      throw refusal(subject, peopleProblem('settings-moved', AT, { live: version, base: proposal.replaces }));
  }
  if (proposal.kind === 'add-person') {
    const account = proposal.account.toLowerCase();
    const own = await database.selectFrom('person').select('id').where('account', '=', account).executeTakeFirst();
    if (own !== undefined) throw refusal(subject, peopleProblem('there-already', AT, { found: account }));
  }
  if (proposal.kind === 'add-key' && proposal.expiresAt <= now.toISOString())
    throw refusal(subject, peopleProblem('key-expired', AT, { found: proposal.expiresAt, now: now.toISOString() }));
}

/** Refuses what would leave the bank without a security administrator, or without a system administrator, whoever begins it. */
async function refuseVacant({ database }: Transaction, before: Authority, proposal: Proposal): Promise<void> {
  const known = await database.selectFrom('credential').select('person').execute();
  const office = whyVacant(before, proposed(before, proposal), new Set(known.map(({ person }) => person)));
  if (office !== undefined)
    throw refusal(subjectOf(proposal), peopleProblem('last-administrator', AT, { office: ROLE_TITLES[office] }));
}

/** Refuses, as if there were nothing, whoever is not over all that a proposal names: places, and the homes of people (life L36). */
function needPlaces(
  acting: Acting,
  roles: typeof CONFIRMING,
  { members, organisation }: Authority,
  proposal: Proposal,
  subject: string,
): void {
  const homes = members.filter(({ id }) => concerns(proposal).includes(id)).map(({ node }) => node);
  for (const node of [...placesOf(proposal, organisation), ...homes]) needScope(acting, roles, node, subject);
}

async function keep(
  { database, actor, now }: Transaction,
  proposal: Proposal,
  given: { secret: string | null; state: 'waiting' | 'done'; acting: Acting; before: Authority },
): Promise<AuthorityChangeTable> {
  const { secret, state, acting, before } = given;
  const last = await database
    .selectFrom('authority_change')
    .select((of) => of.fn.max('number').as('number'))
    .executeTakeFirst();
  const home = before.members.find(({ id }) => concerns(proposal).includes(id))?.node;
  const row: AuthorityChangeTable = {
    id: randomUUID(),
    number: Number(last?.number ?? 0) + 1,
    proposal: JSON.stringify(proposal),
    secret_hash: secret === null ? null : secretHash(secret),
    node: placesOf(proposal, before.organisation)[0] ?? home ?? acting.node,
    begun_by: actor.id,
    begun_at: now.toISOString(),
    state,
    decided_by: state === 'done' ? actor.id : null,
    decided_at: state === 'done' ? now.toISOString() : null,
  };
  await database.insertInto('authority_change').values(row).execute();
  return row;
}

/** Closes a change that waits; of two who decide at once the second is told who was first. */
async function close(
  tx: Transaction,
  change: AuthorityChangeTable,
  proposal: Proposal,
  state: 'done' | 'refused' | 'withdrawn',
  effects: readonly Effect[] = [],
): Promise<Changed> {
  const closed = await tx.database
    .updateTable('authority_change')
    .set({ state, decided_by: tx.actor.id, decided_at: tx.now.toISOString() })
    .where('id', '=', change.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (closed.numUpdatedRows === 0n) throw decided(change, subjectOf(proposal));
  await tx.audit({ subject: subjectOf(proposal), body: bodyOf(change.id, state, proposal, effects) });
  return { id: change.id, state, effects, secret: null };
}

const refusal = (subject: string, problem: ReturnType<typeof peopleProblem>): OperationRefused =>
  new OperationRefused(subject, [problem]);

const decided = ({ decided_by, decided_at }: AuthorityChangeTable, subject: string): OperationRefused =>
  refusal(subject, peopleProblem('change-decided', AT, { by: decided_by ?? '?', at: decided_at ?? '?' }));

const bodyOf = (id: string, state: string, proposal: Proposal, effects: readonly Effect[]): Json =>
  // Only JSON stands in either.
  ({ change: id, state, proposal, effects }) as unknown as Json;

/** What a proposal changes, as the audit names it. */
export function subjectOf(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'grant':
    case 'revoke':
      return `${proposal.to.kind}/${proposal.to.id}`;
    case 'add-node':
    case 'move-node':
      return `node/${proposal.node}`;
    case 'add-key':
      return `key/${proposal.key}`;
    case 'set-settings':
      return 'settings';
    default:
      return `person/${proposal.person}`;
  }
}
