import { parseMilliseconds } from '../../../../definitions/expression/date-text.ts';
import type { Environment } from '../../../../definitions/model/environment.ts';
import type { Document } from '../../../../definitions/model/document.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import type { Stepped } from '../../../../definitions/machine/life-lines.ts';
import type { RequestSnapshot } from '../../../../definitions/machine/request.ts';
import type { QueueDocument } from '../../../../definitions/kinds/queue/queue.ts';
import { queueStepper } from '../../../../definitions/kinds/queue/stepper.ts';
import { libraryOf } from '../answer.ts';

const text = (of: string) => ({ 'zh-CN': of, en: of });
const HOURS = ['09:00-12:00', '13:30-17:30'];
const calendar = (name: string, windows: object) => ({
  kind: 'calendar',
  name,
  title: text(name),
  timeZone: 'Asia/Shanghai',
  workingDay: 'PT7H',
  from: '2026-01-01',
  to: '2026-12-31',
  windows,
});
/** A desk with office hours, and one that never closes. */
export const CALENDARS = [
  calendar('cn-desk', { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS, sat: [], sun: [] }),
  calendar(
    'always',
    Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']])),
  ),
];
/** A Monday morning, as the desk opens. */
export const MONDAY = parseMilliseconds('2026-11-16T09:00:00+08:00') ?? 0;

/** Complaints as the vectors of the field have them. */
export const REQUEST = {
  kind: 'entity',
  name: 'complaint',
  title: text('complaint'),
  key: 'number',
  fields: {
    number: { type: 'string', title: text('number') },
    urgent: { type: 'boolean', optional: true, title: text('urgent') },
    tier: { type: 'string', enum: ['gold', 'standard'], optional: true, title: text('tier') },
  },
};

export const URGENT = {
  kind: 'criteria',
  name: 'urgent',
  title: text('urgent'),
  entity: 'entity/complaint',
  when: { all: [{ fact: 'urgent', operator: 'equal', value: true }] },
};

export const WORKFLOW = {
  kind: 'workflow',
  name: 'complaint',
  title: text('complaint'),
  entity: 'entity/complaint',
  machine: {
    id: 'complaint',
    initial: 'new',
    states: {
      new: { on: { claim: 'inProgress', askCustomer: 'waitingCustomer', resolve: 'resolved' } },
      inProgress: {
        meta: { title: text('in hand') },
        on: {
          customerContacted: {},
          askCustomer: 'waitingCustomer',
          resolve: 'resolved',
          rate: { actions: [{ type: 'set-field', params: { field: 'urgent', fromData: 'urgent' } }] },
        },
      },
      waitingCustomer: { on: { customerReplied: 'inProgress' } },
      resolved: { on: { reopen: 'inProgress' }, after: { quiet: 'closed' } },
      closed: { type: 'final' },
    },
  },
  delays: { quiet: { calendar: 'calendar/cn-desk', budget: { calendarDays: 7 } } },
  events: { claim: { title: text('claim'), roles: ['agent'] } },
};

/** A queue of these complaints. */
export const queueOf = (name: string, of: JsonObject): QueueDocument =>
  ({
    kind: 'queue',
    name,
    title: text(name),
    workflow: 'workflow/complaint',
    calendar: 'calendar/cn-desk',
    members: [{ role: 'agent', organisation: 'hangzhou' }],
    assign: { strategy: 'manual' },
    clocks: [],
    ...of,
  }) as unknown as QueueDocument;

/** Definitions with queues whose messages have no template yet. */
export function environmentOf(
  calendars: readonly object[],
  queues: readonly QueueDocument[],
  workflow: object = WORKFLOW,
): Environment {
  const { environment } = libraryOf(...calendars, REQUEST, URGENT, workflow);
  const known = new Map(queues.map((queue) => [`queue/${queue.name}`, queue as Document]));
  return { ...environment, document: (id) => known.get(id) ?? environment.document(id) };
}

/** Lives line by line; each line begins anew through JSON. */
export function live(
  environment: Environment,
  queue: QueueDocument,
  from: number,
  lines: readonly Json[],
  { facts = {}, people }: { readonly facts?: JsonObject; readonly people?: Record<string, readonly string[]> } = {},
): readonly Stepped<RequestSnapshot>[] {
  const { begun, problems } = queueStepper(queue, environment, people).begin(from, { number: 'CMP-1', ...facts });
  if (begun === null) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  const all = [begun];
  for (const line of lines) {
    const before = JSON.parse(JSON.stringify(all.at(-1))) as Stepped<RequestSnapshot>;
    all.push(queueStepper(queue, environment, people).next(before, line));
  }
  return all;
}
