import { DAY_MILLISECONDS } from '../expression/date.ts';
import { isObject, type Json } from '../model/json.ts';

/**
 * How much time something may take. Three different things, never converted into each other: working time (`"PT4H"`, or `"P1D"`, one
 * working day of it), days of the calendar (`{ "calendarDays": 15 }`), and time by the clock (`{ "elapsed": "PT30M" }`).
 */
export type TimeBudget =
  | { readonly kind: 'working'; readonly workingDays: number; readonly milliseconds: number }
  | { readonly kind: 'calendar-days'; readonly days: number }
  | { readonly kind: 'elapsed'; readonly milliseconds: number };

/** A budget as it is written. */
export type WrittenBudget = string | { readonly calendarDays: number } | { readonly elapsed: string };

/** Days and a time of day; no months and no years, which have no fixed length. */
export const LENGTH_TEXT = /^P(?=\d|T\d)(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

/** The most days that a budget may count: a hundred years. */
export const MOST_DAYS = 36_525;

/** A written budget; undefined for what is none, for one of nothing, and for one of more than a hundred years. */
export function parseBudget(written: Json): TimeBudget | undefined {
  if (typeof written === 'string') {
    const length = parseLength(written);
    return length === undefined || isNothing(length) ? undefined : { kind: 'working', ...length };
  }
  if (!isObject(written) || Object.keys(written).length !== 1) return undefined;
  const { calendarDays: days, elapsed } = written;
  if (typeof days === 'number')
    return Number.isSafeInteger(days) && days > 0 && days <= MOST_DAYS ? { kind: 'calendar-days', days } : undefined;
  const length = typeof elapsed === 'string' ? parseLength(elapsed) : undefined;
  if (length === undefined || isNothing(length)) return undefined;
  return { kind: 'elapsed', milliseconds: length.workingDays * DAY_MILLISECONDS + length.milliseconds };
}

const isNothing = ({ workingDays, milliseconds }: Length) => workingDays === 0 && milliseconds === 0;

interface Length {
  readonly workingDays: number;
  readonly milliseconds: number;
}

function parseLength(text: string): Length | undefined {
  const match = LENGTH_TEXT.exec(text);
  if (match === null) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const milliseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return days + milliseconds / DAY_MILLISECONDS > MOST_DAYS ? undefined : { workingDays: days, milliseconds };
}

/** Milliseconds of `PT7H30M`, from nothing up to a hundred years; undefined for anything else, days among them. */
export function parseTime(text: string): number | undefined {
  const length = parseLength(text);
  return length === undefined || text.includes('D') ? undefined : length.milliseconds;
}

/** Milliseconds as `PT3H12M`, with seconds and thousandths where there are some; `PT0H` of nothing. */
export function timeText(milliseconds: number): string {
  const part = (count: number | string, unit: string) => (Number(count) === 0 ? '' : `${count}${unit}`);
  const rest = milliseconds % 60_000;
  const seconds = rest % 1000 === 0 ? String(rest / 1000) : (rest / 1000).toFixed(3);
  const text = [
    part(Math.floor(milliseconds / 3_600_000), 'H'),
    part(Math.floor(milliseconds / 60_000) % 60, 'M'),
    part(seconds, 'S'),
  ].join('');
  return `PT${text === '' ? '0H' : text}`;
}
