import { setImmediate as turn } from 'node:timers/promises';
import { DatabaseError, type PoolClient } from 'pg';
import type { Actor } from '../actor.ts';
import { appendAudit, refusedRow } from '../audit.ts';
import { OperationRefused, OperationStalled, type Transaction } from '../store.ts';
import { begunOperation, type Executor } from '../writing.ts';
import type { Counter } from './audit-counter.ts';
import { ran } from './connection.ts';
import { nameOf, toldTogether } from './told.ts';

export interface Work {
  readonly actor: Actor;
  readonly operation: string;
  readonly work: (tx: Transaction) => Promise<unknown>;
}

/** How an operation ended: `failed` is answered with its error. `last` answers what became of what it told the database last. */
export type Settled = { readonly last: Promise<unknown> } & (
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
);

/** What an operation throws that refuses and has no savepoint to go back to. */
export class NoSavepoint extends Error {}

/**
 * Carries an operation out in the transaction that is open: done; or refused, and then nothing of it is left but the entry that says
 * so. For that it needs a savepoint, which costs every operation what few need: where it was given none, a `NoSavepoint` is thrown.
 * Throws where the transaction has to be rolled back.
 */
export async function carryOut(
  client: PoolClient,
  counter: Counter,
  work: Work,
  { now, hasSavepoint }: { readonly now: Date; readonly hasSavepoint: boolean },
): Promise<Settled> {
  counter.rewind();
  const session = sessionOn(client, counter, work.operation);
  const operation = begunOperation(session.executor, work.actor, work.operation, now);
  try {
    const value = await Promise.race([work.work(operation.tx), session.stalled]);
    if (session.fault() !== undefined) throw session.fault();
    operation.settle();
    return { kind: 'done', value, last: session.last() };
  } catch (error) {
    operation.shut();
    // The database says why before it says that; here both come at once, and the shorter way of the two is not why's.
    if (isAborted(session.fault())) await turn();
    // What an operation makes of a fault of the database is not what happened.
    if (session.fault() !== undefined) throw session.fault();
    if (!(error instanceof OperationRefused)) throw error;
    if (!hasSavepoint) throw new NoSavepoint();
    await client.query('rollback to savepoint operation');
    session.forget();
    counter.rewind();
    await session.executor.append(refusedRow(work.actor, work.operation, now, error));
    return { kind: 'failed', error, last: session.last() };
  } finally {
    operation.shut();
    session.end();
  }
}

/** in_failed_sql_transaction: a statement before it failed. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const isAborted = (error: unknown): boolean => error instanceof DatabaseError && error.code === '25P02';

/** The statements of an operation, and a promise that fails when it awaits anything else. */
function sessionOn(client: PoolClient, counter: Counter, name: string) {
  let fault: unknown;
  let pending = 0;
  let isOver = false;
  let timer: NodeJS.Immediate | undefined;
  let stall: () => void = () => {};
  const stalled = new Promise<never>((_, reject) => {
    stall = () => reject(new OperationStalled(name));
  });
  stalled.catch(() => {});
  /** The operation is on when the loop has come round, or has asked the database again by then. */
  const watch = (): void => {
    clearImmediate(timer);
    timer = setImmediate(() => {
      if (pending === 0 && !isOver) stall();
    });
  };
  watch();
  async function asking<T>(ask: () => Promise<T>): Promise<T> {
    pending += 1;
    try {
      return await ask();
    } catch (error) {
      if (fault === undefined || isAborted(fault)) fault = error;
      throw error;
    } finally {
      pending -= 1;
      if (pending === 0 && !isOver) watch();
    }
  }
  const ask: Executor['ask'] = async (text, values) => {
    const name = nameOf(text);
    const query = { ...(name !== undefined && { name }), text, values: [...values] };
    const { rows, rowCount } = await client.query<Record<string, unknown>>(query);
    return { rows, changed: rowCount ?? 0 };
  };
  const batch = toldTogether(ask, asking);
  const append = appendAudit.in('postgresql');
  const executor: Executor = {
    dialect: 'postgresql',
    run(query) {
      batch.hand();
      return asking(() => ran(client, query));
    },
    ask(sql, values) {
      batch.hand();
      return asking(() => ask(sql, values));
    },
    tell: batch.tell,
    async append(row) {
      const unsealed = { algorithm: null, position: null, previous: null, digest: null };
      const given = { ...row, writer: counter.writer, number: counter.next(), ...unsealed };
      await batch.tell({ sql: append.sql, values: append.bind(given), changes: 'audit_entry' });
    },
  };
  return {
    executor,
    stalled,
    fault: () => fault,
    /** What was taken back is no fault of what follows. */
    forget() {
      fault = undefined;
      batch.forget();
    },
    /** The first fault of the database, once all that was told is carried out. */
    async last(): Promise<unknown> {
      batch.hand();
      await batch.last();
      return fault;
    },
    end() {
      isOver = true;
      clearImmediate(timer);
    },
  };
}
