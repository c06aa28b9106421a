import type { Reader } from './reader.ts';

/** The zone in which the bank lives. */
const BANK_ZONE = 'Asia/Shanghai';

/** An instant to the minute, as clocks of a zone show it: the bank's, unless another is named. */
export function instantText(
  instant: string,
  { language }: Pick<Reader, 'language'>,
  timeZone: string = BANK_ZONE,
): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(date);
}

/** A moment as the bank writes it, to the second. */
export const bankInstant = (moment: Date): string =>
  `${new Date(moment.getTime() + BANK_AHEAD_MS).toISOString().slice(0, 19)}+08:00`;

const BANK_AHEAD_MS = 8 * 3_600_000;

/** The instant at which a calendar day ends at the bank, to the second: what holds until a day holds all of it. */
export const endOfDay = (day: string): string => `${day}T23:59:59+08:00`;

/** A calendar day as the reader writes it. Days have no zone: they are read as UTC so that none slips. */
export function dayText(day: string, { language }: Pick<Reader, 'language'>): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  // English sentences write `31 January 2026` too.
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    date,
  );
}
