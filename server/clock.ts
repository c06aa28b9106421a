/** Where the time comes from; a test passes its own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The bank's clocks are eight hours ahead of UTC all year. */
export const BANK_AHEAD_MS = 8 * 3_600_000;

/** The calendar day of the bank as `2026-01-31`. */
export const bankDay = (clock: Clock): string => bankDayAt(clock.now());

/** The calendar day of the bank at an instant. */
export const bankDayAt = (at: Date): string => new Date(at.getTime() + BANK_AHEAD_MS).toISOString().slice(0, 10);

/** An instant as the bank's clocks show it: `2026-12-31 00:00:00 +08:00`. */
export const atTheBank = (instant: string): string =>
  `${new Date(Date.parse(instant) + BANK_AHEAD_MS).toISOString().slice(0, 19).replace('T', ' ')} +08:00`;
