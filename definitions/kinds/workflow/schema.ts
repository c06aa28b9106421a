import type { JsonObject } from '../../model/json.ts';
import { KEBAB_NAME, PART_NAME } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { dictionary, formed, kebabName, list, mention, object, title } from '../schema.ts';
import { piece } from '../schema-pieces.ts';
import { ACTION } from './action-schemas.ts';
import { WORKFLOW_CASES } from './answer.ts';

const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
/** Where a transition leads: a state beside its own, `parent.child`, `.child` of its own, or `#id`. */
const TARGET = { type: 'string', minLength: 1, maxLength: 300, ...title('目标状态', 'Target state') };

const GUARD: JsonObject = {
  ...title('条件', 'Guard'),
  ...object(
    {
      type: { const: 'criteria' },
      params: object({ of: mention('标准', 'Criteria', 'criteria') }, ['of']),
    },
    ['type', 'params'],
  ),
};

const TRANSITION: JsonObject = {
  ...title('转移', 'Transition'),
  ...object({
    target: TARGET,
    guard: ref('guard'),
    actions: ref('actions'),
    reenter: { type: 'boolean', ...title('重新进入', 'Enter anew') },
    description: { type: 'string', maxLength: 2000, ...title('说明', 'Description') },
  }),
};

const TRANSITIONS: JsonObject = {
  ...title('转移', 'Transitions'),
  anyOf: [
    TARGET,
    ref('transition'),
    {
      ...title('依次尝试', 'Tried in turn'),
      ...list({ anyOf: [TARGET, ref('transition')] }, { minItems: 1, maxItems: 100 }),
    },
  ],
};

const ACTIONS: JsonObject = {
  ...title('动作', 'Actions'),
  anyOf: [ref('action'), { ...title('依次执行', 'One after another'), ...list(ref('action'), { maxItems: 100 }) }],
};

/** The keys of a state; the machine itself is one. */
const STATE_KEYS: JsonObject = {
  id: formed(PART_NAME, '标识', 'Identifier'),
  type: { enum: ['atomic', 'compound', 'parallel', 'final', 'history'], ...title('类型', 'Type') },
  initial: formed(PART_NAME, '起始状态', 'Initial state'),
  states: { ...dictionary(PART_NAME, ref('state'), { minProperties: 1 }), ...title('状态', 'States') },
  on: { ...dictionary(PART_NAME, ref('transitions')), ...title('事件', 'Events') },
  after: { ...dictionary(PART_NAME, ref('transitions')), ...title('延时之后', 'After a delay') },
  always: { ...ref('transitions'), ...title('无事件的转移', 'Without an event') },
  onDone: { ...ref('transitions'), ...title('内部完成时', 'When its states are done') },
  entry: { ...ref('actions'), ...title('进入时', 'On entry') },
  exit: { ...ref('actions'), ...title('离开时', 'On exit') },
  history: { enum: ['shallow', 'deep'], ...title('记忆深度', 'How much is remembered') },
  target: { ...TARGET, ...title('无记忆时的目标', 'Target where nothing is remembered') },
  meta: {
    ...title('称呼', 'What it is called'),
    ...object({ title: piece('text', '标题', 'Title') }),
  },
  description: { type: 'string', maxLength: 2000, ...title('说明', 'Description') },
};

const DELAY: JsonObject = {
  ...object({ calendar: mention('日历', 'Calendar', 'calendar'), budget: piece('budget', '时限', 'Budget') }, [
    'budget',
  ]),
  ...title('延时', 'Delay'),
};

const EVENT: JsonObject = {
  ...title('事件', 'Event'),
  ...object({
    title: piece('text', '标题', 'Title'),
    roles: list(kebabName('角色', 'Role'), { uniqueItems: true, maxItems: 50, ...title('角色', 'Roles') }),
    form: { type: 'object', ...title('表单（JSON Schema）', 'Form (JSON Schema)') },
  }),
};

/** A state as it is called: its id, or its path. */
const STATE_NAME = '^[^\\s]{1,300}$';

const MIGRATION: JsonObject = {
  ...title('迁移', 'Migration'),
  ...object(
    {
      version: { type: 'integer', minimum: 1, ...title('自版本', 'From version') },
      states: {
        ...dictionary({ ...KEBAB_NAME, pattern: STATE_NAME }, { type: 'string', pattern: STATE_NAME, maxLength: 300 }),
        ...title('旧状态 → 新状态', 'Former state → state'),
      },
    },
    ['version', 'states'],
  ),
};

/** JSON Schema of a workflow: an XState v5 machine, with what its delays and events are. */
export const workflowSchema: JsonObject = kindSchema({
  kind: 'workflow',
  zh: '流程',
  en: 'Workflow',
  description: {
    'zh-CN': '请求的一生：状态、事件、延时和动作，写成 XState v5 状态机。',
    en: 'The life of a request: states, events, delays and actions, written as an XState v5 machine.',
  },
  properties: {
    entity: mention('实体', 'Entity', 'entity'),
    machine: { ...title('状态机', 'Machine'), ...object(STATE_KEYS, ['initial', 'states']) },
    delays: { ...dictionary(PART_NAME, ref('delay')), ...title('延时', 'Delays') },
    events: { ...dictionary(PART_NAME, ref('event')), ...title('事件', 'Events') },
    migrateFrom: list(ref('migration'), { maxItems: 100, ...title('迁移', 'Migrations') }),
  },
  required: ['entity', 'machine'],
  cases: WORKFLOW_CASES,
  defs: {
    state: { ...title('状态', 'State'), ...object(STATE_KEYS) },
    transition: TRANSITION,
    transitions: TRANSITIONS,
    guard: GUARD,
    action: ACTION,
    actions: ACTIONS,
    delay: DELAY,
    event: EVENT,
    migration: MIGRATION,
  },
});
