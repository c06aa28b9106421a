import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/bank.ts';
import { documents } from '../support/definitions.ts';
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
