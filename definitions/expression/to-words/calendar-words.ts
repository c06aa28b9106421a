import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { pick2, type Speech } from './speech.ts';

/** Functions of dates in words. */
export function calendarWords(e: Expression & { kind: 'calendar' }, speech: Speech): string {
  const [first = '', second = '', third = ''] = e.items.map((item) => speech.noun(momentOf(item)));
  switch (e.function) {
    case 'year':
      return pick2(speech, zh`${first}的年份`, `the year of ${first}`);
    case 'month':
      return pick2(speech, zh`${first}的月份`, `the month of ${first}`);
    case 'day':
      return pick2(speech, zh`${first}的日`, `the day of the month of ${first}`);
    case 'weekday':
      return pick2(speech, zh`${first}是星期几`, `the weekday of ${first}`);
    case 'daysBetween':
      return pick2(speech, zh`${first}至${second}的天数`, `the days from ${first} to ${second}`);
    case 'monthsBetween':
      return pick2(speech, zh`${first}至${second}的足月数`, `the whole months from ${first} to ${second}`);
    case 'millisecondsBetween':
      return pick2(speech, zh`${first}至${second}的时长`, `the time from ${first} to ${second}`);
    case 'addDays':
      return movedWords(e, first, second, ['天', 'day'], speech);
    case 'addMonths':
      return movedWords(e, first, second, ['个月', 'month'], speech);
    case 'addMilliseconds':
      return movedWords(e, first, second, ['毫秒', 'millisecond'], speech);
    case 'monthEnd':
      return pick2(speech, zh`${first}所在月末`, `the end of the month of ${first}`);
    case 'weekdayName':
      return pick2(speech, zh`${first}的星期`, `the day of the week of ${first}`);
    case 'weekOfYear':
      return pick2(speech, zh`${first}所在周次`, `the week of the year of ${first}`);
    case 'dateFrom':
      return pick2(
        speech,
        zh`${first}年 ${second} 月 ${third} 日`,
        `the date of year ${first}, month ${second}, day ${third}`,
      );
    case 'quarterEnd':
      return pick2(speech, zh`${first}所在季度末`, `the end of the quarter of ${first}`);
    case 'dateOf':
      return pick2(speech, zh`${first}所在的那天`, `the day of ${first}`);
    case 'startOfDay':
      return pick2(speech, zh`${first}零点`, `the start of ${first}`);
  }
}

/** A moment moved: `开户日期后 1 个月`, `30 days before day of opening`. */
function movedWords(
  { items: [, count] }: Expression & { kind: 'calendar' },
  from: string,
  steps: string,
  [chinese, english]: readonly [string, string],
  speech: Speech,
): string {
  if (count?.kind !== 'constant' || typeof count.value !== 'bigint')
    return pick2(speech, zh`${from}后${steps}${chinese}`, `${from} plus ${steps} ${english}s`);
  const [isBefore, size] = count.value < 0n ? [true, -count.value] : [false, count.value];
  return pick2(
    speech,
    zh`${from}${isBefore ? '前' : '后'} ${String(size)} ${chinese}`,
    `${String(size)} ${english}${size === 1n ? '' : 's'} ${isBefore ? 'before' : 'after'} ${from}`,
  );
}

/** What is said of a moment's day is said of the moment: the year of the opening, not of the day of the opening. */
function momentOf(item: Expression): Expression {
  return item.kind === 'calendar' && item.function === 'dateOf' ? (item.items[0] ?? item) : item;
}
