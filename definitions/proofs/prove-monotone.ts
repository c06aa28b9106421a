import type { Json } from '../model/json.ts';
import type { Proof } from '../model/proof.ts';
import type { Place } from '../model/problem.ts';
import type { Text } from '../model/text.ts';
import type { Expression, FieldRead } from '../model/expression.ts';
import type { Builder } from '../expression/to-regions/builder.ts';
import { BudgetSpent, type Id } from '../expression/to-regions/diagram.ts';
import { missingOf } from '../expression/to-regions/junction.ts';
import { withinBudget } from '../expression/to-regions/within-budget.ts';
import { holds } from '../expression/build-logic.ts';
import { nodesOf } from '../expression/walk.ts';
import type { Value } from '../model/type.ts';
import { choicesOf, copyOf, tryAll } from './witness/every-request.ts';
import { type Trends, trendsIn } from './trend.ts';
import { requestOf } from './witness/request-builder.ts';
import { valueText } from '../expression/to-regions/gaps.ts';
import { keyOf } from '../expression/to-regions/key.ts';
import { provedProblem } from './problems.ts';
import { createProbe, type Probe } from './witness/probe.ts';
import { assign } from './witness/assign.ts';
import { requestFor, type ProofContext } from './satisfiability.ts';
import { counterexamples, type WrongStep } from './counterexamples.ts';
import { type Subject, valueIn } from '../expression/to-regions/subjects.ts';
import { type Summand, summandsOf } from '../expression/to-regions/sums/summands.ts';
import { createBuilder } from '../expression/to-regions/to-diagram.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** A score, and the records that count: those for which `gate` holds; null: all. */
export interface Scored {
  readonly score: Expression;
  readonly gate: Expression | null;
}

/**
 * Proves that a score never gets worse while a fact with a direction gets better and all else stays, from whichever of its values to
 * whichever other. The score is taken apart into summands: each goes the right way by how it is put together, or those that read the
 * fact are added cell by cell of it; a small one is tried on every request. A fault is shown by two requests that differ in this fact.
 */
export function proveMonotone(
  { score, gate }: Scored,
  isHighGood: boolean,
  title: Text,
  place: Place,
  setting: ProofContext,
): readonly Proof[] {
  const directed = factsWithDirection(score);
  if (directed.length === 0) return [];
  return (
    withinBudget(() => {
      const summands = summandsOf(score);
      const builder = createBuilder(
        summands.map((one) => one.of),
        setting.nodes,
      );
      const asked: MonotoneQuestion = { score, gate, summands, builder, isHighGood, title, place, setting };
      const found = directed.flatMap((fact) => proveFact(fact, asked) ?? []);
      return found.length > 0 ? found : [proved('monotone', place)];
    }) ?? [undecided('monotone', place, title, 'budget')]
  );
}

/** The facts of the record, and of single related ones, that say which way is good. */
function factsWithDirection(score: Expression): readonly FieldRead[] {
  const found = new Map<string, FieldRead>();
  for (const node of nodesOf([score])) {
    if (node.kind === 'field' && node.field.direction !== undefined && isOfRecord(node)) found.set(keyOf(node), node);
  }
  return [...found.values()];
}

function isOfRecord(of: Expression): boolean {
  if (of.kind === 'named') return isOfRecord(of.of);
  return of.kind === 'field' && (of.of === null || isOfRecord(of.of));
}

interface MonotoneQuestion extends Scored {
  readonly summands: readonly Summand[];
  readonly builder: Builder;
  readonly isHighGood: boolean;
  readonly title: Text;
  readonly place: Place;
  readonly setting: ProofContext;
}

function proveFact(fact: FieldRead, asked: MonotoneQuestion): Proof | undefined {
  const { builder, summands, gate } = asked;
  const isRising = (fact.field.direction === 'high-is-good') === asked.isHighGood;
  const trends = trendsIn(fact, [...summands.map(({ of }) => of), ...builder.subjects.map((one) => one.expression)]);
  const open = summands.filter((summand) => !goesRight(summand, trends, isRising));
  if (open.length === 0) return undefined;
  const apart = stepsApart(fact, open, isRising, builder, null);
  if (goesNowhereWrong(apart)) return undefined;
  if (gate !== null && goesNowhereWrong(stepsBehind(fact, open, isRising, gate, asked))) return undefined;
  const subject = builder.subjects.find(({ key }) => key === keyOf(fact));
  const isPlain = subject !== undefined && apart.every((one) => one.subject === subject);
  const exact = isPlain ? wholeSteps(subject, isRising, asked) : undefined;
  if (exact !== undefined && exact !== 'unclear' && exact.length === 0) return undefined;
  const steps = apart.flatMap((one) => (one.subject === subject && one.steps !== 'unclear' ? one.steps : []));
  const direct = subject === undefined ? undefined : shown(steps, subject, isRising, asked);
  return direct ?? whollyTried(fact, isRising, asked, () => shownAtEnds(fact, isRising, asked));
}

