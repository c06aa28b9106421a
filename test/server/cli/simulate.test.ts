import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AROUND, COMPLAINT } from '../../definitions/kinds/workflow/complaint.ts';
import { temporaryFolder } from '../support/bank.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

const queue = (budget: string) => ({
  kind: 'queue',
  name: 'complaints',
  title: { 'zh-CN': '投诉', en: 'Complaints' },
  workflow: 'workflow/complaint',
  calendar: 'calendar/desk',
  members: [{ role: 'agent', organisation: 'hangzhou' }],
  assign: { strategy: 'manual' },
  clocks: [
    {
      name: 'resolve',
      title: { 'zh-CN': '办结时限', en: 'Resolution' },
      runsIn: ['new', 'inProgress'],
      stopsIn: ['resolved', 'closed'],
      budgets: [{ budget }],
    },
  ],
  ladder: [{ clock: 'resolve', at: '100%', actions: [{ type: 'escalate', params: { level: 2 } }] }],
});
const at = (time: string) => `2026-11-18T${time}:00+08:00`;
const resolve = (number: string, time: string) => ({
  at: at(time),
  event: 'resolve',
  facts: { number, amount: 10, reply: '好' },
});
const request = (number: string, time: string, ...events: readonly object[]) =>
  JSON.stringify({ id: number, at: at(time), facts: { number, amount: 10 }, events });
/** Two hours of work, five and a half, and one that nobody takes up: nobody may resolve it so. */
const REQUESTS = [
  request('C-1', '09:00', { at: at('09:30'), event: 'claim', by: 'amy' }, resolve('C-1', '11:00')),
  request('C-2', '10:00', { at: at('13:30'), event: 'claim', by: 'amy' }, resolve('C-2', '17:00')),
  request('C-3', '11:00', resolve('C-3', '15:00')),
].join('\n');

const MALFORMED = 'simulate-line-malformed';

describe('guiju simulate', () => {
  let folder: string;
  let [rules, before] = ['', ''];
  beforeAll(() => {
    folder = temporaryFolder();
    rules = writeDefinitions(join(folder, 'new'), [...AROUND, COMPLAINT, queue('PT5H')]);
    before = writeDefinitions(join(folder, 'old'), [...AROUND, COMPLAINT, queue('PT7H')]);
    writeFileSync(join(folder, 'requests.ndjson'), REQUESTS);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const words = () => [
    ...['simulate', 'complaints', '--definitions', rules, '--against', before],
    ...['--events', join(folder, 'requests.ndjson'), '--until', '2026-11-19T18:00:00+08:00'],
  ];

  it('counts what a draft and what is in force come to, side by side, in both languages', async () => {
    const [json, en, zh] = await Promise.all([
      guiju([...words(), '--json']),
      guiju([...words(), '--lang', 'en']),
      guiju([...words(), '--lang', 'zh-CN']),
    ]);
    const shared = {
      requests: 3,
      notBegun: 0,
      from: '2026-11-18T01:00:00Z',
      until: '2026-11-19T10:00:00Z',
      messages: 0,
      problems: { 'event-not-accepted': 1 },
      queues: { 'queue/complaints': { requests: 3, most: 2, mostAt: '2026-11-18T02:00:00Z', average: 1.2 } },
    };
    expect(JSON.parse(json.stdout)).toEqual({
      queue: 'queue/complaints',
      definitions: {
        ...shared,
        clocks: { resolve: { inTime: 1, missed: 2, open: 0 } },
        escalations: { 1: 2, 2: 2 },
      },
      against: { ...shared, clocks: { resolve: { inTime: 2, missed: 1, open: 0 } }, escalations: { 1: 2, 2: 1 } },
    });
    expect(en.stdout.split('\n').slice(0, 6)).toEqual([
      'Queue “Complaints”: 3 requests, 2026-11-18T09:00:00+08:00 to 2026-11-19T18:00:00+08:00',
      '  old  new',
      '    2    1  “Resolution” in time',
      '    1    2  “Resolution” missed',
      '    0    0  “Resolution” open, not late',
      '    2    2  escalated to level 1',
    ]);
    expect(zh.stdout).toContain('    1    2  “办结时限”超时\n');
    expect(zh.stdout).toContain('例：第 3 个请求：状态 new 不接受事件“resolve”');
    expect([json.code, en.code, zh.code]).toEqual([0, 0, 0]);
  });

  it.each<readonly [string, readonly string[], string]>([
    ['what is no queue', ['workflow/complaint'], 'simulate-of-queues'],
    ['an unknown queue', ['queue/x'], 'definition-not-found'],
    ['events before their request', ['complaints', request('C-1', '09:00', resolve('C-1', '08:00'))], MALFORMED],
    ['a line that is no request', ['complaints', '{"event":"claim"}'], MALFORMED],
    ['a line that is no JSON', ['complaints', '{"at":'], 'line-not-json'],
  ])('refuses %s', async (_, [ref = '', input = REQUESTS], code) => {
    const done = await guiju(['simulate', ref, '--definitions', rules, '--events', '-', '--json'], { input });
    const { problems } = JSON.parse(done.stdout) as { readonly problems: readonly { readonly code: string }[] };
    expect([done.code, problems.map((problem) => problem.code)]).toEqual([2, [code]]);
  });
});
