import { describe, expect, it } from 'vitest';
import { runCases } from '../../../../definitions/cases.ts';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import { workflowRows } from '../../../../definitions/kinds/workflow/rows.ts';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { message } from '../../../../definitions/model/text.ts';
import { COMPLAINT, linked, problemsOf, workflow } from './complaint.ts';

describe('what a workflow says', () => {
  const told = (document: JsonObject, language: 'zh-CN' | 'en') => {
    const { environment } = linked(document);
    return kindOf('workflow')?.words(document as never, null, environment, language);
  };
  it('is one sentence a state', () => {
    expect(told(COMPLAINT, 'en')).toEqual([
      'Each complaint begins in “New” and ends in “closed”.',
      '“New”: on “claim”, it goes to “In progress”, who caused it works on it; after 2 working hours, it is escalated by 1 level.',
      '“In progress”: on “customerContacted”, it is noted, and the state stays; on “askCustomer”, it goes to “waitingCustomer”; on “Resolve”, where it meets “Reply recorded”, it goes to “resolved”.',
      '“waitingCustomer”: on “customerReplied”, it goes to “In progress”.',
      '“resolved”: on “reopen”, it goes to “In progress”; after 7 days, it goes to “closed”.',
    ]);
    expect(told(COMPLAINT, 'zh-CN')).toEqual([
      '每一件投诉从“待认领”开始，到“closed”结束。',
      '“待认领”：收到“claim”时，转到“处理中”，由操作人处理；满 2 个工作小时后，升级至上 1 级机构。',
      '“处理中”：收到“customerContacted”时，记录下来，状态不变；收到“askCustomer”时，转到“waitingCustomer”；收到“办结”时且符合“已记录答复”，转到“resolved”。',
      '“waitingCustomer”：收到“customerReplied”时，转到“处理中”。',
      '“resolved”：收到“reopen”时，转到“处理中”；满 7 日后，转到“closed”。',
    ]);
  });
  it('tells every action in both languages', () => {
    const actions = [
      ...['actor', 'queue', 'previous', 'nobody'].map((to) => ({ type: 'assign', params: { to } })),
      { type: 'raise-priority', params: { by: 2 } },
      { type: 'escalate', params: { level: 2 } },
      { type: 'start-survey' },
      { type: 'call-webhook', params: { webhook: 'core' } },
      { type: 'set-field', params: { field: 'reply', value: '好' } },
      { type: 'set-field', params: { field: 'reply', value: null } },
      { type: 'set-field', params: { field: 'reply', fromData: 'text' } },
      { type: 'link', params: { as: 'follow-up', field: 'reply' } },
      { type: 'raise', params: { event: 'go', delay: 'soon' } },
      { type: 'raise', params: { event: 'go' } },
    ];
    const document = workflow(
      { initial: 'a', states: { a: { on: { go: { target: 'b', actions } } }, b: { type: 'final' } } },
      { delays: { soon: { budget: { elapsed: 'PT5M' } } } },
    );
    expect(problemsOf(document)).toEqual([]);
    expect(told(document, 'en')?.[1]).toBe(
      '“a”: on “go”, it goes to “b”, who caused it works on it, it is assigned by the strategy of its queue, who had it before works on it, it is assigned to nobody, its priority rises by 2, it is escalated by 2 levels, a survey is sent, the webhook “core” is called, “Reply” becomes “好”, “Reply” is emptied, “Reply” is taken from “text” of the event, it is linked as a follow-up, “go” is raised after 5 minutes by the clock, “go” is raised.',
    );
    expect(told(document, 'zh-CN')?.[1]).toBe(
      '“a”：收到“go”时，转到“b”，由操作人处理，按队列方式分派，由上一位处理人处理，退回未分派，优先级提高 2 级，升级至上 2 级机构，发起问卷，调用回调“core”，“答复”设为“好”，清空“答复”，“答复”取自事件中的“text”，关联为后续件，满 5 分钟（按实际经过计）后引发“go”，引发“go”。',
    );
  });
});

