import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginImpact, cancelImpact } from '../../../../server/operations/impacts/begin-impact.ts';
import type { ImpactNews } from '../../../../server/operations/impacts/compute-impact.ts';
import { type ImpactJobs, impactJobs } from '../../../../server/operations/impacts/impact-jobs.ts';
import type * as BuiltRunner from '../../../../server/operations/impacts/impact-runner.ts';
import { readImpact } from '../../../../server/operations/impacts/read-impact.ts';
import { temporaryFolder } from '../../support/bank.ts';
import { documents } from '../../support/definitions.ts';
import { as } from '../../support/people.ts';
import { importClients, lifeRoom, type LifeRoom, wealth } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const BUILT = fileURLToPath(new URL('../../../../dist/server/operations/impacts/impact-runner.js', import.meta.url));

onBothDatabases('an impact in a thread of its own', (stores) => {
  let room: LifeRoom;
  let folder: string;
  let runner: ReturnType<typeof BuiltRunner.threadedRunner>;
  const faults: Error[] = [];
  beforeEach(async () => {
    folder = temporaryFolder();
    room = await lifeRoom(stores, documents, folder);
    await importClients(room, folder, [5000, 10, null, null], '2026-11-20');
    runner = ((await import(BUILT)) as typeof BuiltRunner).threadedRunner(stores.address);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    expect(faults.splice(0)).toEqual([]);
  });

  const draft = { documents: [wealth(80)], retired: [] };
  const jobsBy = (heard: (news: ImpactNews) => Promise<void>): ImpactJobs =>
    impactJobs({
      store: room.store,
      dataFolder: folder,
      clock: room.clock,
      threads: 1,
      onFault: (error) => void faults.push(error),
      runner: (task, tell, stop) =>
        runner(
          task,
          async (news) => {
            await heard(news);
            await tell(news);
          },
          stop,
        ),
    });
  const asked = async (jobs: ImpactJobs) => {
    const { id } = await beginImpact(room.store, as('ann'), draft, jobs);
    await jobs.settled();
    return await readImpact(room.store, { id, rights: [{ role: 'author', scope: 'bank' }], dataFolder: folder });
  };

  it('is computed as within this one', async () => {
    const threaded = await asked(jobsBy(async () => {}));
    expect([threaded.state, threaded.digest]).toEqual(['done', (await asked(room.impacts)).digest]);
  });

  it('ends where it is cancelled while it is computed, keeps nothing more, and leaves the next one its turn', async () => {
    let cancelled = '';
    const jobs = jobsBy(async ({ kind }) => {
      if (kind !== 'asked' || cancelled !== '') return;
      const row = await room.store.database.selectFrom('impact').select('id').executeTakeFirstOrThrow();
      cancelled = row.id;
      await cancelImpact(room.store, as('ann'), cancelled, jobs);
    });
    const found = await asked(jobs);
    expect([found.id, found.state, found.digest, found.results]).toEqual([cancelled, 'cancelled', null, []]);
    expect((await asked(jobs)).state).toBe('done');
  });

  it('is stopped in its thread, whose engine asks nothing more', async () => {
    const told: string[] = [];
    const stop = new AbortController();
    const task = { ...draft, id: 'i', base: 1, cuts: 0, dataFolder: folder, today: '2026-11-22', threads: 1 };
    const running = runner(task, async ({ kind }) => void told.push(kind), stop.signal);
    stop.abort();
    await expect(running).rejects.toThrow('Stopped');
    expect(told).not.toContain('result');
  });
});
