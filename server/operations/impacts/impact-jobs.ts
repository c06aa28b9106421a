import type { Problem } from '../../../definitions/index.ts';
import { bankDay, type Clock } from '../../clock.ts';
import type { Actor } from '../../store/actor.ts';
import { findImpact, findResults, impactDigest, insertResult, moveImpact } from '../../store/impacts.ts';
import type { Store } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import type { ImpactNews, ImpactResult, ImpactTask } from './compute-impact.ts';
import type { ImpactRunner } from './impact-runner.ts';
import { impactProblem } from './problems.ts';

/** How far an impact is that this server computes. */
export interface ImpactProgress {
  readonly ref: string;
  readonly step: string;
  /** 0 … 1. */
  readonly share: number;
}

/** The impacts that this server computes, one after the other. */
export interface ImpactJobs {
  readonly isFull: boolean;
  readonly dataFolder: string;
  readonly clock: Clock;
  begin(task: Omit<ImpactTask, 'dataFolder' | 'today' | 'threads'>, actor: Actor): void;
  /** Null where it waits, or is computed elsewhere. */
  progressOf(id: string): ImpactProgress | null;
  cancel(id: string): void;
  /** Whether it waits or is being computed here. */
  isUnderWay(id: string): boolean;
  /** Resolves when that one is over, whatever came of it; at once where it is not under way here. */
  ended(id: string): Promise<void>;
  /** Resolves when nothing is being computed any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface JobsHost {
  readonly store: Store;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly runner: ImpactRunner;
  /** How many threads a database engine may have. */
  readonly threads?: number;
  /** Told of every fault of the program, with the impact's id. */
  readonly onFault?: (error: Error, id: string) => void;
}

export const MOST_WAITING = 8;

/**
 * Impacts are computed one at a time: each may use all the memory that is given to the database engine. What is known of one is written
 * as soon as it is known, on behalf of whoever asked; where it was cancelled meanwhile, by whichever node, the work ends.
 */
export function impactJobs(host: JobsHost): ImpactJobs {
  const progress = new Map<string, ImpactProgress>();
  const stops = new Map<string, AbortController>();
  const ends = new Map<string, Promise<void>>();
  let queue: Promise<void> = Promise.resolve();
  return {
    dataFolder: host.dataFolder,
    clock: host.clock,
    get isFull() {
      return stops.size >= MOST_WAITING;
    },
    begin(task, actor) {
      const stop = new AbortController();
      stops.set(task.id, stop);
      const told = (at: ImpactProgress) => progress.set(task.id, at);
      queue = queue
        .then(() => carryOut(host, task, actor, stop, told))
        .catch((error: unknown) => host.onFault?.(asError(error), task.id))
        .finally(() => {
          stops.delete(task.id);
          progress.delete(task.id);
          ends.delete(task.id);
        });
      ends.set(task.id, queue);
    },
    progressOf: (id) => progress.get(id) ?? null,
    cancel: (id) => stops.get(id)?.abort(),
    isUnderWay: (id) => ends.has(id),
    ended: async (id) => await ends.get(id),
    settled: () => queue,
    async close() {
      for (const stop of stops.values()) stop.abort();
      await queue;
    },
  };
}

async function carryOut(
  { store, dataFolder, clock, runner, threads, onFault }: JobsHost,
  task: Omit<ImpactTask, 'dataFolder' | 'today' | 'threads'>,
  actor: Actor,
  stop: AbortController,
  onProgress: (at: ImpactProgress) => void,
): Promise<void> {
  const { id } = task;
  const hear = async (news: ImpactNews): Promise<void> => {
    if (news.kind === 'progress') return onProgress(news);
    const goesOn =
      news.kind === 'asked' ? await keepAsked(store, actor, id, news) : await keepResult(store, actor, id, news.result);
    if (!goesOn) stop.abort();
  };
  if (stop.signal.aborted) return;
  try {
    const more = threads === undefined ? {} : { threads };
    await runner({ ...task, ...more, dataFolder, today: bankDay(clock) }, hear, stop.signal);
    await end(store, actor, id, 'done', []);
  } catch (error) {
    // Whoever cancelled it has written so; a server that stops leaves it to be found.
    if (stop.signal.aborted) return;
    if (!(error instanceof Refusal)) onFault?.(asError(error), id);
    const problems =
      error instanceof Refusal ? error.problems : [impactProblem('impact-fault', { pointer: '' }, { reference: id })];
    await end(store, actor, id, 'failed', problems);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

async function keepAsked(
  store: Store,
  actor: Actor,
  id: string,
  { asked, lacking }: Extract<ImpactNews, { readonly kind: 'asked' }>,
): Promise<boolean> {
  return await store.write(actor, 'ask-impact', async ({ database, audit }) => {
    const known = { asked: JSON.stringify(asked), lacking: JSON.stringify(lacking) };
    const isRunning = await moveImpact(database, id, known);
    const snapshots = asked.map(({ snapshot }) => snapshot);
    const without = lacking.map(({ entity }) => entity);
    if (isRunning) await audit({ subject: `impact/${id}`, body: { snapshots, without } });
    return isRunning;
  });
}

async function keepResult(store: Store, actor: Actor, id: string, result: ImpactResult): Promise<boolean> {
  return await store.write(actor, 'keep-impact', async ({ database, audit }) => {
    const { ref, digest, report, kept } = result;
    const row = { impact: id, ref, digest, report: JSON.stringify(report), kept: JSON.stringify(kept) };
    if (!(await insertResult(database, row))) return false;
    await audit({ subject: `impact/${id}`, body: { ref, digest } });
    return true;
  });
}

async function end(
  store: Store,
  actor: Actor,
  id: string,
  state: 'done' | 'failed',
  problems: readonly Problem[],
): Promise<void> {
  await store.write(actor, 'end-impact', async ({ database, now, audit }) => {
    const results = (await findResults(database, id)).map(({ ref, digest }) => [ref, digest] as const);
    const impact = await findImpact(database, id);
    const digest = state === 'done' && impact !== undefined ? impactDigest(impact, results) : null;
    const to = { state, ended_at: now.toISOString(), digest, problems: JSON.stringify(problems) };
    if (await moveImpact(database, id, to)) await audit({ subject: `impact/${id}`, body: { state, digest } });
  });
}
