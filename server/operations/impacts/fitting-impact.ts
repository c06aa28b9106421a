import { hash, type Json, type Problem } from '../../../definitions/index.ts';
import { bankDay } from '../../clock.ts';
import { populationProblem } from '../../population/problems.ts';
import type { Actor } from '../../store/actor.ts';
import { newestCuts } from '../../store/cuts.ts';
import { newestPublication } from '../../store/definitions.ts';
import { findImpact, findResults, type ImpactAsked, impactDigest } from '../../store/impacts.ts';
import type { ImpactTable } from '../../store/population-tables.ts';
import { newestImport } from '../../store/snapshots.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { beginImpact, draftHash, KEPT_MS } from './begin-impact.ts';
import type { DraftSet } from './compute-impact.ts';
import type { ImpactJobs } from './impact-jobs.ts';
import { judgedSnapshotIds } from './population-of.ts';
import { impactProblem } from './problems.ts';

/** An impact that is kept, as a release binds it. */
export interface KeptImpact {
  /** Of all its reports with what they were made of. */
  readonly digest: string;
  /** The snapshots it was computed on; null where no answer of a population can change. */
  readonly snapshot: string | null;
  /** `Impact[]`. */
  readonly report: readonly Json[];
  readonly base: number;
  readonly cuts: number | null;
}

/** The kept impact of a change upon what is in force and the newest populations; null where there is no population to tell of. */
export type ImpactOf = (actor: Actor, draft: DraftSet) => Promise<KeptImpact | null>;

/**
 * Finds the impact that is there already, as whoever asked for it saw it; where none is, has one computed on behalf of the actor and waits
 * for it. Refuses with the problems of one that comes to nothing.
 */
export const keptImpactOf =
  (store: Store, jobs: ImpactJobs): ImpactOf =>
  async (actor, draft) => {
    const { database } = store;
    const judged = await judgedSnapshotIds(database, bankDay(jobs.clock));
    if (judged.length === 0) return null;
    const found = await findFitting(database, draftHash(draft), judged, jobs);
    const id = found ?? (await beginImpact(store, actor, draft, jobs)).id;
    await jobs.ended(id);
    const impact = await findImpact(database, id);
    const report = impact?.state === 'done' ? await wholeReport(database, impact) : null;
    if (impact !== undefined && report !== null) return keptAs(impact, report);
    const problems = JSON.parse(impact?.problems ?? '[]') as readonly Problem[];
    const [first = impactProblem('impact-cancelled', { pointer: '' }), ...others] = problems;
    if (first.code === NO_POPULATION.code) return null;
    throw new OperationRefused(`impact/${id}`, [first, ...others]);
  };

const NO_POPULATION = populationProblem('snapshot-not-found', { pointer: '' }, { entity: '' });

const FITTING_MS = KEPT_MS - 24 * 3_600_000;

/** The newest impact of a change that was computed, or is being computed here, upon what is in force and the newest populations. */
async function findFitting(
  database: Database,
  draft: string,
  judged: readonly string[],
  jobs: ImpactJobs,
): Promise<string | undefined> {
  const rows = await database
    .selectFrom('impact')
    .selectAll()
    .where('draft', '=', draft)
    .where('base', '=', await newestPublication(database))
    .where('cuts', '=', await newestCuts(database))
    .where('begun_at', '>=', await newestImport(database))
    // One that is about to be swept would be gone before it is bound.
    .where('begun_at', '>=', new Date(jobs.clock.now().getTime() - FITTING_MS).toISOString())
    .where('state', 'in', ['done', 'running'])
    .orderBy('begun_at', 'desc')
    .orderBy('id')
    .execute();
  for (const impact of rows) {
    const { id, state, asked } = impact;
    if (state === 'running' && jobs.isUnderWay(id)) return id;
    const isOfToday = snapshotsIn(asked).every((snapshot) => judged.includes(snapshot));
    if (state === 'done' && isOfToday && (await wholeReport(database, impact)) !== null) return id;
  }
  return undefined;
}

/** The reports of an impact that is done; null where they are not what its digest says. */
export async function wholeReport(database: Database, impact: ImpactTable): Promise<readonly Json[] | null> {
  const results = await findResults(database, impact.id);
  const report = results.map((one) => JSON.parse(one.report) as Json);
  const digests = results.map(({ ref }, i) => [ref, hash(report[i] ?? null)] as const);
  return impactDigest(impact, digests) === impact.digest ? report : null;
}

function keptAs({ digest, asked, base, cuts }: ImpactTable, report: readonly Json[]): KeptImpact {
  const snapshots = snapshotsIn(asked);
  return { digest: digest ?? '', snapshot: snapshots.length === 0 ? null : snapshots.join(' '), report, base, cuts };
}

// Written by `keepAsked`.
const snapshotsIn = (asked: string | null): readonly string[] =>
  (JSON.parse(asked ?? '[]') as readonly ImpactAsked[]).map(({ snapshot }) => snapshot);