it('tells an approval as banks practise it', () => {
  const params = {
    limits: 'decision-table/authority',
    mode: 'all',
    atLeast: '2/3',
    sequence: true,
    mayAdd: true,
    rejectTo: ['a'],
    delegate: 'absence',
    once: true,
  };
  const a = { on: { go: 'b' } };
  const b = { entry: [{ type: 'require-approval', params }], on: { approved: 'z', rejected: 'a' } };
  const { environment } = linked(workflow({ initial: 'a', states: { a, b, z: { type: 'final' } } }));
  const document = environment.document('workflow/tried');
  const told = (['zh-CN', 'en'] as const).map(
    (language) => kindOf('workflow')?.words(document as never, null, environment, language)[2],
  );
  expect(told).toEqual([
    '“b”：进入时按“审批权限”提请审批（至少 2/3 同意，依次签署，可以加签，可驳回至“a”，不在时由代理人签署，同一人只签一次）；收到“approved”时，转到“z”；收到“rejected”时，转到“a”。',
    '“b”: on entry approval by “Authority” is required (by at least 2/3 of them, one after another, others may be added, sent back to “a”, by a stand-in in absence, a person signs once); on “approved”, it goes to “z”; on “rejected”, it goes to “a”.',
  ]);
});

it('is a table of what happens in its states, each line with its place', () => {
  const rows = workflowRows(COMPLAINT as never);
  expect(
    rows.map(({ pointer, trigger, criteria, targets, actions }) => [
      pointer.replace('/machine/states/', ''),
      trigger.kind === 'event' || trigger.kind === 'after' ? message(trigger.name).en : trigger.kind,
      criteria ?? '',
      targets.map((one) => message(one).en).join(),
      actions.map((one) => message(one)['zh-CN']).join(),
    ]),
  ).toEqual([
    ['new/on/claim', 'claim', '', 'In progress', '指派'],
    ['new/after/unclaimed', '2 working hours', '', '', '升级'],
    ['inProgress/on/customerContacted', 'customerContacted', '', '', ''],
    ['inProgress/on/askCustomer', 'askCustomer', '', 'waitingCustomer', ''],
    ['inProgress/on/resolve', 'Resolve', 'criteria/reply-recorded', 'resolved', ''],
    ['waitingCustomer/on/customerReplied', 'customerReplied', '', 'In progress', ''],
    ['resolved/on/reopen', 'reopen', '', 'In progress', ''],
    ['resolved/after/quiet', '7 days', '', 'closed', ''],
    ['closed', 'final', '', '', ''],
  ]);
});

