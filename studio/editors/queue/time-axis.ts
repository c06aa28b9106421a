import type { WorkingCalendar } from '../../../definitions/index.ts';
import type { Reader } from '../../texts/reader.ts';
import { widthOf } from '../workflow/words.ts';

/** Time drawn from left to right: places are shares of its length, from 0 to 1; instants are milliseconds since 1970-01-01T00:00Z. */
export interface TimeAxis {
  readonly from: number;
  readonly to: number;
  readonly position: (instant: number) => number;
  readonly instant: (position: number) => number;
  /** What is not worked, in order; whole days that are holidays have a name. Empty where there is too much of it to be seen. */
  readonly closed: readonly { readonly left: number; readonly width: number; readonly name: string | null }[];
  /** Days, as many as can be read. */
  readonly days: readonly { readonly left: number; readonly text: string }[];
}

const DAY = 24 * 3_600_000;
/** More days than these are drawn without their nights. */
const MOST_SHADED = 400;
const MOST_NAMED = 7;

/** From an instant to somewhat behind another, by the hours of a calendar. */
export function axisOf(calendar: WorkingCalendar, from: number, last: number, reader: Reader): TimeAxis {
  const to = last + Math.max(2 * 3_600_000, (last - from) * 0.15);
  const position = (instant: number) => Math.min(1, Math.max(0, (instant - from) / (to - from)));
  const dayOf = (instant: number) => Math.floor(calendar.zone.localOf(instant) / DAY);
  const midnight = (day: number) => calendar.zone.instantOf(day * DAY);
  const [first, end] = [dayOf(from), dayOf(to)];
  const count = end - first + 1;
  const every = Math.max(1, Math.ceil((count - 1) / MOST_NAMED));
  const write = new Intl.DateTimeFormat(reader.language === 'en' ? 'en-GB' : reader.language, {
    ...(count <= 8 ? { weekday: 'short' as const } : {}),
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return {
    from,
    to,
    position,
    instant: (place) => Math.round(from + (to - from) * Math.min(1, Math.max(0, place))),
    closed: count > MOST_SHADED ? [] : closedFrom(calendar, first, end, { midnight, position }, reader),
    days: Array.from({ length: count - 1 }, (_, i) => first + 1 + i)
      .filter((_, i) => i % every === 0)
      .map((day) => ({ left: position(midnight(day)), text: write.format(new Date(day * DAY)) })),
  };
}

function closedFrom(
  calendar: WorkingCalendar,
  first: number,
  last: number,
  { midnight, position }: { readonly midnight: (day: number) => number; readonly position: TimeAxis['position'] },
  reader: Reader,
): TimeAxis['closed'] {
  const closed: TimeAxis['closed'][number][] = [];
  const shade = (from: number, to: number, name: string | null) => {
    const [left, right] = [position(from), position(to)];
    const before = closed.at(-1);
    if (right <= left) return;
    if (before !== undefined && before.name === name && Math.abs(before.left + before.width - left) < 1e-9)
      closed[closed.length - 1] = { ...before, width: right - before.left };
    else closed.push({ left, width: right - left, name });
  };
  // A window of the day before may reach into a day.
  let reached = calendar.windowsOn(first - 1).at(-1)?.closesAt ?? midnight(first);
  for (let day = first; day <= last; day += 1) {
    const windows = calendar.windowsOn(day);
    const name = windows.length === 0 ? calendar.nameOf(day) : undefined;
    for (const { opensAt, closesAt } of windows) {
      shade(Math.max(reached, midnight(first)), opensAt, null);
      reached = Math.max(reached, closesAt);
    }
    if (windows.length > 0) continue;
    if (name !== undefined) {
      shade(reached, midnight(day), null);
      shade(Math.max(reached, midnight(day)), midnight(day + 1), reader.say(name));
    } else shade(reached, midnight(day + 1), null);
    reached = Math.max(reached, midnight(day + 1));
  }
  shade(reached, midnight(last + 1), null);
  return closed;
}

/** Where a label stands: on which line, and on which side of its mark. */
export interface LabelPlace {
  readonly lane: number;
  readonly isLeftward: boolean;
}

/** The places of labels, so that none is written over another or beyond the drawing, which is 640 pixels wide or more. */
export function labelPlaces(
  labels: readonly { readonly position: number; readonly text: string }[],
): readonly LabelPlace[] {
  const lanes: (readonly [from: number, to: number])[][] = [];
  return labels.map(({ position, text }) => {
    const width = (widthOf(text, 13) + 20) / 640;
    const isLeftward = position + width > 1 && position > 0.5;
    const [from, to] = isLeftward ? [position - width, position] : [position, position + width];
    const free = lanes.findIndex((taken) => taken.every((one) => to <= one[0] || one[1] <= from));
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = [...(lanes[lane] ?? []), [from, to]];
    return { lane, isLeftward };
  });
}
