import type { Problem } from '../../../definitions/index.ts';
import type { Terms } from '../../authority/settings.ts';
import { type Binding, boundHash } from '../../population/impact/bound-hash.ts';
import type { Actor } from '../../store/actor.ts';
import { newestPublication, readMembers } from '../../store/definitions.ts';
import { storeProblem } from '../../store/problems.ts';
import { saveFindings } from '../../store/proofs.ts';
import { StoreError } from '../../store/store-error.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import { notFound } from '../people/acting.ts';
import { actingWriter, mayWrite, needWriting } from './acting.ts';
import type { ImpactOf, KeptImpact } from '../impacts/fitting-impact.ts';
import { bindImpact } from './bound-impact.ts';
import { contentHash, draftOf } from './content.ts';
import type { Examined, Examiner, Ready, ToldCase } from './examine.ts';
import { approversOf, holdersOf, tell } from './notices.ts';
import { releaseProblem } from './problems.ts';
import {
  editorsOf,
  findStanding,
  moveRelease,
  type Standing,
  subjectOf,
  type Written,
  written,
} from './release-rows.ts';
import { stateAfter } from './release-state.ts';
import { restoredBy, isInForce } from './seen.ts';
import { awaitedApprovals, expiryOf, termsOf } from './terms.ts';
import { writeRevision } from './write-release.ts';

/** A release is not handed in, since cases come out otherwise: which, and by what they are accepted together. */
export class CasesChange extends OperationRefused {
  readonly changes: readonly ToldCase[];
  readonly digest: string;
  constructor(subject: string, changes: readonly ToldCase[], digest: string) {
    super(subject, [releaseProblem('cases-change', { pointer: '/acceptsCases' }, { count: changes.length })]);
    [this.changes, this.digest] = [changes, digest];
  }
}

export interface SubmitParts {
  readonly store: Store;
  readonly examiner: Examiner;
  readonly impactOf: ImpactOf;
}

export interface Submission {
  /** The digest of the case changes the author was shown, and accepts together. */
  readonly acceptsCases: string | null;
  /** Why the release is not what its sender saw. */
  readonly whyNot: (rowVersion: number) => Problem | undefined;
}

/**
 * Hands a release in: its revision is frozen and waits for another person. It is examined before (checked, proved, its cases run), and
 * bound to the kept impact of what it changes, which whoever decides can read; what was found is used only where the release and the
 * definitions in force are still those that were examined.
 */
export async function submitRelease(
  { store, examiner, impactOf }: SubmitParts,
  actor: Actor,
  id: string,
  { acceptsCases, whyNot }: Submission,
): Promise<Written> {
  const seen = await findStanding(store.database, id);
  if (seen === undefined) throw notFound(subjectOf(id));
  const asked = {
    members: seen.members,
    acceptsCases,
    hasImpact: false,
    approved: null,
    ...(await restoredBy(store.database, seen.release)),
  };
  // Whoever may not write there, or saw another release, is refused within the transaction: for him nothing is examined.
  const isAsked =
    stateAfter(seen.release.state, 'submit') !== undefined &&
    whyNot(seen.release.row_version) === undefined &&
    (await mayWrite(store.database, actor, seen.release.node));
  const examined = isAsked ? await examiner.examine(asked) : undefined;
  const isJudged = examined?.kind === 'ready' && seen.release.kind === 'change';
  const kept = isJudged ? await impactOf(actor, draftOf(seen.members)) : null;
  return await store.write(actor, 'submit-release', async (tx) => {
    const subject = subjectOf(id);
    const writer = await actingWriter(tx, subject);
    const standing = await findStanding(tx.database, id);
    if (standing === undefined) throw notFound(subject);
    needWriting(writer, standing.release.node, subject);
    const unseen = whyNot(standing.release.row_version);
    if (unseen !== undefined) throw new OperationRefused(subject, [unseen]);
    if (examined === undefined) {
      // Refused for what it is, or for who asks; where that is so no more, it was never examined.
      await moveRelease(tx, standing.release, 'submit');
      throw changedMeanwhile();
    }
    await needExamined(tx, standing, seen, examined);
    if (examined.kind === 'refused') throw new OperationRefused(subject, examined.problems);
    if (examined.kind === 'cases') throw new CasesChange(subject, examined.changes, examined.digest);
    if (kept !== null && (kept.base !== examined.basedOn || kept.cuts !== examined.cutsInForce))
      throw changedMeanwhile();
    return await freeze(tx, standing, writer.people, examined, kept);
  });
}

