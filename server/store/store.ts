import type { Json, Problem } from '../../definitions/index.ts';
import type { Actor } from './actor.ts';
import type { StoreAddress } from './address.ts';
import type { Seat } from './decision-number.ts';
import type { Secrets } from './secrets.ts';
import type { Statement } from './statement.ts';
import type { Database, Tables } from './tables.ts';

/**
 * The store as operations see it, whichever database is below.
 *
 * **Writing.** `write(actor, operation, tx => …)` carries out one operation in one transaction: all of it or nothing, with its audit
 * entry and what it sends. It checks no right: the operation does. It is answered when it is on disk, not before. The function
 *
 * - awaits nothing but `tx`: whatever else it awaits would hold up everybody's writing, so it is refused;
 * - may run more than once, where the database could not order it among others: it keeps nothing outside from one run to the next;
 * - changes memory only after `write` has answered;
 * - throws an `OperationRefused` to refuse: nothing is kept of what it did, but that it was refused stands in the audit.
 *
 * **Reading.** `database` answers single questions; `read` several, all of one moment. Both have connections of their own, which
 * cannot write.
 */
export interface Reader {
  readonly database: Database;
  read<T>(question: (database: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Store extends Reader {
  readonly address: StoreAddress;
  readonly secrets: Secrets;
  write<T>(actor: Actor, operation: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The instant, by the clock that `tx.now` is of. */
  now(): Promise<Date>;
  /**
   * Answers at once or not at all, and knows within two seconds of a database that can be reached again: for what is asked over and
   * over. It cannot write.
   */
  readonly watched: Database;
  /** A seat among the nodes that serve this store, for as long as it is open; while it is out of reach, for so long at most. */
  takeSeat(leaseMs: number): Promise<Seat>;
  /** Chains the audit entries that are not chained yet; answers how many. Where entries are chained as they are written, none. */
  seal(): Promise<number>;
}

export interface Transaction {
  readonly actor: Actor;
  /** The instant of the operation, by the one clock that counts: the database's where nodes share it. */
  readonly now: Date;
  /** The rows of a statement that is compiled once. */
  all<P extends object, R>(statement: Statement<P, R>, given: P): Promise<readonly R[]>;
  first<P extends object, R>(statement: Statement<P, R>, given: P): Promise<R | undefined>;
  /**
   * Carries out a statement that changes rows and whose answer nobody waits for: whatever is asked after it sees what it changed. `otherwise`
   * is why the operation fails where it changes nothing.
   */
  tell<P extends object, R>(statement: Statement<P, R>, given: P, otherwise?: string): Promise<void>;
  /**
   * What an operation reads of some tables and makes of it, by a name of its own: operations that are written together read it once, unless
   * one of them changes those tables. Nobody changes what is answered.
   */
  known<T>(name: string, tables: readonly (keyof Tables)[], read: () => Promise<T>): Promise<T>;
  /** For what is asked rarely, or in a form that hangs on what is asked: built anew each time. */
  readonly database: Database;
  /** What was done, to what. An operation that changes rows and says nothing here is a fault of the program. */
  audit(entry: { readonly subject: string; readonly body?: Json }): Promise<void>;
  /** Hands a message to the outbox: it leaves after the commit, at least once. */
  send(message: OutboxMessage): Promise<void>;
}

/** What leaves the house, or asks another part of it to do something: after the commit, at least once. */
export interface OutboxMessage {
  /** What it is, such as `notice` or `webhook`: who delivers it is found by this. */
  readonly type: string;
  /** The same key is sent once, however often it is handed over. */
  readonly key: string;
  readonly payload: Json;
  /** What it is about, such as a request: those of one type about one leave in the order in which they were handed over. */
  readonly stream?: string;
  /** Not before; at once unless given. */
  readonly dueAt?: Date;
}

/** An operation refuses what it was asked to do. */
export class OperationRefused extends Error {
  readonly problems: readonly [Problem, ...Problem[]];
  /** What it would have changed. */
  readonly subject: string;
  /** What the audit says beside that and the answer must not. */
  readonly reason: string | null;
  constructor(subject: string, problems: readonly [Problem, ...Problem[]], reason: string | null = null) {
    super(problems.map((problem) => problem.message.en).join('\n'));
    this.problems = problems;
    this.subject = subject;
    this.reason = reason;
  }
}

/** An operation awaited something other than its transaction. */
export class OperationStalled extends Error {
  constructor(operation: string) {
    super(`${operation} waits for something other than its transaction, within it`);
  }
}
