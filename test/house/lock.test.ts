import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const lockModule = new URL('../../scripts/lock.mjs', import.meta.url).href;

/** Reads a counter, waits, writes it back one greater: without the lock, others' steps would be lost. */
const counting = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { withLock } from ${JSON.stringify(lockModule)};
  const [lock, counter] = process.argv.slice(1);
  await withLock(lock, () => {}, async () => {
    const before = Number(readFileSync(counter, 'utf8'));
    await sleep(20);
    writeFileSync(counter, String(before + 1));
  });
`;

describe('the lock of the bootstrap', () => {
  let folder: string;
  let lock: string;
  let counter: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-lock-'));
    lock = join(folder, 'bootstrap.lock');
    counter = join(folder, 'counter');
    writeFileSync(counter, '0');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function countAtOnce(processes: number): Promise<void> {
    const started = Array.from({ length: processes }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', counting, lock, counter], { stdio: 'inherit' }),
    );
    await Promise.all(started.map(async (one) => await once(one, 'exit')));
  }

  it('lets one process in at a time and is gone afterwards', async () => {
    await countAtOnce(6);
    expect(readFileSync(counter, 'utf8')).toBe('6');
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from a process that died, by one only', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(lock, String(dead));
    await countAtOnce(6);
    expect(readFileSync(counter, 'utf8')).toBe('6');
    expect(existsSync(lock)).toBe(false);
  });
});
