import type { PoolClient } from 'pg';
import { builderOver } from '../own-dialect.ts';
import type { Reader } from '../store.ts';
import { connectionOver, poolOf, type PostgresConnection } from './connection.ts';

interface Pooled extends PostgresConnection {
  readonly client: PoolClient;
}

/** How long one question may take: a database that has gone silent is not waited for. */
const READ_MS = 20_000;

/** Reads a database by connections that cannot write. */
export function openReader(url: string): Reader {
  const pool = poolOf(url, 6, 'set session characteristics as transaction read only', READ_MS);
  const database = builderOver<Pooled>('postgresql', {
    async take() {
      const client = await pool.connect();
      return { ...connectionOver(client), client };
    },
    give: ({ client }) => client.release(),
    begin: async ({ client }) => void (await client.query('begin isolation level repeatable read read only')),
    end: async ({ client }, statement) => void (await client.query(statement)),
    close: () => pool.end(),
  });
  return {
    database,
    read: (question) => database.transaction().execute(question),
    close: () => database.destroy(),
  };
}
