import { type Duckdb, openDuckdb } from '../../batch/duckdb.ts';
import { confine } from '../../population/confine.ts';
import { type Listing, type ListingRequest, listCustomers } from '../../population/list-customers.ts';
import { verifySnapshot } from '../../population/open-snapshot.ts';
import { populationProblem } from '../../population/problems.ts';
import { Refusal } from '../../terminal.ts';

/** A population listed by a segmentation, and the engine that reads it. */
export interface OpenListing {
  readonly listing: Listing;
  readonly rows: Duckdb['rows'];
}

/** Populations that were listed last, each in a folder that goes away with it: a page of a list is read from what was decided once. */
export interface KeptListings {
  /** Reads the listing of a key, made by the request unless it is kept. Throws a Refusal. */
  read<T>(key: string, folder: string, request: ListingRequest, ask: (open: OpenListing) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const MOST_KEPT = 4;
const MOST_WAITING = 8;

interface Kept {
  readonly duckdb: Duckdb;
  readonly listing: Listing;
}

export function keptListings(): KeptListings {
  const kept = new Map<string, { readonly made: Promise<Kept>; turn: Promise<unknown> }>();
  let [waiting, queue]: [number, Promise<unknown>] = [0, Promise.resolve()];
  /** One after the other: each may use what memory the database engine is given. */
  const inTurn = (make: () => Promise<Kept>): Promise<Kept> => {
    if (waiting >= MOST_WAITING)
      throw new Refusal([populationProblem('lists-waiting', { pointer: '' }, { count: MOST_WAITING })]);
    waiting += 1;
    const made = queue.then(make).finally(() => {
      waiting -= 1;
    });
    queue = made.catch(() => {});
    return made;
  };
  const discard = async (key: string): Promise<void> => {
    const found = kept.get(key);
    kept.delete(key);
    if (found === undefined) return;
    // Whoever reads it now has read it before it goes away.
    await found.turn;
    await found.made.then(
      ({ duckdb }) => duckdb.close(),
      () => {},
    );
  };
  return {
    async read(key, folder, request, ask) {
      const found = kept.get(key) ?? { made: inTurn(() => make(folder, request)), turn: Promise.resolve() };
      kept.delete(key);
      kept.set(key, found);
      // What failed is asked for anew the next time.
      found.made.catch(() => kept.get(key) === found && kept.delete(key));
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) void discard(oldest);
      const answer = found.turn.then(async () => {
        const { duckdb, listing } = await found.made;
        return await ask({ listing, rows: (sql) => duckdb.rows(sql) });
      });
      found.turn = answer.catch(() => {});
      return await answer;
    },
    async close() {
      await Promise.all([...kept.keys()].map(discard));
    },
  };
}

async function make(folder: string, request: ListingRequest): Promise<Kept> {
  await verifySnapshot(folder, request.snapshot, (file) => file.endsWith('.parquet'));
  const duckdb = await openDuckdb({ threads: 2 });
  try {
    await confine(duckdb, { files: request.files, folders: [] });
    const listing = await listCustomers(duckdb, request);
    if (listing === undefined)
      throw new Refusal([populationProblem('gives-no-classes', { pointer: '' }, { ref: request.ref })]);
    return { duckdb, listing };
  } catch (error) {
    duckdb.close();
    throw error;
  }
}
