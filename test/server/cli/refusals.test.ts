import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/bank.ts';
import { documents, segmentation } from '../support/definitions.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

/** A segmentation by share over the scorecard, so that cuts have something to fit. */
const SHARE = {
  kind: 'segmentation',
  name: 'top',
  entity: 'entity/client',
  method: 'share',
  of: 'scorecard/wealth#score',
  classes: [
    { name: 'top', share: '(0, 10]' },
    { name: 'rest', share: '(10, 100]' },
  ],
};

describe('what the command line refuses', { timeout: 120_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = temporaryFolder();
    writeDefinitions(join(folder, 'pack'), [...documents, SHARE]);
    writeDefinitions(join(folder, 'broken'), [...documents.slice(0, -1), { ...segmentation(60), method: 'x' }]);
    mkdirSync(join(folder, 'empty'));
    const files = {
      'facts.ndjson': '{"clientId":"C","age":1,"aum":5}\n',
      'cuts.json': '{"segmentation/top":[50]}',
      'cuts-list.json': '[1,2]',
      'cuts-name.json': '{"segmentation/topp":[50]}',
      'cuts-text.json': '{"segmentation/top":["high"]}',
      'cuts-many.json': '{"segmentation/top":[50,60]}',
      'not.json': '{"a":1,}',
      'object.json': '{}',
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const decide = (ref: string, ...more: readonly string[]) => [
    'decide',
    ref,
    '--definitions',
    '@pack',
    '--facts',
    '@facts.ndjson',
    ...more,
  ];
  const inFolder = (word: string) => (word.startsWith('@') ? join(folder, word.slice(1)) : word);

  it.each<[string, readonly string[], string, RegExp, RegExp]>([
    ['an unknown command', ['chek'], 'command-line-refused', /没有命令 chek[\s\S]*check/, /unknown command/],
    ['an unknown option', ['check', '--fast', '@pack'], 'command-line-refused', /没有选项 --fast/, /unknown option/],
    ['a missing argument', ['check'], 'command-line-refused', /缺少参数 folder/, /missing required argument/],
    ['too many arguments', ['check', 'a', 'b'], 'command-line-refused', /参数过多/, /too many arguments/],
    ['a choice that is none', decide('x', '--engine', 'x'), 'command-line-refused', /可用：/, /Allowed choices/],
    [
      'an argument that is none of its choices',
      ['audit', 'x'],
      'command-line-refused',
      /参数 action 的值 x 无效；可用：verify, export, list\n$/,
      /Allowed choices/,
    ],
    [
      'an address that is none',
      ['plan', '@pack', '--server', 'guiju.bank'],
      'option-malformed',
      /--server 的值 guiju\.bank 无效/,
      /--server is not valid; expected http/,
    ],
    ['a file in place of a folder', ['check', '@cuts.json'], 'folder-not-readable', /不是文件夹/, /not a folder/],
    ['a folder without definitions', ['test', '@empty'], 'no-definitions', /没有定义/, /no definitions/],
    [
      'a folder in place of a file',
      [...decide('criteria/recent'), '--cuts', '@pack'],
      'file-not-readable',
      /这是文件夹/,
      /it is a folder/,
    ],
    [
      'a file that is not there',
      [...decide('criteria/recent'), '--products', '@none'],
      'file-not-readable',
      /没有这个文件/,
      /no such file/,
    ],
    [
      'a file that is no JSON',
      [...decide('criteria/recent'), '--cuts', '@not.json'],
      'file-not-json',
      /不是 JSON/,
      /is not JSON/,
    ],
    [
      'products that are no list',
      [...decide('criteria/recent'), '--products', '@object.json'],
      'option-malformed',
      /--products/,
      /--products/,
    ],
    [
      'a day that is none',
      [...decide('criteria/recent'), '--as-of', '2026-02-30'],
      'option-malformed',
      /--as-of/,
      /--as-of/,
    ],
    [
      'cuts that are a list',
      decide('segmentation/top', '--cuts', '@cuts-list.json'),
      'cuts-malformed',
      /不是冻结的界限/,
      /no frozen cuts/,
    ],
    [
      'cuts that are texts',
      decide('segmentation/top', '--cuts', '@cuts-text.json'),
      'cuts-malformed',
      /不是冻结的界限/,
      /no frozen cuts/,
    ],
    [
      'cuts of nothing',
      decide('segmentation/top', '--cuts', '@cuts-name.json'),
      'cuts-unknown',
      /是否指 segmentation\/top/,
      /did you mean segmentation\/top/,
    ],
    [
      'too many cuts',
      decide('segmentation/top', '--cuts', '@cuts-many.json'),
      'cuts-unfit',
      /2 个类别需要 1 个/,
      /2 classes need 1/,
    ],
    [
      'a trace of SQL',
      decide('criteria/recent', '--trace', '--engine', 'sql'),
      'trace-by-function-only',
      /只由 function/,
      /Only the function/,
    ],
    [
      'standard input twice',
      decide('criteria/recent', '--cuts', '-', '--products', '-'),
      'stdin-twice',
      /--cuts, --products/,
      /--cuts, --products/,
    ],
    [
      'a case of no definition',
      ['test', '@pack', '--only', 'segmentation/tiers'],
      'definition-not-found',
      /是否指 segmentation\/tier/,
      /did you mean/,
    ],
    [
      'words of no definition',
      ['explain', 'criteria/recents', '--definitions', '@pack'],
      'definition-not-found',
      /是否指 criteria\/recent/,
      /did you mean/,
    ],
    [
      'words of a broken definition',
      ['explain', 'segmentation/tier', '--definitions', '@broken'],
      'not-one-of',
      /不在可选值之中/,
      /not one of the possible/,
    ],
    [
      'a class of a formula',
      ['nearest', 'reference/x', '--to', 'a', '--definitions', '@pack', '--facts', '-'],
      'decision-not-found',
      /没有判断/,
      /no decision/,
    ],
    ['an instant that is none', ['replay', '--since', 'yesterday'], 'option-malformed', /--since/, /--since/],
    ['a seed that is none', ['populate', '--seed', 'x'], 'option-malformed', /--seed/, /--seed/],
  ])('%s', async (_, words, code, chinese, english) => {
    const run = (language: string) => guiju([...words.map(inFolder), '--json', '--lang', language]);
    const [zh, en] = await Promise.all([run('zh-CN'), run('en')]);
    expect([zh.code, en.code]).toEqual([2, 2]);
    expect([zh.stderr, en.stderr]).toEqual([expect.stringMatching(chinese), expect.stringMatching(english)]);
    expect(zh.stderr).not.toMatch(/\n\s+at /);
    const codes = (JSON.parse(en.stdout) as { problems: { code: string }[] }).problems.map((problem) => problem.code);
    expect(codes).toContain(code);
    expect(JSON.parse(zh.stdout)).toHaveProperty('problems');
  });

  it('reads cuts that fit', async () => {
    const done = await guiju(decide('segmentation/top', '--cuts', '@cuts.json').map(inFolder));
    expect([done.code, JSON.parse(done.stdout)]).toMatchObject([0, { value: { class: 'rest' } }]);
  });

  it('reads the products, the cuts or the facts from standard input', async () => {
    const words = ['decide', 'segmentation/top', '--definitions', '@pack', '--facts', '@facts.ndjson', '--cuts', '-'];
    const done = await guiju(words.map(inFolder), { input: '{"segmentation/top":[5]}' });
    expect([done.code, JSON.parse(done.stdout)]).toMatchObject([0, { value: { class: 'top' } }]);
  });

  it('tells of a folder whose cases cannot run, or that has none', async () => {
    writeFileSync(join(folder, 'broken', 'criteria', 'torn.json'), '{');
    const [broken, none] = [
      await guiju(['test', join(folder, 'broken'), '--json']),
      await guiju(['test', join(folder, 'pack')]),
    ];
    expect([broken.code, JSON.parse(broken.stdout)]).toMatchObject([
      1,
      { passed: 0, unable: ['criteria/torn.json', 'segmentation/tier'] },
    ]);
    expect([none.code, none.stdout]).toEqual([1, 'there are no cases to run\n']);
  });
});
