import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dateText } from '../../../definitions/expression/date-text.ts';
import { workingDue, workingTimeBetween } from '../../../definitions/time/due.ts';
import { type CalendarRules, WEEK, workingCalendar } from '../../../definitions/time/working-calendar.ts';
import { describeShared } from '../../support/shared.ts';

interface Recorded {
  readonly title: string;
  readonly op: string;
  readonly input: string;
  readonly args: readonly (number | string | boolean | { readonly moment: string })[];
  readonly workinghours: Readonly<Record<string, readonly string[] | null>>;
  readonly holidays: readonly string[];
  readonly result: string | number | boolean;
}

const UNIT: Readonly<Record<string, number>> = { hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };
const unitOf = (name: string) => UNIT[name.replace(/s$/, '')];
const utc = (text: string) => Date.parse(/Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);

function rulesOf({ workinghours, holidays }: Recorded): CalendarRules {
  const hours = (day: number) => {
    const edges = workinghours[String(day)] ?? [];
    return edges.flatMap((edge, i) => (i % 2 === 0 ? [`${edge.slice(0, 5)}-${(edges[i + 1] ?? '').slice(0, 5)}`] : []));
  };
  const days = holidays.flatMap((on) =>
    on.startsWith('*') ? [2014, 2015, 2016, 2017, 2018].map((year) => year + on.slice(1)) : [on],
  );
  return {
    timeZone: 'UTC',
    workingDay: 'PT8H',
    from: '2014-01-01',
    to: '2022-12-31',
    windows: Object.fromEntries(
      WEEK.map((name, i) => [name, hours((i + 1) % 7)]),
    ) as unknown as CalendarRules['windows'],
    holidays: days.map((on) => ({ on })),
  };
}

/** The milliseconds of `[9, 'hours', 48, 'minutes']`; undefined where it counts days, or nothing that there is, or goes backwards. */
function lengthOf({ args }: Recorded): number | undefined {
  let sum = 0;
  for (let i = 0; i < args.length; i += 2) {
    const [count, unit] = [Number(args[i]), unitOf(String(args[i + 1]))];
    if (unit === undefined || !(count > 0)) return undefined;
    sum += count * unit;
  }
  return sum > 0 ? sum : undefined;
}

describeShared('working hours as another library has them', 'cases/business-time', (folder) => {
  const all = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as readonly Recorded[];
  const by = (op: string) => all.filter((one) => one.op === op);
  const named = (cases: readonly Recorded[]) =>
    cases.map((one) => [`${one.title} (${one.input} ${JSON.stringify(one.args)})`, one] as const);
  const timed = (op: string) => named(by(op).filter((one) => lengthOf(one) !== undefined));

  it.each(timed('addWorkingTime'))('%s', (_, one) => {
    const due = workingDue(workingCalendar(rulesOf(one)), utc(one.input), lengthOf(one) ?? 0);
    expect(due?.dueAt).toBe(utc(String(one.result)));
  });

  it.each(timed('subtractWorkingTime'))('%s, measured forwards', (_, one) => {
    const calendar = workingCalendar(rulesOf(one));
    expect(workingTimeBetween(calendar, utc(String(one.result)), utc(one.input))).toBe(lengthOf(one));
  });

  const differences = by('workingDiff').filter(({ args }) => unitOf(String(args[1])) !== undefined);
  it.each(named(differences))('%s', (_, one) => {
    const [other, unit, isExact] = one.args;
    const to = utc(typeof other === 'object' ? other.moment : String(other));
    const [from, sign] = to <= utc(one.input) ? [to, 1] : [utc(one.input), -1];
    const worked = workingTimeBetween(workingCalendar(rulesOf(one)), from, Math.max(to, utc(one.input)));
    const length = worked / (unitOf(String(unit)) ?? 1);
    expect(sign * (isExact === true ? length : Math.floor(length)) + 0).toBe(one.result);
  });

  it.each(named([...by('isWorkingDay'), ...by('nextWorkingTime')]))('%s', (_, one) => {
    const calendar = workingCalendar(rulesOf(one));
    const day = Math.floor(utc(one.input) / 86_400_000);
    if (one.op === 'isWorkingDay') expect(calendar.isWorkday(day)).toBe(one.result);
    else expect((workingDue(calendar, utc(one.input), 1)?.dueAt ?? 0) - 1).toBe(utc(String(one.result)));
  });

  it('leaves out what counts days of work as the other library does, and what goes backwards', () => {
    const taken = [...timed('addWorkingTime'), ...timed('subtractWorkingTime'), ...named(differences)].length;
    expect({ all: all.length, taken: taken + by('isWorkingDay').length + by('nextWorkingTime').length }).toEqual({
      all: 184,
      taken: 44,
    });
  });
});

describeShared('China’s official days', 'cases/calendar-cn', (folder) => {
  const years = [2018, 2019, 2020, 2021, 2022, 2023];
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const days = years.flatMap(
    (year) => (read(`${year}.json`) as { days: readonly { date: string; isOffDay: boolean }[] }).days,
  );
  const whole = ['00:00-24:00'];
  const calendar = workingCalendar({
    timeZone: 'Asia/Shanghai',
    workingDay: 'PT24H',
    from: '2018-01-01',
    to: '2023-12-31',
    windows: { mon: whole, tue: whole, wed: whole, thu: whole, fri: whole, sat: [], sun: [] },
    holidays: days.filter(({ isOffDay }) => isOffDay).map(({ date }) => ({ on: date })),
    workdays: days.filter(({ isOffDay }) => !isOffDay).map(({ date }) => ({ on: date, windows: whole })),
  });
  const cases = read('add-workdays.json') as readonly { from: string; addWorkdays: number; expected: string }[];

  it.each(cases)('$from and $addWorkdays working days are $expected', ({ from, addWorkdays, expected }) => {
    // A whole day of work is used up at the end of that day; the day of the start is not counted.
    const start = Date.parse(`${from}T24:00:00+08:00`);
    const due = workingDue(calendar, start, addWorkdays * 86_400_000);
    expect(dateText(Math.floor(((due?.dueAt ?? 0) - 1 + 8 * 3_600_000) / 86_400_000))).toBe(expected);
  });
});
