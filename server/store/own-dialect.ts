import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect as KyselyDialect,
  type Driver,
  Kysely,
  type LimitNode,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
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

/** The query builder within a transaction that somebody else began: one that only compiles, and asks here what it compiled. */
export function builderWithin(kind: Dialect, asked: Asked): Database {
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery) => (await asked.run(query)) as QueryResult<R>,
    streamQuery: refuseStream,
  };
  const executor = compilers[kind].getExecutor().withConnectionProvider({
    provideConnection: async (consumer) => await consumer(connection),
  });
  return new Kysely<Tables>({ ...refusing[kind], executor });
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
        streamQuery: refuseStream,
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

/**
 * SQLite plans a statement anew each time its LIMIT is bound, at several times what a small question costs: a limit that is known stands in
 * the text.
 */
class SqliteCompiler extends SqliteQueryCompiler {
  protected override visitLimit({ limit }: LimitNode): void {
    const known = ValueNode.is(limit) && Number.isSafeInteger(limit.value) ? Number(limit.value) : undefined;
    this.append('limit ');
    if (known === undefined) this.visitNode(limit);
    else this.append(String(known));
  }
}

const PARTS: Readonly<Record<Dialect, Omit<KyselyDialect, 'createDriver'>>> = {
  sqlite: {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteCompiler(),
  },
  postgresql: {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
};

async function* refuseStream(): AsyncGenerator<never> {
  yield await Promise.reject(new Error('Rows are not streamed: ask page by page'));
}

/** What asks nothing by itself, and holds no transaction. */
const refusing = { sqlite: refusingOf('sqlite'), postgresql: refusingOf('postgresql') };

function refusingOf(kind: Dialect) {
  const refuse = () => Promise.reject(new Error('A compiler asks nothing, and a transaction holds no other'));
  const driver = driverOver<Asked>({
    ...{ take: refuse, begin: refuse, end: refuse },
    give: () => {},
    close: async () => {},
  });
  const dialect: KyselyDialect = { ...PARTS[kind], createDriver: () => driver };
  return { config: { dialect }, dialect, driver };
}

/** Builders that only compile. */
export const compilers: { readonly [D in Dialect]: Database } = {
  sqlite: new Kysely<Tables>(refusing.sqlite.config),
  postgresql: new Kysely<Tables>(refusing.postgresql.config),
};
