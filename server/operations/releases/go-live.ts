import type { Message, Problem } from '../../../definitions/index.ts';
import type { Terms } from '../../authority/settings.ts';
import type { Binding, BoundClosure } from '../../population/impact/bound-hash.ts';
import { deviationWords } from '../../population/impact/deviation-words.ts';
import { type Deviation, grossMoves } from '../../population/impact/gross-moves.ts';
import type { Impact } from '../../population/impact/impact.ts';
import type { Actor } from '../../store/actor.ts';
import { newestCuts } from '../../store/cuts.ts';
import type { ReleaseState, ReleaseTable } from '../../store/release-tables.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import { atTheBank, bankDay } from '../../clock.ts';
import { publishWithin } from '../definitions/publish.ts';
import { judgedSnapshotIds } from '../impacts/population-of.ts';
import { notFound } from '../people/acting.ts';
import { boundReport, isStillWhole, type Verified, verifyImpact } from './bound-impact.ts';
import type { Examined, Examiner, Ready } from './examine.ts';
import { holdRelease, voidRelease, whyLeft } from './hold.ts';
import { approversOf, concernedBy, tell } from './notices.ts';
import { releaseProblem } from './problems.ts';
import {
  approvalsGiven,
  endApprovals,
  findStanding,
  moveRelease,
  refusedMove,
  type Standing,
  subjectOf,
} from './release-rows.ts';
import { APPROVED, WAITING } from './release-state.ts';
import { restoredBy, isInForce, whyMoved } from './seen.ts';
import { HOUR_MS, termsOf } from './terms.ts';

/**
 * How what was approved goes live: `due → rechecking → live | held`.
 *
 * A node **claims** a release that is due, for a while and under a fence that grows with each claim; what a node that was thought dead
 * still does is known by its fence and comes to nothing. While it works it says so again and again, so that nobody takes a recheck that
 * lasts for one that is dead. A node that lacks a population claims nothing that is judged on it. It **rechecks**: the release is examined anew upon what is in force and the
 * newest snapshots, and what divides them by share is divided anew. Then, in one transaction, either all members are **published** with
 * the cuts of that recheck (where it was made upon what is in force still and on the snapshots that are the newest still, and everybody
 * behind it may still stand for it), or the release is held or void, with the reason. Nothing is dated back: where
 * the instant was missed it goes live late, or, beyond the lateness allowed, is held.
 */
const LEASE_MS = 300_000;
const RENEW_MS = 60_000;
/** How often a recheck is made anew because something else went live meanwhile. */
const MOST_TRIES = 3;

export interface GoLiveParts {
  readonly store: Store;
  readonly examiner: Examiner;
  readonly pulse?: Pulse;
}

/** Calls again and again, until it is told to end by what it answers. */
export type Pulse = (beat: () => void) => () => void;

const everyMinute: Pulse = (beat) => {
  const timer = setInterval(beat, RENEW_MS);
  timer.unref();
  return () => clearInterval(timer);
};

/** Lets one release go live where it is due; answers the state it came to. `allows` refuses whoever may not ask for it. */
export async function goLive(
  { store, examiner, pulse = everyMinute }: GoLiveParts,
  actor: Actor,
  id: string,
  allows: (tx: Transaction, release: ReleaseTable) => Promise<void> = async () => {},
): Promise<ReleaseState> {
  const claimed = await claim(store, actor, id, { allows, lacking: await examiner.lacking(store.database) });
  if (claimed.kind === 'settled') return claimed.state;
  const { standing } = claimed;
  const approved = await boundReport(store.database, standing.revision.impact);
  const asked = {
    members: standing.members,
    acceptsCases: null,
    hasImpact: standing.release.kind === 'change',
    approved,
    ...(await restoredBy(store.database, standing.release)),
  };
  for (let n = 1; ; n += 1) {
    const end = pulse(() => void keepClaim(store, actor, standing.release, LEASE_MS).catch(() => {}));
    const examined = await examiner.examine(asked).finally(end);
    const verified = await verifyImpact(store.database, standing.revision.impact);
    const state = await conclude(store, actor, standing, { examined, approved, verified });
    if (state !== 'again') return state;
    // What goes live in between again and again is waited for.
    await keepClaim(store, actor, standing.release, n < MOST_TRIES ? LEASE_MS : 0);
    if (n === MOST_TRIES) return 'rechecking';
  }
}

/** Says how long a release that was claimed is still worked at: not at all by 0. Nothing, where it is another's by now. */
async function keepClaim(store: Store, actor: Actor, { id, fence }: ReleaseTable, milliseconds: number): Promise<void> {
  await store.write(actor, 'renew-recheck', async (tx) => {
    const lease_until = new Date(tx.now.getTime() + milliseconds).toISOString();
    const kept = await tx.database
      .updateTable('release')
      .set({ lease_until })
      .where('id', '=', id)
      .where('fence', '=', fence)
      .where('state', '=', 'rechecking')
      .executeTakeFirst();
    if (kept.numUpdatedRows > 0n) await tx.audit({ subject: subjectOf(id), body: { until: lease_until } });
  });
}

