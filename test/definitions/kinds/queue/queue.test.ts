import { describe, expect, it } from 'vitest';
import { checkQueue } from '../../../../definitions/kinds/queue/check.ts';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import { machineOf, type QueueDocument } from '../../../../definitions/kinds/queue/queue.ts';
import { queueExamples } from '../../../../definitions/kinds/queue/examples.ts';
import type { Document } from '../../../../definitions/model/document.ts';
import type { Environment } from '../../../../definitions/model/environment.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import type { Language } from '../../../../definitions/model/text.ts';
import { libraryOf, problemsOf } from '../answer.ts';

/** A workflow as queues read it: with a state in a state. */
const WORKFLOW = {
  kind: 'workflow',
  name: 'complaint',
  title: { 'zh-CN': '投诉流程', en: 'Complaint' },
  entity: 'entity/complaint',
  machine: {
    initial: 'new',
    states: {
      new: { on: { claim: 'working' } },
      working: {
        initial: 'inProgress',
        on: { resolve: 'resolved' },
        states: {
          inProgress: { id: 'inProgress', on: { customerContacted: {}, askCustomer: 'waitingCustomer' } },
          waitingCustomer: { id: 'waitingCustomer' },
        },
      },
      resolved: { on: { reopen: 'working' } },
      closed: { type: 'final' },
    },
  },
};
const COMPLAINT = {
  kind: 'entity',
  name: 'complaint',
  title: { 'zh-CN': '投诉', en: 'Complaint' },
  key: 'complaintId',
  fields: {
    complaintId: { type: 'string', title: { 'zh-CN': '编号', en: 'Number' } },
    urgent: { type: 'boolean', title: { 'zh-CN': '紧急', en: 'Urgent' } },
    complainedAbout: { type: 'string', optional: true, title: { 'zh-CN': '被投诉员工', en: 'Employee' } },
  },
};
const entities = libraryOf(COMPLAINT).environment;
const environment: Environment = {
  ...entities,
  document: (id) =>
    id === 'queue/cards'
      ? ({ kind: 'queue', name: 'cards', workflow: 'workflow/card' } as unknown as Document)
      : id === 'workflow/complaint'
        ? (WORKFLOW as unknown as Document)
        : id === 'calendar/retail-desk'
          ? ({
              kind: 'calendar',
              name: 'retail-desk',
              workingDay: 'PT7H',
              title: { 'zh-CN': '零售业务日历', en: 'Retail desk' },
            } as Document)
          : entities.document(id),
};

const [example] = queueExamples;
const queue = (of: JsonObject): QueueDocument => ({ ...example, ...of }) as unknown as QueueDocument;
const clock = (of: JsonObject): JsonObject => ({
  clocks: [
    { name: 'resolve', runsIn: ['new', 'inProgress'], stopsIn: ['resolved'], budgets: [{ budget: 'P3D' }], ...of },
  ],
  order: [],
  ladder: [],
});
const codes = (of: JsonObject) => checkQueue(queue(of), environment).map(({ code, pointer }) => `${code}@${pointer}`);
const urgent = { all: [{ fact: 'urgent', operator: 'equal', value: true }] };

