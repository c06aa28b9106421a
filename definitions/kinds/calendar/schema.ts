import type { JsonObject } from '../../model/json.ts';
import { WEEK } from '../../time/working-calendar.ts';
import { DATE_TEXT, LENGTH, WINDOW } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { formed, list, object, title } from '../schema.ts';
import { piece } from '../schema-pieces.ts';
import { type CalendarDocument, WEEKDAY_NAMES } from './calendar.ts';

const described = (zh: string, en: string) => ({ description: `${zh}\n${en}` });
const WINDOWS = list(formed(WINDOW, '时段', 'Window'), { maxItems: 48, uniqueItems: true });
const week: JsonObject = Object.fromEntries(
  WEEK.map((day) => [day, { ...WINDOWS, ...title(WEEKDAY_NAMES[day]['zh-CN'], WEEKDAY_NAMES[day].en) }]),
);
const on = formed(DATE_TEXT, '日期', 'Day');
const name = piece('text', '名称', 'Name');

export const calendarSchema: JsonObject = kindSchema({
  kind: 'calendar',
  zh: '日历',
  en: 'Calendar',
  description: {
    'zh-CN': '工作时间、节假日和调休上班日；时限据此计算。',
    en: 'Working hours, holidays and make-up working days, by which time budgets are reckoned.',
  },
  properties: {
    timeZone: {
      type: 'string',
      minLength: 1,
      maxLength: 100,
      ...title('时区', 'Time zone'),
      ...described(
        'IANA 名称，如 Asia/Shanghai；夏令时照其规则。',
        'By its IANA name, such as Asia/Shanghai; with its daylight saving.',
      ),
    },
    workingDay: {
      ...formed(LENGTH, '一个工作日', 'Working day'),
      ...described(
        '时限中的 P1D 等于多少工作时间，如 PT7H；与某日实际开放多久无关。',
        'How much working time P1D of a budget is, such as PT7H; whatever hours a day really has.',
      ),
    },
    from: {
      ...formed(DATE_TEXT, '自', 'From'),
      ...described('节假日已知的第一天。', 'The first day whose holidays are known.'),
    },
    to: {
      ...formed(DATE_TEXT, '至', 'To'),
      ...described(
        '节假日已知的最后一天；此后只按星期计算，结果为暂定。',
        'The last day whose holidays are known; after it the week alone counts, and results are provisional.',
      ),
    },
    windows: {
      ...title('每周工作时间', 'Working hours of the week'),
      ...described(
        '每日各时段；22:00-06:00 属于开始的那一日，00:00-24:00 为全天，空为休息。',
        'The windows of each day; 22:00-06:00 belongs to the day on which it opens, 00:00-24:00 is the whole day, none is a day off.',
      ),
      ...object(week, WEEK),
    },
    holidays: {
      ...title('节假日', 'Holidays'),
      ...described('这些日子没有工作时间。', 'Days without working hours.'),
      ...list(object({ on, name }, ['on']), { maxItems: 20_000 }),
    },
    workdays: {
      ...title('调休上班日', 'Make-up working days'),
      ...described('这些日子的工作时间代替当周同日的时间。', 'Days whose hours stand in place of those of the week.'),
      ...list(
        object({ on, windows: { ...WINDOWS, minItems: 1, ...title('时段', 'Windows') }, name }, ['on', 'windows']),
        {
          maxItems: 20_000,
        },
      ),
    },
    source: {
      ...piece('text', '来源', 'Source'),
      ...described('公布节假日的通知及其日期。', 'The official notice, with its date.'),
    },
  },
  required: ['timeZone', 'workingDay', 'from', 'to', 'windows'],
  cases: {
    given: object(
      { from: { type: 'string', maxLength: 40, ...title('起点', 'From') }, budget: piece('budget', '时限', 'Budget') },
      ['from', 'budget'],
    ),
    expect: object(
      {
        dueAt: { type: 'string', maxLength: 40, ...title('到期', 'Due') },
        provisional: { type: 'boolean', ...title('暂定', 'Provisional') },
        problems: list({ type: 'string' }),
      },
      [],
      { minProperties: 1 },
    ),
  },
});

const HOURS = ['09:00-12:00', '13:30-17:30'];

export const calendarExamples: readonly CalendarDocument[] = [
  {
    kind: 'calendar',
    name: 'retail-desk',
    title: { 'zh-CN': '零售业务日历', en: 'Retail desk' },
    timeZone: 'Asia/Shanghai',
    workingDay: 'PT7H',
    from: '2026-01-01',
    to: '2026-12-31',
    windows: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS, sat: [], sun: [] },
    holidays: [{ on: '2026-10-01', name: { 'zh-CN': '国庆节', en: 'National Day' } }],
    workdays: [
      { on: '2026-10-10', windows: ['09:00-17:00'], name: { 'zh-CN': '调休上班', en: 'Make-up working day' } },
    ],
    cases: [
      {
        name: '起点在开门之前 / Before opening',
        given: { from: '2026-11-16T07:10:00+08:00', budget: 'PT4H' },
        // What a case of a calendar expects are members of its answer.
        expect: { dueAt: '2026-11-16T14:30:00+08:00', provisional: false } as object,
      },
    ],
  },
];
