import { setImmediate as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { DecisionLog } from '../store/decision-log.ts';
import { newestCuts, readCuts } from '../store/cuts.ts';
import { newestPublication, readPublication } from '../store/definitions.ts';
import { type Population, populationMadeAt, readPopulation } from '../store/population.ts';
import { readFindings } from '../store/proofs.ts';
import type { Database } from '../store/tables.ts';
import { type Catalog, createCatalog, forget, type PreparedCache, warm } from './catalog.ts';

/** What answers requests: the catalog in force, the population, the log. */
export interface Runtime {
  /** Read it once a request: the next reading may give a newer one. */
  readonly catalog: Catalog;
  readonly population: Population | undefined;
  readonly log: DecisionLog;
  /** Whether an answer waits until it is logged. */
  readonly isDurable: boolean;
  readonly clock: Clock;
  /** Takes what was published meanwhile; true where there was something. */
  refresh(): Promise<boolean>;
}

export interface RuntimeParts {
  readonly database: Database;
  readonly log: DecisionLog;
  readonly isDurable?: boolean;
  readonly clock: Clock;
}

export async function createRuntime({ database, log, isDurable = false, clock }: RuntimeParts): Promise<Runtime> {
  const cache: PreparedCache = new Map();
  const read = async (): Promise<Catalog> =>
    createCatalog(
      {
        publication: await readPublication(database),
        findings: await readFindings(database),
        cuts: await readCuts(database),
      },
      cache,
    );
  let catalog = await read();
  let population = await readPopulation(database);
  let refreshing: Promise<boolean> | undefined;

  async function refresh(): Promise<boolean> {
    if ((await populationMadeAt(database)) !== population?.madeAt) population = await readPopulation(database);
    const isSame = (await newestPublication(database)) === catalog.publication.number;
    if (isSame && (await newestCuts(database)) === catalog.cuts) return false;
    const next = await read();
    await warm(next, cache, () => pause());
    // From this line on every new request sees the new set; those under way keep the one they began with.
    catalog = next;
    forget(catalog, cache);
    return true;
  }

  return {
    get catalog() {
      return catalog;
    },
    get population() {
      return population;
    },
    log,
    isDurable,
    clock,
    async refresh() {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      return await refreshing;
    },
  };
}
