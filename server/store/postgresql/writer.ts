import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import type { Clock } from '../../clock.ts';
import type { Actor } from '../actor.ts';
import { refuseNewer } from '../migrate.ts';
import { storeProblem } from '../problems.ts';
import { isConnectionLost, StoreError, storeErrorOf } from '../store-error.ts';
import type { Transaction } from '../store.ts';
import { closeCounters, type Counter, type EntryPlace, openCounter } from './audit-counter.ts';
import type { Line } from './connection.ts';
import { carryOut, NoSavepoint, type Settled, type Work } from './operation.ts';

/**
 * Each operation is a transaction of its own, as if it were alone (`serializable`): where the database cannot put two in an order it
 * refuses one, whose function is run anew. An audit entry is counted by its connection, so that none waits for another's number.
 *
 * A COMMIT whose answer is lost is not repeated: once the number of its transaction says that it is over, the entry it wrote says
 * whether it happened. An operation that refuses is run anew with a savepoint, so that only the entry of its refusal is left of it.
 */
export interface Writer {
  write<T>(actor: Actor, operation: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Together with those that read a node holds few of the hundred connections that a database allows by default. */
const MOST_CONNECTIONS = 8;

/** How long a statement may take: longer than a node that is cut off within its transaction holds what this one waits for. */
const STATEMENT_MS = 20_000;

const MOST_ATTEMPTS = 30;

/**
 * A table that is read whole is taken to depend on every row that others write, so that one of two is done anew; while it is small the
 * database would read it so (https://www.postgresql.org/docs/current/transaction-iso.html#XACT-SERIALIZABLE). Up to PostgreSQL 17 what
 * has no other way is priced so high by it that it would be compiled each time, however small.
 */
const BY_INDEX = 'set enable_seqscan = off; set jit = off';

/** `clock` is a test's; left out, the time is the database's. */
export function openWriter(line: Line, clock: Clock | undefined): Writer {
  const { url } = line;
  const pool = line.pool(MOST_CONNECTIONS, { queryMs: STATEMENT_MS, isPipelined: true, prepare: BY_INDEX });
  const counters = new Map<PoolClient, Counter>();

  /** One attempt on a connection of the pool. One that broke, or of which it is not known what it did, is let go of. */
  async function onConnection(work: Work, hasSavepoint: boolean): Promise<Attempted> {
    const client = await pool.connect();
    let isKnown = false;
    try {
      const counter = counters.get(client) ?? (await openCounter(client));
      counters.set(client, counter);
      const attempted = await attempt(pool, client, counter, { work, hasSavepoint, clock });
      isKnown = true;
      return attempted;
    } finally {
      // How far it counted is not known either.
      if (!isKnown) counters.delete(client);
      client.release(!isKnown);
    }
  }

  return {
    async write<T>(actor: Actor, operation: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
      try {
        for (let n = 1, hasSavepoint = false; ; n += 1) {
          const attempted = await onConnection({ actor, operation, work }, hasSavepoint);
          // What an operation answers its own work gave.
          if (attempted.kind === 'done') return attempted.value as T;
          if (attempted.kind === 'refusing') hasSavepoint = true;
          else if (attempted.kind === 'failed' || n === MOST_ATTEMPTS) throw attempted.error;
          else await wait(Math.random() * Math.min(100, 2 ** n));
        }
      } catch (error) {
        throw storeErrorOf(error, { kind: 'postgresql', url }) ?? error;
      }
    },
    async close() {
      await closeCounters(pool, [...counters.values()]).catch(() => {});
    },
  };
}

type Attempted =
  | Settled
  | { readonly kind: 'failed' | 'again'; readonly error: unknown }
  | { readonly kind: 'refusing' };

interface Attempt {
  readonly work: Work;
  readonly hasSavepoint: boolean;
  readonly clock: Clock | undefined;
}

async function attempt(
  pool: Pool,
  client: PoolClient,
  counter: Counter,
  { work, hasSavepoint, clock }: Attempt,
): Promise<Attempted> {
  const begun = await begin(client, hasSavepoint);
  let settled: Settled;
  try {
    refuseNewer(begun.schema);
    settled = await carryOut(client, counter, work, { now: clock?.now() ?? new Date(begun.now), hasSavepoint });
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if (error instanceof NoSavepoint) return { kind: 'refusing' };
    return isAgain(error) ? { kind: 'again', error } : { kind: 'failed', error };
  }
  // Asked while what was told is still under way: one journey for all of it.
  const [told, committed] = await Promise.all([settled.last, commit(pool, client, begun.transaction, counter.last)]);
  if (committed === undefined) {
    counter.commit();
    return settled;
  }
  counter.rollback();
  const error = told ?? committed;
  return isAgain(error) ? { kind: 'again', error } : { kind: 'failed', error };
}

interface Begun {
  readonly now: number;
  readonly transaction: string;
  readonly schema: number;
}

const BEGUN = {
  name: 'begun',
  text: `select (extract(epoch from clock_timestamp()) * 1000)::float8 as now, pg_current_xact_id()::text as transaction,
    (select max(number) from schema_migration) as schema`,
};

/** Everything that a transaction begins with, in one journey. */
async function begin(client: PoolClient, hasSavepoint: boolean): Promise<Begun> {
  const [, { rows }] = await Promise.all([
    client.query('begin isolation level serializable'),
    client.query<Begun>(BEGUN),
    hasSavepoint ? client.query('savepoint operation') : undefined,
  ]);
  const [begun] = rows;
  if (begun === undefined) throw new Error('The database did not say what time it is');
  return begun;
}

/** Commits; answers why it did not. Throws where that cannot be known. */
async function commit(
  pool: Pool,
  client: PoolClient,
  transaction: string,
  entry: EntryPlace | undefined,
): Promise<unknown> {
  try {
    const { command } = await client.query('commit');
    // A transaction in which a statement failed is rolled back, whatever was asked.
    return command === 'COMMIT' ? undefined : new Error('An operation went on after a fault of the database');
  } catch (error) {
    if (!isConnectionLost(error)) return error;
    return (await isCommitted(pool, transaction, entry)) ? undefined : error;
  }
}

/**
 * How often and how long the database is asked what became of a commit. A transaction whose COMMIT never came is ended by the database
 * before that (`idle_in_transaction_session_timeout`).
 */
const LOOK_MS = 500;
const MOST_LOOKING_MS = 40_000;

/**
 * A database that was killed gives the number of a transaction that it had not written down to another one. So it says only that the
 * transaction is over; whether it was committed, the entry it wrote says. What writes none is the program's own upkeep.
 */
async function isCommitted(pool: Pool, transaction: string, entry: EntryPlace | undefined): Promise<boolean> {
  for (const begun = performance.now(); performance.now() - begun < MOST_LOOKING_MS; ) {
    try {
      const { rows } = await pool.query<{ readonly status: string | null }>(
        'select pg_xact_status($1::xid8) as status',
        [transaction],
      );
      const status = rows[0]?.status;
      if (status === 'committed' || status === 'aborted')
        return entry === undefined ? status === 'committed' : await isThere(pool, entry);
    } catch (error) {
      // Not back yet; or back, and has never heard of it.
      if (error instanceof DatabaseError && error.code === INVALID_PARAMETER) return false;
    }
    await wait(LOOK_MS);
  }
  throw new StoreError(storeProblem('store-answer-lost', { pointer: '' }));
}

/** What a number of a transaction is that was not given yet. */
const INVALID_PARAMETER = '22023';

async function isThere(pool: Pool, { writer, number }: EntryPlace): Promise<boolean> {
  const { rows } = await pool.query('select 1 from audit_entry where writer = $1 and number = $2', [writer, number]);
  return rows.length > 0;
}

/** serialization_failure and deadlock_detected: https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html */
const isAgain = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '40001' || error.code === '40P01');
