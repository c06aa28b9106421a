import { Pool } from 'pg';

/** Fires as many timers as it was made with, all of them due: each acts and waits an hour again. */
export interface Firing {
  readonly name: string;
  /** Timers a second, of one round. */
  run(): Promise<number>;
  /** How many have acted since the beginning, as the database has it. */
  acted(): Promise<number>;
  close(): Promise<void>;
}

/** So many act side by side, by each contestant. */
export const SIDE_BY_SIDE = 8;

/** Connections to a database that has the small row of each act; two more than act, for what listens and what fetches. */
export async function poolWithActs(url: string): Promise<Pool> {
  const pool = new Pool({ connectionString: url, max: SIDE_BY_SIDE + 2 });
  // A connection that breaks while nobody uses it is replaced; what it broke for a contestant fails its count of acts.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  await pool.query(
    'create table acted (number bigserial primary key, timer integer not null, at timestamptz not null)',
  );
  return pool;
}

export async function actsOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ readonly many: string }>('select count(*) as many from acted');
  return Number(rows[0]?.many);
}

/** How many a second, where `work` does so many. */
export async function perSecond(many: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (many / (performance.now() - start)) * 1000;
}
