import { dateText, parseDays } from '../../expression/date-text.ts';
import { weekday } from '../../expression/date.ts';
import { below } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import type { Text } from '../../model/text.ts';
import { parseTime } from '../../time/time-budget.ts';
import { intoNextDay, overlapIn, parseWindow } from '../../time/wall-window.ts';
import { WEEK } from '../../time/working-calendar.ts';
import { timeZone } from '../../time/zone.ts';
import { type CalendarDocument, WEEKDAY_NAMES } from './calendar.ts';
import { calendarProblem } from './problems.ts';

type At = (...steps: readonly (string | number)[]) => Place;

/** What the schema cannot say: zone and days that exist, windows with a length that share no time, one thing said of each day. */
export function checkCalendar(document: CalendarDocument): readonly Problem[] {
  const at: At = (...steps) => ({ definition: `calendar/${document.name}`, pointer: below('', ...steps) });
  const zone = document.timeZone;
  return [
    ...(timeZone(zone) === undefined ? [calendarProblem('calendar-zone-unknown', at('timeZone'), { zone })] : []),
    ...workingDayProblems(document, at),
    ...dayProblems(document, at),
    ...weekProblems(document, at),
    ...workdayProblems(document, at),
  ];
}

function workingDayProblems({ workingDay: found }: CalendarDocument, at: At): readonly Problem[] {
  const length = parseTime(found) ?? 0;
  if (length > 0 && length <= 86_400_000) return [];
  return [calendarProblem('calendar-working-day', at('workingDay'), { found })];
}

/** Days that exist, within the calendar, and each of them once. */
function dayProblems({ from, to, holidays = [], workdays = [] }: CalendarDocument, at: At): readonly Problem[] {
  const [first, last] = [parseDays(from), parseDays(to)];
  const ends = (['from', 'to'] as const).flatMap((key) => {
    const found = key === 'from' ? from : to;
    return parseDays(found) === undefined ? [calendarProblem('calendar-day-unknown', at(key), { found })] : [];
  });
  if (first !== undefined && last !== undefined && last < first)
    return [...ends, calendarProblem('calendar-ends-too-early', at('to'), { from, to })];
  const seen = new Map<string, string>();
  const listed = [
    ...holidays.map(({ on }, i) => ({ on, list: 'holidays', i })),
    ...workdays.map(({ on }, i) => ({ on, list: 'workdays', i })),
  ];
  const days = listed.flatMap(({ on: found, list, i }) => {
    const [place, day, other] = [at(list, i, 'on'), parseDays(found), seen.get(found)];
    seen.set(found, list);
    if (day === undefined) return [calendarProblem('calendar-day-unknown', place, { found })];
    if (other !== undefined)
      return [calendarProblem(other === list ? 'day-twice' : 'day-is-both', place, { found }, { found })];
    if (first === undefined || last === undefined || (day >= first && day <= last)) return [];
    return [calendarProblem('day-outside-calendar', place, { found, from, to }, { found })];
  });
  return [...ends, ...days];
}

/** The windows of a week, each day beside the next one. */
function weekProblems({ windows }: CalendarDocument, at: At): readonly Problem[] {
  if (WEEK.every((day) => windows[day].length === 0)) return [calendarProblem('calendar-never-open', at('windows'))];
  return WEEK.flatMap((day, i) => {
    const before = WEEK[(i + 6) % 7] ?? 'sun';
    const own = windowProblems(windows[day], (j) => at('windows', day, j), WEEKDAY_NAMES[day]);
    if (own.length > 0) return own;
    return nightProblems(windows[before], windows[day], (j) => at('windows', day, j), WEEKDAY_NAMES[before]);
  });
}

/** The windows of make-up days, beside those of the days before and behind them. */
function workdayProblems(document: CalendarDocument, at: At): readonly Problem[] {
  const { windows, holidays = [], workdays = [] } = document;
  const special = new Map<string, readonly string[]>(holidays.map(({ on }) => [on, []]));
  for (const { on, windows: own } of workdays) special.set(on, own);
  const of = (day: number) => special.get(dateText(day)) ?? windows[WEEK[weekday(day) - 1] ?? 'mon'];
  return workdays.flatMap(({ on, windows: own }, i) => {
    const day = parseDays(on);
    const problems = windowProblems(own, (j) => at('workdays', i, 'windows', j), on);
    if (day === undefined || problems.length > 0) return problems;
    const [before, after] = [dateText(day - 1), dateText(day + 1)];
    const isToldThere = special.has(after) && of(day + 1).length > 0;
    return [
      ...nightProblems(of(day - 1), own, (j) => at('workdays', i, 'windows', j), before),
      ...(isToldThere ? [] : nightProblems(own, of(day + 1), () => at('workdays', i, 'windows'), on)),
    ];
  });
}

/** Windows of one day that have no length, or share time. */
export function windowProblems(written: readonly string[], place: (j: number) => Place, day: Text): readonly Problem[] {
  const read = written.flatMap((text) => parseWindow(text) ?? []);
  const empty = read.flatMap(({ from, to }, j) =>
    from === to ? [calendarProblem('window-without-length', place(j), { found: written[j] ?? '' })] : [],
  );
  const overlap = overlapIn(read);
  if (empty.length > 0 || overlap === undefined) return empty;
  const [other, found] = [written[overlap[0]] ?? '', written[overlap[1]] ?? ''];
  return [calendarProblem('windows-overlap', place(overlap[1]), { found, other, day }, { found })];
}

/** Windows that run over midnight into those of the next day. */
export function nightProblems(
  before: readonly string[],
  written: readonly string[],
  place: (j: number) => Place,
  day: Text,
): readonly Problem[] {
  const night = before.flatMap((text) => parseWindow(text) ?? []);
  const reached = intoNextDay(night);
  const at = written.findIndex((text) => (parseWindow(text)?.from ?? reached) < reached);
  if (at < 0) return [];
  const other = before[night.findIndex(({ to }) => to - 24 * 60 === reached)] ?? '';
  return [calendarProblem('windows-overlap', place(at), { found: written[at] ?? '', other, day })];
}
