import { restoreLibrary } from '../../../definitions/index.ts';
import type { Clock } from '../../clock.ts';
import { type DecisionLog, logBounds } from '../../store/decision-log.ts';
import { type DecisionNumbers, decisionNumbers } from '../../store/decision-number.ts';
import { newestCuts } from '../../store/cuts.ts';
import { newestPublication } from '../../store/definitions.ts';
import { type Population, populationMadeAt, readPopulation } from '../../store/population.ts';
import type { Database } from '../../store/tables.ts';
import { type Catalog, createCatalog, forget, inUse, type PreparedCache } from './catalog.ts';
import { directLinker, type LinkedPublication, type Linker } from './linker.ts';
import { warm } from './warm.ts';

/** What answers requests: the catalog in force, the population, the log. */
export interface Runtime {
  /** Read it once a request: the next reading may give a newer one. */
  readonly catalog: Catalog;
  readonly population: Population | undefined;
  readonly log: DecisionLog;
  /** Whether an answer waits until it is logged. */
  readonly isDurable: boolean;
  readonly clock: Clock;
  readonly numbers: DecisionNumbers;
  /** Takes what was published meanwhile; true where there was something. */
  refresh(): Promise<boolean>;
}

export interface RuntimeParts {
  readonly database: Database;
  readonly log: DecisionLog;
  readonly isDurable?: boolean;
  readonly clock: Clock;
  /** Reads and links publications; within this thread unless given. */
  readonly linker?: Linker;
}

export async function createRuntime(parts: RuntimeParts): Promise<Runtime> {
  const { database, log, isDurable = false, clock, linker = directLinker(parts.database) } = parts;
  let cache: PreparedCache = new Map();
  let linked = await linker.read(undefined);
  let catalog = catalogOf(linked, cache);
  let population = await readPopulation(database);
  const numbers = decisionNumbers(clock, (await logBounds(database))?.last ?? 0);
  let refreshing: Promise<boolean> | undefined;

  async function refresh(): Promise<boolean> {
    if ((await populationMadeAt(database)) !== population?.madeAt) population = await readPopulation(database);
    const isSame = (await newestPublication(database)) === catalog.publication.number;
    if (isSame && (await newestCuts(database)) === catalog.cuts) return false;
    const newer = await linker.read(linked);
    const asked = inUse(cache);
    // What is compiled tells fields in the order they were written in.
    const own: PreparedCache = isRewritten(linked, newer) ? new Map() : new Map(cache);
    const next = catalogOf(newer, own);
    await warm(next, asked);
    // From this line on every new request sees the new set; those under way keep the one they began with.
    [catalog, linked, cache] = [next, newer, own];
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
    numbers,
    async refresh() {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      return await refreshing;
    },
  };
}

function catalogOf({ library, ...parts }: LinkedPublication, cache: PreparedCache): Catalog {
  return createCatalog({ ...parts, library: restoreLibrary(library) }, cache);
}

/** Whether a definition that means the same is written in another order. */
function isRewritten(before: LinkedPublication, now: LinkedPublication): boolean {
  const hashes = new Map(before.library.definitions.map(({ id, hash }) => [id, hash]));
  return now.library.definitions.some(
    ({ id, hash }) => hashes.get(id) === hash && before.writings.get(id) !== now.writings.get(id),
  );
}