type Claimed =
  | { readonly kind: 'claimed'; readonly standing: Standing }
  | { readonly kind: 'settled'; readonly state: ReleaseState };

/** Of the results of its transactions, the state that going live ends with. */
export function settledBy(written: unknown): ReleaseState | undefined {
  const result = written as Claimed | Awaited<ReturnType<typeof conclude>>;
  if (typeof result === 'object') return result.kind === 'settled' ? result.state : undefined;
  return result === 'again' ? undefined : result;
}

async function claim(
  store: Store,
  actor: Actor,
  id: string,
  {
    allows,
    lacking,
  }: {
    readonly allows: (tx: Transaction, release: ReleaseTable) => Promise<void>;
    readonly lacking: readonly string[];
  },
): Promise<Claimed> {
  return await store.write(actor, 'recheck-release', async (tx): Promise<Claimed> => {
    const standing = await findStanding(tx.database, id);
    if (standing === undefined) throw notFound(subjectOf(id));
    const { release } = standing;
    await allows(tx, release);
    const now = tx.now.toISOString();
    const isLeased = release.state === 'rechecking' && release.lease_until !== null && release.lease_until > now;
    if (!APPROVED.includes(release.state) || isLeased) throw await refusedMove(tx.database, release);
    const due = release.due_at ?? now;
    if (due > now)
      throw new OperationRefused(subjectOf(id), [
        releaseProblem('release-not-due', { pointer: '' }, { at: atTheBank(due) }),
      ]);
    const terms = await termsOf(tx.database, release);
    const left = judgedElsewhere(release, lacking);
    const why = whyLate(due, tx.now, terms, left) ?? (await whyLeft(tx.database, release));
    if (why !== undefined) return { kind: 'settled', state: (await holdRelease(tx, release, why)).state };
    if (left !== undefined) throw new OperationRefused(subjectOf(id), [left]);
    const fallen = release.state === 'approved' ? await moveRelease(tx, release, 'fall-due') : release;
    const lease_until = new Date(tx.now.getTime() + LEASE_MS).toISOString();
    const set = { lease_until, fence: fallen.fence + 1 };
    const rechecking = await moveRelease(tx, fallen, 'recheck', { set });
    return { kind: 'claimed', standing: { ...standing, release: rechecking } };
  });
}

/** Why a release is not rechecked by a node that lacks these populations; a roll back is judged on none. */
export const judgedElsewhere = (
  { kind }: Pick<ReleaseTable, 'kind'>,
  lacking: readonly string[],
): Problem | undefined =>
  kind === 'roll-back' || lacking.length === 0
    ? undefined
    : releaseProblem('population-elsewhere', { pointer: '' }, { found: lacking.join(', ') });

export const isLate = (due: string, now: Date, { latenessHours: hours }: Terms): boolean =>
  now.getTime() - Date.parse(due) > hours * HOUR_MS;

function whyLate(due: string, now: Date, terms: Terms, left: Problem | undefined): Message | undefined {
  if (!isLate(due, now, terms)) return undefined;
  const [at, hours] = [atTheBank(due), terms.latenessHours];
  return {
    'zh-CN': `应于 ${at} 生效，已迟于允许的 ${hours} 小时${left === undefined ? '' : `；${left.message['zh-CN']}`}`,
    en: `It was to go live at ${at}, which is more than the allowed ${hours} hours ago${left === undefined ? '' : `. ${left.message.en}`}`,
  };
}

/** What a recheck found, to be held against what was approved. */
interface Found {
  readonly examined: Examined;
  readonly approved: readonly Impact[] | null;
  readonly verified: Verified;
}

/** Ends a recheck by what it found: the release is live, held or void; or it is to be made again. */
async function conclude(
  store: Store,
  actor: Actor,
  claimed: Standing,
  { examined, approved, verified }: Found,
): Promise<ReleaseState | 'again'> {
  return await store.write(actor, 'go-live', async (tx) => {
    const { id, fence } = claimed.release;
    const release = await tx.database.selectFrom('release').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    // Taken back, written anew, or claimed by another meanwhile.
    if (release.state !== 'rechecking' || release.fence !== fence) return release.state;
    if (!(await isInForce(tx.database, examined)) || !(await isJudgedToday(tx, examined))) return 'again';
    const binding = JSON.parse(claimed.revision.binding ?? 'null') as Binding;
    const moved = await whyMoved(tx.database, claimed.revision.binding);
    if (moved !== undefined) return await voidRelease(tx, release, baseMoved(moved));
    if (!(await isStillWhole(tx.database, claimed.revision.impact, verified)))
      return await voidRelease(tx, release, releaseProblem('impact-moved', { pointer: '' }).message);
    if (examined.kind !== 'ready') return (await holdRelease(tx, release, whyNotReady(examined))).state;
    const other = otherClosure(binding.closures, examined.closures);
    if (other !== undefined) return await voidRelease(tx, release, baseMoved({ ref: other, live: '?', base: '?' }));
    const why = (await whyLeft(tx.database, release)) ?? whyBeyond(binding, approved, examined);
    if (why !== undefined) return (await holdRelease(tx, release, why)).state;
    return await published(tx, release, examined);
  });
}

