import type { Pool, PoolClient } from 'pg';
import { processName } from '../audit.ts';

/** Counts the audit entries of a connection: what was committed, and what the transaction under way adds. */
export interface Counter {
  readonly writer: number;
  next(): number;
  rewind(): void;
  commit(): void;
  rollback(): void;
  readonly committed: number;
  /** The entry that the transaction under way added last; undefined where it has added none. */
  readonly last: EntryPlace | undefined;
}

/** Which entry of the audit: no two transactions ever have the same. */
export interface EntryPlace {
  readonly writer: number;
  readonly number: number;
}

/** Opens a counter for a connection that is to write: its name stands in the store before its first entry. */
export async function openCounter(client: PoolClient): Promise<Counter> {
  const { rows } = await client.query<{ readonly writer: number }>(
    `insert into audit_writer (opened_at, process) values (to_char(clock_timestamp() at time zone 'utc', $1), $2) returning writer`,
    ['YYYY-MM-DD"T"HH24:MI:SS.MS"Z"', processName()],
  );
  const [{ writer } = { writer: 0 }] = rows;
  let [committed, given] = [0, 0];
  return {
    writer,
    next: () => (given += 1),
    rewind: () => (given = committed),
    commit: () => (committed = given),
    rollback: () => (given = committed),
    get committed() {
      return committed;
    },
    get last() {
      return given === committed ? undefined : { writer, number: given };
    },
  };
}

/** Says of each counter how far it came: an entry taken from its end is missed from then on. */
export async function closeCounters(pool: Pool, counters: readonly Counter[]): Promise<void> {
  for (const { writer, committed } of counters)
    await pool.query('update audit_writer set last = $2 where writer = $1', [writer, committed]);
}
