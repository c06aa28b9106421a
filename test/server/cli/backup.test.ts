import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteDatabase } from '../../../server/sqlite-driver.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/bank.ts';
import { documents } from '../support/definitions.ts';
import { DOCUMENTS } from '../support/population.ts';
import { guiju, startServer, writeDefinitions } from '../support/server.ts';

describe('backing up and restoring by command line', { timeout: 120_000 }, () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('a running server is backed up, and what is restored decides the same', async () => {
    const [data, other, file] = [join(folder, 'data'), join(folder, 'other'), join(folder, 'store.backup')];
    await guiju(['load', writeDefinitions(join(folder, 'pack'), documents)], { data });
    const server = await startServer(data, { GUIJU_DECISION_LOG: 'durable' });
    const decide = async (url: string) => {
      const reply = await fetch(`${url}/api/v1/decisions/segmentation/tier`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ facts: { clientId: 'C', age: 30 } }),
      });
      return ((await reply.json()) as { readonly value: unknown }).value;
    };
    const answer = await decide(server.url);
    const done = await guiju(['backup', file, '--json'], { data });
    expect([done.code, JSON.parse(done.stdout)]).toEqual([
      0,
      expect.objectContaining({ file, audit: expect.anything() }),
    ]);
    await server.stop();
    expect((await guiju(['backup', file], { data })).code).toBe(2);
    const restored = await guiju(['restore', file, '--lang', 'en'], { data: other });
    expect([restored.code, restored.stdout]).toEqual([0, expect.stringMatching(/^restored the backup of /)]);
    expect((await guiju(['restore', file], { data: other })).code).not.toBe(0);
    const again = await startServer(other);
    expect(await decide(again.url)).toEqual(answer);
    await again.stop();
    const replayed = await guiju(['replay', '--json'], { data: other });
    expect(JSON.parse(replayed.stdout)).toEqual({ replayed: 2, differences: [] });
    expect((await guiju(['audit', 'verify'], { data: other })).code).toBe(0);
  });

  it('L80: carries the files of every snapshot, which are put back as they were, and none that is not what was imported', async () => {
    const [data, other, file] = [join(folder, 'data'), join(folder, 'other'), join(folder, 'store.backup')];
    await guiju(['load', writeDefinitions(join(folder, 'pack'), DOCUMENTS)], { data });
    const [clients, accounts] = [join(folder, 'clients.csv'), join(folder, 'accounts.csv')];
    writeFileSync(accounts, 'no,id,balance\n1,a,1000\n2,b,9000\n');
    for (const [day, age] of [
      ['2026-01-30', 30],
      ['2026-01-31', 20],
    ] as const) {
      // A row that is refused, so that there is a side file as well.
      writeFileSync(clients, `id,age,phone\na,${age},13900001234\nb,40,\nc,400,\n`);
      const words = ['import', 'client', clients, '--related', `account=${accounts}`, '--as-of', day];
      expect((await guiju(words, { data })).code).toBe(0);
    }
    const filesIn = (of: string) =>
      Object.fromEntries(
        readdirSync(join(of, 'snapshots'), { recursive: true, encoding: 'utf8' })
          .filter((path) => path.includes('/'))
          .map((path) => [path, readFileSync(join(of, 'snapshots', path), 'base64')]),
      );
    const before = filesIn(data);
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(2 * 5);
    const decide = async (url: string) => {
      const reply = await fetch(`${url}/api/v1/decisions/segmentation/tier`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ $record: 'a' }),
      });
      return ((await reply.json()) as { readonly value: unknown }).value;
    };
    const server = await startServer(data);
    const answer = await decide(server.url);
    expect(answer).toMatchObject({ class: 'gold' });
    const done = await guiju(['backup', file, '--json'], { data });
    expect([done.code, JSON.parse(done.stdout)]).toMatchObject([0, { files: { count: Object.keys(before).length } }]);
    await server.stop();
    expect((await guiju(['restore', file], { data: other })).code).toBe(0);
    expect(filesIn(other)).toEqual(before);
    expect((await guiju(['snapshots', '--verify'], { data: other })).code).toBe(0);
    const again = await startServer(other);
    expect(await decide(again.url)).toEqual(answer);
    await again.stop();
    const [spoilt = ''] = Object.keys(before).filter((path) => path.endsWith('client.parquet'));
    appendFileSync(join(data, 'snapshots', spoilt), 'x');
    const refused = await guiju(['backup', `${file}.2`, '--lang', 'en'], { data });
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining(`snapshots/${spoilt}`)]);
    expect(existsSync(`${file}.2`)).toBe(false);
    // The same in a backup: nothing of it is restored.
    const backup = new SqliteDatabase(file);
    backup.prepare("update backup_piece set bytes = bytes || x'00' where part = 0 and rowid = 1").run();
    backup.close();
    const third = join(folder, 'third');
    const damaged = await guiju(['restore', file, '--lang', 'en'], { data: third });
    expect([damaged.code, damaged.stderr]).toEqual([3, expect.stringContaining('backup-file-damaged')]);
    expect((await guiju(['restore', file, '--lang', 'en'], { data: third })).stderr).toContain('backup-file-damaged');
  });

  it('a file that is no backup is refused with a sentence', async () => {
    const data = join(folder, 'data');
    await guiju(['load', writeDefinitions(join(folder, 'pack'), documents)], { data });
    const done = await guiju(['restore', join(data, 'guiju.sqlite'), '--lang', 'en'], { data: join(folder, 'other') });
    expect([done.code, done.stderr]).toEqual([3, expect.stringContaining('is no backup of Guiju')]);
    expect((await guiju(['restore', join(folder, 'none')], { data: join(folder, 'other') })).code).toBe(2);
  });

  it('migrate says that there is nothing to do, and refuses where there is nothing', async () => {
    const data = join(folder, 'data');
    expect((await guiju(['migrate'], { data })).code).toBe(2);
    await guiju(['load', writeDefinitions(join(folder, 'pack'), documents)], { data });
    const done = await guiju(['migrate', '--json'], { data });
    expect([done.code, JSON.parse(done.stdout)]).toEqual([0, { done: false, migrations: [] }]);
  });
});