/** The same among the records that the gate lets through, where that can be told within a part of the budget. */
function stepsBehind(
  fact: FieldRead,
  open: readonly Summand[],
  isRising: boolean,
  gate: Expression,
  { setting }: MonotoneQuestion,
) {
  return withinBudget(() => {
    const through = holds(gate);
    const builder = createBuilder([...open.map(({ of }) => of), through], setting.nodes / WHOLE_PART);
    return stepsApart(fact, open, isRising, builder, through);
  });
}

const goesNowhereWrong = (apart: readonly Apart[] | undefined) =>
  apart?.every(({ steps }) => steps.length === 0) === true;

/** Whether a summand goes the right way, or stays: by how it is put together, and never leaving the sum on the way. */
function goesRight({ of, weight, isSkipped }: Summand, trends: Trends, isRising: boolean): boolean {
  const trend = weight.over === 0n ? 'flat' : trends.of(of);
  if (trend === 'unknown' || (isSkipped && !trends.isSteady(of))) return false;
  return trend === 'flat' || (trend === 'up') === (weight.over > 0n === isRising);
}

/** A subject that a fact moves: itself, or a figure computed from it that rises or falls with it. */
interface Mover {
  readonly subject: Subject;
  readonly isUp: boolean;
}

/** What a step of one subject does to summands that are rounded together. */
interface Apart {
  readonly subject: Subject | undefined;
  readonly steps: readonly WrongStep[] | 'unclear';
}

/** The wrong steps of every subject through which a fact moves summands, one subject after another. */
function stepsApart(
  fact: FieldRead,
  summands: readonly Summand[],
  isRising: boolean,
  builder: Builder,
  gate: Expression | null,
): readonly Apart[] {
  const movers = moversOf(fact, summands, builder, gate);
  if (movers === undefined) return [{ subject: undefined, steps: 'unclear' }];
  return movers.flatMap(({ subject, isUp }) =>
    groupsOf(summands).map((group) => ({
      subject,
      steps: counterexamples(subject, group, builder, isUp === isRising, gate),
    })),
  );
}

/**
 * The subjects through which a fact moves summands, or the gate. Undefined where one does not move one way only; or where more than one
 * can make a sum missing or shut the gate: else that one moves last, and all sums on the way are there.
 */
function moversOf(
  fact: FieldRead,
  summands: readonly Summand[],
  { diagrams, subjects, of }: Builder,
  gate: Expression | null,
): readonly Mover[] | undefined {
  const trends = trendsIn(
    fact,
    subjects.map((one) => one.expression),
  );
  const ids = summands.map((summand) => of(summand.of));
  if (ids.some((id) => [...diagrams.reachable(id)].some((end) => diagrams.at(end).kind === 'subject')))
    return undefined;
  const through = gate === null ? [] : [of(gate)];
  const levelsOf = (some: readonly Id[]) => new Set(some.flatMap((id) => [...diagrams.levels(id)]));
  const asked = levelsOf([...ids, ...through]);
  const movers = subjects.filter(
    ({ expression, level }) => asked.has(level) && !(trends.of(expression) === 'flat' && trends.isSteady(expression)),
  );
  const isClear = movers.every(({ expression }) => trends.of(expression) !== 'unknown' && trends.isSteady(expression));
  const spoiling = levelsOf([...ids.map((id) => missingOf(diagrams, id)), ...through]);
  if (!isClear || movers.filter(({ level }) => spoiling.has(level)).length > 1) return undefined;
  return movers.map((subject) => ({ subject, isUp: trends.of(subject.expression) === 'up' }));
}

/** The summands that read a fact, those that are rounded together in one group: where no group falls, their sum does not. */
function groupsOf(summands: readonly Summand[]): readonly (readonly Summand[])[] {
  const groups = new Map<Expression | null, Summand[]>();
  for (const summand of summands) {
    const rounding = summand.roundings[0] ?? null;
    const group = groups.get(rounding);
    if (group === undefined) groups.set(rounding, [summand]);
    else group.push(summand);
  }
  return [...groups.values()];
}

/** The steps down of the score as a whole, as it is rounded: exact, where its diagram is small enough. */
function wholeSteps(subject: Subject, isRising: boolean, { score, setting }: MonotoneQuestion) {
  try {
    const builder = createBuilder([score], setting.nodes / WHOLE_PART);
    const own = builder.subjects.find(({ key }) => key === subject.key);
    const summand = { weight: { over: 1n, under: 1n }, of: score, roundings: [], isSkipped: false };
    const steps = own && counterexamples(own, [summand], builder, isRising, null);
    // Paths are told by level: they are of use only where both builders ask in one order.
    return steps === undefined || steps === 'unclear' || steps.length === 0 ? steps : undefined;
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
}

/** The diagram of the whole score may cost this part of the budget. */
const WHOLE_PART = 5;
/** How many requests are tried for a step: others are rounded so that it does not show. */
const TRIES = 300;

/** Two requests, evaluated, between which the score falls. */
function shown(
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
function shownAtEnds(fact: FieldRead, isRising: boolean, asked: MonotoneQuestion): Proof | undefined {
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
function whollyTried(
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
