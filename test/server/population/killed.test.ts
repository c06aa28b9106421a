import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readManifest, verifySnapshot } from '../../../server/population/open-snapshot.ts';
import { guiju, spawnGuiju, writeDefinitions } from '../support/server.ts';
import { DOCUMENTS } from '../support/population.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-killed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TIMES = 20;

test('life L56: an import that is killed at any moment leaves the snapshots of before, and nothing else after the next', {
  timeout: 600_000,
}, async () => {
  const data = join(folder, 'data');
  const snapshots = join(data, 'snapshots');
  await guiju(['load', writeDefinitions(join(folder, 'rules'), DOCUMENTS), '--data', data]);
  const file = (name: string, count: number) => {
    const path = join(folder, name);
    writeFileSync(path, `id,age,branch\n${Array.from({ length: count }, (_, i) => `k${i},${i % 90},7`).join('\n')}\n`);
    return path;
  };
  const small = file('small.csv', 100);
  const before = await guiju(['import', 'client', small, '--as-of', '2026-01-01', '--data', data, '--json']);
  expect(before.code).toBe(0);
  const large = file('large.csv', 40_000);
  const started = performance.now();
  const first = await guiju(['import', 'client', large, '--as-of', '2026-01-02', '--data', data, '--json']);
  expect(first.code).toBe(0);
  const whole = performance.now() - started;
  const listed = async () => {
    const { stdout, code } = await guiju(['snapshots', '--verify', '--json', '--data', data]);
    expect(code).toBe(0);
    return JSON.parse(stdout) as readonly { readonly id: string; readonly manifest: { tables: { rows: number }[] } }[];
  };
  let lasted = 0;
  for (let i = 0; i < TIMES; i++) {
    // Each time another file, so that a snapshot that is whole is a new one.
    const path = file('next.csv', 40_001 + i);
    const child = spawnGuiju(['import', 'client', path, '--as-of', '2026-01-03', '--data', data]);
    const gone = once(child, 'exit');
    await Promise.race([wait((whole * (i + 1)) / TIMES), gone]);
    child.kill('SIGKILL');
    const [code] = (await gone) as [number | null];
    const known = await listed();
    const whole3 = known.filter(({ manifest }) => manifest.tables[0]?.rows === 40_001 + i);
    // What was acknowledged is there; what is there is whole (`--verify` has compared it).
    if (code === 0) expect(whole3).toHaveLength(1);
    lasted += whole3.length;
    expect(known.length).toBe(2 + lasted);
  }
  const last = await guiju(['import', 'client', small, '--as-of', '2026-01-04', '--data', data, '--json']);
  expect(last.code).toBe(0);
  const known = new Set((await listed()).map(({ id }) => id));
  expect(
    readdirSync(snapshots)
      .filter((entry) => entry !== 'importing.lock')
      .toSorted(),
  ).toEqual([...known].toSorted());
  for (const id of known) await verifySnapshot(snapshots, { id, manifest: readManifest(snapshots, id) });
  expect(existsSync(join(snapshots, 'importing.lock'))).toBe(true);
});
