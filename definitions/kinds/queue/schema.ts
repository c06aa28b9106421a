import type { JsonObject } from '../../model/json.ts';
import { LENGTH, ORDER, RUNG } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { MEMBERS } from '../members.ts';
import { camelName, formed, kebabName, list, mention, object, title } from '../schema.ts';
import { piece } from '../schema-pieces.ts';
import { ACTION } from '../workflow/action-schemas.ts';
import { lifeCases } from '../workflow/answer.ts';

const described = (zh: string, en: string) => ({ description: `${zh}\n${en}` });
const state = { type: 'string', minLength: 1, maxLength: 200 };
const states = (zh: string, en: string) => ({
  ...title(zh, en),
  ...list(state, { minItems: 1, maxItems: 500, uniqueItems: true }),
});
const roles = (zh: string, en: string) => ({
  ...title(zh, en),
  ...list(kebabName('角色', 'Role'), { maxItems: 100, uniqueItems: true }),
});

const ACTIONS: JsonObject = { ...title('动作', 'Actions'), ...list(ACTION, { maxItems: 100 }) };

const CLOCK = object(
  {
    name: kebabName('名称', 'Name'),
    title: piece('text', '标题', 'Title'),
    runsIn: {
      ...title('计时状态', 'Runs in'),
      ...described(
        '在这些状态中计时，其余（停止状态除外）为暂停；all-open 为除停止状态外的所有状态。',
        'It runs in these states and pauses in all others that do not stop it; all-open is every state that does not stop it.',
      ),
      anyOf: [{ const: 'all-open' }, list(state, { minItems: 1, maxItems: 500, uniqueItems: true })],
    },
    stopsIn: states('停止状态', 'Stops in'),
    stopsOn: states('停止事件', 'Stops on'),
    budgets: {
      ...title('时限', 'Budgets'),
      ...described(
        '第一个条件成立的时限生效；最后一个没有条件。',
        'The first whose condition holds counts; the last has none.',
      ),
      ...list(object({ when: piece('condition', '条件', 'When'), budget: piece('budget') }, ['budget']), {
        minItems: 1,
        maxItems: 100,
      }),
    },
    extensions: {
      ...title('延期', 'Extensions'),
      ...described(
        '自首次开始起计的更长时限，由所写角色批准。',
        'Longer budgets, counted from the first start, that the named role may grant.',
      ),
      ...list(object({ to: piece('budget'), by: kebabName('批准角色', 'By') }, ['to', 'by']), { maxItems: 20 }),
    },
    onExtend: { ...ACTIONS, ...title('延期时', 'On extension') },
  },
  ['name', 'runsIn', 'budgets'],
);

/** Beside the lines of a workflow: a longer budget, another queue, time in which nothing runs. */
const QUEUE_CASES = lifeCases({
  lines: {
    extend: kebabName('延期的时钟', 'Clock to extend'),
    to: piece('budget', '延至', 'To'),
    move: mention('转入队列', 'Move to the queue', 'queue'),
    outage: formed(LENGTH, '停机', 'Outage'),
  },
  expect: {
    queue: { type: 'string', maxLength: 200, ...title('所在队列', 'Queue') },
    rungs: list({ type: 'object' }, title('将到的时点', 'Rungs ahead')),
  },
});

export const queueSchema: JsonObject = kindSchema({
  kind: 'queue',
  zh: '队列',
  en: 'Queue',
  description: {
    'zh-CN': '一类请求由谁处理、按什么顺序、须在多久之内，以及临近和超过时限时做什么。',
    en: 'Who works on requests of a sort, in which order, within what time, and what happens as a limit comes near or is passed.',
  },
  properties: {
    workflow: mention('流程', 'Workflow', 'workflow'),
    calendar: mention('日历', 'Calendar', 'calendar'),
    members: MEMBERS,
    assign: {
      ...title('分派', 'Assignment'),
      ...object(
        {
          strategy: {
            enum: ['manual', 'round-robin', 'least-loaded', 'relationship-owner'],
            ...title('方式', 'Strategy'),
          },
          exclude: {
            ...title('回避', 'Recusal'),
            ...described(
              '请求中记有人员的字段；这些人及其各级下属不接收、不查看、不被告知、不决定此请求。',
              'Fields of the request that hold people; they, and all who report to them, never receive, read, are told of or decide it.',
            ),
            ...list(camelName('字段', 'Field'), { maxItems: 50, uniqueItems: true }),
          },
          limit: { type: 'integer', minimum: 1, maximum: 10_000, ...title('每人上限', 'Limit') },
          acknowledgeWithin: {
            ...formed(LENGTH, '接手时限', 'Acknowledge within'),
            ...described(
              '在此工作时间内未接手则退回。',
              'An assignment that is not taken up within this working time returns.',
            ),
          },
        },
        ['strategy'],
      ),
    },
    order: {
      ...title('顺序', 'Order'),
      ...described(
        '如 "priority desc"、"clock:resolve asc"（先到期者在前）。',
        'Such as "priority desc", or "clock:resolve asc", what is due first.',
      ),
      ...list(formed(ORDER, '顺序', 'Order'), { maxItems: 20, uniqueItems: true }),
    },
    clocks: { ...title('时钟', 'Clocks'), ...list(CLOCK, { minItems: 1, maxItems: 50 }) },
    ladder: {
      ...title('升级阶梯', 'Ladder'),
      ...list(
        object(
          {
            clock: kebabName('时钟', 'Clock'),
            at: formed(RUNG, '时点', 'At'),
            actions: { ...ACTIONS, minItems: 1 },
          },
          ['at', 'actions'],
        ),
        { maxItems: 200 },
      ),
    },
    survey: mention('满意度调查', 'Survey', 'survey'),
    access: {
      ...title('权限', 'Access'),
      ...object({ read: roles('可查看', 'Read'), work: roles('可处理', 'Work') }),
    },
  },
  required: ['workflow', 'calendar', 'members', 'assign', 'clocks'],
  cases: QUEUE_CASES,
});
