import { defineProblems } from '../../../definitions/index.ts';

/** What can be wrong with a service request, and with what somebody wants to do with it. */
export const requestProblem = defineProblems({
  'request-type-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有请求类型 {ref}{hint}',
    en: 'There is no request type {ref}{hint}',
  },
  'request-channel-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '{type} 不受理来自渠道“{found}”的请求；可用：{expected}',
    en: '{type} takes no requests from the channel "{found}"; expected one of {expected}',
  },
  'request-fact-not-given': {
    severity: 'error',
    status: 422,
    'zh-CN': '字段“{field}”由系统填写或登记后不可更改，不能由请求给出',
    en: 'The field "{field}" is filled in by the system, or stands since it was registered: it cannot be given',
  },
  'request-customer-needed': {
    severity: 'error',
    status: 422,
    'zh-CN': '{type} 的请求须写明客户',
    en: 'A request of {type} says whose it is',
  },
  'request-queue-not-found': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有队列 {queue}，请求无法分派；请先发布此队列',
    en: 'There is no {queue}, so the request cannot be routed to it; the queue has to be published first',
  },
  'request-import-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{pointer}”应为 {expected}，实为 {found}',
    en: '"{pointer}" is {expected}; found {found}',
  },
  'request-import-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '银行没有“{found}”这个机构或人员',
    en: 'The bank has no place or person "{found}"',
  },
  'request-duplicate': {
    severity: 'error',
    status: 409,
    'zh-CN': '同一客户的同一事项已经登记：{found}',
    en: 'The same matter of this customer is registered already: {found}',
  },
  'request-duplicate-unseen': {
    severity: 'error',
    status: 409,
    'zh-CN': '同一客户的同一事项已在其他机构登记',
    en: 'The same matter of this customer is registered already, at another place',
  },
  'request-event-not-yours': {
    severity: 'error',
    status: 403,
    'zh-CN': '事件“{event}”由下列角色引发：{expected}',
    en: 'The event "{event}" takes one of these roles: {expected}',
  },
  'request-queue-not-yours': {
    severity: 'error',
    status: 403,
    'zh-CN': '{queue} 的请求由其成员处理，您不在其中',
    en: 'The requests of {queue} are worked on by its members, and you are none of them',
  },
  'request-occurred-untrusted': {
    severity: 'error',
    status: 403,
    'zh-CN': '只有受信任的渠道（接口密钥）可以写明事件发生的时刻',
    en: 'Only trusted channels (keys) may say when an event happened',
  },
  'request-occurred-out-of-order': {
    severity: 'error',
    status: 422,
    'zh-CN': '发生时刻 {found} 须为带时区的时刻，不早于上一事件（{last}），不晚于现在（{now}）',
    en: 'It happened at {found}: expected an instant with its zone, not before the last event ({last}) and not after now ({now})',
  },
  'request-closed': {
    severity: 'error',
    status: 409,
    'zh-CN': '请求 {number} 已经关闭，不能再这样处理',
    en: 'The request {number} is closed: that cannot be done with it any more',
  },
  'request-budget-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 不是时限；应为 "PT4H"、"P1D"、{"calendarDays": 30} 或 {"elapsed": "PT30M"}',
    en: '{found} is no budget; expected "PT4H", "P1D", {"calendarDays": 30} or {"elapsed": "PT30M"}',
  },
  'request-assignee-unfit': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 不能处理此请求：没有此人，或其不是此队列在此机构的成员',
    en: '{found} cannot work on it: there is nobody of that name who is a member of its queue there',
  },
  'request-assignee-recused': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 须回避此请求，不能由其处理',
    en: '{found} is recused from it, and cannot work on it',
  },
  'request-owner-named': {
    severity: 'warning',
    status: 200,
    'zh-CN': '{person} 是此请求所涉人员，须回避，不再处理',
    en: '{person} is named by the request and recused: no longer working on it',
  },
  'request-owner-recused': {
    severity: 'warning',
    status: 200,
    'zh-CN': '{person} 须回避，不再处理：其上级为所涉人员 {subject}',
    en: '{person} is recused and no longer works on it: reports to {subject}, whom it names',
  },
  'request-owner-recused-through': {
    severity: 'warning',
    status: 200,
    'zh-CN': '{person} 须回避，不再处理：经 {through} 向所涉人员 {subject} 汇报',
    en: '{person} is recused and no longer works on it: reports to {subject}, whom it names, through {through}',
  },
  'request-recusal-unknown': {
    severity: 'warning',
    status: 200,
    'zh-CN': '字段“{field}”所记的不是本行在册人员（编号、账号或姓名），无人因此回避',
    en: 'The field "{field}" names nobody who is on record by id, account or name: nobody is recused because of it',
  },
  'requests-of-one': {
    severity: 'error',
    status: 400,
    'zh-CN': '请列出 queue、owner、customer 中的恰好一项',
    en: 'Say one of queue, owner and customer, and one alone',
  },
  'request-timer-fault': {
    severity: 'error',
    status: 500,
    'zh-CN': '程序出错，无法推进此请求：{reason}',
    en: 'A fault of the program: the request cannot be moved on ({reason})',
  },
  'request-definition-not-kept': {
    severity: 'error',
    status: 409,
    'zh-CN': '此请求所依据的 {queue} 的版本已不在库中',
    en: 'The version of {queue} by which this request is handled is not kept any more',
  },
});
