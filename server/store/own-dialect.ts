import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect as KyselyDialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Dialect } from './address.ts';
import type { Database, Tables } from './tables.ts';

/** A connection as the query builder asks it. */
export interface Asked {
  run(query: CompiledQuery): Promise<QueryResult<unknown>>;
}

/** Where the query builder takes its connections from, and how one of them is told to read at one moment. */
export interface Source<C extends Asked> {
  take(): Promise<C>;
  give(connection: C): void;
  begin(connection: C): Promise<void>;
  end(connection: C, statement: 'commit' | 'rollback'): Promise<void>;
  close(): Promise<void>;
}

/** The query builder over connections of ours. The drivers it brings prepare every query anew. */
export function builderOver<C extends Asked>(kind: Dialect, source: Source<C>): Database {
  return new Kysely<Tables>({ dialect: { ...PARTS[kind], createDriver: () => driverOver(source) } });
}

/** The query builder within a transaction that somebody else began. */
export function builderWithin(kind: Dialect, asked: Asked): Database {
  const refuse = () => Promise.reject(new Error('A transaction holds no other'));
  return builderOver(kind, {
    take: async () => asked,
    give: () => {},
    begin: refuse,
    end: refuse,
    close: async () => {},
  });
}

function driverOver<C extends Asked>(source: Source<C>): Driver {
  const connections = new WeakMap<DatabaseConnection, C>();
  const of = (wrapped: DatabaseConnection): C => {
    const found = connections.get(wrapped);
    if (found === undefined) throw new Error('Not a connection of this driver');
    return found;
  };
  return {
    init: async () => {},
    async acquireConnection() {
      const taken = await source.take();
      const wrapped: DatabaseConnection = {
        executeQuery: async <R>(query: CompiledQuery) => (await taken.run(query)) as QueryResult<R>,
        async *streamQuery() {
          yield await Promise.reject(new Error('Rows are not streamed: ask page by page'));
        },
      };
      connections.set(wrapped, taken);
      return wrapped;
    },
    releaseConnection: async (wrapped) => source.give(of(wrapped)),
    beginTransaction: (wrapped) => source.begin(of(wrapped)),
    commitTransaction: (wrapped) => source.end(of(wrapped), 'commit'),
    rollbackTransaction: (wrapped) => source.end(of(wrapped), 'rollback'),
    destroy: () => source.close(),
  };
}

const PARTS: Readonly<Record<Dialect, Omit<KyselyDialect, 'createDriver'>>> = {
  sqlite: {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  postgresql: {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
};

/** Builders that only compile. */
export const compilers: { readonly [D in Dialect]: Database } = {
  sqlite: compilerOf('sqlite'),
  postgresql: compilerOf('postgresql'),
};

function compilerOf(kind: Dialect): Database {
  const asked: Asked = { run: () => Promise.reject(new Error('A compiler asks nothing')) };
  return builderWithin(kind, asked);
}
