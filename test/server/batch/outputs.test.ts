import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outputFile } from '../../../server/batch/output/output-file.ts';
import { OWN_MARK } from '../../../server/batch/process-mark.ts';
import { MAIN, writeDefinitions } from '../support/server.ts';

const ROWS = 120_000;
const DOCUMENTS = [
  {
    kind: 'entity',
    name: 'client',
    key: 'id',
    fields: { id: { type: 'string' }, x: { type: 'integer', minimum: 0, maximum: 9 } },
  },
  {
    kind: 'formula',
    name: 'figure',
    entity: 'entity/client',
    lines: [{ name: 'out', text: 'x * 3', type: 'integer' }],
    outputs: ['out'],
  },
];

/** A process that may write no file beyond a size stands for a full disk: it needs no rights and hurts nobody else. */
const whyNoLimit =
  spawnSync('bash', ['-c', 'ulimit -f 64 && ulimit -f']).stdout?.toString().trim() === '64'
    ? null
    : 'no bash whose ulimit limits the size of files';

let inputs = '';
let definitions = '';
beforeAll(() => {
  inputs = mkdtempSync(join(tmpdir(), 'guiju-outputs-'));
  definitions = writeDefinitions(join(inputs, 'pack'), DOCUMENTS);
  const id = (i: number) => `client-${(i * 2_654_435_761) % 4_294_967_296}`;
  const rows = Array.from({ length: ROWS }, (_, i) => `${id(i)},${i % 10}\n`);
  writeFileSync(join(inputs, 'in.csv'), `id,x\n${rows.join('')}`);
  writeFileSync(join(inputs, 'bad.csv'), `id,x\n${rows.map((row) => row.replace(/\d\n/, 'x\n')).join('')}`);
  writeFileSync(
    join(inputs, 'in.ndjson'),
    rows.map((_, i) => `${JSON.stringify({ id: id(i), x: i % 10 })}\n`).join(''),
  );
});
afterAll(() => rmSync(inputs, { recursive: true, force: true }));

let folder = '';
let temporary = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-outputs-'));
  temporary = join(folder, 'tmp');
  mkdirSync(temporary);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const batch = (ref: string, input: string, output: string, ...more: string[]) => {
  const files = ['--input', join(inputs, input), '--output', at(output)];
  return ['batch', ref, '--definitions', definitions, ...files, '--threads', '1', '--lang', 'en', ...more];
};
const environment = () => ({ ...process.env, TMPDIR: temporary, LANG: 'en_US.UTF-8', LC_ALL: '' });

/** What stands in the folder of the outputs, and in that of temporary files. */
const left = () => [...readdirSync(folder).filter((name) => name !== 'tmp'), ...readdirSync(temporary)];

describe('with no room left', { timeout: 60_000 }, () => {
  test.for([
    ['a result as Parquet', 400, batchOf('formula/figure', 'in.csv', 'out.parquet'), /room left/],
    [
      'a result as CSV',
      2200,
      batchOf('formula/figure', 'in.csv', 'out.csv', '--parts', 'none', '--columns', 'x'),
      /out\.csv/,
    ],
    ['a result as NDJSON', 2200, batchOf('formula/figure', 'in.csv', 'out.ndjson'), /out\.ndjson/],
    ['the file of refused rows', 2500, batchOf('formula/figure', 'bad.csv', 'out.csv'), /out\.csv/],
    ['a staged file', 300, batchOf('formula/figure', 'in.ndjson', 'out.parquet'), /temporary folder/],
    [
      'a file read line by line',
      1000,
      batchOf('formula/figure', 'in.csv', 'out.csv', '--encoding', 'gbk'),
      /temporary folder/,
    ],
    ['a sample', 200, () => ['sample', '--customers', '5000', '--output', at('sample'), '--lang', 'en'], /room left/],
  ] as const)('%s leaves nothing behind and ends with 3', ([, blocks, words, says], context) => {
    if (whyNoLimit !== null) return context.skip(whyNoLimit);
    const script = `ulimit -f ${blocks}; exec "$@"`;
    const done = spawnSync('bash', ['-c', script, 'bash', process.execPath, MAIN, ...words()], { env: environment() });
    const said = done.stderr.toString();
    expect([done.status, said]).toEqual([3, expect.stringMatching(says)]);
    expect(said).not.toMatch(/\n\s+at /);
    expect(left()).toEqual([]);
  });
});

/** Words that are put together once the folder of the test is there. */
function batchOf(ref: string, input: string, output: string, ...more: string[]) {
  return () => batch(ref, input, output, ...more);
}

describe('a batch that is stopped', { timeout: 60_000 }, () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    // found 18: a terminal that is closed.
    ['SIGHUP', 129],
  ] as const)('by %s leaves nothing behind and ends with %i', async (signal, code) => {
    const child = await started();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([code, null]);
    expect(left()).toEqual([]);
  });

  test('by SIGKILL leaves nothing under the name of its result, and the next run takes away the rest', async () => {
    const child = await started();
    child.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(existsSync(at('out.csv'))).toBe(false);
    expect(readdirSync(temporary)).toHaveLength(1);
    const words = batch('formula/figure', 'in.ndjson', 'out.csv');
    expect(spawnSync(process.execPath, [MAIN, ...words], { env: environment() }).status).toBe(0);
    expect(left()).toEqual(['out.csv']);
    expect(readFileSync(at('out.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(ROWS + 1);
  });

  /** A batch in the middle of its work: it has begun to write into its temporary folder. */
  async function started(): Promise<ChildProcess> {
    const words = batch('formula/figure', 'in.ndjson', 'out.csv');
    const child = spawn(process.execPath, [MAIN, ...words], { env: environment(), stdio: 'ignore' });
    while (
      child.exitCode === null &&
      !readdirSync(temporary).some((name) => readdirSync(join(temporary, name)).length > 0)
    )
      await wait(5);
    expect(child.exitCode).toBeNull();
    return child;
  }
});

describe('an output', () => {
  const open = (name: string, force = false) => outputFile(at(name), { force, inputs: [] });

  test('takes away what killed runs left of it, and nothing else', () => {
    const [place = ''] = OWN_MARK.split('-');
    const gone = spawnSync(process.execPath, ['--version']).pid;
    const names = [
      `out.csv.${place}-${gone}.partial`,
      `out.csv.${place}-${process.ppid}.partial`,
      `out.csv.00000000-${gone}.partial`,
      `other.csv.${place}-${gone}.partial`,
      'out.csv.partial',
    ];
    for (const name of names) writeFileSync(at(name), '');
    open('out.csv').discard();
    expect(left()).toEqual(names.slice(1).toSorted());
  });

  test('is there only once it is complete', () => {
    const file = open('out.csv');
    writeFileSync(file.partial, 'whole');
    expect(existsSync(file.path)).toBe(false);
    file.commit();
    file.discard();
    expect([left(), readFileSync(file.path, 'utf8')]).toEqual([['out.csv'], 'whole']);
  });

  test.each([
    ['that is a folder', 'tmp', /is a folder/],
    ['in a folder that is not there', 'none/out.csv', /no folder/],
  ])('%s is refused', (_, name, says) => {
    expect(() => open(name, true)).toThrow(says);
  });
});
