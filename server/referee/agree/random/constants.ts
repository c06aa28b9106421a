import type { Chance } from './chance.ts';
import { type Noun, TEXTS } from './vocabulary.ts';

/** Written figures, texts, days and intervals that a noun can be tested against. */

/** A figure near a noun's bounds or anywhere between, with no more decimals than it has. */
export function figureFor(chance: Chance, { low, high, decimals }: Pick<Noun, 'low' | 'high' | 'decimals'>): number {
  const [least, most] = [Math.max(low ?? -500, -1e6), Math.min(high ?? 1000, 1e6)];
  const unit = 10 ** decimals;
  const anywhere = () => chance.whole(Math.ceil(least * unit), Math.floor(most * unit)) / unit;
  return chance.pick([
    anywhere,
    anywhere,
    () => Math.ceil(least),
    () => Math.floor(most),
    () => chance.whole(Math.ceil(least), Math.floor(most)),
  ])();
}

export function dayFor(chance: Chance): string {
  return `20${chance.whole(10, 29)}-${chance.pick(['01-01', '02-28', '03-31', '06-30', '12-31', '05-17'])}`;
}
export const instantFor = (chance: Chance): string =>
  `${dayFor(chance)}T${chance.pick(['00:00:00Z', '16:00:00Z', '23:59:59+08:00', '09:30:00.500+08:00'])}`;

/** A constant of a noun's own decimals and domain. */
export function constant(chance: Chance, noun: Noun): boolean | number | string {
  switch (noun.kind) {
    case 'number':
      return figureFor(chance, noun);
    case 'string':
      return chance.pick(noun.values ?? TEXTS);
    case 'boolean':
      return chance.is(0.5);
    case 'date':
      return dayFor(chance);
    case 'instant':
      return instantFor(chance);
  }
}

/** An order is asked of figures finer than the noun, too. */
export const finer = (chance: Chance, noun: Noun): number =>
  Number(
    (figureFor(chance, noun) + chance.pick([0.5, 0.05, 0.005]) / 10 ** noun.decimals).toFixed(
      Math.min(noun.decimals + 3, 9),
    ),
  );

export function interval(chance: Chance, noun: Noun): string {
  if (noun.kind !== 'number') {
    const text = () => (noun.kind === 'date' ? dayFor(chance) : instantFor(chance));
    const [low = '', high = ''] = [text(), text()].sort();
    return chance.pick([`[${low}, ${high}]`, `[${low}, ∞)`, `(-∞, ${high})`]);
  }
  const [low = 0, high = 0] = [figureFor(chance, noun), figureFor(chance, noun)].sort((a, b) => a - b);
  if (high - low < 2 / 10 ** noun.decimals) return `[${low}, ${high}]`;
  return chance.pick([
    `[${low}, ${high})`,
    `(${low}, ${high}]`,
    `[${low}, ${high}]`,
    `(${low}, ${high})`,
    `[${low}, ∞)`,
    `(-inf, ${high})`,
  ]);
}

export const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];
