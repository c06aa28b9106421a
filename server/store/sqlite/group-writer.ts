import { setImmediate as turnOfLoop, setTimeout as wait } from 'node:timers/promises';
import { SqliteDatabase } from '../../sqlite-driver.ts';
import type { Actor } from '../actor.ts';
import type { Clock } from '../../clock.ts';
import { appendAudit, type ChainEnd, refusedRow, sealed } from '../audit.ts';
import { refuseNewer } from '../migrate.ts';
import { storeErrorOf } from '../store-error.ts';
import { OperationRefused, OperationStalled, type Transaction } from '../store.ts';
import { begunOperation, type Executor } from '../writing.ts';
import { openConnection, type SqliteConnection } from './connection.ts';

/**
 * Group commit. Operations that wait are carried out one after another in one transaction, each within a savepoint of its own, and are
 * answered when it is committed: one sync for all of them. What one of them throws takes back that one alone. What ends the whole
 * transaction (a full disk, a failing disk) takes back them all, and they all hear of it.
 *
 * The database answers at once, so an operation that awaits only its transaction is done before the event loop comes round. One that
 * is not awaits something else: it is taken back and refused, and what it does later meets a transaction that is shut.
 */
export interface GroupWriter {
  write<T>(actor: Actor, operation: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Waiting {
  readonly actor: Actor;
  readonly operation: string;
  readonly work: (tx: Transaction) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A group is committed when it has so many operations, or when nothing waits any more. */
const MOST_OPERATIONS = 100;
/** After so long the loop is let do its other work, which may bring more operations: the sync is worth waiting for them. */
const MOST_MS = 10;
/** So long a group may take altogether: whoever waits for an answer waits for all of it. */
const MOST_GROUP_MS = 60;

/** How long another process that writes is waited for. */
const PATIENCE_MS = 10_000;

/** SQLite may have rolled the transaction back when it says so: https://sqlite.org/lang_transaction.html */
const ENDING = /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT|READONLY|INTERRUPT|NOTADB)/;

export function groupWriter(path: string, clock: Clock): GroupWriter {
  const queue: Waiting[] = [];
  let connection: SqliteConnection | undefined = openWriting(path);
  let isRunning = false;
  let whenIdle: (() => void) | undefined;

  function run(): void {
    isRunning = true;
    setImmediate(() => {
      void group().then(() => {
        isRunning = false;
        if (queue.length > 0) run();
        else whenIdle?.();
      });
    });
  }

  /** Carries out what waits, as far as it fits into a group, and answers it. Never fails. */
  async function group(): Promise<void> {
    const taken: Waiting[] = [];
    try {
      connection ??= openWriting(path);
      await begin(connection);
      const answers = await carryOut(connection, queue, taken, clock);
      connection.prepared('commit').run();
      for (const answer of answers) answer();
    } catch (error) {
      // Opened anew for the next group: after a fault of the disk a connection may go on failing.
      connection?.close();
      connection = undefined;
      const reason = storeErrorOf(error, { kind: 'sqlite', path }) ?? error;
      // Those that wait would meet the same disk: nobody is left to wonder.
      for (const each of [...taken, ...queue.splice(0)]) each.reject(reason);
    }
  }

  return {
    write: (actor, operation, work) =>
      new Promise((resolve, reject) => {
        // What resolves comes from this work.
        queue.push({ actor, operation, work, resolve: resolve as (value: unknown) => void, reject });
        if (!isRunning) run();
      }),
    async close() {
      if (isRunning)
        await new Promise<void>((resolve) => {
          whenIdle = resolve;
        });
      connection?.close();
    },
  };
}

function openWriting(path: string): SqliteConnection {
  const connection = openConnection(path, { patienceMs: 0 });
  // What a savepoint may have to put back is kept in memory: beyond 64 kB it would be written to a file, at twice the cost of all else.
  connection.raw.pragma('temp_store = MEMORY');
  return connection;
}

/** Begins a transaction that will write. While another process writes, this one goes on with what else it has to do. */
async function begin({ prepared }: SqliteConnection): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      prepared('begin immediate').run();
      return;
    } catch (error) {
      const isBusy = error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!isBusy || performance.now() > until) throw error;
      await wait(1);
    }
  }
}

