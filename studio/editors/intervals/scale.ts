import { plainText } from './cuts.ts';

/** How figures lie on a ruler: true to scale, or by their powers of ten, or so that equally many customers lie on equal lengths. */
export const SCALES = ['linear', 'logarithmic', 'quantile'] as const;
export type ScaleKind = (typeof SCALES)[number];

/** A ruler's scale: a place on it is a share of its length, from 0 to 1. */
export interface Scale {
  readonly kind: ScaleKind;
  readonly low: number;
  readonly high: number;
  position(figure: number): number;
  figure(position: number): number;
}

/** A scale from `low` to `high`; a quantile scale by a sample in rising order. */
export function scaleOf(kind: ScaleKind, low: number, high: number, sample: ArrayLike<number> = []): Scale {
  const within = (position: number) => Math.min(1, Math.max(0, position));
  if (kind === 'quantile' && sample.length > 1) {
    const last = sample.length - 1;
    // Ends of the ruler lie beyond the sample: a hundredth on either side is theirs.
    const [from, to] = [0.01, 0.99];
    return {
      kind,
      low,
      high,
      position: (figure) => {
        const [least, most] = [sample[0] ?? low, sample[last] ?? high];
        if (figure < least) return within((from * (figure - low)) / (least - low || 1));
        if (figure > most) return within(to + ((1 - to) * (figure - most)) / (high - most || 1));
        return from + (to - from) * (rankOf(sample, figure) / last);
      },
      figure: (position) => {
        const [least, most] = [sample[0] ?? low, sample[last] ?? high];
        if (position < from) return low + ((least - low) * position) / from;
        if (position > to) return most + ((high - most) * (position - to)) / (1 - to);
        const at = ((position - from) / (to - from)) * last;
        const [lower, upper] = [sample[Math.floor(at)] ?? low, sample[Math.ceil(at)] ?? high];
        return lower + (upper - lower) * (at - Math.floor(at));
      },
    };
  }
  if (kind === 'logarithmic') {
    // Linear about zero, so that zero and what is owed have their places.
    const unit = Math.max((high - low) / 10_000, Number.MIN_VALUE);
    const bent = (figure: number) => Math.sign(figure) * Math.log10(1 + Math.abs(figure) / unit);
    const straight = (length: number) => Math.sign(length) * unit * (10 ** Math.abs(length) - 1);
    const [start, end] = [bent(low), bent(high)];
    return {
      kind,
      low,
      high,
      position: (figure) => within((bent(figure) - start) / (end - start || 1)),
      figure: (position) => straight(start + (end - start) * position),
    };
  }
  return {
    kind: 'linear',
    low,
    high,
    position: (figure) => within((figure - low) / (high - low || 1)),
    figure: (position) => low + (high - low) * position,
  };
}

/** How many of a rising sample lie below a figure, those at it by half. */
function rankOf(sample: ArrayLike<number>, figure: number): number {
  const [from, to] = [countBelow(sample, figure, false), countBelow(sample, figure, true)];
  return Math.min(sample.length - 1, (from + Math.max(to - 1, from)) / 2);
}

/** How many of a rising sample lie below a figure, with those at it or without. */
export function countBelow(sample: ArrayLike<number>, figure: number, isIn: boolean): number {
  let [low, high] = [0, sample.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sample[middle] ?? 0;
    if (isIn ? at <= figure : at < figure) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The ends of a ruler over these figures: room is left where an interval has no end. */
export function endsOf(
  figures: readonly number[],
  open: { readonly low: boolean; readonly high: boolean },
): readonly [low: number, high: number] {
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  const room = (most - least || Math.abs(most) || 1) * 0.2;
  return [open.low ? least - room : least, open.high ? most + room : most];
}

/** Whether figures are so unlike that a true scale shows the small ones as nothing. */
export function isSkewed(figures: readonly number[]): boolean {
  const sorted = figures.toSorted((a, b) => a - b);
  const widths = sorted.slice(1).map((figure, i) => figure - (sorted[i] ?? 0));
  return widths.length > 1 && Math.max(...widths) > 60 * Math.min(...widths.filter((width) => width > 0));
}

/** The power of ten of one step at a figure: a fiftieth of the ruler or finer, never finer than the decimals. */
export function stepPower({ kind, low, high }: Scale, figure: number, decimals: number): number {
  const span = kind === 'linear' ? high - low : Math.max(Math.abs(figure), (high - low) / 10_000) * 2;
  return Math.max(Math.floor(Math.log10(span / 50 || 1)), -decimals);
}

/** The nearest figure that is a whole number of steps, exactly. */
export function snapped(figure: number, power: number): string {
  if (power >= 0) return plainText(Math.round(figure / 10 ** power) * 10 ** power, 0);
  return plainText(Math.round(figure * 10 ** -power) / 10 ** -power, -power);
}

/** A figure so many steps further, exactly. */
export function stepped(figure: string, steps: number, power: number): string {
  const decimals = Math.max((figure.split('.')[1] ?? '').length, -power, 0);
  return plainText(Number(figure) + steps * 10 ** power, decimals);
}
