import { DAY_MILLISECONDS, weekday } from '../../expression/date.ts';
import { parseWindow } from '../../time/wall-window.ts';
import { dayAt, WEEK, type WorkingCalendar } from '../../time/working-calendar.ts';
import type { RosterDocument, Shift } from './roster.ts';

/** The windows of a shift on a day of its calendar: none on a day off; as on Monday where a make-up day's weekday has no shift at all. */
export function shiftWindows(
  { shifts }: RosterDocument,
  { windows }: Shift,
  calendar: WorkingCalendar,
  day: number,
): readonly string[] {
  if (!calendar.isWorkday(day)) return [];
  const name = WEEK[weekday(day) - 1] ?? 'mon';
  const hasOwn = shifts.some((shift) => (shift.windows[name] ?? []).length > 0);
  return windows[hasOwn ? name : 'mon'] ?? [];
}

/** The shifts that are on duty at an instant, in their order; one that began the evening before counts until its end. */
export function onDuty(document: RosterDocument, calendar: WorkingCalendar, instant: number): readonly Shift[] {
  const today = dayAt(calendar, instant);
  const { zone } = calendar;
  return document.shifts.filter((shift) =>
    [today - 1, today].some((day) =>
      shiftWindows(document, shift, calendar, day).some((text) => {
        const read = parseWindow(text);
        if (read === undefined) return false;
        const at = (minutes: number) => zone.instantOf(day * DAY_MILLISECONDS + minutes * 60_000);
        return at(read.from) <= instant && instant < at(read.to);
      }),
    ),
  );
}
