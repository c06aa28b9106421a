import { bilingual } from './bilingual.ts';

/** What the editor of calendars says. */
export const calendarTexts = bilingual(
  {
    'calendar.week': 'Working hours',
    'calendar.zone': 'By the time of {{zone}}. One working day of a budget is {{length}}.',
    'calendar.known': 'Holidays are known from {{from}} to {{to}}; outside of that results are provisional.',
    'calendar.day': 'Day',
    'calendar.hours': 'Hours',
    'calendar.off': 'off',
    'calendar.special': 'Holidays and make-up working days',
    'calendar.none': 'None are listed.',
    'calendar.name': 'Name',
    'calendar.source': 'Source: {{source}}',
  },
  {
    'calendar.week': '工作时间',
    'calendar.zone': '按 {{zone}} 的时间。时限中的一个工作日为 {{length}}。',
    'calendar.known': '已知 {{from}} 至 {{to}} 的节假日；此外的结果为暂定。',
    'calendar.day': '日期',
    'calendar.hours': '时段',
    'calendar.off': '休息',
    'calendar.special': '节假日与调休上班日',
    'calendar.none': '没有列出。',
    'calendar.name': '名称',
    'calendar.source': '来源：{{source}}',
  },
);