describe('what a queue may not say', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['nothing is wrong with the example', {}, []],
    ['a clock that nothing stops', clock({ stopsIn: undefined as unknown as Json }), ['clock-without-stop@/clocks/0']],
    ['a state that is not there', clock({ runsIn: ['new', 'inProgres'] }), ['clock-state-unknown@/clocks/0/runsIn/1']],
    ['a state that only holds others', clock({ runsIn: ['working'] }), ['clock-state-unknown@/clocks/0/runsIn/0']],
    ['an event that is not there', clock({ stopsOn: ['contacted'] }), ['clock-event-unknown@/clocks/0/stopsOn/0']],
    [
      'a state in which it runs and stops',
      clock({ runsIn: ['new', 'resolved'] }),
      ['clock-state-both@/clocks/0/runsIn/1'],
    ],
    [
      'days of the calendar that would pause',
      clock({ budgets: [{ budget: { calendarDays: 15 } }] }),
      ['clock-pauses-days@/clocks/0/runsIn'],
    ],
    [
      'days of the calendar that run wherever nothing stops them',
      clock({ runsIn: ['new', 'inProgress', 'waitingCustomer'], budgets: [{ budget: { calendarDays: 15 } }] }),
      [],
    ],
    ['a budget of nothing', clock({ budgets: [{ budget: 'PT0H' }] }), ['budget-of-nothing@/clocks/0/budgets/0/budget']],
    [
      'requests without a budget',
      clock({ budgets: [{ when: urgent, budget: 'PT4H' }] }),
      ['budget-without-end@/clocks/0/budgets/0'],
    ],
    [
      'a budget that is never used',
      clock({ budgets: [{ budget: 'P3D' }, { when: urgent, budget: 'PT4H' }] }),
      ['budget-behind-last@/clocks/0/budgets/1'],
    ],
    [
      'a condition on what the request has not',
      clock({
        budgets: [
          { when: { all: [{ fact: 'urgnt', operator: 'equal', value: true }] }, budget: 'PT4H' },
          { budget: 'P3D' },
        ],
      }),
      ['unknown-fact@/clocks/0/budgets/0/when/all/0/fact'],
    ],
    [
      'an extension that is not longer',
      clock({ extensions: [{ to: 'P3D', by: 'team-lead' }] }),
      ['extension-not-longer@/clocks/0/extensions/0/to'],
    ],
    [
      'an extension that is longer in days and not in hours',
      clock({ budgets: [{ budget: 'PT22H' }], extensions: [{ to: 'P3D', by: 'team-lead' }] }),
      ['extension-not-longer@/clocks/0/extensions/0/to'],
    ],
    [
      'an extension of another sort of time',
      clock({ extensions: [{ to: { calendarDays: 30 }, by: 'team-lead' }] }),
      ['extension-of-another-sort@/clocks/0/extensions/0/to', 'clock-pauses-days@/clocks/0/runsIn'],
    ],
    [
      'a rung of a clock that is not there',
      { ladder: [{ clock: 'resolv', at: '80%', actions: [] }] },
      ['rung-clock-unknown@/ladder/0/clock'],
    ],
    ['a share of no clock', { ladder: [{ at: '80%', actions: [] }] }, ['rung-needs-clock@/ladder/0']],
    [
      'a re-open of a clock',
      { ladder: [{ clock: 'resolve', at: 'reopened 2', actions: [] }] },
      ['rung-of-request@/ladder/0/clock'],
    ],
    [
      'a rung twice',
      { ladder: [1, 2].map(() => ({ clock: 'resolve', at: '80%', actions: [] })) },
      ['rung-twice@/ladder/1/at'],
    ],
    [
      'overdue by nothing',
      { ladder: [{ clock: 'resolve', at: 'overdue PT0H', actions: [] }] },
      ['rung-unknown@/ladder/0/at'],
    ],
    [
      'a move to a queue of another workflow',
      {
        ladder: [
          {
            clock: 'resolve',
            at: '100%',
            actions: [{ type: 'escalate', params: { level: 1, toQueue: 'queue/cards' } }],
          },
        ],
      },
      ['queue-of-another-workflow@/ladder/0/actions/0/params/toQueue'],
    ],
    [
      'a field that is not there, one of another type, and the key',
      {
        ladder: [
          {
            at: 'reopened 2',
            actions: [
              { type: 'set-field', params: { field: 'urgnt', value: true } },
              { type: 'set-field', params: { field: 'urgent', value: 'yes' } },
              { type: 'set-field', params: { field: 'complaintId', value: 'C-1' } },
              { type: 'set-field', params: { field: 'urgent' } },
              { type: 'link', params: { as: 'parent', field: 'parnt' } },
              { type: 'set-field', params: { field: 'urgent', value: true } },
            ],
          },
        ],
      },
      [
        'workflow-field-unknown@/ladder/0/actions/0/params/field',
        'workflow-value-unfit@/ladder/0/actions/1/params/value',
        'workflow-field-key@/ladder/0/actions/2/params/field',
        'workflow-value-once@/ladder/0/actions/3',
        'workflow-field-unknown@/ladder/0/actions/4/params/field',
      ],
    ],
    [
      'the data of an event where none happens, an event raised, and an approval',
      clock({
        onExtend: [
          { type: 'set-field', params: { field: 'urgent', fromData: 'urgent' } },
          { type: 'raise', params: { event: 'resolve' } },
          { type: 'require-approval', params: { limits: 'decision-table/authority', mode: 'all' } },
        ],
      }),
      [
        'queue-action-without-event@/clocks/0/onExtend/0/params/fromData',
        'queue-action-of-workflow@/clocks/0/onExtend/1',
        'queue-action-of-workflow@/clocks/0/onExtend/2',
      ],
    ],
    ['an order by a clock that is not there', { order: ['clock:respnd asc'] }, ['rung-clock-unknown@/order/0']],
  ])('%s', (_, of, expected) => {
    expect(codes(of)).toEqual(expected);
  });

  it('says in both languages what was found and what is near', () => {
    const [found] = checkQueue(queue(clock({ runsIn: ['new', 'inProgres'] })), environment);
    expect(found?.message.en).toMatch(/"inProgres" is no state of workflow\/complaint.*inProgress/);
    expect(found?.message['zh-CN']).toMatch(/“inProgres”不是 workflow\/complaint 的状态.*inProgress/);
  });

  it('refuses by its schema what is no rung and no order', () => {
    const told = problemsOf(
      queue({
        ladder: [{ clock: 'resolve', at: '180%', actions: [{ type: 'assign', params: { to: 'queue' } }] }],
        order: ['priority'],
      }),
    );
    expect(told.filter((one) => !one.startsWith('unknown-reference'))).toEqual([
      'text-malformed@/order/0',
      'text-malformed@/ladder/0/at',
    ]);
  });
});

