import { type Client, type ClientConfig, Pool, type PoolClient, types } from 'pg';
import type { CompiledQuery, QueryResult } from 'kysely';
import type { Asked } from '../own-dialect.ts';

/** A connection as the query builder and prepared statements ask it. */
export interface PostgresConnection extends Asked {
  readonly client: PoolClient | Client;
}

/** How long a connection is waited for: beyond that the database counts as out of reach. */
const CONNECT_MS = 5000;

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
  // A node that stops in the middle of a transaction lets go of what it holds.
  idle_in_transaction_session_timeout: 15_000,
});

/** A pool of connections; `prepare` is sent on each before it is first used. */
export function poolOf(url: string, max: number, prepare?: string, queryMs?: number): Pool {
  const timeout = queryMs === undefined ? {} : { query_timeout: queryMs };
  const pool = new Pool({ ...clientConfig(url), ...timeout, max, keepAlive: true, idleTimeoutMillis: 60_000 });
  // A connection that breaks is told to whoever asks it next; without these the process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    if (prepare !== undefined) client.query(prepare).catch(() => {});
  });
  return pool;
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
