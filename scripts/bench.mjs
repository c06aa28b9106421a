// `npm run bench -- <suite> [--json FILE]`: the suites stand in test/bench.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readyToRun } from './ready.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = fileURLToPath(new URL('../test/bench/main.ts', import.meta.url));
const hook = new URL('strip-types.mjs', import.meta.url).href;

await readyToRun(root, ['page', 'studio'].includes(process.argv[2]) ? ['server', 'studio'] : ['server']);
const done = spawnSync(process.execPath, ['--expose-gc', '--import', hook, main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = done.status ?? 1;
