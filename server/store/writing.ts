import type { CompiledQuery, QueryResult } from 'kysely';
import type { Actor } from './actor.ts';
import type { Dialect } from './address.ts';
import { auditRow } from './audit.ts';
import { messageRow, sendMessage } from './outbox.ts';
import { builderWithin } from './own-dialect.ts';
import { ANY_TABLE, changedBy, isWriting, type Statement } from './statement.ts';
import { OperationStalled, type Transaction } from './store.ts';
import type { Database } from './tables.ts';

/** What carries an operation's statements out, on one connection. */
export interface Executor {
  readonly dialect: Dialect;
  run(query: CompiledQuery): Promise<QueryResult<unknown>>;
  /** The rows of a prepared statement, and how many it changed. */
  ask(sql: string, values: readonly unknown[]): Promise<Answered>;
  /**
   * Carries a prepared statement out that answers nothing: what it changes is there for whatever is asked after it. Where it fails the
   * operation fails, at its end at the latest.
   */
  tell(told: Told): Promise<void>;
  /** Writes an entry of the audit, in the same way. */
  append(row: ReturnType<typeof auditRow>): Promise<void>;
  /** What operations know that are written together; none where each is a transaction of its own. */
  readonly known?: Map<string, Known>;
}

/** A statement that is carried out without being waited for. */
export interface Told {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** The table whose rows it changes. */
  readonly changes: string;
  /** Why the operation fails where it changes none. */
  readonly otherwise?: string | undefined;
}

/** What was read of some tables, for as long as nobody changes them. */
export interface Known {
  readonly tables: readonly string[];
  readonly value: unknown;
}

export interface Answered {
  readonly rows: readonly unknown[];
  readonly changed: number;
}

/** An operation under way: its transaction, which nobody can use any more once it is shut. */
export interface Operation {
  readonly tx: Transaction;
  /** Throws where rows were changed and nothing was said of it. */
  settle(): void;
  shut(): void;
}

/** Begins an operation on a connection whose transaction is open. */
export function begunOperation(executor: Executor, actor: Actor, name: string, now: Date): Operation {
  let isOpen = true;
  let changed = 0;
  let entries = 0;
  let builder: Database | undefined;
  const check = (): void => {
    if (!isOpen) throw new OperationStalled(name);
  };
  /** Forgets what was known of a table that changes. */
  const changing = (table: string | undefined): void => {
    const { known } = executor;
    if (known === undefined || table === undefined) return;
    for (const [key, { tables }] of known) if (table === ANY_TABLE || tables.includes(table)) known.delete(key);
  };
  const all = async <P extends object, R>(statement: Statement<P, R>, given: P): Promise<readonly R[]> => {
    check();
    const query = statement.in(executor.dialect);
    changing(query.changes);
    const answered = await executor.ask(query.sql, query.bind(given));
    if (query.isWriting) changed += answered.changed;
    // What a statement's rows are, its builder says.
    return answered.rows as readonly R[];
  };
  const run = async (query: CompiledQuery): Promise<QueryResult<unknown>> => {
    check();
    changing(changedBy(query));
    const result = await executor.run(query);
    if (isWriting(query)) changed += Number(result.numAffectedRows ?? result.rows.length);
    return result;
  };
  const tx: Transaction = {
    actor,
    now,
    all,
    first: async (statement, given) => (await all(statement, given))[0],
    async tell(statement, given, otherwise) {
      check();
      const { sql, changes = ANY_TABLE, bind } = statement.in(executor.dialect);
      changing(changes);
      changed += 1;
      await executor.tell({ sql, values: bind(given), changes, otherwise });
    },
    async known<T>(name: string, tables: readonly string[], read: () => Promise<T>): Promise<T> {
      check();
      const before = executor.known?.get(name);
      // What stands under a name was read for it.
      if (before !== undefined) return before.value as T;
      const value = await read();
      executor.known?.set(name, { tables, value });
      return value;
    },
    get database() {
      return (builder ??= builderWithin(executor.dialect, { run }));
    },
    async audit(entry) {
      check();
      entries += 1;
      await executor.append(auditRow(actor, name, now, entry));
    },
    async send(message) {
      await tx.tell(sendMessage, messageRow(message, now));
    },
  };
  return {
    tx,
    settle() {
      // What the program keeps for itself, such as who delivers a message now, is nobody's doing.
      const isOwed = actor.kind !== 'system' && changed > 0 && entries === 0;
      if (isOwed) throw new Error(`${name} changed ${changed} rows and wrote no audit entry`);
    },
    shut() {
      isOpen = false;
    },
  };
}
