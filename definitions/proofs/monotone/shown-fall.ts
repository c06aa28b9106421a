import type { MonotoneQuestion } from './wrong-steps.ts';
import type { Json } from '../../model/json.ts';
import type { Proof } from '../../model/proof.ts';
import type { FieldRead } from '../../model/expression.ts';
import { holds } from '../../expression/build-logic.ts';
import type { Value } from '../../model/type.ts';
import { choicesOf, copyOf, tryAll } from '../witness/every-request.ts';
import { requestOf } from '../witness/request-builder.ts';
import { valueText } from '../../expression/to-regions/gaps.ts';
import { keyOf } from '../../expression/to-regions/key.ts';
import { provedProblem } from '../problems.ts';
import { createProbe, type Probe } from '../witness/probe.ts';
import { assign } from '../witness/assign.ts';
import { requestFor } from '../satisfiability.ts';
import { type WrongStep } from './counterexamples.ts';
import { valueIn } from '../../expression/to-regions/domain-cell.ts';
import type { Subject } from '../../expression/to-regions/subjects.ts';
import { refuted, undecided } from '../verdict.ts';

/** How many requests are tried for a step: others are rounded so that it does not show. */
const TRIES = 300;

/** Two requests, evaluated, between which the score falls. */
export function shown(
  steps: readonly WrongStep[],
  subject: Subject,
  isRising: boolean,
  asked: MonotoneQuestion,
): Proof | undefined {
  const probe = probeOf(asked);
  for (let i = 0; i < TRIES && steps.length > 0; i++) {
    const step = steps[i % steps.length];
    if (step === undefined) continue;
    const draft = i < steps.length ? probe.drafter.ordinary() : probe.drafter.random();
    const [worse, better] = [step.from, step.to].map((cell) =>
      requestFor(new Map([...step.path, [subject.level, cell]]), asked.builder.subjects, probe.drafter.copied(draft)),
    );
    if (worse === undefined || better === undefined || !falls(probe, worse, better, isRising)) continue;
    const to = subject.cells[step.to];
    return told(subject.expression as FieldRead, to === undefined ? null : valueIn(to), [worse, better], asked);
  }
  return undefined;
}

/** From the least to the greatest value of a fact that is computed with, and to the next one: of an ordinary request, and of random ones. */
export function shownAtEnds(fact: FieldRead, isRising: boolean, asked: MonotoneQuestion): Proof | undefined {
  if (!('minimum' in fact.type)) return undefined;
  const { minimum, maximum } = fact.type;
  const probe = probeOf(asked);
  for (let i = 0; i < TRIES; i++) {
    const draft = i === 0 ? probe.drafter.ordinary() : probe.drafter.random();
    const ends = [minimum, i % 2 === 0 ? maximum : minimum + 1n];
    const [worse, better] = ends.map((value) => {
      const own = probe.drafter.copied(draft);
      assign(own, fact, value);
      return requestOf(own);
    });
    if (worse !== undefined && better !== undefined && falls(probe, worse, better, isRising))
      return told(fact, ends[1] ?? null, [worse, better], asked);
  }
  return undefined;
}

/** The most requests that are tried where all of them are. */
const MOST_REQUESTS = 20_000;

/** Every value of the fact, for every choice of all others, where they are few; else not decided, unless `otherwise` shows a fault. */
export function whollyTried(
  fact: FieldRead,
  isRising: boolean,
  asked: MonotoneQuestion,
  otherwise: () => Proof | undefined,
): Proof | undefined {
  const { gate, score, setting, place, title } = asked;
  const choices = choicesOf(gate === null ? [score] : [score, gate], MOST_REQUESTS);
  const own = choices?.find(({ read }) => keyOf(read) === keyOf(fact));
  if (choices === undefined || own === undefined || setting.whole.facts.kind === 'pair')
    return otherwise() ?? undecided('monotone', place, title, 'unrealised');
  const probe = probeOf(asked);
  const order = [...choices.filter((choice) => choice !== own), own];
  let best: { readonly sum: bigint; readonly request: Json } | undefined;
  let found: Proof | undefined;
  let i = 0;
  tryAll(order, probe, (request) => {
    const position = i++ % own.values.length;
    if (position === 0) best = undefined;
    const sum = scoreOf(probe, request);
    const value = own.values[position] ?? null;
    if (sum === undefined || value === null) return false;
    if (best !== undefined && (isRising ? sum < best.sum : sum > best.sum)) {
      found = told(fact, value, [best.request, copyOf(request)], asked);
      return true;
    }
    if (best === undefined || sum !== best.sum) best = { sum, request: copyOf(request) };
    return false;
  });
  return found;
}

function probeOf({ score, gate, setting }: MonotoneQuestion): Probe {
  return createProbe(setting.whole, gate === null ? [score] : [score, holds(gate)], setting.environment);
}

/** The score of a request that the gate lets through. */
function scoreOf(probe: Probe, request: Json): bigint | undefined {
  const [score, isThrough = true] = probe.evaluate(request) ?? [];
  return typeof score === 'bigint' && isThrough === true ? score : undefined;
}

function falls(probe: Probe, worse: Json, better: Json, isRising: boolean): boolean {
  const [from, to] = [worse, better].map((request) => scoreOf(probe, request));
  return from !== undefined && to !== undefined && (isRising ? to < from : to > from);
}

function told(
  fact: FieldRead,
  value: Value | null,
  witness: readonly Json[],
  { title, place }: MonotoneQuestion,
): Proof {
  const { field, type } = fact;
  const high = { 'zh-CN': '高', en: 'higher' };
  const low = { 'zh-CN': '低', en: 'lower' };
  const region = value === null ? '' : valueText(value, type);
  const slots = { title, field: field.title, direction: field.direction === 'high-is-good' ? high : low, region };
  return refuted('monotone', provedProblem('not-monotone', place, slots, { witness: [...witness] }));
}
