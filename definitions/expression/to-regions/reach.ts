import type { Json } from '../../json.ts';
import type { Expression } from '../expression.ts';
import { additiveOf, type Path } from './additive.ts';
import { type Distance, FAR, near, search } from './climb.ts';
import { BudgetSpent } from './diagram.ts';
import { createProbe } from './probe.ts';
import { type Answer, requestFor, type Setting } from './questions.ts';
import { createBuilder } from './to-diagram.ts';
import { meets, valueSet } from './value-set.ts';

/** Asks which ranges of a number's values can happen. */
export interface Reach {
  /** Whether a value in low..high (both included, scaled like the number) can happen. */
  range(low: bigint, high: bigint): Answer;
  /** Whether the number can be missing. */
  missing(): Answer;
}

/** A reach for one expression: sums are asked by their parts, everything else is searched; the set of all sums proves what is never. */
export function createReach(e: Expression, setting: Setting): Reach {
  const builder = createBuilder([e], setting.nodes);
  const probed = lazily(() => createProbe(setting.whole, [e], setting.around));
  const additive = lazily(() => unlessSpent(() => additiveOf(e, builder)));
  const values = lazily(() => unlessSpent(() => valueSet(e, builder)));
  const shown = (path: Path, distance: Distance): Json | undefined =>
    [builder.subjects, [...builder.subjects].reverse()]
      .map((order) => requestFor(path, order, probed().drafter.ordinary()))
      .find((request) => near(request, probed(), distance) === 0n);
  return {
    range: (low, high) => {
      if ('minimum' in e.type && (high < e.type.minimum || low > e.type.maximum)) return { verdict: 'never' };
      const distance: Distance = (value) =>
        typeof value === 'bigint' ? (value < low ? low - value : value > high ? value - high : 0n) : FAR;
      const found = unlessSpent(() => additive()?.(low, high));
      if (found === 'never') return { verdict: 'never' };
      const direct = typeof found === 'object' ? shown(found, distance) : undefined;
      const request = direct ?? search(e, builder.subjects, probed(), distance);
      if (request !== undefined) return { verdict: 'can', request };
      const set = values();
      if (set !== undefined && !meets(set, low, high)) return { verdict: 'never' };
      return { verdict: 'open', why: set === undefined ? 'budget' : 'unrealised' };
    },
    missing: () => {
      if (!e.missable) return { verdict: 'never' };
      const request = search(e, builder.subjects, probed(), (value) => (value === null ? 0n : 1n));
      return request === undefined ? { verdict: 'open', why: 'unrealised' } : { verdict: 'can', request };
    },
  };
}

function unlessSpent<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly of: T } | undefined;
  return () => (made ??= { of: make() }).of;
}
