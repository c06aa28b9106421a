import { weekday } from '../../expression/date.ts';
import { parseDays } from '../../expression/date-text.ts';
import type { Document } from '../../model/document.ts';
import type { Message, Text } from '../../model/text.ts';
import { type CalendarRules, WEEK, type Weekday } from '../../time/working-calendar.ts';

/** A calendar: when somebody works, and which days are known to be off or to be made up for. `workingCalendar` reckons with it. */
export interface CalendarDocument extends Document, CalendarRules {
  readonly kind: 'calendar';
  /** The notices that holidays and make-up days are taken from. */
  readonly source?: Text;
}

export const WEEKDAY_NAMES: Readonly<Record<Weekday, Message>> = {
  mon: { 'zh-CN': '周一', en: 'Monday' },
  tue: { 'zh-CN': '周二', en: 'Tuesday' },
  wed: { 'zh-CN': '周三', en: 'Wednesday' },
  thu: { 'zh-CN': '周四', en: 'Thursday' },
  fri: { 'zh-CN': '周五', en: 'Friday' },
  sat: { 'zh-CN': '周六', en: 'Saturday' },
  sun: { 'zh-CN': '周日', en: 'Sunday' },
};

/** The day of the week of `2026-10-10`; Monday where there is no such day. */
export function weekdayOf(on: string): Weekday {
  const day = parseDays(on);
  return (day === undefined ? undefined : WEEK[weekday(day) - 1]) ?? 'mon';
}
