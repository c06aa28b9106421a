import { defineProblems } from '../../model/problem.ts';

/** What can be wrong with a template, and with a message that is made of one. `line` and `column` count from 1 within the text. */
export const templateProblem = defineProblems({
  'template-syntax': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行第 {column} 列的 Liquid 写法无法读取：{found}',
    en: 'The Liquid at line {line}, column {column} cannot be read: {found}',
  },
  'template-tag-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行第 {column} 列：没有标签“{found}”，可用 {known}',
    en: 'At line {line}, column {column} there is no tag "{found}"; there are {known}',
  },
  'template-filter-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行第 {column} 列：没有过滤器“{found}”，可用 {known}',
    en: 'At line {line}, column {column} there is no filter "{found}"; there are {known}',
  },
  'template-field-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行第 {column} 列：“{found}”既不是 {entity} 的字段，也不是消息可用的变量{hint}',
    en: 'At line {line}, column {column} "{found}" is no field of {entity} and none of the variables of messages{hint}',
  },
  'template-range': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行第 {column} 列：循环只能遍历序列字段，{found} 不是',
    en: 'At line {line}, column {column} a loop goes over a field that is a series; {found} is none',
  },
  'template-missing-unanswered': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行第 {column} 列：“{found}”可能缺失；请加 default，或写在判断它的 if 之内',
    en: 'At line {line}, column {column} "{found}" may be missing: give it a default, or write it within an if that asks for it',
  },
  'template-field-sensitive': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行第 {column} 列：“{found}”为 C3 级，不得写入消息',
    en: 'At line {line}, column {column} "{found}" is of the class C3, which stands in no message',
  },
  'template-field-purpose': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行第 {column} 列：“{found}”只可用于 {purposes}，而本模板的用途是“{purpose}”',
    en: 'At line {line}, column {column} "{found}" may be used for {purposes} only, and the purpose of this template is "{purpose}"',
  },
  'template-desktop-customer': {
    severity: 'error',
    status: 422,
    'zh-CN': '客户收不到站内消息，只有员工收得到',
    en: 'Customers have no notices of this system: only staff have',
  },
  'template-letter-staff': {
    severity: 'error',
    status: 422,
    'zh-CN': '员工只通过站内消息告知，不发邮件或短信',
    en: 'Staff are told by notices of this system: no e-mail or text message is sent to them',
  },
  'template-name-taken': {
    severity: 'error',
    status: 422,
    'zh-CN': '{entity} 有名为“{found}”的字段或关系，而消息里“{found}”另有所指',
    en: '{entity} has a field or relation called "{found}", which means something else in a message',
  },
  'template-too-large': {
    severity: 'error',
    status: 422,
    'zh-CN': '消息超出限度：最多 {length} 字',
    en: 'The message is beyond its bounds: at most {length} characters',
  },
  'notify-template-entity': {
    severity: 'error',
    status: 422,
    'zh-CN': '{template} 写的是 {found}，而请求是 {expected}',
    en: '{template} is about {found}, but the request is {expected}',
  },
  'notify-template-audience': {
    severity: 'error',
    status: 422,
    'zh-CN': '{template} 是写给员工的，不能发给客户',
    en: '{template} is written for staff and is not sent to customers',
  },
  'notify-template-notice': {
    severity: 'error',
    status: 422,
    'zh-CN': '{template} 没有站内消息，而员工只看得到站内消息',
    en: '{template} has no notice, and staff are told by nothing else',
  },
});
