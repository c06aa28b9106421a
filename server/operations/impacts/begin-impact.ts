import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { claimedId, hash, type JsonObject } from '../../../definitions/index.ts';
import type { Role } from '../../authority/role.ts';
import { bankDay } from '../../clock.ts';
import { populationProblem } from '../../population/problems.ts';
import { OWN_MARK } from '../../batch/process-mark.ts';
import type { Actor } from '../../store/actor.ts';
import { newestPublication } from '../../store/definitions.ts';
import { newestCuts } from '../../store/cuts.ts';
import { deleteImpactsBefore, findImpact, insertImpact, moveImpact } from '../../store/impacts.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import { actingPerson, needRole } from '../people/acting.ts';
import { actingKey } from '../people/acting-key.ts';
import { impactFolder } from './answers-file.ts';
import type { DraftSet } from './compute-impact.ts';
import { judgedSnapshotIds } from './population-of.ts';
import { type ImpactJobs, MOST_WAITING } from './impact-jobs.ts';
import { impactProblem } from './problems.ts';

const AT = { pointer: '' };
const ASKING: readonly Role[] = ['author', 'approver'];

/** An impact that was asked for, and the publication and the frozen cuts that the change is held against. */
export interface Begun {
  readonly id: string;
  readonly base: number;
  readonly cuts: number;
}

/** How long what a change does is kept: what a release was approved by stands with the release. */
export const KEPT_MS = 30 * 24 * 3_600_000;

/** Asks what a change does to the populations; answers the impact's id at once, and lets it be computed. */
export async function beginImpact(store: Store, actor: Actor, draft: DraftSet, jobs: ImpactJobs): Promise<Begun> {
  const id = randomUUID();
  const subject = `impact/${id}`;
  if (jobs.isFull) throw new OperationRefused(subject, [impactProblem('impacts-waiting', AT, { count: MOST_WAITING })]);
  const { swept, ...begun } = await store.write(actor, 'begin-impact', async (tx) => {
    await needAsking(tx, subject);
    await needPopulation(tx, subject);
    const old = await deleteImpactsBefore(tx.database, new Date(tx.now.getTime() - KEPT_MS).toISOString());
    const number = await newestPublication(tx.database);
    const row = { id, begun_by: actor.id, begun_by_name: actor.name, begun_at: tx.now.toISOString() };
    const cuts = await newestCuts(tx.database);
    await insertImpact(tx.database, { ...row, holder: OWN_MARK, base: number, cuts, draft: draftHash(draft) });
    await tx.audit({ subject, body: { base: number, draft: draftHash(draft), swept: old } });
    return { id, base: number, cuts, swept: old };
  });
  for (const one of swept) rmSync(impactFolder(jobs.dataFolder, one), { recursive: true, force: true });
  jobs.begin({ ...begun, ...draft }, actor);
  return begun;
}

/** Ends an impact that is being computed; what is known of it by then stays. Whoever began it may. */
export async function cancelImpact(store: Store, actor: Actor, id: string, jobs: ImpactJobs): Promise<void> {
  const subject = `impact/${id}`;
  await store.write(actor, 'cancel-impact', async (tx) => {
    await needAsking(tx, subject);
    const found = await findImpact(tx.database, id);
    if (found === undefined || found.begun_by !== actor.id)
      throw new OperationRefused(subject, [impactProblem('impact-not-found', AT, { found: id })]);
    if (!(await moveImpact(tx.database, id, { state: 'cancelled', ended_at: tx.now.toISOString() })))
      throw new OperationRefused(subject, [impactProblem('impact-over', AT)]);
    await tx.audit({ subject });
  });
  jobs.cancel(id);
}

async function needAsking(tx: Transaction, subject: string): Promise<void> {
  if (tx.actor.kind === 'key') await actingKey(tx, subject);
  else needRole(await actingPerson(tx, subject), ASKING, subject);
}

/** Without any population there is nothing to say, which is not the same as that nothing changes. */
async function needPopulation({ database, now }: Transaction, subject: string): Promise<void> {
  if ((await judgedSnapshotIds(database, bankDay({ now: () => now }))).length > 0) return;
  const found = { 'zh-CN': '任何客群', en: 'any population' };
  throw new OperationRefused(subject, [populationProblem('snapshot-not-found', AT, { entity: found })]);
}

/** The same change has the same hash, whatever the order of its parts; cases decide nothing. What undoes something is another change. */
export function draftHash({ documents, retired, restores }: DraftSet): string {
  const changes = documents.map((document) => {
    const { cases: _cases, ...deciding } = document as JsonObject;
    return [claimedId(document), hash(deciding)];
  });
  const parts = [...changes, ...retired.map((id) => [id, null])].toSorted(([one = ''], [other = '']) =>
    String(one) < String(other) ? -1 : 1,
  );
  return hash(restores === undefined ? parts : [...parts, ['', restores.publication, restores.cuts]]);
}
