import { below, isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Message } from '../../model/text.ts';
import type { Reference } from '../../model/document.ts';
import { CAMEL_NAME, KEBAB_NAME, PART_NAME } from '../forms.ts';
import { camelName, formed, list, mention, object, title } from '../schema.ts';
import { piece } from '../schema-pieces.ts';

/**
 * What a workflow may ask for, each with the JSON Schema of its `params`. A workflow only says what is to be done: the host does it, in
 * the transaction of the step or from the outbox.
 */

const described = (zh: string, en: string) => ({ description: `${zh}\n${en}` });
const level = (zh: string, en: string) => ({ type: 'integer', minimum: 1, maximum: 9, ...title(zh, en) });
const recipient = {
  ...formed(PART_NAME, '收件人', 'Recipient'),
  ...described(
    '“customer”为客户，“assignee”为处理人，“requester”为提出人；其他为角色名，如 team-lead。',
    '"customer", "assignee" (who works on it), "requester" (who made it), or else the name of a role such as team-lead.',
  ),
};

/** The schema of each action's parameters, by the action's type; null where it takes none. */
export const ACTION_PARAMS = {
  /** Who works on the request from now on. */
  assign: object(
    {
      to: {
        enum: ['actor', 'queue', 'previous', 'nobody'],
        ...title('指派给', 'Assign to'),
        ...described(
          'actor：触发事件的人；queue：按队列的分派方式；previous：上一位处理人；nobody：退回未分派。',
          'actor: who caused the event; queue: by the strategy of the queue; previous: who had it before; nobody: back to unassigned.',
        ),
      },
    },
    ['to'],
  ),
  /** Another queue of the same workflow. */
  'move-queue': object({ queue: mention('队列', 'Queue', 'queue') }, ['queue']),
  /** So many steps more urgent. */
  'raise-priority': object({ by: level('提高级数', 'Steps') }, ['by']),
  notify: object({ to: recipient, template: mention('模板', 'Template', 'template') }, ['to', 'template']),
  /** To the lead of the n-th superior organisation who is present and not recused, or to a queue; once per level. */
  escalate: object({ level: level('级别', 'Level'), toQueue: mention('转入队列', 'To queue', 'queue') }, ['level']),
  /** The survey named, or the queue's own. */
  'start-survey': object({ survey: mention('问卷', 'Survey', 'survey') }),
  /** A webhook by the name under which an administrator has registered its address and key. */
  'call-webhook': object({ webhook: formed(KEBAB_NAME, '已登记的回调', 'Registered webhook') }, ['webhook']),
  /** A field of the request: a value, or what the event's form brought under a name. */
  'set-field': object(
    {
      field: camelName('字段', 'Field'),
      value: {
        ...title('值', 'Value'),
        anyOf: [piece('scalar', '值', 'A value'), { type: 'null', ...title('缺失', 'Missing') }],
      },
      fromData: formed(CAMEL_NAME, '取自事件数据', 'From the data of the event'),
    },
    ['field'],
  ),
  /** Stands in a state's entry; raises `approved` or `rejected`. */
  'require-approval': object(
    {
      limits: mention('权限表', 'Authority', 'decision-table'),
      mode: { enum: ['all', 'any'], ...title('会签或或签', 'All or any') },
      atLeast: { type: 'string', pattern: '^[1-9]\\d{0,2}/[1-9]\\d{0,2}$', ...title('至少比例', 'Share at least') },
      sequence: { type: 'boolean', ...title('依次签', 'One after another') },
      mayAdd: { type: 'boolean', ...title('可加签', 'Signers may be added') },
      rejectTo: list(formed(PART_NAME, '状态', 'State'), {
        uniqueItems: true,
        maxItems: 50,
        ...title('可驳回至', 'Reject to'),
      }),
      delegate: { enum: ['absence', 'never'], ...title('代理', 'Delegation') },
      once: { type: 'boolean', ...title('同一人只签一次', 'One person signs once') },
    },
    ['limits', 'mode'],
  ),
  /** Links the request to the one whose number stands in a field of it. */
  link: object(
    {
      as: { enum: ['duplicate', 'follow-up', 'related', 'parent', 'child'], ...title('关系', 'As') },
      field: camelName('载有编号的字段', 'Field with its number'),
    },
    ['as', 'field'],
  ),
  /** An event of the workflow itself, now or after one of its delays. */
  raise: object({ event: formed(PART_NAME, '事件', 'Event'), delay: formed(PART_NAME, '延时', 'Delay') }, ['event']),
} as const satisfies Readonly<Record<string, JsonObject>>;

export type ActionType = keyof typeof ACTION_PARAMS;

const TITLES: Readonly<Record<ActionType, readonly [zh: string, en: string]>> = {
  assign: ['指派', 'Assign'],
  'move-queue': ['转队列', 'Move to a queue'],
  'raise-priority': ['提高优先级', 'Raise the priority'],
  notify: ['通知', 'Notify'],
  escalate: ['升级', 'Escalate'],
  'start-survey': ['发起问卷', 'Start a survey'],
  'call-webhook': ['调用回调', 'Call a webhook'],
  'set-field': ['设置字段', 'Set a field'],
  'require-approval': ['提请审批', 'Require approval'],
  link: ['关联', 'Link'],
  raise: ['引发事件', 'Raise an event'],
};

/** Whether workflows have actions of a type. */
export const isActionType = (type: string): type is ActionType => Object.hasOwn(TITLES, type);

/** What an action of a type is called. */
export function actionTitle(type: string): Message {
  const [zh, en] = isActionType(type) ? TITLES[type] : [type, type];
  return { 'zh-CN': zh, en };
}

/** An action: its type with the parameters of that type. */
export const ACTION: JsonObject = {
  ...title('动作', 'Action'),
  type: 'object',
  anyOf: Object.entries(ACTION_PARAMS).map(([type, params]) => {
    const [zh, en] = TITLES[type as ActionType];
    const needs = 'required' in params && (params['required'] as Json[]).length > 0 ? ['type', 'params'] : ['type'];
    return { ...title(zh, en), ...object({ type: { const: type }, params: params as Json }, needs) };
  }),
};

/** What an action mentions, below the pointer at which it stands. */
export function actionReferences(action: JsonObject, pointer: string): readonly Reference[] {
  const { type, params } = action;
  const key = MENTIONS[String(type) as ActionType];
  const target = key !== undefined && isObject(params) ? params[key] : undefined;
  return key !== undefined && typeof target === 'string' ? [{ pointer: below(pointer, 'params', key), target }] : [];
}

const MENTIONS: Readonly<Partial<Record<ActionType, string>>> = {
  'move-queue': 'queue',
  notify: 'template',
  escalate: 'toQueue',
  'start-survey': 'survey',
  'require-approval': 'limits',
};
