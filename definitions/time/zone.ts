import { instantText } from '../expression/date-text.ts';
import { civil, DAY_MILLISECONDS, daysOf } from '../expression/date.ts';

/**
 * Wall clocks. A local time is written as milliseconds as if it were UTC, so that `local / DAY_MILLISECONDS` is its day; an instant is
 * milliseconds since 1970-01-01T00:00Z.
 */
export interface TimeZone {
  readonly name: string;
  /** Milliseconds that the wall clock is ahead of UTC. */
  offsetAt(instant: number): number;
  localOf(instant: number): number;
  /** The instants at which the wall clock shows a local time, the earliest first: none in a gap, two in an overlap. */
  instantsOf(local: number): readonly number[];
  /** The one instant that a local time stands for: in a gap it moves forward by the gap's length, in an overlap it is the earlier. */
  instantOf(local: number): number;
}

/** A zone by its IANA name, `UTC`, `Z` or an offset such as `+08:00`; undefined where there is none of that name. */
export function timeZone(name: string): TimeZone | undefined {
  const known = zones.get(name);
  if (known !== undefined || zones.has(name)) return known;
  const offsets = offsetsOf(name);
  const made = offsets === undefined ? undefined : zoneFrom(name, offsets);
  if (zones.size < MOST_KNOWN) zones.set(name, made);
  return made;
}

const zones = new Map<string, TimeZone | undefined>();
/** There are some 600 names; a hostile file may ask for any number. */
const MOST_KNOWN = 2000;

function zoneFrom(name: string, offsetAt: (instant: number) => number): TimeZone {
  /** The offsets before and after whatever change may lie around a local time. */
  const around = (local: number) => [offsetAt(local - DAY_MILLISECONDS), offsetAt(local + DAY_MILLISECONDS)] as const;
  const instantsOf = (local: number) => {
    const [before, after] = around(local);
    if (before === after) return [local - before];
    const instants = [local - before, local - after].filter((instant) => instant + offsetAt(instant) === local);
    return instants.sort((a, b) => a - b);
  };
  return {
    name,
    offsetAt,
    localOf: (instant) => instant + offsetAt(instant),
    instantsOf,
    instantOf: (local) => instantsOf(local)[0] ?? local - around(local)[0],
  };
}

const OFFSET = /^([+-])(0\d|1[0-8]):?([0-5]\d)$/;
// Only names: other texts that a platform may take for a zone are not portable.
const NAME = /^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/;

function offsetsOf(name: string): ((instant: number) => number) | undefined {
  if (name === 'Z' || name === 'UTC') return () => 0;
  const offset = OFFSET.exec(name);
  if (offset !== null) {
    const milliseconds = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000;
    return () => milliseconds;
  }
  if (!NAME.test(name)) return undefined;
  try {
    return namedOffsets(new Intl.DateTimeFormat('en-US', { timeZone: name, ...SHOWN }));
  } catch {
    return undefined;
  }
}

const SHOWN = {
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
} as const;

/** From `at` on the zone is `offset` ahead. */
interface Change {
  readonly at: number;
  readonly offset: number;
}

/** The offsets of a zone: its changes are looked for year by year, day by day, once. */
function namedOffsets(format: Intl.DateTimeFormat): (instant: number) => number {
  const years = new Map<number, readonly Change[]>();
  return (instant) => {
    const { year } = civil(Math.floor(instant / DAY_MILLISECONDS));
    let changes = years.get(year);
    if (changes === undefined) {
      changes = changesIn(format, year);
      years.set(year, changes);
    }
    let found = 0;
    for (const change of changes) {
      if (change.at > instant) break;
      found = change.offset;
    }
    return found;
  };
}

function changesIn(format: Intl.DateTimeFormat, year: number): readonly Change[] {
  const [first, last] = [daysOf(year, 1, 1), daysOf(year + 1, 1, 1)];
  let offset = shownOffset(format, first * DAY_MILLISECONDS);
  const changes: Change[] = [{ at: first * DAY_MILLISECONDS, offset }];
  for (let day = first + 1; day <= last; day += 1) {
    const now = shownOffset(format, day * DAY_MILLISECONDS);
    if (now === offset) continue;
    changes.push({ at: changeBetween(format, (day - 1) * DAY_MILLISECONDS, day * DAY_MILLISECONDS), offset: now });
    offset = now;
  }
  return changes;
}

/** The first second at which the zone has left the offset of `before`. */
function changeBetween(format: Intl.DateTimeFormat, before: number, after: number): number {
  const offset = shownOffset(format, before);
  let [low, high] = [before / 1000, after / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shownOffset(format, middle * 1000) === offset) low = middle;
    else high = middle;
  }
  return high * 1000;
}

/** What the wall clock shows at a whole second, less that second. */
function shownOffset(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
  const year = parts.get('era')?.startsWith('B') === true ? 1 - part('year') : part('year');
  const day = daysOf(year, part('month'), part('day'));
  return day * DAY_MILLISECONDS + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000 - instant;
}

/** An instant as the wall clock shows it: `2026-11-16T14:30:00+08:00`; in UTC where the zone is ahead by a part of a minute. */
export function zonedText({ offsetAt }: TimeZone, instant: number): string {
  const offset = offsetAt(instant);
  if (offset % 60_000 !== 0) return instantText(instant);
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.abs(offset) / 60_000;
  const ahead = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return instantText(instant + offset).replace('Z', ahead);
}
