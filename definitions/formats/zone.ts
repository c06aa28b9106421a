import { daysOf } from '../expression/date.ts';

const DAY = 86_400_000;
const OFFSET = /^([+-])(0\d|1[0-8]):?([0-5]\d)$/;

/** Answers the instant of a local time in milliseconds; undefined where the zone skips that time or has it twice. */
export type Zone = (local: number) => number | undefined;

/** A zone by its IANA name or offset; undefined where there is none of that name. */
export function zoneOf(name: string): Zone | undefined {
  if (name === 'Z' || name === 'UTC') return (local) => local;
  const offset = OFFSET.exec(name);
  if (offset !== null) {
    const minutes = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
    return (local) => local - minutes * 60_000;
  }
  // Only names: other texts that a platform may take for a zone are not portable.
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return undefined;
  try {
    return namedZone(
      new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        calendar: 'gregory',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      }),
    );
  } catch {
    return undefined;
  }
}

function namedZone(format: Intl.DateTimeFormat): Zone {
  /** The offset of days on which the zone does not change it; NaN where it may. */
  const days = new Map<number, number>();
  const offsetAt = (instant: number): number => localOf(format, instant) - instant;
  return (local) => {
    const day = Math.floor(local / DAY);
    let offset = days.get(day);
    if (offset === undefined) {
      const [before, after] = [offsetAt((day - 1) * DAY), offsetAt((day + 2) * DAY)];
      offset = before === after ? before : Number.NaN;
      days.set(day, offset);
    }
    if (offset === offset) return local - offset;
    const found = new Set(
      [offsetAt(local - DAY), offsetAt(local + DAY)]
        .map((one) => local - one)
        .filter((instant) => localOf(format, instant) === local),
    );
    return found.size === 1 ? [...found][0] : undefined;
  };
}

/** The wall clock of an instant, as milliseconds as if it were UTC. */
function localOf(format: Intl.DateTimeFormat, instant: number): number {
  const seconds = Math.floor(instant / 1000) * 1000;
  const parts = new Map(format.formatToParts(seconds).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
  const year = parts.get('era')?.startsWith('B') === true ? 1 - part('year') : part('year');
  const day = daysOf(year, part('month'), part('day'));
  return day * DAY + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000 + (instant - seconds);
}
