import { defineProblems } from '../../model/problem.ts';

/** What can be wrong with a workflow beyond its schema. */
export const workflowProblem = defineProblems({
  'workflow-target-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '状态“{state}”的转移目标“{target}”不存在{hint}',
    en: 'The state "{state}" has a transition to "{target}", which is no state{hint}',
  },
  'workflow-initial-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '状态“{state}”有内部状态，须以 initial 写明从哪一个开始；现为“{found}”',
    en: 'The state "{state}" has states of its own and names with "initial" the one it begins in; found "{found}"',
  },
  'workflow-id-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '两个状态同名“{name}”',
    en: 'Two states are called "{name}"',
  },
  'workflow-final-leaves': {
    severity: 'error',
    status: 422,
    'zh-CN': '最终状态“{state}”不再有转移，也没有内部状态',
    en: 'The final state "{state}" has no transitions and no states of its own',
  },
  'workflow-delay-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '延时“{delay}”未在 delays 中定义{hint}',
    en: 'The delay "{delay}" is not among the delays{hint}',
  },
  'workflow-delay-unused': {
    severity: 'warning',
    status: 200,
    'zh-CN': '延时“{delay}”没有用到',
    en: 'The delay "{delay}" is used nowhere',
  },
  'workflow-delay-needs-calendar': {
    severity: 'error',
    status: 422,
    'zh-CN': '延时“{delay}”以工作时间或自然日计，须写明日历 calendar',
    en: 'The delay "{delay}" counts working time or days of the calendar and names its "calendar"',
  },
  'workflow-event-unhandled': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有任何状态接受事件“{event}”{hint}',
    en: 'No state accepts the event "{event}"{hint}',
  },
  'workflow-approval-unanswered': {
    severity: 'error',
    status: 422,
    'zh-CN': '状态“{state}”提请审批，却不处理事件“{event}”',
    en: 'The state "{state}" requires approval, but does not handle the event "{event}"',
  },
  'workflow-approval-misplaced': {
    severity: 'error',
    status: 422,
    'zh-CN': '提请审批只能写在状态的 entry 中',
    en: 'An approval is required on entry to a state, and nowhere else',
  },
  'workflow-approval-elsewhere': {
    severity: 'error',
    status: 422,
    'zh-CN': '状态“{state}”的审批可驳回至“{to}”，而事件“{event}”并不转到该状态',
    en: 'The approval in the state "{state}" may be rejected to "{to}", but the event "{event}" does not lead there',
  },
  'workflow-approval-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '状态“{state}”与“{other}”的审批会同时进行；一件请求同时只有一项审批',
    en: 'The approvals of the states "{state}" and "{other}" would be open at once; a request has one at a time',
  },
  'workflow-approval-entity': {
    severity: 'error',
    status: 422,
    'zh-CN': '权限表 {table} 判断的是 {found}，而流程处理的是 {expected}',
    en: '{table} says who approves of {found}, but the workflow is about {expected}',
  },
  'workflow-approval-roles': {
    severity: 'error',
    status: 422,
    'zh-CN': '权限表 {table} 须有输出 role，其 enum 列出审批角色，取自 {expected}；现为 {found}',
    en: '{table} needs an output "role" whose enum lists the roles that approve, each one of {expected}; found {found}',
  },
  'workflow-queue-differs': {
    severity: 'error',
    status: 422,
    'zh-CN': '{queue} 的流程是 {found}，不是本流程；只能转入同一流程的队列',
    en: '{queue} works by {found}, not by this workflow; a request moves only between queues of one workflow',
  },
  'workflow-guard-entity': {
    severity: 'error',
    status: 422,
    'zh-CN': '{criteria} 判断的是 {found}，而流程处理的是 {expected}',
    en: '{criteria} is about {found}, but the workflow is about {expected}',
  },
  'workflow-field-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '{entity} 没有字段“{field}”{hint}',
    en: '{entity} has no field "{field}"{hint}',
  },
  'workflow-field-key': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{field}”是 {entity} 的键，不可设置',
    en: '"{field}" is the key of {entity} and cannot be set',
  },
  'workflow-value-unfit': {
    severity: 'error',
    status: 422,
    'zh-CN': '值 {found} 不适合字段“{field}”',
    en: 'The value {found} does not fit the field "{field}"',
  },
  'workflow-value-once': {
    severity: 'error',
    status: 422,
    'zh-CN': '设置字段须且只须写明 value 或 fromData 之一',
    en: 'A field is set to a "value" or "fromData": one of them, and not both',
  },
  'workflow-state-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有状态“{state}”{hint}',
    en: 'There is no state "{state}"{hint}',
  },
  'workflow-event-not-theirs': {
    severity: 'error',
    status: 403,
    'zh-CN': '{by} 没有触发事件“{event}”的角色：{roles}',
    en: '{by} has no role that may cause the event "{event}": {roles}',
  },
  'workflow-case-instant': {
    severity: 'error',
    status: 422,
    'zh-CN': '用例的时刻“{found}”无法读取：应为 2026-03-02T09:00:00+08:00',
    en: 'The instant "{found}" of the case cannot be read: expected 2026-03-02T09:00:00+08:00',
  },
  'workflow-case-line': {
    severity: 'error',
    status: 422,
    'zh-CN': '用例的第 {line} 行：应为 {expected}，实为 {found}',
    en: 'Line {line} of the case: expected {expected}, got {found}',
  },
});