describe('a workflow is refused', () => {
  it('not, where it is sound', () => expect(problemsOf(COMPLAINT)).toEqual([]));
  const end = { z: { type: 'final' } };
  const approving = (on: JsonObject, params: JsonObject = {}) =>
    workflow({
      initial: 'a',
      states: {
        a: {
          entry: { type: 'require-approval', params: { limits: 'decision-table/authority', mode: 'all', ...params } },
          on,
        },
        ...end,
      },
    });
  it.each<readonly [string, JsonObject, readonly string[]]>([
    [
      'an unknown target',
      workflow({ initial: 'a', states: { a: { on: { go: 'zz' } }, ...end } }),
      ['workflow-target-unknown /machine/states/a/on/go'],
    ],
    [
      'an unknown id',
      workflow({ initial: 'a', states: { a: { on: { go: '#zz' } }, ...end } }),
      ['workflow-target-unknown /machine/states/a/on/go'],
    ],
    [
      'an unknown initial state',
      workflow({ initial: 'b', states: { a: { on: { go: 'z' } }, ...end } }),
      ['workflow-initial-unknown /machine'],
    ],
    [
      'no initial state within',
      workflow({ initial: 'a', states: { a: { states: { b: {} }, on: { go: 'z' } }, ...end } }),
      ['workflow-initial-unknown /machine/states/a'],
    ],
    [
      'one id for two',
      workflow({ initial: 'a', states: { a: { id: 'x', on: { go: 'z' } }, b: { id: 'x' }, ...end } }),
      ['workflow-id-twice /machine/states/b'],
    ],
    [
      'a final state that goes on',
      workflow({ initial: 'a', states: { a: { on: { go: 'z' } }, z: { type: 'final', on: { back: 'a' } } } }),
      ['workflow-final-leaves /machine/states/z'],
    ],
    [
      'an unknown delay',
      workflow({ initial: 'a', states: { a: { after: { soon: 'z' } }, ...end } }),
      ['workflow-delay-unknown /machine/states/a/after/soon'],
    ],
    [
      'an idle delay',
      workflow(
        { initial: 'a', states: { a: { on: { go: 'z' } }, ...end } },
        { delays: { soon: { budget: { elapsed: 'PT1H' } } } },
      ),
      ['workflow-delay-unused /delays/soon'],
    ],
    [
      'working time without a calendar',
      workflow(
        { initial: 'a', states: { a: { after: { soon: 'z' } }, ...end } },
        { delays: { soon: { budget: 'PT1H' } } },
      ),
      ['workflow-delay-needs-calendar /delays/soon'],
    ],
    [
      'a budget of nothing',
      workflow(
        { initial: 'a', states: { a: { after: { soon: 'z' } }, ...end } },
        { delays: { soon: { budget: { elapsed: 'PT0H' } } } },
      ),
      ['budget-of-nothing /delays/soon/budget'],
    ],
    [
      'a delay in milliseconds',
      workflow({ initial: 'a', states: { a: { after: { 1000: 'z' } }, ...end } }),
      ['name-malformed /machine/states/a/after/1000'],
    ],
    [
      'an event nobody accepts',
      workflow({ initial: 'a', states: { a: { on: { go: 'z' } }, ...end } }, { events: { gone: {} } }),
      ['workflow-event-unhandled /events/gone'],
    ],
    [
      'an event of XState',
      workflow({ initial: 'a', states: { a: { on: { 'xstate.init': 'z' } }, ...end } }),
      ['name-malformed /machine/states/a/on/xstate.init'],
    ],
    [
      'a raised event nobody accepts',
      workflow({
        initial: 'a',
        states: { a: { on: { go: { target: 'z', actions: { type: 'raise', params: { event: 'gone' } } } } }, ...end },
      }),
      ['workflow-event-unhandled /machine/states/a/on/go/actions/params/event'],
    ],
    [
      'an unknown guard',
      workflow({ initial: 'a', states: { a: { on: { go: { target: 'z', guard: 'larg' } } }, ...end } }),
      ['unknown-reference /machine/states/a/on/go/guard/params/of'],
    ],
    [
      'a guard of another kind',
      workflow({ initial: 'a', states: { a: { on: { go: { target: 'z', guard: { type: 'isLarge' } } } }, ...end } }),
      ['key-missing /machine/states/a/on/go/guard', 'not-one-of /machine/states/a/on/go/guard/type'],
    ],
    [
      'an unknown action',
      workflow({ initial: 'a', states: { a: { on: { go: { target: 'z', actions: [{ type: 'shout' }] } } }, ...end } }),
      ['no-form-fits /machine/states/a/on/go/actions/0'],
    ],
    [
      'parameters that do not fit',
      workflow({
        initial: 'a',
        states: { a: { on: { go: { target: 'z', actions: [{ type: 'escalate', params: { level: 0 } }] } } }, ...end },
      }),
      ['number-too-small /machine/states/a/on/go/actions/0/params/level'],
    ],
    [
      'an approval whose refusal nobody hears',
      approving({ approved: 'z' }),
      ['workflow-approval-unanswered /machine/states/a/entry'],
    ],
    [
      'an approval that is sent back to nowhere',
      approving({ approved: 'z', rejected: 'z' }, { rejectTo: ['intake'] }),
      ['workflow-state-unknown /machine/states/a/entry/params/rejectTo/0'],
    ],
    [
      'an approval on the way out',
      workflow({
        initial: 'a',
        states: {
          a: {
            exit: { type: 'require-approval', params: { limits: 'decision-table/authority', mode: 'all' } },
            on: { approved: 'z', rejected: 'z' },
          },
          ...end,
        },
      }),
      ['workflow-approval-misplaced /machine/states/a/exit'],
    ],
    [
      'a share that is none',
      approving({ approved: 'z', rejected: 'z' }, { atLeast: '2/0' }),
      ['text-malformed /machine/states/a/entry/params/atLeast'],
    ],
    [
      'a field that is not there',
      workflow({
        initial: 'a',
        states: {
          a: { on: { go: { target: 'z', actions: { type: 'set-field', params: { field: 'replly', value: 'x' } } } } },
          ...end,
        },
      }),
      ['workflow-field-unknown /machine/states/a/on/go/actions/params/field'],
    ],
    [
      'a key that is set',
      workflow({
        initial: 'a',
        states: {
          a: { on: { go: { target: 'z', actions: { type: 'set-field', params: { field: 'number', value: 'x' } } } } },
          ...end,
        },
      }),
      ['workflow-field-key /machine/states/a/on/go/actions/params/field'],
    ],
    [
      'a value that does not fit',
      workflow({
        initial: 'a',
        states: {
          a: { on: { go: { target: 'z', actions: { type: 'set-field', params: { field: 'amount', value: 'x' } } } } },
          ...end,
        },
      }),
      ['workflow-value-unfit /machine/states/a/on/go/actions/params/value'],
    ],
    [
      'a value from two sides',
      workflow({
        initial: 'a',
        states: {
          a: {
            on: {
              go: {
                target: 'z',
                actions: { type: 'set-field', params: { field: 'reply', value: 'x', fromData: 'y' } },
              },
            },
          },
          ...end,
        },
      }),
      ['workflow-value-once /machine/states/a/on/go/actions'],
    ],
    [
      'a migration to nowhere',
      workflow(
        { initial: 'a', states: { a: { on: { go: 'z' } }, ...end } },
        { migrateFrom: [{ version: 1, states: { b: 'c' } }] },
      ),
      ['workflow-state-unknown /migrateFrom/0/states/b'],
    ],
  ])('for %s', (_, document, problems) => {
    expect(problemsOf(document)).toEqual(problems);
  });
});

