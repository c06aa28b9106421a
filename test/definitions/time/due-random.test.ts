import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { checkCalendar } from '../../../definitions/kinds/calendar/check.ts';
import { dueAt, workingDue, workingTimeBetween } from '../../../definitions/time/due.ts';
import { dueWindows } from '../../../definitions/time/due-windows.ts';
import { type CalendarRules, WEEK, workingCalendar } from '../../../definitions/time/working-calendar.ts';
import { openMinutes } from './brute-force.ts';

const MINUTE = 60_000;
const two = (n: number) => String(n).padStart(2, '0');
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const dayText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Days on which the zone changes its clocks, and some where nothing happens. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  'Europe/London': ['2026-03-29', '2026-10-25'],
  'America/New_York': ['2026-03-08', '2026-11-01'],
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
  'Asia/Shanghai': ['2026-10-01'],
  'Africa/Cairo': ['2026-04-24', '2026-10-29'],
};

const windows = fc
  .array(fc.integer({ min: 0, max: 95 }), { minLength: 0, maxLength: 4 })
  .map((edges) => [...new Set(edges)].sort((a, b) => a - b).map((quarter) => quarter * 15))
  .chain((edges) =>
    fc.boolean().map((isNight) => {
      const texts: string[] = [];
      for (let i = 0; i + 1 < edges.length; i += 2) texts.push(`${clock(edges[i] ?? 0)}-${clock(edges[i + 1] ?? 0)}`);
      const [last, first] = [edges.at(-1), edges[0]];
      // A window over midnight that ends before the day's own first one: whether it meets the next day's is for the check to say.
      if (isNight && edges.length % 2 === 1 && last !== undefined && first !== undefined && first > 0)
        texts.push(`${clock(last)}-${clock(Math.floor(first / 2))}`);
      return texts;
    }),
  );

const calendars = fc
  .constantFrom(...Object.keys(ZONES))
  .chain((timeZone) =>
    fc.record({
      timeZone: fc.constant(timeZone),
      around: fc.constantFrom(...(ZONES[timeZone] ?? [])),
      week: fc.array(windows, { minLength: 7, maxLength: 7 }),
      special: fc.uniqueArray(fc.tuple(fc.integer({ min: -6, max: 6 }), windows), {
        maxLength: 4,
        selector: ([at]) => at,
      }),
      start: fc.integer({ min: -4 * 1440, max: 3 * 1440 }),
      budget: fc.integer({ min: 1, max: 40 * 60 }),
    }),
  )
  .map(({ timeZone, around, week, special, start, budget }) => {
    const day = Date.parse(around) / 86_400_000;
    const rules: CalendarRules = {
      timeZone,
      workingDay: 'PT7H30M',
      from: '2026-01-01',
      to: '2026-12-31',
      windows: Object.fromEntries(WEEK.map((name, i) => [name, week[i] ?? []])) as unknown as CalendarRules['windows'],
      holidays: special.filter(([, own]) => own.length === 0).map(([at]) => ({ on: dayText(day + at) })),
      workdays: special
        .filter(([, own]) => own.length > 0)
        .map(([at, own]) => ({ on: dayText(day + at), windows: own })),
    };
    return { rules, from: Date.parse(`${around}T00:00:00Z`) + start * MINUTE, budget };
  })
  .filter(({ rules }) => checkCalendar({ kind: 'calendar', name: 'drawn', ...rules }).length === 0);

describe('due times beside a clock that is read minute by minute', () => {
  it('are the earliest instant at which the budget is used up, and the time between is the budget', () => {
    fc.assert(
      fc.property(calendars, ({ rules, from, budget }) => {
        const calendar = workingCalendar(rules);
        const isOpen = openMinutes(rules);
        let [at, left] = [from, budget];
        for (let looked = 0; left > 0 && looked < 21 * 1440; looked += 1, at += MINUTE) if (isOpen(at)) left -= 1;
        // A calendar that is open for minutes a week takes longer than is looked at.
        if (left > 0) return;
        expect(workingDue(calendar, from, budget * MINUTE)?.dueAt).toBe(at);
        expect(workingTimeBetween(calendar, from, at)).toBe(budget * MINUTE);
        expect(workingTimeBetween(calendar, from, at - MINUTE)).toBe((budget - 1) * MINUTE);
        const told = dueWindows(calendar, from, { kind: 'working', workingDays: 0, milliseconds: budget * MINUTE });
        const lengths = told?.windows.map((window) => window.to - window.from) ?? [];
        expect(lengths.reduce((a, b) => a + b, 0)).toBe(budget * MINUTE);
        expect(told?.windows.every((window) => isOpen(window.from) && isOpen(window.to - MINUTE))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('of days of the calendar end with the last open minute of the next working day', () => {
    fc.assert(
      fc.property(calendars, fc.integer({ min: 1, max: 20 }), ({ rules, from }, days) => {
        const isOff = (day: Temporal.PlainDate) => {
          const key = day.toString();
          const name = WEEK[day.dayOfWeek - 1] ?? 'mon';
          const made = rules.workdays?.find(({ on }) => on === key);
          if (made !== undefined) return false;
          return rules.holidays?.some(({ on }) => on === key) === true || rules.windows[name].length === 0;
        };
        const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(rules.timeZone).toPlainDate();
        let last = start.add({ days });
        while (isOff(last)) last = last.add({ days: 1 });
        const due = dueAt(workingCalendar(rules), from, { kind: 'calendar-days', days });
        const day = workingCalendar(rules).windowsOn(Math.floor(Date.parse(last.toString()) / 86_400_000));
        const midnight = last.add({ days: 1 }).toZonedDateTime(rules.timeZone).epochMilliseconds;
        expect(due?.dueAt).toBe(day.at(-1)?.closesAt ?? midnight);
        if (day.length > 0) expect(openMinutes(rules)((due?.dueAt ?? 0) - MINUTE)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
