import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startPostgres } from './postgres-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Another run of tests, in a process of its own, which has started a server. */
async function anotherRun() {
  const script = `import { startPostgres } from './test/support/postgres-server.ts'; await startPostgres(); console.log('up'); setInterval(() => {}, 1000);`;
  const words = ['--import', './scripts/strip-types.mjs', '--input-type=module', '-e', script];
  const run = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const chunk of run.stdout) if (String(chunk).includes('up')) break;
  return run;
}

const foldersOf = (pid: number | undefined) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`guiju-postgres-${pid}-`));
const serverIn = (folder: string) =>
  Number(readFileSync(join(tmpdir(), folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);

it('L85: a run sweeps the server that a killed run left behind, and leaves alone that of a run beside it', {
  timeout: 120_000,
}, async () => {
  const [dead, beside] = await Promise.all([anotherRun(), anotherRun()]);
  const [left = ''] = foldersOf(dead.pid);
  const orphan = serverIn(left);
  dead.kill('SIGKILL');
  await once(dead, 'exit');
  expect(() => process.kill(orphan, 0)).not.toThrow();

  const own = await startPostgres();
  await expect.poll(() => existsSync(join(tmpdir(), left))).toBe(false);
  await expect.poll(() => existsSync(`/proc/${orphan}`)).toBe(false);
  const [other = ''] = foldersOf(beside.pid);
  expect(() => process.kill(serverIn(other), 0)).not.toThrow();

  const [mine = ''] = foldersOf(process.pid);
  const server = serverIn(mine);
  await own.remove();
  expect([foldersOf(process.pid), existsSync(`/proc/${server}`)]).toEqual([[], false]);

  beside.kill('SIGKILL');
  await once(beside, 'exit');
  await (await startPostgres()).remove();
  expect(foldersOf(beside.pid)).toEqual([]);
});
