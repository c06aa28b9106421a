import type { Json, JsonObject } from '../../../definitions/index.ts';
import type { Standing, Way } from './ground-fields.ts';

/** What new workflows say at first: a life in few states, or that of a complaint, an inquiry or an application that is approved. */
export function workflowParts(name: string, way: Way, stands: readonly Standing[]): JsonObject {
  switch (way) {
    case 'empty':
      return machineOf(name, { open: { meta: OPEN, on: { resolve: 'closed' } }, closed: CLOSED }, {}, ['resolve']);
    case 'complaint':
      return complaint(name, stands);
    case 'inquiry':
      return inquiry(name, stands);
    case 'application':
      return application(name, stands);
    default: {
      const states = { new: NEW, open: { meta: OPEN, on: { resolve: 'closed' } }, closed: CLOSED };
      return machineOf(name, states, { unclaimed: { budget: { elapsed: 'PT2H' } } }, ['claim', 'resolve']);
    }
  }
}

const called = (zh: string, en: string) => ({ title: { 'zh-CN': zh, en } });
const action = (type: string, params: JsonObject): JsonObject => ({ type, params });

const OPEN = called('处理中', 'In progress');
const NEW: JsonObject = {
  meta: called('待认领', 'New'),
  on: { claim: { target: 'open', actions: [action('assign', { to: 'actor' })] } },
  after: { unclaimed: { actions: [action('escalate', { level: 1 })] } },
};
const CLOSED: JsonObject = { type: 'final', meta: called('已关闭', 'Closed') };
const WITHDRAWN: JsonObject = { type: 'final', meta: called('已撤回', 'Withdrawn') };
const REOPENED: JsonObject = {
  target: 'open',
  actions: [action('assign', { to: 'previous' }), action('raise-priority', { by: 1 })],
};
const RESOLVED: JsonObject = {
  meta: called('已办结', 'Resolved'),
  on: { reopen: REOPENED },
  after: { quiet: 'closed' },
};

/** Claimed in two hours, worked on while the customer is waited for, closed after seven quiet days, withdrawn at any time. */
function complaint(name: string, [calendar]: readonly Standing[]): JsonObject {
  const on = { customerContacted: {}, askCustomer: 'waiting', resolve: 'resolved', withdraw: 'withdrawn' };
  const silence = { target: 'open', actions: [action('raise-priority', { by: 1 })] };
  const states = {
    new: { ...NEW, on: { ...(NEW['on'] as JsonObject), withdraw: 'withdrawn' } },
    open: { meta: OPEN, on },
    waiting: {
      meta: called('等待客户', 'Waiting for the customer'),
      on: { customerReplied: 'open', withdraw: 'withdrawn' },
      after: { silence },
    },
    resolved: RESOLVED,
    closed: CLOSED,
    withdrawn: WITHDRAWN,
  };
  const delays = { unclaimed: 'PT2H', silence: 'P5D', quiet: { calendarDays: 7 } };
  const events = ['claim', 'customerContacted', 'askCustomer', 'customerReplied', 'resolve', 'reopen', 'withdraw'];
  return machineOf(name, states, reckoned(delays, calendar), events);
}

/** Claimed in a working day, answered, closed after three quiet days. */
function inquiry(name: string, [calendar]: readonly Standing[]): JsonObject {
  const answered = { ...RESOLVED, meta: called('已答复', 'Answered') };
  const states = { new: NEW, open: { meta: OPEN, on: { answer: 'answered' } }, answered, closed: CLOSED };
  const delays = { unclaimed: 'P1D', quiet: { calendarDays: 3 } };
  return machineOf(name, states, reckoned(delays, calendar), ['claim', 'answer', 'reopen']);
}

/** Looked through, decided by those whom the table of authority names, carried out or refused. */
function application(name: string, [calendar, limits]: readonly Standing[]): JsonObject {
  const approval = action('require-approval', {
    limits: limits?.id ?? '',
    mode: 'all',
    rejectTo: ['open'],
    delegate: 'absence',
  });
  const states = {
    new: { ...NEW, on: { ...(NEW['on'] as JsonObject), withdraw: 'withdrawn' } },
    open: { meta: OPEN, on: { submit: 'approval', refuse: 'refused', withdraw: 'withdrawn' } },
    approval: {
      meta: called('审批中', 'In approval'),
      entry: [approval],
      on: { approved: 'granted', rejected: 'open' },
    },
    granted: { meta: called('已批准', 'Granted'), on: { complete: 'closed' } },
    closed: CLOSED,
    refused: { type: 'final', meta: called('已拒绝', 'Refused') },
    withdrawn: WITHDRAWN,
  };
  const events = ['claim', 'submit', 'approved', 'rejected', 'refuse', 'complete', 'withdraw'];
  return machineOf(name, states, reckoned({ unclaimed: 'PT4H' }, calendar), events);
}

const reckoned = (delays: Readonly<Record<string, Json>>, calendar: Standing | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(delays).map(([name, budget]): [string, Json] => [name, { calendar: calendar?.id ?? '', budget }]),
  );

/** What events are called; those that an agent causes say so. */
const EVENTS: Readonly<Record<string, readonly [zh: string, en: string, by?: 'agent']>> = {
  claim: ['认领', 'Claim', 'agent'],
  customerContacted: ['已联系客户', 'Customer contacted', 'agent'],
  askCustomer: ['请客户补充', 'Ask the customer', 'agent'],
  customerReplied: ['客户已回复', 'Customer replied'],
  resolve: ['办结', 'Resolve', 'agent'],
  answer: ['答复', 'Answer', 'agent'],
  reopen: ['重新处理', 'Reopen', 'agent'],
  submit: ['提交审批', 'Submit for approval', 'agent'],
  approved: ['批准', 'Approved'],
  rejected: ['驳回', 'Rejected'],
  refuse: ['拒绝', 'Refuse', 'agent'],
  complete: ['办理完成', 'Complete', 'agent'],
  withdraw: ['客户撤回', 'Withdraw'],
};

function machineOf(name: string, states: JsonObject, delays: JsonObject, events: readonly string[]): JsonObject {
  return {
    machine: { id: name, initial: Object.keys(states)[0] ?? '', states },
    ...(Object.keys(delays).length === 0 ? {} : { delays }),
    events: Object.fromEntries(
      events.map((event): [string, Json] => {
        const [zh = event, en = event, by] = EVENTS[event] ?? [];
        return [event, { ...called(zh, en), ...(by === undefined ? {} : { roles: [by] }) }];
      }),
    ),
  };
}
