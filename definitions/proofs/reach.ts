import { lazily } from '../model/lazily.ts';
import type { Json } from '../model/json.ts';
import { and, holds, isMissing, within } from '../expression/build-logic.ts';
import type { Expression } from '../model/expression.ts';
import type { Value } from '../model/type.ts';
import { additiveOf } from '../expression/to-regions/sums/additive.ts';
import { type Distance, FAR, near, search } from './witness/hill-climb.ts';
import { eachBox } from '../expression/to-regions/boxes-of.ts';
import type { Builder } from '../expression/to-regions/builder.ts';
import type { RequestDraft } from './witness/request-builder.ts';
import { solve, type WantedValue } from './witness/solve.ts';
import type { Path } from '../expression/to-regions/sums/parts.ts';
import { choicesOf, copyOf, tryAll } from './witness/every-request.ts';
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
  /** Whether a condition on the value can hold. */
  holds(condition: Expression): Answer;
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
  const everything = lazily(() => everyValue(both, setting));
  /** What is left open is tried on every request, where they are few; else the slower way is asked. */
  const settle = (condition: Expression, isWanted: (value: Value | null) => boolean): Answer => {
    const all = everything();
    if (all !== undefined) {
      const found = all.find(({ value }) => isWanted(value));
      if (found?.request !== undefined) return { verdict: 'can', request: found.request };
      return found === undefined ? { verdict: 'never' } : { verdict: 'never', isBehindGate: true };
    }
    return gate === null ? ask(condition, setting) : behind(gate, condition, setting);
  };
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
      return settle(within(e, { low, high }), (value) => typeof value === 'bigint' && value >= low && value <= high);
    },
    missing: () => {
      if (!e.missable) return { verdict: 'never' };
      const request = search(e, builder.subjects, probed(), (value) => (value === null ? 0n : 1n));
      return request === undefined ? settle(isMissing(e), (value) => value === null) : { verdict: 'can', request };
    },
    holds: (condition) => (gate === null ? ask(condition, setting) : behind(gate, condition, setting)),
  };
}

/** A value that an expression has, and a request that gives it; undefined: only requests that the gate holds back. */
interface Attained {
  readonly value: Value | null;
  readonly request: Json | undefined;
}

/** The most requests that are tried where all of them are. */
const MOST_REQUESTS = 20_000;

/** Every value of the first expression, where the second (the gate) holds, by trying every request; undefined where they are many. */
function everyValue(expressions: readonly Expression[], setting: ProofContext): readonly Attained[] | undefined {
  if (setting.whole.facts.kind === 'pair') return undefined;
  const choices = choicesOf(expressions, MOST_REQUESTS);
  if (choices === undefined) return undefined;
  const probe = createProbe(setting.whole, expressions, setting.environment);
  const found = new Map<Value | null, Attained>();
  tryAll(choices, probe, (request) => {
    const [value = null, isThrough = true] = probe.evaluate(request) ?? [];
    const known = found.get(value);
    const isNews = known === undefined || (known.request === undefined && isThrough === true);
    if (isNews) found.set(value, { value, request: isThrough === true ? copyOf(request) : undefined });
    return false;
  });
  // Those that the gate lets through first.
  return [...found.values()].sort((a, b) => Number(a.request === undefined) - Number(b.request === undefined));
}

/** The slower way is asked with this part of the budget: it is asked of each class. */
const PART = 4;

function ask(condition: Expression, setting: ProofContext): Answer {
  const [answer] = canHold([condition], { ...setting, nodes: setting.nodes / PART });
  return answer ?? { verdict: 'open', why: 'unrealised' };
}

/** What never is, but would be without the gate, is behind it. */
function behind(gate: Expression, condition: Expression, setting: ProofContext): Answer {
  const answer = ask(and([gate, condition]), setting);
  if (answer.verdict !== 'never') return answer;
  return ask(condition, setting).verdict === 'never' ? answer : { verdict: 'never', isBehindGate: true };
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
