import { parseDate, parseDays } from '../../expression/date-text.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { dayWords } from '../../expression/to-words/figures.ts';
import { listed, pick2, type Speech, spoken } from '../../expression/to-words/speech.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Language, Text } from '../../model/text.ts';
import { parseTime } from '../../time/time-budget.ts';
import { WEEK, type Weekday } from '../../time/working-calendar.ts';
import { timeWords } from '../budget.ts';
import { speechOf } from '../words.ts';
import { type CalendarDocument, WEEKDAY_NAMES, weekdayOf } from './calendar.ts';

/** A calendar as sentences: the week, what a working day is, what is known, holidays in a row by one line, make-up days by one each. */
export function calendarWords(
  document: CalendarDocument,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language);
  const { timeZone, workingDay, from, to, holidays = [], workdays = [], source } = document;
  const [first, last] = [writtenDay(speech, from), writtenDay(speech, to)];
  const length = timeWords(speech, parseTime(workingDay) ?? 0, 'working');
  const says = source === undefined ? '' : spoken(speech, source);
  return [
    pick2(
      speech,
      zh`${hoursOfWeek(document.windows, speech)}，按${timeZone}的时间。`,
      `${hoursOfWeek(document.windows, speech)}, by the time of ${timeZone}.`,
    ),
    pick2(speech, `时限中的一个工作日为 ${length}。`, `One working day of a budget is ${length}.`),
    pick2(
      speech,
      `已知 ${first}至 ${last}的节假日；此外只按星期计算，结果为暂定。`,
      `Holidays are known from ${first} to ${last}; outside of that the week alone counts, and results are provisional.`,
    ),
    ...rowsOf(holidays).map((row) => holidayWords(row, speech)),
    ...workdays.toSorted((a, b) => (a.on < b.on ? -1 : 1)).map((day) => workdayWords(day, speech)),
    ...(says === '' ? [] : [pick2(speech, `来源：${says}。`, `Source: ${says}.`)]),
  ];
}

/** `周一至周五 09:00–12:00、13:30–17:30，周六、周日休息`: days in a row with the same hours are told together. */
export function hoursOfWeek(windows: Readonly<Partial<Record<Weekday, readonly string[]>>>, speech: Speech): string {
  const groups: { readonly days: string[]; readonly hours: string }[] = [];
  for (const day of WEEK) {
    const hours = hoursWords(windows[day] ?? [], speech);
    const last = groups.at(-1);
    const name = spoken(speech, WEEKDAY_NAMES[day]);
    if (last?.hours === hours) last.days.push(name);
    else groups.push({ days: [name], hours });
  }
  const told = groups.map(({ days, hours }) => {
    const [first, last] = [days[0] ?? '', days.at(-1) ?? ''];
    const who =
      days.length < 3 ? listed(speech, days, 'and') : pick2(speech, `${first}至${last}`, `${first} to ${last}`);
    return pick2(speech, zh`${who}${hours}`, `${who} ${hours}`);
  });
  return told.join(pick2(speech, '，', '; '));
}

function hoursWords(windows: readonly string[], speech: Speech): string {
  if (windows.length === 0) return pick2(speech, '休息', 'off');
  if (windows.length === 1 && windows[0] === '00:00-24:00') return pick2(speech, '全天', 'the whole day');
  return listed(
    speech,
    windows.toSorted().map((text) => windowWords(text, speech)),
    'and',
  );
}

function windowWords(text: string, speech: Speech): string {
  const [from = '', to = ''] = text.split('-');
  const isNextDay = to < from;
  return pick2(
    speech,
    `${from}–${isNextDay ? '次日 ' : ''}${to}`,
    `${from}–${to}${isNextDay ? ' on the next day' : ''}`,
  );
}

interface Row {
  readonly from: string;
  readonly to: string;
  readonly name: Text | undefined;
}

/** Holidays of one name on days that follow one another. */
function rowsOf(holidays: NonNullable<CalendarDocument['holidays']>): readonly Row[] {
  const rows: Row[] = [];
  for (const { on, name } of holidays.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    const last = rows.at(-1);
    const isNext = last !== undefined && (parseDays(on) ?? 0) - (parseDays(last.to) ?? 0) === 1;
    if (isNext && JSON.stringify(last.name ?? null) === JSON.stringify(name ?? null))
      rows[rows.length - 1] = { ...last, to: on };
    else rows.push({ from: on, to: on, name });
  }
  return rows;
}

function holidayWords({ from, to, name }: Row, speech: Speech): string {
  const [first, last] = [writtenDay(speech, from), writtenDay(speech, to)];
  const days = from === to ? first : pick2(speech, `${first}至 ${last}`, `${first} to ${last}`);
  const called = name === undefined ? '' : spoken(speech, name);
  if (called === '') return pick2(speech, `${days}休息。`, `Off on ${days}.`);
  return pick2(speech, `${called}：${days}休息。`, `${called}: off on ${days}.`);
}

function workdayWords(
  { on, windows, name }: NonNullable<CalendarDocument['workdays']>[number],
  speech: Speech,
): string {
  const weekdayName = spoken(speech, WEEKDAY_NAMES[weekdayOf(on)]);
  const hours = hoursWords(windows, speech);
  const called = name === undefined ? pick2(speech, '上班', 'working day') : spoken(speech, name);
  const written = writtenDay(speech, on);
  return pick2(
    speech,
    `${written}（${weekdayName}）${called}：${hours}。`,
    `${written} (${weekdayName}), ${called}: ${hours}.`,
  );
}

function writtenDay(speech: Speech, text: string): string {
  const day = parseDate(text);
  return day === undefined ? text : dayWords(speech, day);
}