it('reads the states of a workflow by the names that a step answers, nested ones too', () => {
  const nested = {
    kind: 'workflow',
    machine: { states: { review: { states: { first: {}, back: { type: 'history' } } } } },
  };
  expect([...(machineOf(nested as unknown as Document)?.states ?? [])]).toEqual(['review.first']);
  const machine = machineOf(WORKFLOW as unknown as Document);
  expect([...(machine?.states ?? [])]).toEqual(['new', 'inProgress', 'waitingCustomer', 'resolved', 'closed']);
  expect([...(machine?.final ?? [])]).toEqual(['closed']);
  expect([...(machine?.events ?? [])].sort()).toEqual([
    'askCustomer',
    'claim',
    'customerContacted',
    'reopen',
    'resolve',
  ]);
});

describe('a queue in words', () => {
  const words = (of: JsonObject, language: Language) => kindOf('queue')?.words(queue(of), null, environment, language);

  it('says of each clock what it counts, when it pauses and stops, and the longest it may come to', () => {
    expect(words({}, 'en')).toEqual([
      'Worked on by “agent” of “hangzhou” who can do “cards”, by the workflow “Complaint” and the calendar “Retail desk”.',
      'Requests are assigned to who has the fewest; at most 20 each; what is not taken up within 30 working minutes returns.',
      'Recused: whoever “Employee” names, and all who report to them, never receive, read, are told of or decide it.',
      'In order of “priority” downwards, what is due first by “Resolution”, “receivedAt” upwards.',
      'First contact: 4 working hours; it runs in “new” or “inProgress” and pauses elsewhere; it stops on “customerContacted”; at the longest 4 working hours.',
      'Resolution: 3 working days; it runs in “new” or “inProgress” and pauses elsewhere; it stops in “resolved” or “closed”; at the longest 3 working days.',
      'Regulator’s limit: 15 days; it never pauses; it stops in “resolved” or “closed”; “team lead” may extend it to 30 days; “president” may extend it to 60 days; on extension the customer is told by “extension”; with extensions at the longest 60 days.',
      'When 80% of “Resolution” is used, “team lead” is told by “at-risk”.',
      'When “Resolution” is due, it is escalated by 1 level.',
      'On re-opening number 2, “president” is told by “reopened”.',
    ]);
  });

  it('in Chinese', () => {
    expect(
      words(
        {
          ladder: [
            {
              clock: 'resolve',
              at: 'overdue PT4H',
              actions: [{ type: 'notify', params: { to: 'assignee', template: 'template/late' } }],
            },
            { at: 'idle P1D', actions: [{ type: 'raise-priority', params: { by: 1 } }] },
          ],
        },
        'zh-CN',
      ),
    ).toEqual([
      '按流程“投诉流程”和日历“零售业务日历”，由“hangzhou”的“坐席”（会“cards”）处理。',
      '分派给手头最少的人，每人至多 20 件，30 个工作分钟内未接手则退回。',
      '回避：“被投诉员工”所记的人及其各级下属，不接收、不查看、不被告知、不决定。',
      '顺序：“优先级”由大到小，“办结”先到期者在前，“receivedAt”由小到大。',
      '首次联系：4 个工作小时；在“new”或“inProgress”中计时，其余暂停；发生“customerContacted”时停止；最长 4 个工作小时。',
      '办结：3 个工作日；在“new”或“inProgress”中计时，其余暂停；进入“resolved”或“closed”时停止；最长 3 个工作日。',
      '监管时限：15 日；从不暂停；进入“resolved”或“closed”时停止；经“班组长”批准可延至 30 日；经“行长”批准可延至 60 日；延期时以“extension”通知客户；连同延期最长 60 日。',
      '“办结”超过 4 个工作小时时，以“late”通知处理人。',
      '1 个工作日无人处理时，优先级提高 1 级。',
    ]);
  });

  it('says who sees its requests: whom its access lists, and whoever may grant an extension', () => {
    const access = { read: ['agent', 'team-lead'] };
    expect(words({ access }, 'en')?.at(-1)).toBe('May be read by “agent”, “team lead” and “president”.');
    expect(words({ access }, 'zh-CN')?.at(-1)).toBe('可查看：“坐席”、“班组长”和“行长”。');
    expect(words({ access: { work: ['agent'] } }, 'en')?.at(-1)).toBe('May be worked on by “agent”.');
  });

  it('says whom a budget is for', () => {
    const budgets = [{ when: urgent, budget: 'PT2H' }, { budget: 'P3D' }];
    expect(words(clock({ budgets }), 'en')?.[3]).toMatch(
      /^resolve: 2 working hours where .*[Uu]rgent.*, otherwise 3 working days; /,
    );
    expect(words(clock({ budgets }), 'zh-CN')?.[3]).toMatch(
      /^resolve：.*紧急.*时 2 个工作小时，否则 3 个工作日；.*；最长 3 个工作日。$/,
    );
  });
});
