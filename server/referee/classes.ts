import type { Class, JsonObject, Segmentation } from '../../definitions/index.ts';
import { Fraction } from './figure.ts';
import type { Ground } from './outcome.ts';
import type { Flaw, RefereeValue } from './value.ts';

/** What a method answers, before exceptions and stability. */
export interface Classified {
  /** Low to high where they have an order, else as written. */
  readonly classes: readonly Class[];
  readonly rank: number | null;
  readonly flaws: readonly Flaw[];
  readonly grounds: readonly Ground[];
  readonly isPartial: boolean;
  /** The figure that is cut, and the lower bound of each class by rank. */
  readonly score: { readonly of: RefereeValue; readonly lows: readonly (Fraction | null)[] } | null;
  /** What the value says besides the class; `rank`: of the class that is given in the end. */
  members(rank: number | null): JsonObject;
  readonly outputs: readonly (readonly [string, RefereeValue])[];
}

/** A segmentation by one method. */
export type Of<M extends Segmentation['method']> = Extract<Segmentation, { method: M }>;

/** What a method answers that knows no more than a class. */
export const nothing = { grounds: [], isPartial: false, score: null, members: () => ({}), outputs: [] } as const;

/** Low to high by `order` where every class has one. */
export function ordered(classes: readonly Class[]): readonly Class[] {
  if (classes.some(({ order: own }) => own === undefined)) return classes;
  return [...classes].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

/** The lower bound of an interval; null where it has none. */
export function lowOf(interval: string): Fraction | null {
  const bound = /[[(]\s*([^,\s]+)/.exec(interval)?.[1] ?? '';
  return /^[-+]?(∞|inf)$/.test(bound) ? null : new Fraction(bound);
}

/** The least figure of an interval: an open end begins one unit further in. */
export function leastOf(interval: string, decimals: number): Fraction | null {
  const low = lowOf(interval);
  return low === null || interval.trim().startsWith('[') ? low : low.plus(new Fraction(10).pow(-decimals));
}

/** The classes of a segmentation by criteria, and that of `otherwise` where it is not among them. */
export function allClasses({ classes, otherwise }: Of<'criteria'>): readonly Class[] {
  const own: Class | undefined = typeof otherwise === 'string' ? { name: otherwise } : otherwise;
  return own === undefined || classes.some(({ name }) => name === own.name) ? classes : [...classes, own];
}
