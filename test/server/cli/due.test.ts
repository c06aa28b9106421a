import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf } from '../../../definitions/index.ts';
import { temporaryFolder } from '../support/bank.ts';
import { documents } from '../support/definitions.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

describe('guiju due', { timeout: 120_000 }, () => {
  let folder: string;
  let pack: string;
  beforeAll(() => {
    folder = temporaryFolder();
    const [example] = kindOf('calendar')?.examples ?? [];
    pack = writeDefinitions(join(folder, 'pack'), [
      ...documents,
      ...(example === undefined ? [] : [example, { ...example, name: 'never', windows: {} }]),
    ]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const due = (calendar: string, from: string, budget: string, ...more: readonly string[]) =>
    guiju(['due', calendar, '--definitions', pack, '--from', from, '--budget', budget, ...more]);

  it('answers the due time and the windows that the budget used', async () => {
    const done = await due('calendar/retail-desk', '2026-10-09T16:30:00+08:00', 'P1D', '--json');
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(JSON.parse(done.stdout)).toEqual({
      dueAt: '2026-10-10T15:00:00+08:00',
      provisional: false,
      windows: [
        { from: '2026-10-09T16:30:00+08:00', to: '2026-10-09T17:30:00+08:00', counted: 'PT1H' },
        {
          from: '2026-10-10T09:00:00+08:00',
          to: '2026-10-10T15:00:00+08:00',
          counted: 'PT6H',
          name: 'Make-up working day',
        },
      ],
    });
  });

  it('counts days of the calendar one by one, and passes over those off work to the next working day', async () => {
    const done = await due('retail-desk', '2026-09-29T02:00:00Z', '{"calendarDays":2}', '--json', '--lang', 'zh-CN');
    expect(JSON.parse(done.stdout)).toEqual({
      dueAt: '2026-10-02T17:30:00+08:00',
      provisional: false,
      windows: [
        { from: '2026-09-30T00:00:00+08:00', to: '2026-10-01T00:00:00+08:00', counted: 'P1D' },
        { from: '2026-10-01T00:00:00+08:00', to: '2026-10-02T00:00:00+08:00', counted: 'P1D', name: '国庆节' },
        { from: '2026-10-02T00:00:00+08:00', to: '2026-10-02T17:30:00+08:00', counted: 'P0D' },
      ],
    });
  });

  it('tells it in lines, the first and the last of many', async () => {
    const [few, many] = [
      await due('retail-desk', '2026-12-31T16:00:00+08:00', 'PT4H', '--lang', 'zh-CN'),
      await due('retail-desk', '2026-03-02T09:00:00+08:00', 'PT2100H'),
    ];
    expect(few.stdout.split('\n')).toEqual([
      '自周四 2026-12-31 16:00 起 4 个工作小时，于周五 2027-01-01 11:30 到期（暂定），按 Asia/Shanghai 的时间',
      '  周四 2026-12-31 16:00 – 17:30  1 小时 30 分钟',
      '  周五 2027-01-01 09:00 – 11:30  2 小时 30 分钟',
      '',
    ]);
    const days = await due('retail-desk', '2026-09-29T02:00:00Z', '{"calendarDays":2}');
    expect(days.stdout.split('\n').slice(1)).toEqual([
      '  Wednesday 2026-09-30 00:00 – Thursday 2026-10-01 00:00  1 day',
      '  Thursday 2026-10-01 00:00 – Friday 2026-10-02 00:00  1 day  National Day',
      '  Friday 2026-10-02 00:00 – 17:30  not counted',
      '',
    ]);
    const lines = many.stdout.split('\n');
    expect(lines[0]).toMatch(
      /^2100 working hours from Monday 2026-03-02 09:00: due on \w+ 2027-0\d-\d\d \d\d:\d\d \(provisional\), by the time of Asia\/Shanghai$/,
    );
    expect(lines).toHaveLength(1 + 40 + 1 + 1);
    expect(lines[21]).toMatch(/^ {2}… \d{3} more windows …$/);
  });

  it.each<[string, readonly [string, string, string], string, RegExp]>([
    ['an unknown calendar', ['retail-dest', '2026-11-16T09:00:00Z', 'P1D'], 'definition-not-found', /retail-desk/],
    ['what is no calendar', ['scorecard/wealth', '2026-11-16T09:00:00Z', 'P1D'], 'not-a-calendar', /scorecard/],
    ['a calendar with errors', ['never', '2026-11-16T09:00:00Z', 'P1D'], 'definition-has-errors', /windows/],
    ['a start without a zone', ['retail-desk', '2026-11-16T09:00:00', 'P1D'], 'option-malformed', /--from/],
    ['a budget of nothing', ['retail-desk', '2026-11-16T09:00:00Z', 'PT0H'], 'option-malformed', /above nothing/],
    ['a budget of months', ['retail-desk', '2026-11-16T09:00:00Z', 'P1M'], 'option-malformed', /P1M/],
    ['half a JSON', ['retail-desk', '2026-11-16T09:00:00Z', '{"calendarDays":'], 'option-malformed', /--budget/],
    [
      'a due time after a hundred years',
      ['retail-desk', '2026-11-16T09:00:00Z', 'PT876000H'],
      'due-too-far',
      /hundred/,
    ],
  ])('refuses %s', async (_, [calendar, from, budget], code, told) => {
    const [said, json] = [
      await due(calendar, from, budget),
      await due(calendar, from, budget, '--json', '--lang', 'zh-CN'),
    ];
    expect([said.code, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toMatch(told);
    expect(json.code).toBe(2);
    expect(json.stdout + json.stderr).toContain(code);
    expect(`${json.stdout}${json.stderr}`).not.toMatch(/ at .*\.js/);
  });
});
