import { Temporal } from 'temporal-polyfill';
import type { CalendarRules } from '../../../definitions/time/working-calendar.ts';

/**
 * Working time minute by minute, by Temporal and by nothing of the language: a minute is open where it lies in a window of any
 * day around it. Only for calendars and instants of whole minutes.
 */
export function openMinutes(rules: CalendarRules): (instant: number) => boolean {
  const zone = rules.timeZone;
  const days = new Map<string, readonly (readonly [number, number])[]>();
  const windowsOn = (day: Temporal.PlainDate): readonly (readonly [number, number])[] => {
    const key = day.toString();
    const known = days.get(key);
    if (known !== undefined) return known;
    const name = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const)[day.dayOfWeek - 1] ?? 'mon';
    const isHoliday = (rules.holidays ?? []).some(({ on }) => on === key);
    const written = rules.workdays?.find(({ on }) => on === key)?.windows ?? (isHoliday ? [] : rules.windows[name]);
    const made = written.map((text): readonly [number, number] => {
      const [from = '', to = ''] = text.split('-');
      const end = to === '24:00' ? '00:00' : to;
      const isNextDay = to === '24:00' || to < from;
      return [wall(day, from), wall(isNextDay ? day.add({ days: 1 }) : day, end)];
    });
    days.set(key, made);
    return made;
  };
  const wall = (day: Temporal.PlainDate, time: string) =>
    day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const near = new Map<number, readonly (readonly [number, number])[]>();
  // The windows that may touch a day of UTC: those of the days around it, whatever the zone.
  const around = (utcDay: number) => {
    const known = near.get(utcDay);
    if (known !== undefined) return known;
    const day = Temporal.Instant.fromEpochMilliseconds(utcDay * DAY)
      .toZonedDateTimeISO('UTC')
      .toPlainDate();
    const made = [-2, -1, 0, 1, 2].flatMap((days) => windowsOn(day.add({ days })));
    near.set(utcDay, made);
    return made;
  };
  return (instant) => around(Math.floor(instant / DAY)).some(([from, to]) => instant >= from && instant < to);
}

const DAY = 86_400_000;
