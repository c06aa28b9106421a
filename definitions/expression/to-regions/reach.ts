import type { Json } from '../../json.ts';
import type { Expression } from '../expression.ts';
import type { Value } from '../type.ts';
import { BudgetSpent } from './diagram.ts';
import { requestOf } from './draft.ts';
import { createProbe, type Probe } from './probe.ts';
import type { Answer, Setting } from './questions.ts';
import { realise } from './realise.ts';
import { type Builder, createBuilder } from './to-diagram.ts';
import { type Subject, valueIn } from './subjects.ts';
import { meets, type ValueSet, valueSet } from './value-set.ts';

/** Asks which ranges of a number's values can happen. */
export interface Reach {
  /** Whether a value in low..high (both included, scaled like the number) can happen. */
  range(low: bigint, high: bigint): Answer;
  /** Whether the number can be missing. */
  missing(): Answer;
}

const RESTARTS = 12;

/** A reach for one expression: search finds witnesses, the set of all sums proves that there are none. */
export function createReach(e: Expression, setting: Setting): Reach {
  const builder = createBuilder([e], setting.nodes);
  let probe: Probe | undefined;
  let set: ValueSet | null | undefined;
  const search = (distance: (value: Value | null) => bigint) => {
    probe ??= createProbe(setting.facts, [e], setting.around);
    return climb(e, builder, probe, distance);
  };
  return {
    range: (low, high) => {
      if ('minimum' in e.type && (high < e.type.minimum || low > e.type.maximum)) return { verdict: 'never' };
      const request = search((value) =>
        typeof value === 'bigint' ? (value < low ? low - value : value > high ? value - high : 0n) : FAR,
      );
      if (request !== undefined) return { verdict: 'can', request };
      set ??= allValues(e, builder);
      if (set === null) return { verdict: 'open', why: 'budget' };
      return meets(set, low, high) ? { verdict: 'open', why: 'unrealised' } : { verdict: 'never' };
    },
    missing: () => {
      if (!e.missable) return { verdict: 'never' };
      const request = search((value) => (value === null ? 0n : 1n));
      return request === undefined ? { verdict: 'open', why: 'unrealised' } : { verdict: 'can', request };
    },
  };
}

const FAR = 10n ** 40n;

function allValues(e: Expression, builder: Builder): ValueSet | null {
  try {
    return valueSet(e, builder) ?? null;
  } catch (error) {
    if (error instanceof BudgetSpent) return null;
    throw error;
  }
}

/** Moves one subject at a time to the cell that brings the value nearest, from several starts, the same ones every time. */
function climb(
  e: Expression,
  builder: Builder,
  probe: Probe,
  distance: (value: Value | null) => bigint,
): Json | undefined {
  const { subjects } = builder;
  const random = sequence();
  const direct = subjects.length === 0 ? requestOf(probe.draft()) : directRequest(e, probe, distance);
  if (direct !== undefined && near(direct, probe, distance) === 0n) return direct;
  for (let start = 0; start < RESTARTS; start++) {
    const cells = subjects.map((subject) => (start === 0 ? 0 : random(choices(subject))));
    let best = near(requestAt(cells, subjects, probe), probe, distance);
    for (let isBetter = true; isBetter && best > 0n; ) {
      isBetter = false;
      for (const [i, subject] of subjects.entries()) {
        for (let cell = 0; cell < choices(subject) && best > 0n; cell++) {
          const before = cells[i] ?? 0;
          if (cell === before) continue;
          cells[i] = cell;
          const now = near(requestAt(cells, subjects, probe), probe, distance);
          if (now < best) [best, isBetter] = [now, true];
          else cells[i] = before;
        }
      }
    }
    if (best === 0n) return requestAt(cells, subjects, probe);
  }
  return undefined;
}

/** For a number that is read or computed rather than chosen: aims at the value itself. */
function directRequest(e: Expression, probe: Probe, distance: (value: Value | null) => bigint): Json | undefined {
  if (!('minimum' in e.type)) return undefined;
  const start = distance(0n);
  for (const aim of [start, -start, null]) {
    const draft = probe.draft();
    if (!realise(draft, e, aim)) continue;
    const request = requestOf(draft);
    if (near(request, probe, distance) === 0n) return request;
  }
  return undefined;
}

function near(request: Json, probe: Probe, distance: (value: Value | null) => bigint): bigint {
  const values = probe.evaluate(request);
  return values === undefined ? FAR : distance(values[0] ?? null);
}

/** How many choices a subject has: its cells, and missing. */
function choices(subject: Subject): number {
  return subject.cells.length + (subject.expression.missable ? 1 : 0);
}

function requestAt(cells: readonly number[], subjects: readonly Subject[], probe: Probe): Json {
  const draft = probe.draft();
  for (const [i, subject] of subjects.entries()) {
    const cell = subject.cells[cells[i] ?? 0];
    realise(draft, subject.expression, cell === undefined ? null : valueIn(cell));
  }
  return requestOf(draft);
}

/** A fixed sequence of numbers below n (linear congruential, Knuth's constants): proofs answer the same every time. */
function sequence(): (below: number) => number {
  let state = 88_172_645_463_325_252n;
  return (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(below));
  };
}
