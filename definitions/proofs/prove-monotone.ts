import type { Json } from '../model/json.ts';
import type { Proof } from '../model/proof.ts';
import type { Place } from '../model/problem.ts';
import type { Text } from '../model/text.ts';
import type { Expression, FieldRead } from '../model/expression.ts';
import type { Builder } from '../expression/to-regions/builder.ts';
import { BudgetSpent } from '../expression/to-regions/diagram.ts';
import { requestOf } from './witness/request-builder.ts';
import { valueText } from '../expression/to-regions/gaps.ts';
import { keyOf } from '../expression/to-regions/key.ts';
import { provedProblem } from './problems.ts';
import { createProbe, type Probe } from './witness/probe.ts';
import { assign } from './witness/assign.ts';
import { requestFor, type ProofContext } from './satisfiability.ts';
import { counterexamples, type WrongStep } from './counterexamples.ts';
import type { Subject } from '../expression/to-regions/subjects.ts';
import { type Summand, summandsOf } from '../expression/to-regions/sums/summands.ts';
import { createBuilder } from '../expression/to-regions/to-diagram.ts';
import { proved, refuted, undecided } from './verdict.ts';

/**
 * Proves that a score never gets worse while a field with a direction gets better and all else stays. The score is taken apart into
 * summands; those that read the field are added cell by cell of it. A step in the wrong direction is shown by two requests that
 * differ in this field alone.
 */
export function proveMonotone(
  score: Expression,
  isHighGood: boolean,
  title: Text,
  place: Place,
  setting: ProofContext,
): readonly Proof[] {
  try {
    const summands = summandsOf(score);
    const builder = createBuilder(
      summands.map((one) => one.of),
      setting.nodes,
    );
    const directed = builder.subjects.filter(
      ({ expression }) => expression.kind === 'field' && expression.field.direction !== undefined,
    );
    if (directed.length === 0) return [];
    const asked: MonotoneQuestion = { score, summands, builder, isHighGood, title, place, setting };
    const found = directed.flatMap((subject) => proveField(subject, asked) ?? []);
    return found.length > 0 ? found : [proved('monotone', place)];
  } catch (error) {
    if (error instanceof BudgetSpent) return [undecided('monotone', place, title, 'budget')];
    throw error;
  }
}

interface MonotoneQuestion {
  readonly score: Expression;
  readonly summands: readonly Summand[];
  readonly builder: Builder;
  readonly isHighGood: boolean;
  readonly title: Text;
  readonly place: Place;
  readonly setting: ProofContext;
}

function proveField(subject: Subject, asked: MonotoneQuestion): Proof | undefined {
  const { field } = subject.expression as FieldRead;
  const isRising = (field.direction === 'high-is-good') === asked.isHighGood;
  const own = asked.summands.filter(({ of }) => keyOf(of) === subject.key);
  if (own.some(({ weight }) => weight.over !== 0n && weight.over > 0n !== isRising))
    return againstItself(subject, isRising, asked);
  const apart = groupsReading(subject, asked).map((group) => counterexamples(subject, group, asked.builder, isRising));
  if (apart.every((steps) => steps !== 'unclear' && steps.length === 0)) return undefined;
  const exact = wholeSteps(subject, isRising, asked);
  if (exact !== undefined && exact !== 'unclear' && exact.length === 0) return undefined;
  const steps = [exact ?? [], ...apart].flatMap((some) => (some === 'unclear' ? [] : some));
  return shown(steps, subject, isRising, asked) ?? undecided('monotone', asked.place, asked.title, 'unrealised');
}

/** The summands that read a field, those that are rounded together in one group: where no group falls, their sum does not. */
function groupsReading(subject: Subject, { summands, builder }: MonotoneQuestion): readonly (readonly Summand[])[] {
  const groups = new Map<Expression | null, Summand[]>();
  for (const summand of summands) {
    const isItself = keyOf(summand.of) === subject.key;
    if (isItself || !builder.diagrams.levels(builder.of(summand.of)).has(subject.level)) continue;
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
    const steps = own && counterexamples(own, [summand], builder, isRising);
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
  const probe = createProbe(asked.setting.whole, [asked.score], asked.setting.environment);
  for (let i = 0; i < TRIES && steps.length > 0; i++) {
    const step = steps[i % steps.length];
    if (step === undefined) continue;
    const draft = i < steps.length ? probe.drafter.ordinary() : probe.drafter.random();
    const [worse, better] = [step.cell, step.cell + 1].map((cell) =>
      requestFor(new Map([...step.path, [subject.level, cell]]), asked.builder.subjects, probe.drafter.copied(draft)),
    );
    if (worse === undefined || better === undefined || !falls(probe, worse, better, isRising)) continue;
    return told(subject, step.cell, [worse, better], asked);
  }
  return undefined;
}

/** The field itself goes into the score, with the wrong sign: from its least to its greatest value. */
function againstItself(subject: Subject, isRising: boolean, asked: MonotoneQuestion): Proof {
  const probe = createProbe(asked.setting.whole, [asked.score], asked.setting.environment);
  const [first, last] = [subject.cells[0], subject.cells.at(-1)];
  const ends = [first?.kind === 'range' ? first.low : null, last?.kind === 'range' ? last.high : null];
  const [worse, better] = ends.map((value) => {
    const draft = probe.drafter.ordinary();
    assign(draft, subject.expression, value);
    return requestOf(draft);
  });
  if (worse === undefined || better === undefined || !falls(probe, worse, better, isRising))
    return undecided('monotone', asked.place, asked.title, 'unrealised');
  return told(subject, subject.cells.length - 2, [worse, better], asked);
}

function falls(probe: Probe, worse: Json, better: Json, isRising: boolean): boolean {
  const [from, to] = [worse, better].map((request) => probe.evaluate(request)?.[0]);
  return typeof from === 'bigint' && typeof to === 'bigint' && (isRising ? to < from : to > from);
}

function told(subject: Subject, cell: number, witness: readonly Json[], { title, place }: MonotoneQuestion): Proof {
  const { field } = subject.expression as FieldRead;
  const start = subject.cells[cell + 1];
  const high = { 'zh-CN': '高', en: 'higher' };
  const low = { 'zh-CN': '低', en: 'lower' };
  const region = start?.kind === 'range' ? valueText(start.low, subject.expression.type) : String(start?.value ?? '');
  const slots = { title, field: field.title, direction: field.direction === 'high-is-good' ? high : low, region };
  return refuted('monotone', provedProblem('not-monotone', place, slots, { witness: [...witness] }));
}
