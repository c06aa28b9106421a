import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';

/**
 * SQLite, by the build of better-sqlite3 that this Node can run: the one over Node-API wants version 10 of it (Node 22.14), and the one
 * over V8's own interface, which Node 20 needs, aborts newer Nodes when an object of it is collected as a thread ends.
 */
const NODE_API = 10;

const require = createRequire(import.meta.url);

function load(): typeof Sqlite {
  const isNewer = Number(process.versions['napi']) >= NODE_API;
  // What the package exports is what its types say, in both builds.
  return require(isNewer ? 'better-sqlite3-napi' : 'better-sqlite3') as typeof Sqlite;
}

export const SqliteDatabase: typeof Sqlite = load();
/** A file that is open. */
export type OpenSqlite = Sqlite.Database;
export type SqliteStatement = Sqlite.Statement;
