import type { Place } from '../../model/problem.ts';
import type { Text } from '../../model/text.ts';
import type { Expression, FieldRead } from '../../model/expression.ts';
import type { Builder } from '../../expression/to-regions/builder.ts';
import { BudgetSpent, type Id } from '../../expression/to-regions/diagram.ts';
import { missingOf } from '../../expression/to-regions/junction.ts';
import { withinBudget } from '../../expression/to-regions/within-budget.ts';
import { holds } from '../../expression/build-logic.ts';
import { type Trends, trendsIn } from './trend.ts';
import { type ProofContext } from '../satisfiability.ts';
import { counterexamples, type WrongStep } from './counterexamples.ts';
import { type Subject } from '../../expression/to-regions/subjects.ts';
import { type Summand } from '../../expression/to-regions/sums/summands.ts';
import { createBuilder } from '../../expression/to-regions/to-diagram.ts';

/** A score, and the records that count: those for which `gate` holds; null: all. */
export interface Scored {
  readonly score: Expression;
  readonly gate: Expression | null;
}

export interface MonotoneQuestion extends Scored {
  readonly summands: readonly Summand[];
  readonly builder: Builder;
  readonly isHighGood: boolean;
  readonly title: Text;
  readonly place: Place;
  readonly setting: ProofContext;
}

/** The same among the records that the gate lets through, where that can be told within a part of the budget. */
export function stepsBehind(
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

export const goesNowhereWrong = (apart: readonly Apart[] | undefined) =>
  apart?.every(({ steps }) => steps.length === 0) === true;

/** Whether a summand goes the right way, or stays: by how it is put together, and never leaving the sum on the way. */
export function goesRight({ of, weight, isSkipped }: Summand, trends: Trends, isRising: boolean): boolean {
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
export function stepsApart(
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
export function wholeSteps(subject: Subject, isRising: boolean, { score, setting }: MonotoneQuestion) {
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
