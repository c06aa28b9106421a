// `npm run check`: everything that can be said of the sources without running them. Every step runs, whatever the others found.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readyToRun } from './ready.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const steps = [
  ['types', () => program('typescript/bin/tsc', '-b')],
  [
    'floors',
    () =>
      program(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'err',
        'definitions',
        'server',
        'studio',
      ),
  ],
  ['lint', () => program('oxlint/bin/oxlint', '--type-aware', '--deny-warnings')],
  ['format', () => program('@biomejs/biome/bin/biome', 'format', '--max-diagnostics=20', '.')],
  ['unused', () => program('knip/bin/knip.js', '--no-progress', '--no-config-hints')],
  [
    'pure',
    () =>
      nothingIn(
        /^definitions\/.*\.ts$/,
        /Math\.random|Date\.now|new Date\(\)/,
        'definitions/ knows no clock and no chance',
      ),
  ],
  ['places', () => nothingIn(/^(?!scripts\/check\.mjs$)/, machinePath, 'no path or registry of one machine')],
];

// Absolute paths of one machine, and a package registry other than the public one.
const machinePath =
  /(?<![\w.$})*/-])\/(?:work|root|farm|tmp|home|Users)\/|"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/;

await readyToRun(root, []);
const failed = steps.filter(([name, step]) => {
  const isFine = step();
  process.stdout.write(`check ${name}: ${isFine ? 'fine' : 'FAILED'}\n`);
  return !isFine;
});
process.exitCode = failed.length > 0 ? 1 : 0;

function program(path, ...args) {
  return (
    spawnSync(process.execPath, [join(root, 'node_modules', path), ...args], { cwd: root, stdio: 'inherit' }).status ===
    0
  );
}

/** Whether no text file whose path matches `files` has a line that matches `pattern`; prints the lines that do. */
function nothingIn(files, pattern, rule) {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (listed.status !== 0) {
    process.stdout.write('not a git checkout: not looked at\n');
    return true;
  }
  const found = listed.stdout
    .split('\0')
    .filter((path) => path !== '' && files.test(path) && existsSync(join(root, path)))
    .flatMap((path) =>
      linesOf(path)
        .map((line, at) => [path, at + 1, line])
        .filter(([, , line]) => pattern.test(line)),
    );
  for (const [path, at, line] of found) process.stdout.write(`${path}:${at}: ${rule}: ${line.trim().slice(0, 120)}\n`);
  return found.length === 0;
}

function linesOf(path) {
  const text = readFileSync(join(root, path), 'utf8');
  return text.includes('\0') ? [] : text.split('\n');
}
