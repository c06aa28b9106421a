import type { Json } from '../model/json.ts';
import { and, holds, within } from '../expression/build-logic.ts';
import type { Expression } from '../model/expression.ts';
import { additiveOf } from '../expression/to-regions/sums/additive.ts';
import { type Distance, FAR, near, search } from './witness/hill-climb.ts';
import { eachBox } from '../expression/to-regions/boxes-of.ts';
import type { Builder } from '../expression/to-regions/builder.ts';
import type { RequestDraft } from './witness/request-builder.ts';
import { solve, type WantedValue } from './witness/solve.ts';
import type { Path } from '../expression/to-regions/sums/parts.ts';
import { createProbe } from './witness/probe.ts';
import { canHold, requestFor, type ProofContext } from './satisfiability.ts';
import type { Answer } from './witness/search-boxes.ts';
import { assign } from './witness/assign.ts';
import { createBuilder } from '../expression/to-regions/to-diagram.ts';
import { withinBudget } from '../expression/to-regions/within-budget.ts';
import { meets, valueSet } from '../expression/to-regions/sums/value-set.ts';

/** Asks which ranges of a number's values can happen. */
export interface Reach {
  /** Whether a value in low..high (both included, scaled like the number) can happen. */
  range(low: bigint, high: bigint): Answer;
  /** Whether the number can be missing. */
  missing(): Answer;
}

/**
 * A reach for one expression: sums are asked by their parts, everything else is searched; the set of all sums proves what is never.
 * `gate`: only records for which it holds count; what can happen, but not for one of them, never does *behind* the gate.
 */
export function createReach(e: Expression, setting: ProofContext, gate: Expression | null = null): Reach {
  const both = gate === null ? [e] : [e, holds(gate)];
  const builder = createBuilder(both, setting.nodes);
  const probed = lazily(() => createProbe(setting.whole, both, setting.environment));
  const additive = lazily(() => withinBudget(() => additiveOf(e, builder)));
  const values = lazily(() => withinBudget(() => valueSet(e, builder)));
  const shown = (path: Path, distance: Distance): Json | undefined => {
    for (const order of [builder.subjects, [...builder.subjects].reverse()]) {
      for (const through of ways()) {
        const request = requestFor(path, order, throughGate(through, probed().drafter.ordinary()));
        if (near(request, probed(), distance) === 0n) return request;
      }
    }
    return undefined;
  };
  const ways = lazily(() => (gate === null ? [[]] : [[], ...waysThrough(holds(gate), builder)]));
  return {
    range: (low, high) => {
      if ('minimum' in e.type && (high < e.type.minimum || low > e.type.maximum)) return { verdict: 'never' };
      const distance: Distance = (value) =>
        typeof value === 'bigint' ? (value < low ? low - value : value > high ? value - high : 0n) : FAR;
      const found = withinBudget(() => additive()?.(low, high));
      if (found === 'never') return { verdict: 'never' };
      const direct = typeof found === 'object' ? shown(found, distance) : undefined;
      const request = direct ?? search(e, builder.subjects, probed(), distance);
      if (request !== undefined) return { verdict: 'can', request };
      const set = values();
      if (set !== undefined && !meets(set, low, high)) return { verdict: 'never' };
      const gated = gate === null ? undefined : behind(and([gate, within(e, { low, high })]), setting);
      if (gated !== undefined && gated.verdict !== 'open') return gated;
      return { verdict: 'open', why: set === undefined ? 'budget' : 'unrealised' };
    },
    missing: () => {
      if (!e.missable) return { verdict: 'never' };
      const request = search(e, builder.subjects, probed(), (value) => (value === null ? 0n : 1n));
      return request === undefined ? { verdict: 'open', why: 'unrealised' } : { verdict: 'can', request };
    },
  };
}

/** The slower way is asked with this part of the budget: it is asked of each class. */
const PART = 4;

function behind(condition: Expression, setting: ProofContext): Answer | undefined {
  const [answer] = canHold([condition], { ...setting, nodes: setting.nodes / PART });
  return answer?.verdict === 'never' ? { verdict: 'never', isBehindGate: true } : answer;
}

/** The most ways to be let through a gate that are tried. */
const MOST_WAYS = 12;

function waysThrough(gate: Expression, builder: Builder): readonly (readonly WantedValue[])[] {
  const found: (readonly WantedValue[])[] = [];
  withinBudget(() => {
    for (const box of eachBox(builder.of(gate), builder)) {
      const wanted = solve(box, builder.subjects);
      if (wanted !== undefined) found.push(wanted);
      if (found.length >= MOST_WAYS) return;
    }
  });
  return found;
}

function throughGate(wanted: readonly WantedValue[], draft: RequestDraft): RequestDraft {
  for (const { expression, value } of wanted) assign(draft, expression, value);
  return draft;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly of: T } | undefined;
  return () => (made ??= { of: make() }).of;
}
