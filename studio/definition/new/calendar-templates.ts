import { addDays, dateText, type Json, type JsonObject, parseDays } from '../../../definitions/index.ts';
import type { Way } from './ground-fields.ts';

/** A week of working hours, alone, with a holiday, or with the days that the State Council of China has announced. */
export function calendarParts(way: Way): JsonObject {
  const open = way === 'empty' ? ['09:00-17:00'] : ['09:00-12:00', '13:30-17:30'];
  const week = ['mon', 'tue', 'wed', 'thu', 'fri'].map((day): [string, Json] => [day, open]);
  return {
    timeZone: 'Asia/Shanghai',
    from: way === 'official' ? '2025-01-01' : '2026-01-01',
    to: '2026-12-31',
    workingDay: way === 'empty' ? 'PT8H' : 'PT7H',
    windows: { ...Object.fromEntries(week), sat: [], sun: [] },
    ...(way === 'example' ? { holidays: [{ on: '2026-10-01', name: NATIONAL }] } : {}),
    ...(way === 'official' ? officialDays(open) : {}),
  };
}

const NEW_YEAR = { 'zh-CN': '元旦', en: "New Year's Day" };
const SPRING = { 'zh-CN': '春节', en: 'Spring Festival' };
const QINGMING = { 'zh-CN': '清明节', en: 'Qingming Festival' };
const LABOUR = { 'zh-CN': '劳动节', en: 'Labour Day' };
const DRAGON_BOAT = { 'zh-CN': '端午节', en: 'Dragon Boat Festival' };
const MID_AUTUMN = { 'zh-CN': '中秋节', en: 'Mid-Autumn Festival' };
const NATIONAL = { 'zh-CN': '国庆节', en: 'National Day' };
const BOTH = { 'zh-CN': '国庆节、中秋节', en: 'National Day and Mid-Autumn Festival' };

type Name = typeof SPRING;

/** The first day of each holiday, how many days it lasts, and the days off that are worked for it. */
const ANNOUNCED: readonly (readonly [first: string, days: number, name: Name, worked?: readonly string[]])[] = [
  ['2025-01-01', 1, NEW_YEAR],
  ['2025-01-28', 8, SPRING, ['2025-01-26', '2025-02-08']],
  ['2025-04-04', 3, QINGMING],
  ['2025-05-01', 5, LABOUR, ['2025-04-27']],
  ['2025-05-31', 3, DRAGON_BOAT],
  ['2025-10-01', 8, BOTH, ['2025-09-28', '2025-10-11']],
  ['2026-01-01', 3, NEW_YEAR, ['2026-01-04']],
  ['2026-02-15', 9, SPRING, ['2026-02-14', '2026-02-28']],
  ['2026-04-04', 3, QINGMING],
  ['2026-05-01', 5, LABOUR, ['2026-05-09']],
  ['2026-06-19', 3, DRAGON_BOAT],
  ['2026-09-25', 3, MID_AUTUMN],
  ['2026-10-01', 7, NATIONAL, ['2026-09-20', '2026-10-10']],
];

function officialDays(windows: readonly string[]): JsonObject {
  const notice = (year: number, number: number) => ({
    document: {
      'zh-CN': `国务院办公厅关于${year}年部分节假日安排的通知（国办发明电〔${year - 1}〕${number}号）`,
      en: `Notice of the General Office of the State Council on public holidays in ${year} (No. ${number} of ${year - 1})`,
    },
  });
  return {
    basis: [notice(2025, 12), notice(2026, 7)],
    holidays: ANNOUNCED.flatMap(([first, days, name]) =>
      Array.from({ length: days }, (_, i) => ({ on: dayBehind(first, i), name })),
    ),
    workdays: ANNOUNCED.flatMap(([, , name, worked = []]) =>
      worked.map((on) => ({
        on,
        windows,
        name: { 'zh-CN': `${name['zh-CN']}调休上班`, en: `make-up working day for ${name.en}` },
      })),
    ),
  };
}

function dayBehind(first: string, days: number): string {
  const day = addDays(parseDays(first) ?? 0, days);
  return day === undefined ? first : dateText(day);
}
