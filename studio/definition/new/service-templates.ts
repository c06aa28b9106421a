import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import type { Standing, Way } from './ground-fields.ts';

/** What new definitions of service say at first: they stand on definitions of other kinds. */

const MEMBERS = [{ role: 'agent', organisation: 'head-office' }];

/** A sort of requests about what its routing table reads. */
export function requestTypeParts([routing]: readonly Standing[], way: Way): JsonObject {
  const parts = {
    entity: String(routing?.document['entity'] ?? ''),
    number: 'REQ-{yyyy}-{seq}',
    routing: routing?.id ?? '',
  };
  return way === 'empty' ? parts : { ...parts, channels: ['branch', 'phone', 'web'] };
}

/** Who is on duty when: one shift of a working week, or an early and a late one. */
export function rosterParts([calendar]: readonly Standing[], way: Way): JsonObject {
  const shift = (name: string, zh: string, en: string, hours: string): JsonObject => ({
    name,
    title: { 'zh-CN': zh, en },
    windows: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [hours]])),
    members: MEMBERS,
  });
  const shifts =
    way === 'empty'
      ? [shift('day', '日班', 'Day shift', '09:00-17:00')]
      : [shift('early', '早班', 'Early shift', '08:30-14:00'), shift('late', '晚班', 'Late shift', '13:00-17:30')];
  return { calendar: calendar?.id ?? '', shifts };
}

/** What staff are told of a request: its number, or also where it lies and until when. */
export function templateParts(way: Way): JsonObject {
  const desktop =
    way === 'empty'
      ? { 'zh-CN': '请求 {{ request.number }} 请处理。', en: 'Please look at the request {{ request.number }}.' }
      : {
          'zh-CN':
            '请处理队列“{{ request.queue }}”中的请求 {{ request.number }}{% if clock.dueAt %}，{{ clock.dueAt }}到期{% endif %}。',
          en: 'Please look at the request {{ request.number }} in the queue “{{ request.queue }}”{% if clock.dueAt %}, due on {{ clock.dueAt }}{% endif %}.',
        };
  return { purpose: 'service', audience: 'staff', channels: { desktop } };
}

/** What customers are asked: how satisfied they are, or also why where they are not. */
export function surveyParts(way: Way): JsonObject {
  const both = (zh: string, en: string): JsonObject => ({ 'zh-CN': zh, en });
  const satisfaction = {
    title: both('您对本次服务满意吗？', 'How satisfied are you with our service?'),
    labels: { '1': both('很不满意', 'Not at all'), '5': both('很满意', 'Very') },
  };
  const questions = {
    type: 'object',
    properties: { satisfaction: { type: 'integer', minimum: 1, maximum: 5 } },
    required: ['satisfaction'],
  };
  const parts = {
    purpose: 'service',
    questions,
    ui: { questions: { satisfaction } },
    score: { text: 'satisfaction * 20', type: 'integer' },
    validFor: 'P14D',
    cooldown: 'P90D',
  };
  if (way === 'empty') return parts;
  const reason = { title: both('请说明原因', 'Please tell us why') };
  const asksWhy = {
    if: { properties: { satisfaction: { maximum: 2 } }, required: ['satisfaction'] },
    then: { properties: { reason: { type: 'string', maxLength: 500 } } },
  };
  return {
    ...parts,
    questions: { ...questions, allOf: [asksWhy] },
    ui: { questions: { satisfaction, reason }, sections: [{ questions: ['satisfaction', 'reason'] }] },
  };
}

/** Who works on what a workflow leads, and within what time: one clock until the workflow ends, with an escalation, or a warning and two. */
export function queueParts([workflow, calendar]: readonly Standing[], way: Way): JsonObject {
  const resolve: JsonObject = {
    name: 'resolve',
    title: { 'zh-CN': '办结', en: 'Resolution' },
    runsIn: 'all-open',
    stopsIn: finalsOf(workflow?.document),
    budgets: [{ budget: 'P3D' }],
  };
  const parts = {
    workflow: workflow?.id ?? '',
    calendar: calendar?.id ?? '',
    members: MEMBERS,
    assign: { strategy: 'manual' },
    clocks: [resolve],
  };
  if (way === 'empty') return parts;
  const escalate = (level: number): JsonObject => ({ type: 'escalate', params: { level } });
  if (way === 'two-levels')
    return {
      ...parts,
      assign: { strategy: 'least-loaded', limit: 20, acknowledgeWithin: 'PT30M' },
      order: ['priority desc', 'clock:resolve asc'],
      ladder: [
        { clock: 'resolve', at: '80%', actions: [{ type: 'raise-priority', params: { by: 1 } }] },
        { clock: 'resolve', at: '100%', actions: [escalate(1)] },
        { clock: 'resolve', at: 'overdue PT4H', actions: [escalate(2)] },
      ],
    };
  return {
    ...parts,
    assign: { strategy: 'least-loaded', limit: 20 },
    order: ['clock:resolve asc'],
    ladder: [{ clock: 'resolve', at: '100%', actions: [escalate(1)] }],
  };
}

/** The states in which a workflow ends. */
function finalsOf(workflow: JsonObject | undefined): readonly string[] {
  const machine: Json = workflow?.['machine'] ?? {};
  const states = isObject(machine) && isObject(machine['states'] ?? null) ? (machine['states'] as JsonObject) : {};
  return Object.entries(states).flatMap(([name, state]) =>
    isObject(state) && state['type'] === 'final' ? [name] : [],
  );
}
