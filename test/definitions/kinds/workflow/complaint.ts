import { link, type Library } from '../../../../definitions/library.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { prove } from '../../../../definitions/prove.ts';

/** A complaint, when its reply is recorded, and the desk's hours. */
export const AROUND = [
  {
    kind: 'entity',
    name: 'complaint',
    title: { 'zh-CN': '投诉', en: 'Complaint' },
    key: 'number',
    fields: {
      number: { type: 'string', title: { 'zh-CN': '编号', en: 'Number' } },
      reply: { type: 'string', optional: true, title: { 'zh-CN': '答复', en: 'Reply' } },
      amount: {
        type: 'decimal',
        decimals: 2,
        minimum: 0,
        maximum: 1_000_000,
        title: { 'zh-CN': '金额', en: 'Amount' },
      },
    },
  },
  {
    kind: 'criteria',
    name: 'reply-recorded',
    title: { 'zh-CN': '已记录答复', en: 'Reply recorded' },
    entity: 'entity/complaint',
    when: { all: [{ fact: 'reply', operator: 'isMissing', value: false }] },
  },
  {
    kind: 'criteria',
    name: 'large',
    title: { 'zh-CN': '大额', en: 'Large' },
    entity: 'entity/complaint',
    when: { all: [{ fact: 'amount', operator: 'greaterThanInclusive', value: 10_000 }] },
  },
  {
    kind: 'criteria',
    name: 'very-large',
    title: { 'zh-CN': '特大额', en: 'Very large' },
    entity: 'entity/complaint',
    when: { all: [{ fact: 'amount', operator: 'greaterThanInclusive', value: 100_000 }] },
  },
  {
    kind: 'decision-table',
    name: 'authority',
    title: { 'zh-CN': '审批权限', en: 'Authority' },
    entity: 'entity/complaint',
    hitPolicy: 'unique',
    inputs: [{ fact: 'amount' }],
    outputs: [{ name: 'role', type: 'string', enum: ['team-lead', 'president'] }],
    rules: [
      { when: ['[0, 10000)'], then: ['team-lead'] },
      { when: ['[10000, ∞)'], then: ['president'] },
    ],
  },
  {
    kind: 'decision-table',
    name: 'names-nobody',
    title: { 'zh-CN': '未列角色', en: 'Names nobody' },
    entity: 'entity/complaint',
    hitPolicy: 'unique',
    inputs: [{ fact: 'amount' }],
    outputs: [{ name: 'role', type: 'string', enum: ['team-lead', 'auditor'] }],
    rules: [
      { when: ['[0, 10000)'], then: ['team-lead'] },
      { when: ['[10000, ∞)'], then: ['auditor'] },
    ],
  },
  {
    kind: 'calendar',
    name: 'desk',
    timeZone: 'Asia/Shanghai',
    workingDay: 'PT7H',
    from: '2026-01-01',
    to: '2026-12-31',
    windows: Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day, i) => [
        day,
        i < 5 ? ['09:00-12:00', '13:30-17:30'] : [],
      ]),
    ),
  },
] as const satisfies readonly Json[];

const guard = (criteria: string) => ({ type: 'criteria', params: { of: `criteria/${criteria}` } });

/** The life of a complaint, as the language's own example has it. */
export const COMPLAINT = {
  kind: 'workflow',
  name: 'complaint',
  title: { 'zh-CN': '投诉处理', en: 'Complaints' },
  entity: 'entity/complaint',
  machine: {
    id: 'complaint',
    initial: 'new',
    states: {
      new: {
        meta: { title: { 'zh-CN': '待认领', en: 'New' } },
        on: { claim: { target: 'inProgress', actions: [{ type: 'assign', params: { to: 'actor' } }] } },
        after: { unclaimed: { actions: [{ type: 'escalate', params: { level: 1 } }] } },
      },
      inProgress: {
        meta: { title: { 'zh-CN': '处理中', en: 'In progress' } },
        on: {
          customerContacted: {},
          askCustomer: 'waitingCustomer',
          resolve: { target: 'resolved', guard: guard('reply-recorded') },
        },
      },
      waitingCustomer: { on: { customerReplied: 'inProgress' } },
      resolved: { on: { reopen: 'inProgress' }, after: { quiet: 'closed' } },
      closed: { type: 'final' },
    },
  },
  delays: {
    unclaimed: { calendar: 'calendar/desk', budget: 'PT2H' },
    quiet: { calendar: 'calendar/desk', budget: { calendarDays: 7 } },
  },
  events: { resolve: { title: { 'zh-CN': '办结', en: 'Resolve' }, roles: ['agent'] } },
} as const satisfies JsonObject;

/** Links a workflow with what is around it. */
export function linked(workflow: JsonObject): Library {
  return link([...AROUND, workflow].map((document) => ({ document })));
}

/** A workflow of a machine; states may name guards shortly: `guard: 'large'`. */
export function workflow(machine: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    kind: 'workflow',
    name: 'tried',
    entity: 'entity/complaint',
    machine: withGuards(machine) as JsonObject,
    ...more,
  };
}

function withGuards(part: Json): Json {
  if (Array.isArray(part)) return (part as readonly Json[]).map(withGuards);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === 'guard' && typeof value === 'string' ? guard(value) : withGuards(value as Json),
    ]),
  );
}

/** The codes of a workflow's problems, with their places. */
export const problemsOf = (document: JsonObject): readonly string[] =>
  linked(document).problems.map(({ code, pointer }) => `${code} ${pointer}`);

/** The proofs of a workflow by property: verdict, and the code where it is refuted. */
export function proofsOf(document: JsonObject): Readonly<Record<string, string>> {
  const id = `workflow/${String(document['name'])}`;
  const library = linked(document);
  const proofs = prove(library, [id])[0]?.proofs ?? [];
  return Object.fromEntries(
    proofs.map(({ property, verdict, problem }) => [
      property,
      verdict === 'refuted' ? `refuted ${problem?.code}` : verdict,
    ]),
  );
}
