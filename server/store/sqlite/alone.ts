import { builderOver } from '../own-dialect.ts';
import type { Database } from '../tables.ts';
import { openConnection, type OpenOptions, type SqliteConnection } from './connection.ts';

/** A file that one has for oneself: its builder may write, past all that operations have to keep to. */
export interface OwnFile {
  readonly database: Database;
  readonly raw: SqliteConnection['raw'];
  close(): void;
}

/** Opens (and makes) a database file for oneself. Throws a StoreError. */
export function openAlone(path: string, options: OpenOptions = {}): OwnFile {
  const connection = openConnection(path, options);
  const database = builderOver<SqliteConnection>('sqlite', {
    take: async () => connection,
    give: () => {},
    begin: async () => void connection.prepared('begin immediate').run(),
    end: async (_, statement) => void connection.prepared(statement).run(),
    close: async () => {},
  });
  return { database, raw: connection.raw, close: connection.close };
}
