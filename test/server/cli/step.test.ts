import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/bank.ts';
import { guiju, writeDefinitions } from '../support/server.ts';
import { AROUND, COMPLAINT } from '../../definitions/kinds/workflow/complaint.ts';

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
    expect(zh.stdout).toContain('在虚拟时间中逐个事件运行流程、队列或状态机');
    expect(en.stdout).toContain('Run a workflow, a queue or a state machine event by event');
  });
});

const QUEUE = {
  kind: 'queue',
  name: 'complaints',
  workflow: 'workflow/complaint',
  calendar: 'calendar/desk',
  members: [{ role: 'agent', organisation: 'hangzhou' }],
  assign: { strategy: 'manual' },
  clocks: [
    {
      name: 'resolve',
      runsIn: ['new', 'inProgress'],
      stopsIn: ['resolved', 'closed'],
      budgets: [{ when: { condition: 'criteria/large' }, budget: 'PT7H' }, { budget: 'P3D' }],
      extensions: [{ to: 'P5D', by: 'team-lead' }],
    },
  ],
  ladder: [{ clock: 'resolve', at: '100%', actions: [{ type: 'escalate', params: { level: 2 } }] }],
};

describe('guiju step of a workflow and of a queue', () => {
  let folder: string;
  let rules: string;
  beforeAll(() => {
    folder = temporaryFolder();
    rules = writeDefinitions(join(folder, 'rules'), [...AROUND, COMPLAINT, QUEUE]);
    writeFileSync(join(folder, 'facts.json'), JSON.stringify({ number: 'C-1', amount: 10 }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const words = (...more: readonly string[]) => [
    ...['step', 'workflow/complaint', '--definitions', rules, '--from', '2026-11-18T15:00:00+08:00', '--events', '-'],
    ...more,
  ];

  it('lives by calendars and criteria, with the facts of the request and through JSON', async () => {
    const facts = ['--facts', join(folder, 'facts.json')];
    const lines = [
      '{"event":"claim","by":"agent-7"}',
      '{"event":"resolve"}',
      '{"event":"resolve","facts":{"number":"C-1","amount":10,"reply":"好"}}',
      '{"advance":{"ms":613800000}}',
      '{"event":"customerReplied"}',
    ];
    const input = lines.join('\n');
    const [plain, restarted] = [
      await guiju(words(...facts), { input }),
      await guiju(words(...facts, '--restart'), { input }),
    ];
    expect([plain.code, plain.stderr]).toEqual([0, '']);
    expect(restarted.stdout).toBe(plain.stdout);
    const said = plain.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(
      said.map(({ state, at, timers, problems }) => [
        state.join(),
        at,
        timers.map(({ name, dueAt }) => `${name} ${dueAt}`).join(),
        ...problems.map(({ code }) => code),
      ]),
    ).toEqual([
      ['new', '2026-11-18T07:00:00Z', 'unclaimed 2026-11-18T09:00:00Z'],
      ['inProgress', '2026-11-18T07:00:00Z', ''],
      ['inProgress', '2026-11-18T07:00:00Z', '', 'event-guarded'],
      ['resolved', '2026-11-18T07:00:00Z', 'quiet 2026-11-25T09:30:00Z'],
      ['closed', '2026-11-25T09:30:00Z', ''],
      ['closed', '2026-11-25T09:30:00Z', '', 'machine-finished'],
    ]);
  });

  it('runs the clocks and the ladder of a queue beside it, with the budget that the facts choose', async () => {
    writeFileSync(join(folder, 'large.json'), JSON.stringify({ number: 'C-1', amount: 10_000 }));
    const queue = words('--facts', join(folder, 'large.json')).map((word) =>
      word === 'workflow/complaint' ? 'queue/complaints' : word,
    );
    const input = [
      '{"event":"claim"}',
      '{"advance":"P1D"}',
      '{"extend":"resolve","to":"P5D"}',
      '{"event":"askCustomer"}',
    ].join('\n');
    const [plain, restarted] = [await guiju(queue, { input }), await guiju([...queue, '--restart'], { input })];
    expect([plain.code, plain.stderr]).toEqual([0, '']);
    expect(restarted.stdout).toBe(plain.stdout);
    const lines = plain.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines.map(({ clocks }) => clocks)).toEqual([
      [{ name: 'resolve', cycle: 1, consumed: 'PT0H', dueAt: '2026-11-19T07:00:00Z' }],
      [{ name: 'resolve', cycle: 1, consumed: 'PT0H', dueAt: '2026-11-19T07:00:00Z' }],
      [{ name: 'resolve', cycle: 1, consumed: 'PT7H', dueAt: '2026-11-19T07:00:00Z' }],
      [{ name: 'resolve', cycle: 1, consumed: 'PT7H', dueAt: '2026-11-25T07:00:00Z' }],
      [{ name: 'resolve', cycle: 1, consumed: 'PT7H', dueAt: null }],
    ]);
    expect(lines[2]?.effects).toEqual([
      {
        type: 'escalate',
        params: { level: 2 },
        at: '2026-11-19T07:00:00Z',
        rung: { at: '100%', clock: 'resolve', cycle: 1, generation: 1 },
      },
    ]);
    expect(lines[3]).toMatchObject({
      queue: 'queue/complaints',
      rungs: [{ clock: 'resolve', at: '100%', dueAt: '2026-11-25T07:00:00Z' }],
    });
  });

  it.each<readonly [string, readonly string[], string]>([
    [
      'what is no workflow',
      ['step', 'criteria/large', '--definitions', '@', '--from', '2026-03-02', '--events', '-'],
      'definition-steps-not',
    ],
    [
      'an unknown workflow',
      ['step', 'workflow/x', '--definitions', '@', '--from', '2026-03-02', '--events', '-'],
      'definition-not-found',
    ],
    [
      'a workflow without a folder',
      ['step', 'workflow/complaint', '--from', '2026-03-02', '--events', '-'],
      'step-of-what',
    ],
    ['nothing to step', ['step', '--from', '2026-03-02', '--events', '-'], 'step-of-what'],
  ])('refuses %s', async (_, given, code) => {
    const done = await guiju([...given.map((word) => (word === '@' ? rules : word)), '--json']);
    const { problems } = JSON.parse(done.stdout) as Pick<Line, 'problems'>;
    expect([done.code, problems.map((problem) => problem.code)]).toEqual([2, [code]]);
  });
});

interface Line {
  readonly at: string;
  readonly state: readonly string[];
  readonly effects: readonly { readonly type: string }[];
  readonly timers: readonly { readonly name: string; readonly dueAt: string }[];
  readonly clocks: readonly object[];
  readonly problems: readonly { readonly code: string }[];
}
