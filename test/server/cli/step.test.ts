import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/bank.ts';
import { guiju } from '../support/server.ts';

const MACHINE = {
  id: 'loan',
  initial: 'open',
  states: {
    open: {
      initial: 'new',
      states: {
        new: { on: { claim: 'held' } },
        held: { after: { 3_600_000: { actions: 'remind' } } },
        last: { type: 'history' },
      },
      on: { wait: 'waiting', close: 'closed' },
    },
    waiting: { on: { back: 'open.last' } },
    closed: { type: 'final' },
  },
};

describe('guiju step --machine', () => {
  let folder: string;
  let machine: string;
  beforeAll(() => {
    folder = temporaryFolder();
    machine = join(folder, 'machine.json');
    writeFileSync(machine, JSON.stringify(MACHINE));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes the initial state, then one line a line; the same when it begins anew between every two steps', async () => {
    const input = [
      '{"event":"claim","by":"agent-7"}',
      '{"event":"wait"}',
      '',
      '{"event":"back","data":{"reply":"好"}}',
      '{"advance":"PT1H"}',
      '{"event":"resolve"}',
      '{"event":',
      '{"event":"close"}',
    ].join('\n');
    const words = ['step', '--machine', machine, '--from', '2026-03-02T09:00:00+08:00', '--events', '-'];
    const [plain, restarted] = [await guiju(words, { input }), await guiju([...words, '--restart'], { input })];
    expect([plain.code, plain.stderr]).toEqual([0, '']);
    expect(restarted.stdout).toBe(plain.stdout);
    const lines = plain.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines[0]).toEqual({
      state: ['open.new'],
      at: '2026-03-02T01:00:00Z',
      effects: [],
      timers: [],
      clocks: [],
      problems: [],
    });
    expect(
      lines.map(({ state, effects, timers, problems }) => [
        state.join(),
        effects.map(({ type }) => type).join(),
        timers.map(({ name, dueAt }) => `${name} ${dueAt}`).join(),
        ...problems.map(({ code }) => code),
      ]),
    ).toEqual([
      ['open.new', '', ''],
      ['open.held', '', '3600000 2026-03-02T02:00:00Z'],
      ['waiting', '', ''],
      ['open.held', '', '3600000 2026-03-02T02:00:00Z'],
      ['open.held', 'remind', ''],
      ['open.held', '', '', 'event-unknown'],
      ['open.held', '', '', 'line-not-json'],
      ['closed', '', ''],
    ]);
  });

  it.each([
    ['no machine', ['--machine', 'none.json'], 'file-not-readable'],
    ['no instant', ['--from', 'tomorrow'], 'option-malformed'],
    ['standard input for both', ['--machine', '-'], 'stdin-twice'],
  ])('refuses %s', async (_, words, code) => {
    const given = { '--machine': machine, '--from': '2026-03-02', '--events': '-', [words[0] ?? '']: words[1] ?? '' };
    const done = await guiju(['step', ...Object.entries(given).flat(), '--json'], { input: '' });
    const { problems } = JSON.parse(done.stdout) as Pick<Line, 'problems'>;
    expect([done.code, problems.map((problem) => problem.code)]).toEqual([2, [code]]);
  });

  it('explains itself in both languages', async () => {
    const [zh, en] = [
      await guiju(['step', '--help', '--lang', 'zh-CN']),
      await guiju(['step', '--help', '--lang', 'en']),
    ];
    expect([zh.code, en.code]).toEqual([0, 0]);
    expect(zh.stdout).toContain('在虚拟时间中逐个事件运行状态机');
    expect(en.stdout).toContain('Run a state machine event by event in virtual time');
  });
});

interface Line {
  readonly state: readonly string[];
  readonly effects: readonly { readonly type: string }[];
  readonly timers: readonly { readonly name: string; readonly dueAt: string }[];
  readonly problems: readonly { readonly code: string }[];
}
