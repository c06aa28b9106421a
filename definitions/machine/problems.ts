import { defineProblems } from '../model/problem.ts';

/** What a machine cannot be, and what a step refuses. */
export const machineProblem = defineProblems({
  'machine-unreadable': {
    severity: 'error',
    status: 422,
    'zh-CN': '不是 XState v5 状态机：{reason}',
    en: 'This is no XState v5 machine: {reason}',
  },
  'machine-part-refused': {
    severity: 'error',
    status: 422,
    'zh-CN': '状态“{state}”中的“{key}”不支持：步骤不启动其他角色，也不运行代码',
    en: '"{key}" in the state "{state}" is not supported: a step starts no actors and runs no code',
  },
  'machine-name-reserved': {
    severity: 'error',
    status: 422,
    'zh-CN': '名称“{name}”为 XState 保留（xstate.*）',
    en: 'The name "{name}" is reserved for XState (xstate.*)',
  },
  'delay-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '延时“{delay}”未定义',
    en: 'The delay "{delay}" is not defined',
  },
  'machine-endless': {
    severity: 'error',
    status: 422,
    'zh-CN': '状态机在 {most} 个微步之内没有停下：无事件的转移或引发的事件构成循环',
    en: 'The machine does not come to rest within {most} microsteps: eventless transitions or raised events form a circle',
  },
  'timers-endless': {
    severity: 'error',
    status: 422,
    'zh-CN': '推进时间时触发了超过 {most} 个定时器，停在 {at}',
    en: 'More than {most} timers fired while time was advanced; it stopped at {at}',
  },
  'event-name-refused': {
    severity: 'error',
    status: 422,
    'zh-CN': '事件名“{event}”不可从外部发送：须为非空文字，不含 *，不以 xstate. 开头',
    en: 'The event "{event}" cannot be sent from outside: a name is not empty, has no *, and does not begin with xstate.',
  },
  'event-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有事件“{event}”；此处接受：{accepted}',
    en: 'There is no event "{event}"; accepted here: {accepted}',
  },
  'event-not-accepted': {
    severity: 'error',
    status: 409,
    'zh-CN': '状态 {state} 不接受事件“{event}”；此处接受：{accepted}',
    en: 'The state {state} does not accept the event "{event}"; accepted here: {accepted}',
  },
  'event-guarded': {
    severity: 'error',
    status: 409,
    'zh-CN': '状态 {state} 中，事件“{event}”的条件不成立：{guards}',
    en: 'In the state {state} the condition of the event "{event}" does not hold: {guards}',
  },
  'machine-finished': {
    severity: 'error',
    status: 409,
    'zh-CN': '已在最终状态 {state}，不再接受事件“{event}”',
    en: 'The final state {state} is reached; the event "{event}" is not accepted any more',
  },
  'guard-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '守卫“{guard}”未定义',
    en: 'The guard "{guard}" is not defined',
  },
  'step-line-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '应为 {"event": "…", "data"?: {…}, "by"?: "…"} 或 {"advance": "PT4H" | {"ms": 1000}}',
    en: 'Expected {"event": "…", "data"?: {…}, "by"?: "…"} or {"advance": "PT4H" | {"ms": 1000}}',
  },
  'advance-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '推进的时间“{found}”无法读取：应为不小于零的 PT4H、P30D（每日 24 小时），或 {"ms": 整数}',
    en: 'The time to advance by, "{found}", cannot be read: expected PT4H or P30D (days of 24 hours), not below zero, or {"ms": a whole number}',
  },
  'instant-out-of-range': {
    severity: 'error',
    status: 422,
    'zh-CN': '时间超出 0001 年至 9999 年',
    en: 'The time is outside of the years 0001 to 9999',
  },
  'request-queue-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{queue}”不是此流程的队列',
    en: '"{queue}" is no queue of this workflow',
  },
  'request-queue-same': {
    severity: 'error',
    status: 422,
    'zh-CN': '请求已经在“{queue}”中',
    en: 'The request lies in "{queue}" already',
  },
  'request-line-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN':
      '应为 {"event": …}、{"advance": …}、{"outage": "PT4H"}、{"extend": "时钟", "to": 时限}、{"move": "queue/…"} 或 {"facts": {…}}',
    en: 'Expected {"event": …}, {"advance": …}, {"outage": "PT4H"}, {"extend": "clock", "to": a budget}, {"move": "queue/…"} or {"facts": {…}}',
  },
  'clock-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '此队列没有时钟“{clock}”',
    en: 'The queue has no clock "{clock}"',
  },
  'extension-of-stopped': {
    severity: 'error',
    status: 409,
    'zh-CN': '时钟“{clock}”没有在计时，不能延期',
    en: 'The clock "{clock}" is not open and cannot be extended',
  },
  'extension-not-offered': {
    severity: 'error',
    status: 422,
    'zh-CN': '时钟“{clock}”没有这样的延期',
    en: 'The clock "{clock}" has no such extension',
  },
  'extension-shortens': {
    severity: 'error',
    status: 409,
    'zh-CN': '延期须长于时钟“{clock}”现有的时限',
    en: 'An extension has to be longer than the present budget of the clock "{clock}"',
  },
  'extension-needs-role': {
    severity: 'error',
    status: 403,
    'zh-CN': '时钟“{clock}”的这一延期须由{roles}批准',
    en: 'This extension of the clock "{clock}" needs {roles}',
  },
});
