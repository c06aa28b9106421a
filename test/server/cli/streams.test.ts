import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../definitions/index.ts';
import { temporaryFolder } from '../support/bank.ts';
import { documents } from '../support/definitions.ts';
import { guiju, spawnGuiju, writeDefinitions } from '../support/server.ts';

describe('commands in a pipe', { timeout: 120_000 }, () => {
  let folder: string;
  let pack: string;
  beforeAll(() => {
    folder = temporaryFolder();
    pack = writeDefinitions(join(folder, 'pack'), documents);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['CSV', 'clientId,age,aum\nA,1,5000\nB,2,\n'],
    ['CSV that begins with a byte order mark', '\uFEFFclientId,age,aum\nA,1,5000\nB,2,\n'],
    ['NDJSON', '{"clientId":"A","age":1,"aum":5000}\n{"clientId":"B","age":2}\n'],
  ])('a batch tells %s on standard input by how it begins', async (name, input) => {
    const output = join(folder, `${name}.ndjson`);
    const words = ['batch', 'segmentation/tier', '--definitions', pack, '--input', '-', '--output', output, '--json'];
    const done = await guiju(words, { input });
    expect([done.code, JSON.parse(done.stdout)]).toMatchObject([0, { rows: 2, decided: 2, refused: 0 }]);
    const rows = readFileSync(output, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { clientId: string; class: string });
    expect(rows.map((row) => [row.clientId, row.class])).toEqual([
      ['A', 'gold'],
      ['B', 'plain'],
    ]);
  });

  it.each(['function', 'reference', 'sql'])('%s answers many lines in their order', async (engine) => {
    const aums = Array.from({ length: 3000 }, (_, i) => (i * 7919) % 2000);
    const lines = aums.map((aum, i) => (i % 1000 === 500 ? 'torn' : JSON.stringify({ clientId: 'C', age: 1, aum })));
    const words = ['decide', 'scorecard/wealth', '--definitions', pack, '--facts', '-', '--engine', engine];
    const done = await guiju(words, { input: lines.join('\n') });
    const scores = done.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as Result).value as { score: number } | null);
    expect(scores.map((value) => value?.score ?? null)).toEqual(
      aums.map((aum, i) => (i % 1000 === 500 ? null : aum < 1000 ? 10 : 90)),
    );
    expect(done.code).toBe(0);
  });

  it('nearest answers a torn and a refused line in their places, and exits with 1', async () => {
    const words = ['nearest', 'segmentation/tier', '--to', 'gold', '--definitions', pack, '--facts', '-'];
    const input = '{torn\n{"clientId":"C","age":1,"aum":-1}\n{"clientId":"C","age":1,"aum":999}\n';
    const [text, json] = [await guiju(words, { input }), await guiju([...words, '--json'], { input })];
    expect([text.code, json.code]).toEqual([1, 1]);
    expect(text.stdout.split('\n')).toEqual([
      expect.stringMatching(/^1: Line 1 cannot be read/),
      expect.stringMatching(/^2: – → Gold: the record is refused: "aum" is -1/),
      '3: plain → Gold: aum + 1 (999 → 1,000)',
      '',
    ]);
    const answers = json.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { changes: unknown; isProved: boolean });
    expect(answers.map(({ changes, isProved }) => [changes === null, isProved])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ]);
  });

  it('the server tells its address as JSON', async () => {
    const data = join(folder, 'data');
    expect((await guiju(['load', pack], { data })).code).toBe(0);
    const child = spawnGuiju(['start', '--port', '0', '--json'], data);
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const url = expect.stringMatching(/^http:\/\/localhost:\d+\/$/) as string;
    expect(JSON.parse(line.toString())).toEqual({ url, definitions: 4, customers: 0 });
    expect(await exited).toEqual([0, null]);
  });
});
