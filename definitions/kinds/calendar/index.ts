import { proved } from '../../proofs/verdict.ts';
import type { Kind } from '../kind.ts';
import { answerCase } from './answer.ts';
import type { CalendarDocument } from './calendar.ts';
import { checkCalendar } from './check.ts';
import { calendarExamples, calendarSchema } from './schema.ts';
import { calendarWords } from './words.ts';

/** Calendars: working hours, holidays and make-up days, by which budgets of time are reckoned. */
export const calendarKind: Kind<CalendarDocument> = {
  name: 'calendar',
  title: { 'zh-CN': '日历', en: 'Calendar' },
  schema: calendarSchema,
  examples: calendarExamples,
  references: () => [],
  sets: ({ windows, workdays = [] }) => [
    ...Object.keys(windows).map((day) => `/windows/${day}`),
    '/holidays',
    '/workdays',
    ...workdays.map((_, i) => `/workdays/${i}/windows`),
  ],
  decides: false,
  lower: (document) => ({ decision: null, problems: checkCalendar(document) }),
  // The check has looked at every day, and refuses a calendar of which this is not so.
  prove: ({ name }) => [
    proved('windows-apart', { definition: `calendar/${name}`, pointer: '/windows' }),
    proved('days-known-once', { definition: `calendar/${name}`, pointer: '/holidays' }),
  ],
  words: calendarWords,
  answer: answerCase,
  expectsMembers: true,
};
