import { defineProblems } from '../../model/problem.ts';

export const rosterProblem = defineProblems({
  'shift-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '有两个班次都叫“{name}”',
    en: 'Two shifts are called "{name}"',
  },
  'shift-without-hours': {
    severity: 'error',
    status: 422,
    'zh-CN': '班次“{name}”没有任何时段',
    en: 'The shift "{name}" has no hours',
  },
  'hours-without-shift': {
    severity: 'warning',
    status: 422,
    'zh-CN': '{day} {from} 至 {to} 在日历的工作时间内，却没有班次在岗',
    en: 'On {day} from {from} to {to} the calendar is open and no shift is on duty',
  },
});
