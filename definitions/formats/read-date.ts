import { dateText, instantText } from '../expression/date-text.ts';
import { dateForm, type DateForm, readTimestamp, type WrittenTime } from './date-pattern.ts';
import type { ColumnFormat, FeedFormat } from './format.ts';
import { type Zone, zoneOf } from './zone.ts';

/** Answers `2026-01-31` of a day as the format writes it; `isTyped`: it was a day already. */
export function dateReader({ dates = [] }: ColumnFormat): (text: string, isTyped: boolean) => string | undefined {
  const forms = formsOf(dates);
  return (text, isTyped) => {
    const isIso = isTyped || (dates.length === 0 && text.length === 10);
    const time = (isIso ? readTimestamp(text) : undefined) ?? read(forms, text);
    return time === undefined || time.milliseconds !== 0 ? undefined : dateText(time.days);
  };
}

const STAMP = /^(.*\d) ?(Z|[+-]\d{2}(?::?\d{2})?)$/;

/** Answers `2026-01-31T01:30:00Z` of an instant. Times without a zone are of the feed's; without one they mean nothing. */
export function instantReader(
  { dates = [], round }: ColumnFormat,
  { zone }: FeedFormat,
): (text: string, isTyped: boolean) => string | undefined {
  const forms = formsOf(dates);
  const local = zone === undefined ? undefined : zoneOf(zone);
  const zones = new Map<string, Zone>();
  const settle = (time: WrittenTime | undefined, zoneIn: Zone | undefined) =>
    time === undefined || zoneIn === undefined ? undefined : textOf(time, zoneIn, round);
  return (text, isTyped) => {
    if (dates.length > 0) {
      const written = settle(read(forms, text), local);
      if (written !== undefined) return written;
      if (!isTyped) return undefined;
    }
    const stamp = STAMP.exec(text);
    const own = text.includes(':') && stamp !== null ? stamp : null;
    if (own === null) return settle(readTimestamp(text), local);
    const name = own[2] ?? '';
    const known = zones.get(name) ?? offsetZone(name);
    if (known !== undefined) zones.set(name, known);
    return settle(readTimestamp(own[1] ?? ''), known);
  };
}

/** `+08`, `+0800` and `+08:00` are one. */
const offsetZone = (name: string) => zoneOf(name === 'Z' ? name : name.length === 3 ? `${name}:00` : name);

function textOf(time: WrittenTime, zone: Zone, round: ColumnFormat['round']): string | undefined {
  const milliseconds = Number.isInteger(time.milliseconds)
    ? time.milliseconds
    : round === undefined
      ? undefined
      : rounded(time.milliseconds, round);
  if (milliseconds === undefined) return undefined;
  const instant = zone(time.days * 86_400_000 + milliseconds);
  return instant === undefined ? undefined : instantText(instant);
}

/** Thousandths are never negative here, so that away from zero is up. */
function rounded(milliseconds: number, round: NonNullable<ColumnFormat['round']>): number {
  const below = Math.floor(milliseconds);
  const rest = milliseconds - below;
  switch (round) {
    case 'down':
    case 'floor':
      return below;
    case 'up':
    case 'ceiling':
      return below + 1;
    case 'half-up':
      return rest >= 0.5 ? below + 1 : below;
    case 'half-down':
      return rest > 0.5 ? below + 1 : below;
    case 'half-even':
      return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
  }
}

const formsOf = (dates: readonly string[]) => dates.flatMap((pattern) => dateForm(pattern) ?? []);

function read(forms: readonly DateForm[], text: string): WrittenTime | undefined {
  for (const form of forms) {
    const time = form(text);
    if (time !== undefined) return time;
  }
  return undefined;
}
