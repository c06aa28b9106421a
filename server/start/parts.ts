import { availableParallelism } from 'node:os';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { type Checker, threadedChecker } from '../operations/definitions/checker.ts';
import { type Comparer, threadedComparer } from '../operations/definitions/comparer.ts';
import { createRuntime, type Runtime } from '../operations/definitions/runtime.ts';
import { threadedLinker } from '../operations/definitions/threaded-linker.ts';
import { type ImpactJobs, impactJobs } from '../operations/impacts/impact-jobs.ts';
import { threadedRunner } from '../operations/impacts/impact-runner.ts';
import { type ImportJobs, importJobs } from '../operations/population/import-jobs.ts';
import { threadedImporter } from '../operations/population/import-runner.ts';
import { currentSnapshots } from '../operations/population/current-snapshots.ts';
import { type Fitter, threadedFitter } from '../operations/regressions/fitter.ts';
import type { Examiner } from '../operations/releases/examine.ts';
import { threadedExaminer } from '../operations/releases/threaded-examiner.ts';
import { type PreparedQueues, preparedQueues } from '../operations/requests/prepared-queues.ts';
import { noLog } from '../store/decision-log.ts';
import type { Store } from '../store/store.ts';
import { threadedLog } from '../store/threaded-log.ts';
import type { Terminal } from '../terminal.ts';

/** How much longer a node holds its seat than it decides without seeing its store. */
const SEAT_BEYOND_MS = 30_000;

/** How long a buffered log gathers entries before it writes them. */
const GATHER_MS = 20;

/** What a server holds open while it serves, beside its store. */
export interface ServerParts {
  readonly runtime: Runtime;
  readonly checker: Checker;
  readonly comparer: Comparer;
  readonly examiner: Examiner;
  readonly impacts: ImpactJobs;
  readonly imports: ImportJobs;
  readonly fitter: Fitter;
  readonly queues: PreparedQueues;
  /** Ends all of it when what is under way is done, and says how many decisions could not be logged. */
  close(terminal: Terminal): Promise<void>;
}

export async function openParts(
  store: Store,
  config: Config,
  onFault: (error: Error, reference: string) => void,
): Promise<ServerParts> {
  const isDurable = config.decisionLog === 'durable';
  const { address, database, watched } = store;
  const log =
    config.decisionLog === 'off' ? noLog : threadedLog(address, { gatherMs: isDurable ? 0 : GATHER_MS, isDurable });
  // An answered decision is lost where the thread that keeps it still loads.
  await log.ready();
  const linker = threadedLinker(address);
  const mostStaleMs = config.mostStaleSeconds * 1000;
  const snapshots = await currentSnapshots(database, config.dataFolder, systemClock, watched);
  const runtime = await createRuntime({
    database,
    watched,
    snapshots,
    log,
    isDurable,
    clock: systemClock,
    linker,
    seat: await store.takeSeat(mostStaleMs + SEAT_BEYOND_MS),
    ...(address.kind === 'postgresql' && { mostStaleMs }),
  });
  const checker = threadedChecker(address);
  const comparer = threadedComparer(address);
  const examiner = threadedExaminer(address, config.dataFolder);
  const fitter = threadedFitter(address);
  const impacts = impactsOf(store, config, onFault);
  const imports = importsOf(store, config, onFault);
  return {
    runtime,
    checker,
    comparer,
    examiner,
    impacts,
    imports,
    fitter,
    queues: preparedQueues(runtime, database),
    async close(terminal) {
      await impacts.close();
      await imports.close();
      await fitter.close();
      await linker.close();
      await checker.close();
      await comparer.close();
      await examiner.close();
      snapshots.close();
      const lost = await log.close();
      if (lost > 0)
        terminal.tell({
          'zh-CN': `判断日志无法写入，有 ${lost} 个判断没有记录`,
          en: `The decision log cannot be written: ${lost} decisions are not logged`,
        });
    },
  };
}

/** Impacts are computed beside decisions, which keep a processor for themselves. */
function impactsOf(store: Store, { dataFolder }: Config, onFault: (error: Error, id: string) => void): ImpactJobs {
  const threads = Math.max(1, availableParallelism() - 1);
  return impactJobs({ store, dataFolder, clock: systemClock, runner: threadedRunner(store.address), threads, onFault });
}

/** Imports as well. */
function importsOf(store: Store, { dataFolder }: Config, onFault: (error: Error, id: string) => void): ImportJobs {
  const threads = Math.max(1, availableParallelism() - 1);
  const runner = threadedImporter(store.address);
  return importJobs({ store, dataFolder, clock: systemClock, runner, threads, onFault });
}
