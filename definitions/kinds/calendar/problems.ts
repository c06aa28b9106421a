import { defineProblems } from '../../model/problem.ts';

export const calendarProblem = defineProblems({
  'calendar-zone-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有时区“{zone}”；应如 Asia/Shanghai',
    en: 'There is no time zone "{zone}"; expected such as Asia/Shanghai',
  },
  'calendar-day-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有 {found} 这一天',
    en: 'There is no such day as {found}',
  },
  'calendar-ends-too-early': {
    severity: 'error',
    status: 422,
    'zh-CN': '日历至 {to} 止，早于其起始日 {from}',
    en: 'The calendar ends on {to}, before it begins on {from}',
  },
  'calendar-working-day': {
    severity: 'error',
    status: 422,
    'zh-CN': '一个工作日为 {found}；应长于零且不超过 24 小时，以小时和分钟写出，如 PT7H',
    en: 'A working day is {found}; it is longer than nothing and at most 24 hours, in hours and minutes, such as PT7H',
  },
  'calendar-never-open': {
    severity: 'error',
    status: 422,
    'zh-CN': '一周七天都没有工作时间，时限永远不会到期',
    en: 'No day of the week has working hours, so that no budget would ever be used up',
  },
  'window-without-length': {
    severity: 'error',
    status: 422,
    'zh-CN': '时段 {found} 没有长度；全天应写作 00:00-24:00',
    en: 'A window must have a length, and {found} has none; for the whole day write 00:00-24:00',
  },
  'windows-overlap': {
    severity: 'error',
    status: 422,
    'zh-CN': '时段 {found} 与{day}的 {other} 重叠',
    en: 'The window {found} overlaps {other} of {day}',
  },
  'day-is-both': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 既是节假日，又是调休上班日',
    en: '{found} is both a holiday and a make-up working day',
  },
  'day-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 写了两次',
    en: '{found} stands twice',
  },
  'day-outside-calendar': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 不在日历的 {from} 至 {to} 之内',
    en: '{found} is outside of the calendar, which goes from {from} to {to}',
  },
  'due-from-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '起点 {found} 不是带时区的时刻，应如 2026-11-16T09:00:00+08:00',
    en: 'The start {found} is no instant with its zone, such as 2026-11-16T09:00:00+08:00',
  },
  'due-too-far': {
    severity: 'error',
    status: 422,
    'zh-CN': '按此日历，时限在一百年内用不完，没有到期时刻',
    en: 'By this calendar the budget is not used up within a hundred years, so that it has no due time',
  },
});