describe('cases of a workflow', () => {
  const facts = { number: 'C-1', amount: 1 };
  const run = (one: JsonObject) => {
    const [outcome] = runCases(linked({ ...COMPLAINT, cases: [{ name: 'case', ...one }] }), 'workflow/complaint');
    return [outcome?.passed, ...(outcome?.got.problems.map(({ code }) => code) ?? [])];
  };
  it('live a whole life in virtual time', () => {
    const events = [
      { advance: 'PT4H' },
      { expect: { state: ['new'], effects: [{ type: 'escalate', params: { level: 1 } }] } },
      { event: 'claim', by: 'agent-7' },
      { event: 'askCustomer' },
      { event: 'customerReplied' },
      { expect: { state: ['inProgress'], effects: [{ type: 'assign' }], timers: [] } },
      { event: 'resolve' },
      { expect: { state: ['inProgress'], problems: ['event-guarded'] } },
    ];
    const given = { at: '2026-11-17T11:00:00+08:00', facts };
    expect(run({ given, events, expect: { state: ['inProgress'], problems: [] } })).toEqual([true]);
  });
  it('timer-01: two working hours from 11:00 end at 14:30', () => {
    const given = { at: '2026-11-17T11:00:00+08:00', facts };
    expect(run({ given, expect: { timers: [{ name: 'unclaimed', dueAt: '2026-11-17T06:30:00Z' }] } })).toEqual([true]);
  });
  it('event-03, event-05: refused in the wrong state, and after seven days of quiet', () => {
    const given = { at: '2026-11-18T15:00:00+08:00', facts: { ...facts, reply: '已答复' } };
    const events = [
      { event: 'claim' },
      { event: 'askCustomer' },
      { expect: { state: ['waitingCustomer'] } },
      { event: 'resolve' },
      { expect: { state: ['waitingCustomer'], problems: ['event-not-accepted'], effects: [] } },
      { event: 'customerReplied' },
      { event: 'resolve' },
      { expect: { state: ['resolved'], timers: [{ name: 'quiet', dueAt: '2026-11-25T09:30:00Z' }] } },
      { advance: { ms: (7 * 24 + 17) * 3_600_000 } },
      { expect: { state: ['closed'], at: '2026-11-26T00:00:00Z' } },
      { event: 'customerReplied' },
    ];
    expect(run({ given, events, expect: { state: ['closed'], problems: ['machine-finished'] } })).toEqual([
      true,
      'machine-finished',
    ]);
  });
  it('refuse an event to who has none of its roles', () => {
    const given = {
      at: '2026-11-17T11:00:00+08:00',
      facts: { ...facts, reply: '已答复' },
      people: { 'agent-7': ['agent'], 'lead-1': ['team-lead'] },
    };
    const events = [
      { event: 'claim', by: 'lead-1' },
      { event: 'resolve', by: 'lead-1' },
      { expect: { state: ['inProgress'], problems: ['workflow-event-not-theirs'] } },
      { event: 'resolve', by: 'agent-7' },
    ];
    expect(run({ given, events, expect: { state: ['resolved'], problems: [] } })).toEqual([true]);
  });
  it('take facts that change, and fields that are set', () => {
    const given = { at: '2026-11-17T11:00:00+08:00', facts };
    const events = [{ event: 'claim' }, { event: 'resolve', facts: { ...facts, reply: '已答复' } }];
    expect(run({ given, events, expect: { state: ['resolved'] } })).toEqual([true]);
  });
  it('fail where a line, or the end, is not met', () => {
    const given = { at: '2026-11-17T11:00:00+08:00', facts };
    expect(run({ given, events: [{ expect: { state: ['closed'] } }], expect: { state: ['new'] } })).toEqual([
      false,
      'workflow-case-line',
    ]);
    expect(run({ given, expect: { state: ['closed'] } })).toEqual([false]);
    expect(run({ given: { ...given, at: 'now' }, expect: { state: ['new'] } })).toEqual([
      false,
      'workflow-case-instant',
    ]);
    expect(
      run({
        given: { ...given, facts: { amount: 'x' } },
        events: [{ event: 'claim' }, { event: 'resolve' }],
        expect: { state: ['inProgress'], problems: [] },
      })[0],
    ).toBe(false);
  });
});