/** Refuses where what was examined is not what stands: another revision, another publication, or another text that it is written on. */
async function needExamined(
  { database, now }: Transaction,
  { release, revision, members }: Standing,
  seen: Standing,
  examined: Examined,
): Promise<void> {
  const subject = subjectOf(release.id);
  const number = await newestPublication(database);
  if (!(await isInForce(database, examined)) || revision.content_hash !== seen.revision.content_hash)
    throw changedMeanwhile();
  const inForce = new Map((await readMembers(database, number)).map((one) => [one.id, one]));
  const moved = members.flatMap(({ ref, base_hash, base_version }) => {
    const live = inForce.get(ref);
    if ((live?.hash ?? null) === base_hash) return [];
    const slots = {
      ref,
      live: live === undefined ? '–' : `v${live.version}`,
      base: base_version === null ? '–' : `v${base_version}`,
    };
    return [releaseProblem('base-moved', { pointer: '', definition: ref }, slots)];
  });
  const [first, ...others] = moved;
  if (first !== undefined) throw new OperationRefused(subject, [first, ...others]);
  const at = revision.go_live_at;
  if (at !== null && at <= now.toISOString())
    throw new OperationRefused(subject, [releaseProblem('instant-past', { pointer: '/goLiveAt' }, { found: at })]);
}

const changedMeanwhile = (): StoreError => new StoreError(storeProblem('store-changed', { pointer: '' }));

/** Freezes the revision that was examined, with all that an approval of it binds, and asks those who may approve it. */
export async function freeze(
  tx: Transaction,
  { release, revision }: Standing,
  people: readonly string[],
  examined: Ready,
  kept: KeptImpact | null,
): Promise<Written> {
  const isRewritten = examined.cases.length > 0 && revision.frozen_at !== null;
  const number = isRewritten ? release.revision + 1 : release.revision;
  const terms = await termsOf(tx.database, release);
  const binding = bindingOf({ release, revision }, examined, kept, terms);
  const hash = boundHash(binding);
  const set = { revision: number, expires_at: expiryOf(tx.now, terms), due_at: null, lease_until: null };
  const moved = await moveRelease(tx, release, 'submit', { set, body: { hash } });
  const { title, note, go_live_at: goLiveAt } = revision;
  const content = { title, note, goLiveAt, members: examined.members };
  await writeRevision(tx, moved, { ...content, hash: contentHash(content) }, people);
  if (kept !== null) await bindImpact(tx, kept);
  await tx.database
    .updateTable('release_revision')
    .set({
      frozen_at: tx.now.toISOString(),
      binding: JSON.stringify(binding),
      bound_hash: hash,
      impact: kept?.digest ?? null,
    })
    .where('release', '=', release.id)
    .where('number', '=', number)
    .execute();
  await saveFindings(tx.database, examined.set.beside.findings ?? new Map());
  await refuseUnapprovable(tx, moved);
  await tell(tx, moved, [{ kind: 'approve', people: await approversOf(tx.database, moved) }]);
  return written(moved, hash);
}

/**
 * Refuses what nobody may approve, since everybody who is to approve it wrote in it. Where nobody at all approves over the bank it waits
 * for whoever is given the right.
 */
async function refuseUnapprovable({ database }: Transaction, release: Standing['release']): Promise<void> {
  const editors = await editorsOf(database, release.id);
  for (const { refs, people } of await awaitedApprovals(database, release)) {
    const asked = people ?? (await holdersOf(database, 'approver'));
    if (asked.length > 0 && asked.every((person) => editors.includes(person)))
      throw new OperationRefused(subjectOf(release.id), [
        releaseProblem('approvers-edited', { pointer: '' }, { refs: refs.join(', '), people: asked.join(', ') }),
      ]);
  }
}

/** All that an approval of an examined revision binds. */
function bindingOf(
  { release, revision }: Pick<Standing, 'release' | 'revision'>,
  { members, closures, cases }: Ready,
  kept: KeptImpact | null,
  { tolerance, version }: Terms,
): Binding {
  // Written by `freeze`: what was accepted before stands in the text, and is still shown.
  const before = revision.binding === null ? [] : (JSON.parse(revision.binding) as Binding).cases;
  const renewed = new Set(cases.map(({ ref, name }) => `${ref} ${name}`));
  return {
    members: members.map(({ ref, change, hash, base_version, base_hash }) => ({
      ref,
      change,
      text: hash,
      replaces: base_version === null || base_hash === null ? null : { version: base_version, hash: base_hash },
    })),
    closures,
    snapshot: kept?.snapshot ?? null,
    impact: kept?.digest ?? null,
    cases: [
      ...before.filter(({ ref, name }) => !renewed.has(`${ref} ${name}`)),
      ...cases.map(({ ref, name, before: from, after }) => ({ ref, name, before: from, after })),
    ],
    goLiveAt: revision.go_live_at,
    tolerance,
    policy: `${version} ${release.kind}`,
    note: JSON.stringify([revision.title, revision.note]),
  };
}
