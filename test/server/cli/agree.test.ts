import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject, type JsonObject, type Result } from '../../../definitions/index.ts';
import { describeAgree } from '../../../server/cli/agree.ts';
import { EXIT, type ExitCode, Refusal, type Terminal } from '../../../server/terminal.ts';
import { engineFor } from '../../../server/engines.ts';
import { temporaryFolder } from '../support/bank.ts';
import { documents, segmentation } from '../support/definitions.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

interface Difference {
  readonly ref: string;
  readonly engine: string;
  readonly request: JsonObject;
  readonly function: JsonObject;
  readonly other: JsonObject | null;
  readonly error?: string;
  readonly definitions: readonly JsonObject[];
}
interface Answer {
  readonly seed: number;
  readonly pairs: JsonObject;
  readonly decisions: number;
  readonly unable: readonly string[];
  readonly differences: readonly Difference[];
}

describe('guiju agree', { timeout: 240_000 }, () => {
  let folder: string;
  let pack: string;
  beforeAll(() => {
    folder = temporaryFolder();
    pack = writeDefinitions(join(folder, 'pack'), documents);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('compares every decision of a folder by every engine, the same for the same seed', async () => {
    const words = ['agree', pack, '--records', '12', '--seed', '5', '--json'];
    const [first, second] = [await guiju(words), await guiju(words)];
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(JSON.parse(first.stdout)).toEqual({
      seed: 5,
      pairs: { function: 36, reference: 36, sql: 36 },
      decisions: 3,
      decided: expect.any(Number) as number,
      unable: [],
      differences: [],
    });
    expect(second.stdout).toBe(first.stdout);
  });

  it('compares random definitions', async () => {
    const words = ['agree', '--random', '--definitions', '4', '--records', '6', '--seed', '11', '--lang', 'zh-CN'];
    const done = await guiju(words);
    expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/^种子 11：4 个判断；.*不同之处 0\n$/)]);
  });

  it('names the definitions it cannot compare, and exits with 1', async () => {
    const broken = writeDefinitions(join(folder, 'broken'), [
      ...documents.slice(0, -1),
      { ...segmentation(60), method: 'x' },
    ]);
    const done = await guiju(['agree', broken, '--records', '2', '--json']);
    expect([done.code, JSON.parse(done.stdout)]).toMatchObject([1, { decisions: 2, unable: ['segmentation/tier'] }]);
  });

  it.each([
    ['neither a folder nor --random', []],
    ['both', ['PACK', '--random']],
    ['an engine that is none', ['PACK', '--engines', 'spark']],
    ['nothing to compare the function with', ['PACK', '--engines', 'function']],
    ['no records', ['PACK', '--records', '0']],
    ['a seed that is no number', ['PACK', '--seed', '0x3']],
  ])('refuses %s', async (_, words) => {
    const done = await guiju(['agree', ...words.map((word) => (word === 'PACK' ? pack : word)), '--json']);
    const { problems } = JSON.parse(done.stdout) as { problems: unknown[] };
    expect([done.code, problems.length]).toEqual([2, 1]);
  });

  it('shows a difference shrunk to what it hangs on, the same for the same seed', async () => {
    // An engine of its own that takes one bound for open: 1000 counts as below it.
    const openWrongly: typeof engineFor = async (name, library, ref, options) => {
      const engine = await engineFor('function', library, ref, options);
      if (name !== 'sql') return engine;
      return {
        ...engine,
        decide: async (requests, language) => {
          const results = await engine.decide(requests, language);
          return results.map((result, i) => (isAtBound(requests[i]) && !isRefused(result) ? spoilt(result) : result));
        },
      };
    };
    const run = async (json: boolean) => {
      const { terminal, text, code } = recorder();
      const command = new Command('agree').exitOverride().option('--json');
      describeAgree(command, terminal, openWrongly);
      const asked = ['--engines', 'sql', '--records', '300', '--seed', '3'];
      await command.parseAsync([pack, ...asked, ...(json ? ['--json'] : [])], { from: 'user' });
      return { text: text(), code: code() };
    };
    const found = await run(true);
    const { differences } = JSON.parse(found.text) as Answer;
    expect([found.code, differences.map(({ ref, engine }) => [ref, engine])]).toEqual([
      EXIT.no,
      [
        ['scorecard/wealth', 'sql'],
        ['segmentation/tier', 'sql'],
      ],
    ]);
    for (const { request, other } of differences) {
      expect(request['facts']).toEqual({ aum: 1000 });
      expect(other).toMatchObject({ value: null });
    }
    expect((await run(true)).text).toBe(found.text);
    expect((await run(false)).text).toMatch(
      /^✗ scorecard\/wealth: function ≠ sql\n {4}\{.*"aum":1000.*\n {4}function: \{.*\n {4}sql: \{"value":null[\s\S]*; 2 differences\n$/,
    );
  });

  it('says where an engine breaks off, and why', async () => {
    const openNothing: typeof engineFor = async (name, library, ref, options) => {
      if (name === 'reference' && ref === 'criteria/recent') throw new Error('no rule engine here');
      return await engineFor(name, library, ref, options);
    };
    const { terminal, text, code } = recorder();
    const command = new Command('agree').exitOverride().option('--json');
    describeAgree(command, terminal, openNothing);
    await command.parseAsync([pack, '--engines', 'reference', '--records', '3', '--seed', '1', '--json'], {
      from: 'user',
    });
    const { differences } = JSON.parse(text()) as Answer;
    expect([code(), differences]).toMatchObject([
      EXIT.no,
      [
        {
          ref: 'criteria/recent',
          engine: 'reference',
          other: null,
          error: expect.stringContaining('no rule engine here') as string,
        },
      ],
    ]);
  });

  it('refuses a folder that is not there', async () => {
    const { terminal } = recorder();
    const command = new Command('agree').exitOverride();
    describeAgree(command, terminal);
    await expect(command.parseAsync([join(folder, 'nowhere')], { from: 'user' })).rejects.toBeInstanceOf(Refusal);
  });
});

function isAtBound(request: unknown): boolean {
  const facts = isObject(request) ? request['facts'] : undefined;
  return isObject(facts) && facts['aum'] === 1000;
}

const isRefused = ({ value }: Result): boolean => value === null || typeof value === 'boolean';
const spoilt = (result: Result): Result => ({ ...result, value: null });

function recorder() {
  let written = '';
  let ended: ExitCode | undefined;
  const terminal: Terminal = {
    language: 'en',
    write: async (more) => {
      written += more;
    },
    tell: () => {},
    end: (code) => {
      ended = code;
    },
  };
  return { terminal, text: () => written, code: () => ended };
}