/** Carries operations out, and says how each is to be answered once the transaction is committed. Throws where all of it is lost. */
async function carryOut(
  connection: SqliteConnection,
  queue: Waiting[],
  taken: Waiting[],
  clock: Clock,
): Promise<readonly (() => void)[]> {
  const { prepared, raw } = connection;
  const chain = chainOn(connection);
  let lost: Error | undefined;
  /** Once the disk has ended the transaction nothing more is asked of it: a statement would be kept on its own. */
  const held = async <T>(ask: () => T | Promise<T>): Promise<T> => {
    if (lost !== undefined) throw lost;
    try {
      return await ask();
    } catch (error) {
      if (error instanceof SqliteDatabase.SqliteError && ENDING.test(error.code)) lost ??= error;
      throw error;
    }
  };
  const executor: Executor = {
    dialect: 'sqlite',
    run: (query) => held(() => connection.run(query)),
    ask: (sql, values) =>
      held(() => {
        const statement = prepared(sql);
        if (!statement.reader) return { rows: [], changed: statement.run(values).changes };
        const rows = statement.all(values);
        return { rows, changed: rows.length };
      }),
    tell: ({ sql, values, otherwise }) =>
      held(() => {
        const { changes } = prepared(sql).run(values);
        if (changes === 0 && otherwise !== undefined) throw new Error(otherwise);
      }),
    append: (row) => held(() => chain.append(row)),
    // Nobody else writes while this transaction is open.
    known: new Map(),
  };

  const attempt = async ({ actor, operation: name, work, resolve, reject }: Waiting): Promise<() => void> => {
    prepared('savepoint operation').run();
    const before = { end: chain.end, counted: chain.counted };
    const operation = begunOperation(executor, actor, name, clock.now());
    try {
      const value = await Promise.race([work(operation.tx), stall.promise]);
      if (lost === undefined) operation.settle();
      prepared('release operation').run();
      return () => resolve(value);
    } catch (error) {
      if (lost !== undefined || !raw.inTransaction) throw lost ?? error;
      prepared('rollback to operation').run();
      prepared('release operation').run();
      Object.assign(chain, before);
      executor.known?.clear();
      if (error instanceof OperationRefused) await executor.append(refusedRow(actor, name, operation.tx.now, error));
      return () => reject(error === STALLED ? new OperationStalled(name) : error);
    } finally {
      operation.shut();
    }
  };

  const answers: (() => void)[] = [];
  const started = performance.now();
  let until = started + MOST_MS;
  let stall = stallWatch();
  try {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      taken.push(next);
      answers.push(await attempt(next));
      if (lost !== undefined) throw lost;
      const now = performance.now();
      if (taken.length >= MOST_OPERATIONS || now > started + MOST_GROUP_MS) break;
      if (now > until) {
        await turnOfLoop();
        until = performance.now() + MOST_MS;
      }
      if (stall.isOver()) stall = stallWatch();
    }
  } finally {
    stall.end();
  }
  return answers;
}

const STALLED = Symbol('stalled');

/** A promise that fails when the event loop comes round. */
function stallWatch() {
  let isOver = false;
  let fail: () => void = () => {};
  const promise = new Promise<never>((_, reject) => {
    fail = () => reject(STALLED);
  });
  promise.catch(() => {});
  const timer = setImmediate(() => {
    isOver = true;
    fail();
  });
  return { promise, isOver: () => isOver, end: () => clearImmediate(timer) };
}

/** The end of the audit's chain as it stands in the transaction that is open, and how an entry is put behind it. */
function chainOn(connection: SqliteConnection) {
  const { prepared } = connection;
  refuseNewer((prepared(NEWEST_SCHEMA).get() as { readonly number: number | null }).number ?? 0);
  const { algorithm, origin } = prepared('select algorithm, origin from audit_chain').get() as {
    readonly algorithm: string;
    readonly origin: string;
  };
  const last = prepared(LAST_SEALED).get() as ChainEnd | undefined;
  const { number } = prepared(LAST_COUNTED).get(ONE_WRITER) as { readonly number: number | null };
  const append = appendAudit.in('sqlite');
  return {
    end: last ?? { position: 0, digest: origin },
    counted: number ?? 0,
    append(row: Parameters<Executor['append']>[0]): void {
      this.counted += 1;
      const counted = { ...row, writer: ONE_WRITER, number: this.counted };
      const seal = sealed(counted, algorithm, this.end);
      prepared(append.sql).run(append.bind({ ...counted, ...seal }));
      this.end = { position: seal.position, digest: seal.digest };
    },
  };
}

/** One writes at a time, so all count together. */
const ONE_WRITER = 0;

const NEWEST_SCHEMA = 'select max(number) as number from schema_migration';
const LAST_COUNTED = 'select max(number) as number from audit_entry where writer = ?';
const LAST_SEALED =
  'select position, digest from audit_entry where position is not null order by position desc limit 1';
