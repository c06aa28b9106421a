import { defineProblems } from '../../model/problem.ts';

export const queueProblem = defineProblems({
  'clock-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '有两个时钟都叫“{name}”',
    en: 'Two clocks are called "{name}"',
  },
  'clock-without-stop': {
    severity: 'error',
    status: 422,
    'zh-CN': '时钟“{name}”既没有停止状态，也没有停止事件，永远不会停',
    en: 'The clock "{name}" has no state and no event that stops it, so that it would never stop',
  },
  'clock-state-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是 {workflow} 的状态{hint}',
    en: '"{found}" is no state of {workflow}{hint}',
  },
  'clock-event-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是 {workflow} 的事件{hint}',
    en: '"{found}" is no event of {workflow}{hint}',
  },
  'clock-state-both': {
    severity: 'error',
    status: 422,
    'zh-CN': '时钟“{name}”在“{found}”中既计时又停止',
    en: 'The clock "{name}" both runs and stops in "{found}"',
  },
  'clock-pauses-days': {
    severity: 'error',
    status: 422,
    'zh-CN': '时钟“{name}”的时限以自然日计，不能暂停，而它在 {states} 中暂停；请改用 all-open 或工作时间',
    en: 'The clock "{name}" has a budget of calendar days, which do not pause, and it pauses in {states}; let it run in all-open, or count working time',
  },
  'budget-without-end': {
    severity: 'error',
    status: 422,
    'zh-CN': '时钟“{name}”的最后一个时限须没有条件，否则有的请求没有时限',
    en: 'The last budget of the clock "{name}" has to stand without a condition, or requests may have none',
  },
  'budget-behind-last': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有条件的时限之后的时限永远不会用到',
    en: 'A budget that stands behind one without a condition is never used',
  },
  'extension-of-another-sort': {
    severity: 'error',
    status: 422,
    'zh-CN': '延期与时限“{budget}”不是同一种时间，三种时间互不折算',
    en: 'The extension and the budget of {budget} count different things, which are never converted into each other',
  },
  'extension-not-longer': {
    severity: 'error',
    status: 422,
    'zh-CN': '延期须长于时限“{budget}”',
    en: 'An extension has to be longer than the budget of {budget}',
  },
  'rung-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是时点；应如 80%、100%、overdue PT4H、idle P1D、reopened 2',
    en: '"{found}" is no rung; expected such as 80%, 100%, overdue PT4H, idle P1D or reopened 2',
  },
  'rung-clock-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有时钟“{found}”{hint}',
    en: 'There is no clock "{found}"{hint}',
  },
  'rung-needs-clock': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”须写明是哪个时钟的',
    en: '"{found}" has to say of which clock it is',
  },
  'rung-of-request': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”属于整个请求，不属于某个时钟',
    en: '"{found}" is of the whole request and of no clock',
  },
  'rung-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”写了两次',
    en: '"{found}" stands twice',
  },
  'queue-of-another-workflow': {
    severity: 'error',
    status: 422,
    'zh-CN': '队列 {queue} 的流程是 {found}，请求只能移入同一流程 {workflow} 的队列',
    en: 'The queue {queue} has the workflow {found}; requests move only to queues of their own, {workflow}',
  },
  'queue-action-of-workflow': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{action}”只能写在流程中：时点和延期不引发流程的事件',
    en: '"{action}" stands in workflows only: rungs and extensions raise no events of the workflow',
  },
  'queue-action-without-event': {
    severity: 'error',
    status: 422,
    'zh-CN': '时点和延期没有事件数据，取不到“{found}”；请写明 value',
    en: 'Rungs and extensions bring no data of an event to take "{found}" from; state a "value"',
  },
  'exclude-field-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '请求没有字段“{found}”{hint}',
    en: 'Requests have no field "{found}"{hint}',
  },
  'rung-never': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”，{when}：永远不会到',
    en: '“{title}”, {when}: this is never reached',
  },
  'rung-never-of-clock': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”，{when}：永远不会到，时钟“{clock}”从不计时',
    en: '“{title}”, {when}: this is never reached, because the clock “{clock}” never runs',
  },
  'queue-nobody-may-act': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”：在{state}中需要{roles}，而成员中没有人可以操作（经过：{history}；见示例）',
    en: '“{title}”: {state} waits for {roles}, and none of the members may act (by: {history}; see the example)',
  },
  'queue-all-recused': {
    severity: 'error',
    status: 422,
    'zh-CN':
      '“{title}”：在{state}中可操作的人都在“{organisation}”，负责人回避时没有人可以操作（经过：{history}；见示例）；请加入其他机构的成员，或升级至其他机构的队列',
    en: '“{title}”: all who may act in {state} are of "{organisation}", and nobody is left when its head is recused (by: {history}; see the example); add members of another organisation, or escalate to a queue of one',
  },
});
