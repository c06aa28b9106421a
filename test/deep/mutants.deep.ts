import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RANDOM } from './mutants/mutant.ts';
import { MUTANTS, type Mutant } from './mutants.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** `ONLY` takes those whose file or line has the text, to try some again. */
const asked = MUTANTS.filter(({ file, find }) => `${file} ${find}`.includes(process.env['ONLY'] ?? ''));
const write = (text: string) => void process.stdout.write(`${text}\n`);
let copy = '';

/** Mutants live in a copy of the tree, never in the tree itself. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'guiju-mutants-'));
  for (const part of [
    'definitions',
    'server',
    'studio',
    'test',
    'package.json',
    'tsconfig.json',
    '.tsconfig.strict.json',
    'vite.config.ts',
  ])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('stand where the list says, and are at least 65', () => {
  const lost = MUTANTS.filter(({ file, find }) => !readFileSync(join(root, file), 'utf8').includes(find));
  expect(lost.map(({ file, find }) => `${file}: ${find}`)).toEqual([]);
  expect(MUTANTS.length).toBeGreaterThanOrEqual(65);
});

it('are all seen by the quick tests', () => {
  const tests = new Set(asked.flatMap((mutant) => mutant.tests));
  // Without a mutant they pass.
  expect(failureOf([...tests])).toBe('');
  const survivors = asked.filter((mutant) => {
    const isCaught = !survives(mutant);
    write(`${isCaught ? 'caught  ' : 'SURVIVED'} ${mutant.file}: ${mutant.find}  →  ${mutant.replace || '(nothing)'}`);
    return !isCaught;
  });
  write(`${asked.length - survivors.length} of ${asked.length} mutants caught`);
  expect(survivors.map(({ file, find }) => `${file}: ${find}`)).toEqual([]);
});

function survives({ file, find, replace, tests }: Mutant): boolean {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    sound.replace(find, () => replace),
  );
  try {
    // Random definitions take longest: they are asked last.
    const quick = tests.filter((test) => test !== RANDOM);
    return failureOf(quick) === '' && (quick.length === tests.length || failureOf([RANDOM]) === '');
  } finally {
    writeFileSync(path, sound);
  }
}

/** The end of what failing tests print, in the copy; empty where all pass. */
function failureOf(tests: readonly string[]): string {
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|MODE$|TEST$)/.test(name));
  // That engines differ is enough: nobody wants the differences of a mutant made small. And a slow machine is no mutant.
  const environment = { ...Object.fromEntries(inherited), TRIES: '0', COUNT: '60' };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, 'run', '--bail', '1', '--testTimeout', '300000', ...tests],
    {
      cwd: copy,
      env: environment,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 600_000,
    },
  );
  return status === 0 ? '' : `${stdout}${stderr}ended with ${status}`.slice(-4000);
}
