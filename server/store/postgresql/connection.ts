import { type Client, type ClientConfig, type Connection, Pool, type PoolClient, types } from 'pg';
import type { CompiledQuery, QueryResult } from 'kysely';
import type { Asked } from '../own-dialect.ts';
import { isConnectionLost } from '../store-error.ts';

/** A connection as the query builder and prepared statements ask it. */
export interface PostgresConnection extends Asked {
  readonly client: PoolClient | Client;
}

/** How long a connection is waited for: beyond that the database counts as out of reach. */
const CONNECT_MS = 5000;

/** How long one question may take: a database that has gone silent is not waited for. */
const QUERY_MS = 10_000;

/** How long connections that are let go of may take to say goodbye. */
const GOODBYE_MS = 1000;

/** Whole numbers come as numbers: none of ours is beyond 2^53. */
const INT8 = 20;
const parsers: ClientConfig['types'] = {
  // What a type's parser gives hangs on the type.
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

export const clientConfig = (url: string): ClientConfig => ({
  connectionString: url,
  types: parsers,
  connectionTimeoutMillis: CONNECT_MS,
  application_name: 'guiju',
  keepAlive: true,
  // A node that stops in the middle of a transaction lets go of what it holds.
  idle_in_transaction_session_timeout: 15_000,
});

export interface PoolOptions {
  /** Sent on each connection before it is first used. */
  readonly prepare?: string;
  readonly connectMs?: number;
  readonly queryMs?: number;
  /** Questions are sent without waiting for the answers of those before; they are answered in their order. */
  readonly isPipelined?: boolean;
}

/**
 * The connections of one holder to one database. A way that is cut may say nothing: packets go nowhere, and a question waits for ever.
 * So each question has its time; where that runs out its connection is ended, and so are all that lie idle, since they go the same way:
 * whoever asks next makes a new one, and finds the database as soon as it can be reached.
 */
export interface Line {
  readonly url: string;
  pool(max: number, options?: PoolOptions): Pool;
  /** Ends all connections, whether the database hears of it or not. */
  close(): Promise<void>;
}

interface Watched {
  readonly pool: Pool;
  readonly all: Set<PoolClient>;
  readonly idle: Set<PoolClient>;
}

export function openLine(url: string): Line {
  const watched: Watched[] = [];
  const endIdle = (): void => {
    for (const { idle } of watched) for (const client of idle) end(client);
  };
  return {
    url,
    pool(max, options = {}) {
      const one = watchedPool(url, max, options, endIdle);
      watched.push(one);
      return one.pool;
    },
    async close() {
      await Promise.all(watched.map(closed));
    },
  };
}

function watchedPool(
  url: string,
  max: number,
  { prepare, connectMs = CONNECT_MS, queryMs = QUERY_MS, isPipelined = false }: PoolOptions,
  onSilence: () => void,
): Watched {
  const [all, idle] = [new Set<PoolClient>(), new Set<PoolClient>()];
  const limits = { max, idleTimeoutMillis: 60_000, connectionTimeoutMillis: connectMs, query_timeout: queryMs };
  const pool = new Pool({ ...clientConfig(url), ...limits, pipeline: isPipelined });
  // A connection that breaks is told to whoever asks it next; without these the process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    all.add(client);
    endWhenSilent(client, onSilence);
    if (prepare !== undefined) client.query(prepare).catch(() => {});
  });
  pool.on('acquire', (client) => void idle.delete(client));
  pool.on('release', (_error, client) => void idle.add(client));
  pool.on('remove', (client) => {
    all.delete(client);
    idle.delete(client);
  });
  return { pool, all, idle };
}

/** A question that is not answered in time leaves its connection in the middle of an answer: nobody can use it any more. */
function endWhenSilent(client: PoolClient, onSilence: () => void): void {
  const ask = client.query.bind(client) as (...words: unknown[]) => unknown;
  const watched = (...words: unknown[]): unknown => {
    const asked = ask(...words);
    if (asked instanceof Promise)
      asked.catch((error: unknown) => {
        if (!isConnectionLost(error)) return;
        end(client);
        onSilence();
      });
    return asked;
  };
  // It is asked, and answers, as before.
  client.query = watched as typeof client.query;
}

/** Ends a connection at once: its pool, and whoever waits for its answer, hear of it. */
const end = (client: PoolClient): void =>
  void (client as PoolClient & { readonly connection: Connection }).connection.stream.destroy();

async function closed({ pool, all }: Watched): Promise<void> {
  const ending = pool.end();
  const timer = setTimeout(() => {
    for (const client of all) end(client);
  }, GOODBYE_MS);
  await ending.finally(() => clearTimeout(timer));
}

export function connectionOver(client: PoolClient | Client): PostgresConnection {
  return { client, run: (query) => ran(client, query) };
}

/** Carries out a query of the builder. */
export async function ran(
  client: PoolClient | Client,
  { sql, parameters }: CompiledQuery,
): Promise<QueryResult<unknown>> {
  const { command, rowCount, rows } = await client.query<Record<string, unknown>>(sql, [...parameters]);
  if (!CHANGING.has(command)) return { rows };
  return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
}

const CHANGING: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);
