import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { readManifest, verifySnapshot } from '../../../server/population/open-snapshot.ts';
import type { StoreAddress } from '../../../server/store/address.ts';
import { DOCUMENTS } from './population.ts';
import { type Finished, guiju, spawnGuiju, writeDefinitions } from './server.ts';

/**
 * Kills the program while it imports, so often, each time a little later, and looks each time: what was acknowledged is there, what is
 * there is whole, and after the next import nothing else is left. `told` hears of each kill, and of how many imports were whole.
 */
export async function killImports(
  address: StoreAddress,
  times: number,
  told: (kill: number, whole: number) => void = () => {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-killed-'));
  const database = address.kind === 'postgresql' ? address.url : '';
  const environment = { GUIJU_DATABASE: database, GUIJU_SECRET: '07'.repeat(32) };
  try {
    await killed(
      folder,
      (words) => guiju(words, { environment }),
      (words) => spawnGuiju(words, undefined, environment),
      times,
      told,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killed(
  folder: string,
  run: (words: readonly string[]) => Promise<Finished>,
  begin: (words: readonly string[]) => ReturnType<typeof spawnGuiju>,
  times: number,
  told: (kill: number, whole: number) => void,
): Promise<void> {
  const data = join(folder, 'data');
  const snapshots = join(data, 'snapshots');
  await run(['load', writeDefinitions(join(folder, 'rules'), DOCUMENTS), '--data', data]);
  const file = (name: string, count: number) => {
    const path = join(folder, name);
    writeFileSync(path, `id,age,branch\n${Array.from({ length: count }, (_, i) => `k${i},${i % 90},7`).join('\n')}\n`);
    return path;
  };
  const small = file('small.csv', 100);
  const before = await run(['import', 'client', small, '--as-of', '2026-01-01', '--data', data, '--json']);
  expect(before.code).toBe(0);
  const large = file('large.csv', 40_000);
  const started = performance.now();
  const first = await run(['import', 'client', large, '--as-of', '2026-01-02', '--data', data, '--json']);
  expect(first.code).toBe(0);
  const whole = performance.now() - started;
  const listed = async () => {
    const { stdout, code } = await run(['snapshots', '--verify', '--json', '--data', data]);
    expect(code).toBe(0);
    return JSON.parse(stdout) as readonly { readonly id: string; readonly manifest: { tables: { rows: number }[] } }[];
  };
  let lasted = 0;
  for (let i = 0; i < times; i++) {
    // Each time another file, so that a snapshot that is whole is a new one.
    const path = file('next.csv', 40_001 + i);
    const child = begin(['import', 'client', path, '--as-of', '2026-01-03', '--data', data]);
    const gone = once(child, 'exit');
    await Promise.race([wait((whole * (i + 1)) / times), gone]);
    child.kill('SIGKILL');
    const [code] = (await gone) as [number | null];
    const known = await listed();
    const whole3 = known.filter(({ manifest }) => manifest.tables[0]?.rows === 40_001 + i);
    // What was acknowledged is there; what is there is whole (`--verify` has compared it).
    if (code === 0) expect(whole3).toHaveLength(1);
    lasted += whole3.length;
    expect(known.length).toBe(2 + lasted);
    told(i + 1, lasted);
  }
  const last = await run(['import', 'client', small, '--as-of', '2026-01-04', '--data', data, '--json']);
  expect(last.code).toBe(0);
  const known = new Set((await listed()).map(({ id }) => id));
  expect(
    readdirSync(snapshots)
      .filter((entry) => entry !== 'importing.lock')
      .toSorted(),
  ).toEqual([...known].toSorted());
  for (const id of known) await verifySnapshot(snapshots, { id, manifest: readManifest(snapshots, id) });
  expect(existsSync(join(snapshots, 'importing.lock'))).toBe(true);
}
