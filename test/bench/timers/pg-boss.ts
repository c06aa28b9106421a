import PgBoss from 'pg-boss';
import { HOUR } from '../../server/support/requests.ts';
import { actsOf, type Firing, perSecond, poolWithActs, SIDE_BY_SIDE } from './firing.ts';

/** How the acts of pg-boss are written: each in a transaction with its next job, or all that were fetched together in one. */
export type PgBossActs = 'each' | 'together';

/** pg-boss: eight lanes that fetch jobs by 25, act, add the next and complete them, with no pause between. */
export async function pgBoss(url: string, many: number, acts: PgBossActs): Promise<Firing> {
  const pool = await poolWithActs(url);
  const boss = new PgBoss({ connectionString: url, max: SIDE_BY_SIDE, supervise: false, schedule: false });
  const faults: Error[] = [];
  boss.on('error', (error) => void faults.push(error));
  await boss.start();
  await boss.createQueue('tick');
  const next = (timer: number) => ({
    name: 'tick',
    data: { timer },
    startAfter: new Date(Date.now() + HOUR).toISOString(),
  });
  await boss.insert(Array.from({ length: many }, (_, n) => next(n + 1)));
  /** Writes the rows of timers and adds their next jobs, in one transaction; completes `ids` in it. */
  const act = async (timers: readonly number[], ids: string[]): Promise<void> => {
    const client = await pool.connect();
    const db = { executeSql: async (text: string, values: unknown[]) => await client.query(text, values) };
    await client.query('begin');
    await client.query('insert into acted (timer, at) select timer, now() from unnest($1::int[]) timer', [timers]);
    await boss.insert(timers.map(next), { db });
    if (ids.length > 0) await boss.complete('tick', ids, { db });
    await client.query('commit');
    client.release();
  };
  const lane = async (): Promise<void> => {
    for (;;) {
      const jobs = await boss.fetch<{ readonly timer: number }>('tick', { batchSize: 25 });
      if (jobs.length === 0) return;
      const ids = jobs.map(({ id }) => id);
      const timers = jobs.map(({ data }) => data.timer);
      if (acts === 'together') await act(timers, ids);
      else {
        for (const timer of timers) await act([timer], []);
        await boss.complete('tick', ids);
      }
    }
  };
  return {
    name: acts === 'each' ? 'pg-boss' : 'pg-boss, 25 a transaction',
    async run() {
      await pool.query(`update pgboss.job set start_after = now() where state = 'created'`);
      return await perSecond(many, async () => void (await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane))));
    },
    async acted() {
      if (faults[0] !== undefined) throw faults[0];
      return await actsOf(pool);
    },
    async close() {
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}