/** Whether a recheck looked at the populations that are the newest still. */
async function isJudgedToday({ database, now }: Transaction, examined: Examined): Promise<boolean> {
  if (examined.kind !== 'ready' || examined.impact === null) return true;
  return (
    (await judgedSnapshotIds(database, bankDay({ now: () => now }))).join(' ') === (examined.impact.snapshot ?? '')
  );
}

async function published(tx: Transaction, release: ReleaseTable, examined: Ready): Promise<ReleaseState> {
  const { definitions, beside } = examined.set;
  const approvals = await approvalsGiven(tx.database, release.id);
  const { number } = await publishWithin(tx, definitions, examined.basedOn, { ...beside, cuts: examined.cuts });
  const cuts = await newestCuts(tx.database);
  const { reviewDays } = await termsOf(tx.database, release);
  const review = new Date(tx.now.getTime() + reviewDays * 24 * HOUR_MS).toISOString();
  const isRollBack = release.kind === 'roll-back';
  const live = await moveRelease(tx, release, 'go-live', {
    set: {
      publication: number,
      live_at: tx.now.toISOString(),
      cuts: cuts === examined.cutsInForce ? null : cuts,
      lease_until: null,
      ...(isRollBack && { review_due_at: review }),
    },
    body: { publication: number, cuts, due: release.due_at, approvedBy: approvals.map(({ person }) => person) },
  });
  await endApprovals(tx, release.id, 'spent');
  const people = await concernedBy(tx.database, release.id);
  const reviewers = isRollBack ? [{ kind: 'review' as const, people: [release.begun_by] }] : [];
  await tell(tx, live, [
    { kind: 'live', people: [...people, ...(isRollBack ? await approversOf(tx.database, live) : [])] },
    ...reviewers,
  ]);
  await voidMoved(tx, release.id);
  return live.state;
}

/** Voids what waits and was built on what has just been replaced: authors and approvers are told (life L04, L16, L23). */
async function voidMoved(tx: Transaction, id: string): Promise<void> {
  const rows = await tx.database
    .selectFrom('release')
    .innerJoin('release_revision', (join) =>
      join
        .onRef('release_revision.release', '=', 'release.id')
        .onRef('release_revision.number', '=', 'release.revision'),
    )
    .selectAll('release')
    .select('release_revision.binding')
    .where('release.state', 'in', [...WAITING])
    .where('release.id', '<>', id)
    .execute();
  for (const { binding, ...release } of rows) {
    const moved = await whyMoved(tx.database, binding);
    if (moved !== undefined) await voidRelease(tx, release, baseMoved(moved));
  }
}

const baseMoved = (moved: { readonly ref: string; readonly live: string; readonly base: string }): Message =>
  releaseProblem('base-moved', { pointer: '' }, moved).message;

const whyNotReady = (examined: Exclude<Examined, Ready>): Message =>
  examined.kind === 'refused'
    ? examined.problems[0].message
    : releaseProblem('cases-change', { pointer: '' }, { count: examined.changes.length }).message;

const otherClosure = (bound: readonly BoundClosure[], found: readonly BoundClosure[]): string | undefined => {
  const text = ({ ref, after }: BoundClosure) => `${ref} ${after ?? ''}`;
  const [left, right] = [new Set(bound.map(text)), new Set(found.map(text))];
  const differs = [...bound, ...found].find((one) => !left.has(text(one)) || !right.has(text(one)));
  return differs?.ref;
};

/** Where the population has moved so far that what was approved is not what would happen. A roll back waits for no population. */
function whyBeyond(binding: Binding, approved: readonly Impact[] | null, { impact }: Ready): Message | undefined {
  if (impact === null) return undefined;
  const deviations = grossMoves(approved ?? [], impact.report, binding.tolerance);
  if (deviations.length === 0) return undefined;
  // Customers who change their class say more than what becomes of a score.
  const told = deviations.toSorted((one, other) => TOLD.indexOf(one.kind) - TOLD.indexOf(other.kind));
  const shown = told.slice(0, MOST_SHOWN).map(deviationWords);
  const more = deviations.length - shown.length;
  return {
    'zh-CN': `${shown.map((one) => one['zh-CN']).join('；')}${more > 0 ? `；另有 ${more} 处` : ''}`,
    en: `${shown.map(({ en }) => en).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  };
}

const MOST_SHOWN = 5;
const TOLD: readonly Deviation['kind'][] = ['cell', 'class', 'refused', 'figure', 'range', 'unknown'];
