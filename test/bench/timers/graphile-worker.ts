import { Logger, makeWorkerUtils, run as runWorker } from 'graphile-worker';
import { actsOf, type Firing, perSecond, poolWithActs, SIDE_BY_SIDE } from './firing.ts';

/** graphile-worker: jobs fetched by the hundred and completed by batches; an act is one statement that writes the row and adds the next job. */
export async function graphileWorker(url: string, many: number): Promise<Firing> {
  const pool = await poolWithActs(url);
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  await utils.migrate();
  await utils.release();
  const added = (timer: string) =>
    `graphile_worker.add_job('tick', json_build_object('timer', ${timer}), run_at := now() + interval '1 hour')`;
  await pool.query(`select ${added('n')} from generate_series(1, ${many}) n`);
  const act = `with written as (insert into acted (timer, at) values ($1::int, now())) select ${added('$1::int')}`;
  return {
    name: 'graphile-worker',
    async run() {
      await pool.query('update graphile_worker._private_jobs set run_at = now()');
      let left = many;
      const done = signal();
      const tick = async (payload: unknown, helpers: { query(text: string, values: unknown[]): Promise<unknown> }) => {
        await helpers.query(act, [(payload as { readonly timer: number }).timer]);
        if ((left -= 1) === 0) done.tell();
      };
      const runner = await runWorker({
        pgPool: pool,
        concurrency: SIDE_BY_SIDE,
        pollInterval: 100,
        noHandleSignals: true,
        logger,
        taskList: { tick },
        preset: { worker: { localQueue: { size: 100 }, completeJobBatchDelay: 5, failJobBatchDelay: 5 } },
      });
      // Its start is not counted; where it ends by itself, that is a fault.
      const speed = await perSecond(many, async () => await Promise.race([done.heard, runner.promise]));
      await runner.stop();
      return speed;
    },
    acted: async () => await actsOf(pool),
    close: async () => await pool.end(),
  };
}

function signal(): { readonly heard: Promise<void>; tell(): void } {
  let tell = (): void => {};
  const heard = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { heard, tell: () => tell() };
}
