import { type Compilable, CompiledQuery, type OperationNode, TableNode } from 'kysely';
import type { Dialect } from './address.ts';
import { compilers } from './own-dialect.ts';
import type { Database } from './tables.ts';

/**
 * A question to the store that is built and compiled once, and asked often: building it anew each time costs several times what
 * answering it does. Its text is the key under which connections keep it prepared.
 */
export interface Statement<P extends object, R> {
  in(dialect: Dialect): BindableQuery<P>;
  /** Says what a row is; never called. */
  readonly row?: () => R;
}

export interface BindableQuery<P> {
  readonly sql: string;
  readonly isWriting: boolean;
  /** The table whose rows it changes; none where it only reads. */
  readonly changes: string | undefined;
  bind(given: P): readonly unknown[];
}

/**
 * Makes a statement: `statement((database, given: { readonly id: string }) => database.selectFrom('document')
 * .selectAll().where('hash', '=', given.id))`. What is taken from `given` is filled in when the statement is run.
 */
export function statement<P extends object, R>(
  build: (database: Database, given: P, dialect: Dialect) => Compilable<R>,
): Statement<P, R> {
  const compiled: { -readonly [D in Dialect]?: BindableQuery<P> } = {};
  return {
    in: (dialect) => (compiled[dialect] ??= bindable(build(compilers[dialect], blanks<P>(), dialect).compile())),
  };
}

/** The first row of a statement that is asked by itself, outside of a transaction. */
export async function firstOf<P extends object, R>(
  { address, database }: { readonly address: { readonly kind: Dialect }; readonly database: Database },
  asked: Statement<P, R>,
  given: P,
): Promise<R | undefined> {
  const { sql, bind } = asked.in(address.kind);
  return (await database.executeQuery<R>(CompiledQuery.raw(sql, [...bind(given)]))).rows[0];
}

/** A place in a statement that is filled when it is run. */
class Blank {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const blanks = <P extends object>(): P =>
  // Whatever is asked of it is a blank of that name; statements only hand them on.
  new Proxy({}, { get: (_, name) => new Blank(String(name)) }) as P;

function bindable<P extends object>(query: CompiledQuery): BindableQuery<P> {
  const parts = query.parameters.map((value) => (value instanceof Blank ? { name: value.name as keyof P } : { value }));
  return {
    sql: query.sql,
    isWriting: isWriting(query),
    changes: changedBy(query),
    bind: (given) => parts.map((part) => ('name' in part ? given[part.name] : part.value)),
  };
}

/** Whether a query changes rows, as far as it was not written as text. */
export const isWriting = ({ query: { kind } }: CompiledQuery): boolean => WRITING.has(kind);
const WRITING: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

/** Stands for all tables: for a query which does not say whose rows it changes. */
export const ANY_TABLE = '*';

/** The table whose rows a query changes; undefined where it only reads. */
export function changedBy({ query }: CompiledQuery): string | undefined {
  const within = 'with' in query && query.with !== undefined;
  switch (query.kind) {
    case 'SelectQueryNode':
      return within ? ANY_TABLE : undefined;
    case 'InsertQueryNode':
      return within ? ANY_TABLE : nameOf(query.into);
    case 'UpdateQueryNode':
      return within ? ANY_TABLE : nameOf(query.table);
    case 'DeleteQueryNode':
      return within || query.from.froms.length !== 1 ? ANY_TABLE : nameOf(query.from.froms[0]);
    default:
      return ANY_TABLE;
  }
}

const nameOf = (table: OperationNode | undefined): string =>
  table !== undefined && TableNode.is(table) ? table.table.identifier.name : ANY_TABLE;
