/** A window by the wall clock: minutes since the midnight at which its day begins; `to` is behind 24 × 60 where it ends on the next day. */
export interface WallWindow {
  readonly from: number;
  readonly to: number;
}

/** `09:00-12:00`; `22:00-06:00` ends on the next day; `00:00-24:00` is a whole day. */
export const WINDOW_TEXT = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** A written window; undefined for what is none. One without length has `from` = `to`. */
export function parseWindow(text: string): WallWindow | undefined {
  const match = WINDOW_TEXT.exec(text);
  if (match === null) return undefined;
  const from = Number(match[1]) * 60 + Number(match[2]);
  const to = match[3] === undefined ? DAY : Number(match[3]) * 60 + Number(match[4]);
  return { from, to: to < from ? to + DAY : to };
}

const DAY = 24 * 60;

/** The first two windows that share time, by their places; `after`: where those of the day before end, in minutes of this day. */
export function overlapIn(windows: readonly WallWindow[]): readonly [number, number] | undefined {
  const order = windows.map((window, at) => ({ ...window, at })).sort((a, b) => a.from - b.from || a.to - b.to);
  let last = order[0];
  for (const next of order.slice(1)) {
    if (last !== undefined && next.from < last.to) return [Math.min(last.at, next.at), Math.max(last.at, next.at)];
    if (last === undefined || next.to > last.to) last = next;
  }
  return undefined;
}

/** By how many minutes the windows of a day run into the next one. */
export const intoNextDay = (windows: readonly WallWindow[]): number =>
  Math.max(0, ...windows.map(({ to }) => to - DAY));
