import { Client } from 'pg';
import type { Purpose } from '../address.ts';
import { builderOver } from '../own-dialect.ts';
import { storeErrorOf } from '../store-error.ts';
import type { Database } from '../tables.ts';
import { clientConfig, connectionOver, type PostgresConnection } from './connection.ts';

/** The numbers of our locks among the advisory locks of a database. */
const LOCKS: Readonly<Record<Purpose, number>> = { schema: 7_104_113_101, 'first-start': 7_104_113_102 };

/** Does something while no other process does: it holds an advisory lock, which ends with its connection. */
export async function withLock<T>(
  url: string,
  purpose: Purpose,
  _options: { readonly mustExist?: boolean },
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const client = new Client(clientConfig(url));
  client.on('error', () => {});
  try {
    await client.connect();
    // The lock of a machine that is cut off ends within a minute.
    await client.query('set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 15; set tcp_keepalives_count = 3');
    await client.query('select pg_advisory_lock($1)', [LOCKS[purpose]]);
    const connection = connectionOver(client);
    return await work(
      builderOver<PostgresConnection>('postgresql', {
        take: async () => connection,
        give: () => {},
        begin: async () => void (await client.query('begin')),
        end: async (_, statement) => void (await client.query(statement)),
        close: async () => {},
      }),
    );
  } catch (error) {
    throw storeErrorOf(error, { kind: 'postgresql', url }) ?? error;
  } finally {
    await client.end().catch(() => {});
  }
}
