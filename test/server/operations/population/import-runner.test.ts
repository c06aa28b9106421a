import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportJobs } from '../../../../server/operations/population/import-jobs.ts';
import { directImporter, type ImportRunner } from '../../../../server/operations/population/import-runner.ts';
import type * as BuiltRunner from '../../../../server/operations/population/import-runner.ts';
import { decideImport } from '../../../../server/operations/population/imports.ts';
import { readRefusals } from '../../../../server/operations/population/read-imports.ts';
import { populationProblem } from '../../../../server/population/problems.ts';
import { Refusal } from '../../../../server/terminal.ts';
import { type ImportRoom, importRoom, rows, UNUSABLE } from '../../support/importing.ts';
import { as } from '../../support/people.ts';
import { onBothDatabases, type Stores } from '../../support/stores.ts';

const BUILT = fileURLToPath(new URL('../../../../dist/server/operations/population/import-runner.js', import.meta.url));

/** The thread is of the built program; so is what it refuses with, which is told here as this program's own. */
async function threaded({ address }: Stores): Promise<ImportRunner> {
  const { threadedImporter } = (await import(BUILT)) as typeof BuiltRunner;
  const runner = threadedImporter(address);
  return (task, told, keep, cancelled) =>
    runner(task, told, keep, cancelled).catch((error: unknown) => {
      throw error instanceof Error && error.constructor.name === 'Refusal'
        ? new Refusal((error as Refusal).problems)
        : error;
    });
}

onBothDatabases('what carries imports out', (stores) => {
  describe.each(['within this thread', 'in a thread of its own'])('%s', { timeout: 120_000 }, (where) => {
    let room: ImportRoom;
    let runner: ImportRunner;
    let jobs: ImportJobs;
    const faults: string[] = [];
    beforeEach(async () => {
      room = await importRoom(stores);
      runner = where === 'within this thread' ? directImporter(room.life.store.database) : await threaded(stores);
      jobs = room.jobsBy({ runner, onFault: ({ message }) => void faults.push(message) });
    });
    afterEach(async () => {
      await room.close();
      expect(faults.splice(0)).toEqual([]);
    });

    const imported = (lines: readonly string[]) => room.imported(lines, 'ida', jobs);

    it('makes a snapshot of it, whole, with its source and counts, and takes the file away', async () => {
      const made = await imported([...rows(50), UNUSABLE]);
      expect(made).toMatchObject({
        state: 'done',
        begunBy: 'ida',
        tables: [{ entity: 'entity/client', rows: 50, refused: 1, source: 'clients.csv' }],
        falls: [],
        problems: [],
      });
      expect(await room.current()).toBe(made.snapshot);
      const path = await readRefusals(room.life.store, as('ivo'), {
        id: made.id,
        entity: undefined,
        dataFolder: room.folder,
      });
      expect(readFileSync(path, 'utf8')).toMatch(/forty/);
      expect(await room.life.store.database.selectFrom('upload').selectAll().execute()).toEqual([]);
      expect(readdirSync(join(room.folder, 'uploads'))).toEqual([]);
    });

    it('leaves all as it was where no row can be used, with the reasons to fetch, and no place of this machine told', async () => {
      const before = await imported(rows(50));
      const failed = await imported([UNUSABLE]);
      expect(failed).toMatchObject({ state: 'failed', snapshot: null, problems: [{ code: 'population-empty' }] });
      expect(JSON.stringify(failed.problems)).not.toContain(room.folder);
      expect(failed.problems[0]?.message.en).toContain(`/api/v1/imports/${failed.id}/refused`);
      expect(await room.current()).toBe(before.snapshot);
      const path = await readRefusals(room.life.store, as('ida'), {
        id: failed.id,
        entity: undefined,
        dataFolder: room.folder,
      });
      expect(readFileSync(path, 'utf8')).toMatch(/forty/);
    });

    it('ends where it is cancelled, keeps nothing, and lets the next import have the folder', async () => {
      const before = await imported(rows(50));
      let asked = '';
      const cancelling = room.jobsBy({
        onFault: ({ message }) => void faults.push(message),
        runner: async (task, told, keep, cancelled) => {
          asked = task.id;
          await decideImport(room.life.store, as('ida'), task.id, 'withdraw');
          cancelling.cancel(task.id);
          return await runner(task, told, keep, cancelled);
        },
      });
      const ended = await room.imported(rows(60), 'ida', cancelling);
      expect([ended.id, ended.state, ended.problems]).toEqual([asked, 'withdrawn', []]);
      expect(await room.current()).toBe(before.snapshot);
      const after = await imported(rows(70));
      expect([after.state, await room.current()]).toEqual(['done', after.snapshot]);
    });

    it('leaves all as it was where what it made is not kept, and lets the next import have the folder', async () => {
      const before = await imported(rows(50));
      const unkept = room.jobsBy({
        runner: (task, told, _keep, cancelled) =>
          runner(
            task,
            told,
            () => Promise.reject(new Refusal([populationProblem('import-decided', { pointer: '' })])),
            cancelled,
          ),
      });
      const failed = await room.imported(rows(60), 'ida', unkept);
      expect([failed.state, failed.problems.map(({ code }) => code)]).toEqual(['failed', ['import-decided']]);
      expect(await room.current()).toBe(before.snapshot);
      const after = await imported(rows(70));
      expect([after.state, await room.current()]).toEqual(['done', after.snapshot]);
      const kept = readdirSync(join(room.folder, 'snapshots')).filter((entry) => /^[0-9a-f]{64}/.test(entry));
      expect(new Set(kept)).toEqual(new Set([before.snapshot, after.snapshot]));
    });
  });
});
