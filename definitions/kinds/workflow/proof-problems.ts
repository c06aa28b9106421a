import { defineProblems } from '../../model/problem.ts';

/** What the proofs of a workflow find; each that can be has a history, lived through the step, as its witness. */
export const workflowProof = defineProblems({
  'workflow-state-unreachable': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”：状态“{state}”永远不会进入。',
    en: '“{title}”: the state “{state}” is never entered.',
  },
  'workflow-state-trapped': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”：到达 {state} 之后再也到不了最终状态（经过：{history}；见示例）。请补上出路。',
    en: '“{title}”: from {state} no final state can be reached any more (by: {history}; see the example). Add a way out.',
  },
  'workflow-timer-never': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”：状态“{state}”的延时“{delay}”永远等不到：总有更短的延时先到并离开或重新开始该状态。',
    en: '“{title}”: the delay “{delay}” of the state “{state}” never ends: a shorter one always ends first, and leaves the state or begins it anew.',
  },
  'workflow-endless': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”：无事件的转移构成循环，永不停下（经过：{history}；见示例）。',
    en: '“{title}”: transitions without an event form a circle that never comes to rest (by: {history}; see the example).',
  },
  'workflow-choice-ambiguous': {
    severity: 'error',
    status: 422,
    'zh-CN':
      '“{title}”：状态“{state}”中，{trigger}的第 {first} 与第 {second} 个转移可以同时成立，却去向不同（见示例）。请使条件互斥，或以不带条件的转移收尾。',
    en: '“{title}”: in the state “{state}” transitions {first} and {second} of {trigger} can hold together and lead to different things (see the example). Make their conditions exclude each other, or let the last have none.',
  },
  'workflow-choice-hidden': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”：状态“{state}”中，{trigger}的第 {second} 个转移永远不会采用：之前的转移已涵盖一切。',
    en: '“{title}”: in the state “{state}” transition {second} of {trigger} is never taken: those before it take all it would.',
  },
  'workflow-regions-contend': {
    severity: 'error',
    status: 422,
    'zh-CN':
      '“{title}”：事件“{event}”同时使“{first}”与“{second}”离开它们共处的状态，只有一个能做到（经过：{history}；见示例）。',
    en: '“{title}”: the event “{event}” makes both “{first}” and “{second}” leave what they run in side by side, and only one of them can (by: {history}; see the example).',
  },
});
