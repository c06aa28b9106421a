import { builderOver } from '../own-dialect.ts';
import type { Reader } from '../store.ts';
import { openConnection, type SqliteConnection } from './connection.ts';

/** How many questions of one moment may be open at once. */
const MOST_CONNECTIONS = 8;

/** Reads a database file by connections that cannot write. Throws a StoreError. */
export function openReader(path: string): Reader {
  const all: SqliteConnection[] = [];
  const idle: SqliteConnection[] = [];
  const waiting: ((connection: SqliteConnection) => void)[] = [];
  const open = (): SqliteConnection => {
    const made = openConnection(path, { mustExist: true, isReading: true });
    all.push(made);
    return made;
  };
  idle.push(open());
  const database = builderOver<SqliteConnection>('sqlite', {
    async take() {
      const free = idle.pop();
      if (free !== undefined) return free;
      if (all.length < MOST_CONNECTIONS) return open();
      return await new Promise((resolve) => waiting.push(resolve));
    },
    give(connection) {
      const next = waiting.shift();
      if (next === undefined) idle.push(connection);
      else next(connection);
    },
    begin: async (connection) => void connection.prepared('begin').run(),
    end: async (connection, statement) => void connection.prepared(statement).run(),
    async close() {
      for (const each of all.splice(0)) each.close();
    },
  });
  return {
    database,
    read: (question) => database.transaction().execute(question),
    close: () => database.destroy(),
  };
}
