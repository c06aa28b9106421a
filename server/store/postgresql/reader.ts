import type { PoolClient } from 'pg';
import { builderOver } from '../own-dialect.ts';
import { isConnectionLost, storeErrorOf } from '../store-error.ts';
import type { Reader } from '../store.ts';
import type { Database } from '../tables.ts';
import { connectionOver, type Line, openLine, type PoolOptions, type PostgresConnection } from './connection.ts';

interface Pooled extends PostgresConnection {
  readonly client: PoolClient;
}

/** Reads a database by connections that cannot write. */
export function openReader(url: string): Reader {
  const line = openLine(url);
  return { ...readerOn(line), close: line.close };
}

export function readerOn(line: Line): Omit<Reader, 'close'> {
  const database = readingBy(line, 6);
  return { database, read: (question) => database.transaction().execute(question) };
}

/** The query builder over some connections. What it says of a database that is out of reach is a StoreError. */
export function readingBy(line: Line, max: number, options: PoolOptions = {}): Database {
  const pool = line.pool(max, { prepare: 'set session characteristics as transaction read only', ...options });
  async function asking<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      throw (isConnectionLost(error) && storeErrorOf(error, { kind: 'postgresql', url: line.url })) || error;
    }
  }
  return builderOver<Pooled>('postgresql', {
    async take() {
      const client = await asking(pool.connect());
      const connection = connectionOver(client);
      return { client, run: (query) => asking(connection.run(query)) };
    },
    give: ({ client }) => client.release(),
    begin: async ({ client }) => void (await asking(client.query('begin isolation level repeatable read read only'))),
    end: async ({ client }, statement) => void (await asking(client.query(statement))),
    close: async () => {},
  });
}
