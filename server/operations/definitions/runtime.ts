import { restoreLibrary } from '../../../definitions/index.ts';
import type { Clock } from '../../clock.ts';
import { type DecisionLog, logBounds } from '../../store/decision-log.ts';
import { type DecisionNumbers, decisionNumbers, type Seat } from '../../store/decision-number.ts';
import { newestCuts } from '../../store/cuts.ts';
import { newestPublication } from '../../store/definitions.ts';
import { type Population, populationMadeAt, readPopulation } from '../../store/population.ts';
import type { Database } from '../../store/tables.ts';
import { type Catalog, createCatalog, forget, inUse, type PreparedCache } from './catalog.ts';
import { directLinker, type LinkedPublication, type Linker } from './linker.ts';
import type { CurrentSnapshots } from '../population/current-snapshots.ts';
import { warm } from './warm.ts';

/** What answers requests: the catalog in force, the population, the log. */
export interface Runtime {
  /** Read it once a request: the next reading may give a newer one. */
  readonly catalog: Catalog;
  readonly population: Population | undefined;
  /** The populations that requests may name records of; undefined where there are none. */
  readonly snapshots: CurrentSnapshots | undefined;
  readonly log: DecisionLog;
  /** Whether an answer waits until it is logged. */
  readonly isDurable: boolean;
  readonly clock: Clock;
  readonly numbers: DecisionNumbers;
  /** Whether the store has not answered lately when it was asked for something newer: other nodes should be asked. */
  readonly isUnseen: boolean;
  /** Whether that is so long ago that nothing may be answered any more, or that there are no numbers of this node to answer with. */
  readonly isStale: boolean;
  /** Takes what was published meanwhile; true where there was something. */
  refresh(): Promise<boolean>;
}

export interface RuntimeParts {
  readonly database: Database;
  /** Asked over and over whether there is something newer; the same unless given. */
  readonly watched?: Database;
  readonly log: DecisionLog;
  readonly isDurable?: boolean;
  readonly clock: Clock;
  /** How long answers go on while the store does not say whether there is something newer; for ever unless given. */
  readonly mostStaleMs?: number;
  readonly seat?: Seat;
  readonly snapshots?: CurrentSnapshots;
  /** Reads and links publications; within this thread unless given. */
  readonly linker?: Linker;
}

/** How long a store may not answer before it is told. */
const UNSEEN_MS = 3000;

export async function createRuntime(parts: RuntimeParts): Promise<Runtime> {
  const {
    database,
    watched = database,
    snapshots,
    log,
    isDurable = false,
    clock,
    linker = directLinker(parts.database),
  } = parts;
  let cache: PreparedCache = new Map();
  let linked = await linker.read(undefined);
  let catalog = catalogOf(linked, cache);
  let population = await readPopulation(database);
  const numbers = decisionNumbers(clock, (await logBounds(database))?.last ?? 0, parts.seat);
  const { mostStaleMs = Number.POSITIVE_INFINITY } = parts;
  let seenAt = performance.now();
  const isOlder = (milliseconds: number): boolean =>
    mostStaleMs !== Number.POSITIVE_INFINITY && performance.now() - seenAt > milliseconds;
  const isUnseen = () => isOlder(Math.min(UNSEEN_MS, mostStaleMs));
  // What comes back after a while is seen when what is in force by then has been taken over, not before.
  const look = async (): Promise<void> => {
    await newestPublication(watched);
    if (!isUnseen()) seenAt = performance.now();
  };
  let refreshing: Promise<boolean> | undefined;

  async function refresh(): Promise<boolean> {
    if ((await populationMadeAt(watched)) !== population?.madeAt) population = await readPopulation(database);
    if (snapshots !== undefined) await whileLooking(snapshots.refresh(), look);
    const isSame = (await newestPublication(watched)) === catalog.publication.number;
    const hasNewer = !isSame || (await newestCuts(watched)) !== catalog.cuts;
    if (!hasNewer || !isUnseen()) seenAt = performance.now();
    if (!hasNewer) return false;
    const newer = await whileLooking(linker.read(linked), look);
    // Read from where the newest does not stand yet, as from a copy that lags behind: nothing is ever taken back by that.
    if (newer.publication.number < catalog.publication.number) return false;
    const used = inUse(cache);
    // What is compiled tells fields in the order they were written in.
    const own: PreparedCache = isRewritten(linked, newer) ? new Map() : new Map(cache);
    const next = catalogOf(newer, own);
    await warm(next, used);
    // From this line on every new request sees the new set; those under way keep the one they began with.
    [catalog, linked, cache, seenAt] = [next, newer, own, performance.now()];
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
    snapshots,
    log,
    isDurable,
    clock,
    numbers,
    get isUnseen() {
      return isUnseen();
    },
    get isStale() {
      return isOlder(mostStaleMs) || !numbers.areThere;
    },
    async refresh() {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      return await refreshing;
    },
  };
}

/** How often the store is looked at while something else takes its time. */
const LOOK_MS = 500;

/** Awaits what may take long, such as linking; that the store can be reached meanwhile is seen. */
async function whileLooking<T>(awaited: Promise<T>, look: () => Promise<void>): Promise<T> {
  let isLooking = false;
  const looking = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(() => {})
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_MS).unref();
  return await awaited.finally(() => clearInterval(looking));
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
