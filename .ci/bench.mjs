// `npm run bench -- <suite> [--json FILE]`: the suites stand in test/bench; they measure the built server.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readyToRun } from './ready.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = fileURLToPath(new URL('../test/bench/main.ts', import.meta.url));

await readyToRun(root, ['server']);
const done = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = done.status ?? 1;
