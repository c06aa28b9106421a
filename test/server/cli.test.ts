import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../definitions/index.ts';
import { commands } from '../../server/cli/commands.ts';
import { temporaryFolder } from './support/bank.ts';
import { documents, segmentation } from './support/definitions.ts';
import { guiju, spawnGuiju, writeDefinitions } from './support/server.ts';

describe('the command line', { timeout: 120_000 }, () => {
  let folder: string;
  let pack: string;
  beforeAll(() => {
    folder = temporaryFolder();
    pack = writeDefinitions(join(folder, 'pack'), [
      ...documents.slice(0, -1),
      {
        ...segmentation(60),
        cases: [
          {
            name: 'rich',
            given: { facts: { clientId: 'C', age: 1, aum: 5000 } },
            expect: { value: { class: 'gold' } },
          },
        ],
      },
    ]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.keys(commands))('%s explains itself in both languages', async (name) => {
    const [chinese, english] = [
      await guiju([name, '--help', '--lang', 'zh-CN']),
      await guiju([name, '--help', '--lang', 'en']),
    ];
    expect([chinese.code, english.code, chinese.stderr, english.stderr]).toEqual([0, 0, '', '']);
    expect(chinese.stdout).toMatch(/用法：[\s\S]*--json[\s\S]*退出码/);
    expect(english.stdout).toMatch(/Usage:[\s\S]*--json[\s\S]*Exit codes/);
    expect(chinese.stdout).not.toMatch(/Usage:|Options:|Arguments:/);
  });

  it.each([
    ['no such command', ['chek'], 2, /unknown command/],
    ['an unknown option', ['check', '--fast', '.'], 2, /unknown option/],
    ['a missing argument', ['check'], 2, /missing required argument/],
    ['an unknown language', ['check', '--lang', 'fr', '.'], 2, /Allowed choices/],
    ['a folder that is not there', ['check', 'nowhere'], 2, /no folder nowhere/],
    [
      'an unknown decision',
      ['decide', 'segmentation/tiers', '--definitions', 'PACK', '--facts', '-'],
      2,
      /did you mean segmentation\/tier/,
    ],
    [
      'a file of facts that is not there',
      ['decide', 'segmentation/tier', '--definitions', 'PACK', '--facts', 'none'],
      2,
      /cannot be read/,
    ],
    [
      'a mapping without a field',
      ['decide', 'segmentation/tier', '--definitions', 'PACK', '--facts', '-', '--map', 'aum'],
      2,
      /--map/,
    ],
    [
      'two columns for one field',
      ['decide', 'segmentation/tier', '--definitions', 'PACK', '--facts', '-', '--map', 'a=aum', '--map', 'b=aum'],
      2,
      /--map b=aum/,
    ],
    ['a replay without a store', ['replay', '--data', 'none'], 2, /guiju start/],
    ['a port that is none', ['start', '--port', '99999'], 2, /--port/],
    [
      'an unknown class',
      ['nearest', 'segmentation/tier', '--to', 'silver', '--definitions', 'PACK', '--facts', '-'],
      2,
      /silver/,
    ],
  ])('refuses %s', async (_title, words, code, says) => {
    const done = await guiju(words.map((word) => (word === 'PACK' ? pack : word)));
    expect([done.code, done.stdout]).toEqual([code, '']);
    expect(done.stderr).toMatch(says);
    expect(done.stderr).not.toMatch(/\n\s+at /);
  });

  it('checks a sound folder with 0 and a broken one with 1, as text and as JSON', async () => {
    const sound = await guiju(['check', pack, '--json']);
    expect([sound.code, JSON.parse(sound.stdout)]).toMatchObject([0, { definitions: 4, errors: 0, refuted: 0 }]);
    const broken = writeDefinitions(join(folder, 'broken'), [...documents.slice(0, -1), segmentation(95)]);
    const [text, json] = [await guiju(['check', broken, '--lang', 'zh-CN']), await guiju(['check', broken, '--json'])];
    const { proofs } = JSON.parse(json.stdout) as { proofs: { verdict: string; problem?: { witness?: unknown } }[] };
    expect([text.code, json.code]).toEqual([1, 1]);
    expect(text.stdout).toMatch(/segmentation\/tier\.json[\s\S]*✗[\s\S]*个错误/);
    expect(proofs.some(({ problem }) => problem !== undefined)).toBe(true);
  });

  it('runs cases, and exits with 1 where one fails', async () => {
    expect(await guiju(['test', pack])).toMatchObject({ code: 0, stdout: 'cases: 1 passed, 0 failed\n' });
    const wrong = {
      ...segmentation(60),
      cases: [
        { name: 'poor', given: { facts: { clientId: 'C', age: 1, aum: 5 } }, expect: { value: { class: 'gold' } } },
      ],
    };
    const failing = writeDefinitions(join(folder, 'failing'), [...documents.slice(0, -1), wrong]);
    const done = await guiju(['test', failing]);
    expect([done.code, done.stdout]).toEqual([
      1,
      expect.stringMatching(/poor[\s\S]*"class":"plain"[\s\S]*0 passed, 1 failed/),
    ]);
  });

  it('decides a line at a time, a bad line in its place, names mapped and blanks taken out', async () => {
    const input = [
      '{"clientId":"C","age":1,"money":5000}',
      '{bad',
      '',
      '{"facts":{"clientId":"C","age":1,"money":"NaN"}}',
      '{"money":-1}',
    ].join('\n');
    const words = [
      'decide',
      'segmentation/tier',
      '--definitions',
      pack,
      '--facts',
      '-',
      '--map',
      'money=aum',
      '--null',
      'NaN',
    ];
    const done = await guiju(words, { input });
    const results = done.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Result);
    expect(done.code).toBe(0);
    expect(results.map(({ value, problems }) => [value, problems.map(({ code }) => code)])).toEqual([
      [{ class: 'gold', score: 90 }, []],
      [null, ['line-not-json']],
      [{ class: 'plain', score: 50 }, []],
      [null, ['fact-out-of-domain']],
    ]);
  });

  it('answers a line as soon as it is written, not when the input ends', async () => {
    const child = spawnGuiju(['decide', 'segmentation/tier', '--definitions', pack, '--facts', '-']);
    child.stdin?.write('{"clientId":"C","age":1}\n');
    const [chunk] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    expect(JSON.parse(chunk.toString())).toMatchObject({ value: { class: 'plain' } });
    child.stdin?.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = spawnGuiju(['decide', 'segmentation/tier', '--definitions', pack, '--facts', '-']);
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end('{"clientId":"C","age":1}\n'.repeat(200_000));
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    child.stdout?.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(errors).toBe('');
  });

  it('names the smallest change that reaches a class', async () => {
    const words = ['nearest', 'segmentation/tier', '--to', 'gold', '--definitions', pack, '--facts', '-', '--json'];
    const done = await guiju(words, { input: '{"clientId":"C","age":1,"aum":999}\n' });
    expect([done.code, JSON.parse(done.stdout)]).toMatchObject([
      0,
      { from: 'plain', changes: [{ field: 'aum', from: 999, to: 1000 }] },
    ]);
  });

  it('tells a definition in sentences', async () => {
    const done = await guiju(['explain', 'segmentation/tier', '--definitions', pack, '--lang', 'zh-CN']);
    expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/客户等级[\s\S]*黄金/)]);
  });

  describe('refuses hostile files by name and loads nothing', () => {
    const hostile: readonly (readonly [string, string, string | Buffer])[] = [
      ['forbidden-key', 'criteria/a.json', '{"kind":"criteria","name":"a","__proto__":{"x":1}}'],
      ['nested-too-deep', 'criteria/a.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
      ['not-utf-8', 'criteria/a.json', Buffer.from([0x7b, 0xc3, 0x28, 0x7d])],
      ['byte-order-mark', 'criteria/a.json', '\uFEFF{}'],
      ['duplicate-key', 'criteria/a.json', '{"kind":"criteria","kind":"entity"}'],
      ['document-too-large', 'criteria/a.json', `"${'a'.repeat(50 * 1024 * 1024)}"`],
      ['number-loses-digits', 'criteria/a.json', '{"kind":"criteria","name":"a","x":12345678901234567890}'],
      [
        'name-malformed',
        'criteria/a.json',
        '{"kind":"criteria","name":"../../etc/passwd","entity":"entity/client","when":{"all":[]}}',
      ],
      ['wrong-place', 'criteria/b.json', JSON.stringify({ ...documents[1] })],
    ];

    it.each(hostile)('%s', async (code, place, content) => {
      const bad = writeDefinitions(join(folder, `bad-${code}`), documents);
      mkdirSync(join(bad, 'criteria'), { recursive: true });
      writeFileSync(join(bad, place), content);
      const data = join(folder, `data-${code}`);
      const [checked, loaded] = [
        await guiju(['check', bad, '--json', '--no-proofs']),
        await guiju(['load', bad, '--json'], { data }),
      ];
      const { problems } = JSON.parse(checked.stdout) as { problems: { code: string }[] };
      expect([checked.code, loaded.code]).toEqual([1, 1]);
      expect(problems.map((problem) => problem.code)).toContain(code);
      expect(JSON.parse(loaded.stdout)).toMatchObject({ kind: 'refused' });
    });
  });
});
