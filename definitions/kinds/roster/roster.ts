import type { JsonObject } from '../../model/json.ts';
import type { Document } from '../../model/document.ts';
import type { Text } from '../../model/text.ts';
import { WEEK, type Weekday } from '../../time/working-calendar.ts';
import { WEEKDAY_NAMES } from '../calendar/calendar.ts';
import { WINDOW } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { type Member, MEMBERS } from '../members.ts';
import { formed, kebabName, list, mention, object, title } from '../schema.ts';
import { piece } from '../schema-pieces.ts';

/** A roster: who is on duty when, by the days of a week. */
export interface RosterDocument extends Document {
  readonly kind: 'roster';
  readonly calendar: string;
  readonly shifts: readonly Shift[];
}

export interface Shift {
  readonly name: string;
  readonly title?: Text;
  readonly windows: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  readonly members: readonly Member[];
}

const WINDOWS = list(formed(WINDOW, '时段', 'Window'), { maxItems: 48, uniqueItems: true });

export const rosterSchema: JsonObject = kindSchema({
  kind: 'roster',
  zh: '排班',
  en: 'Roster',
  description: {
    'zh-CN': '各班次的时间和人员；节假日按日历休息，调休上班日若当周同日没有班次，则按周一排班。',
    en: 'The hours and people of each shift. Holidays of the calendar are off; a make-up working day whose weekday has no shift is staffed as a Monday.',
  },
  properties: {
    calendar: mention('日历', 'Calendar', 'calendar'),
    shifts: {
      ...title('班次', 'Shifts'),
      ...list(
        object(
          {
            name: kebabName('名称', 'Name'),
            title: piece('text', '标题', 'Title'),
            windows: {
              ...title('时段', 'Windows'),
              description: '未写的日子没有此班次。\nOn days that are not written there is no such shift.',
              ...object(
                Object.fromEntries(
                  WEEK.map((day) => [
                    day,
                    { ...WINDOWS, ...title(WEEKDAY_NAMES[day]['zh-CN'], WEEKDAY_NAMES[day].en) },
                  ]),
                ),
                [],
                { minProperties: 1 },
              ),
            },
            members: MEMBERS,
          },
          ['name', 'windows', 'members'],
        ),
        { minItems: 1, maxItems: 1000 },
      ),
    },
  },
  required: ['calendar', 'shifts'],
  cases: {
    given: object({ at: { type: 'string', maxLength: 40, ...title('时刻', 'At') } }, ['at']),
    expect: object(
      {
        shifts: { ...list(kebabName('班次', 'Shift')), ...title('在岗班次', 'Shifts on duty') },
        problems: list({ type: 'string' }),
      },
      [],
      { minProperties: 1 },
    ),
  },
});

const EARLY = ['08:00-14:00'];
const LATE = ['13:00-18:00'];
const week = (windows: readonly string[]) => ({ mon: windows, tue: windows, wed: windows, thu: windows, fri: windows });

export const rosterExamples: readonly RosterDocument[] = [
  {
    kind: 'roster',
    name: 'branch-desk',
    title: { 'zh-CN': '网点值班', en: 'Branch desk' },
    calendar: 'calendar/retail-desk',
    shifts: [
      {
        name: 'early',
        title: { 'zh-CN': '早班', en: 'Early shift' },
        windows: week(EARLY),
        members: [{ role: 'agent', organisation: 'hangzhou' }],
      },
      {
        name: 'late',
        title: { 'zh-CN': '晚班', en: 'Late shift' },
        windows: week(LATE),
        members: [{ role: 'agent', organisation: 'hangzhou', skills: ['cards'] }],
      },
    ],
  },
];
