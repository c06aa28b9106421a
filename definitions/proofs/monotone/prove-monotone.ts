import { shown, shownAtEnds, whollyTried } from './shown-fall.ts';
import {
  goesNowhereWrong,
  goesRight,
  type MonotoneQuestion,
  type Scored,
  stepsApart,
  stepsBehind,
  wholeSteps,
} from './wrong-steps.ts';
import type { Proof } from '../../model/proof.ts';
import type { Place } from '../../model/problem.ts';
import type { Text } from '../../model/text.ts';
import type { Expression, FieldRead } from '../../model/expression.ts';
import { withinBudget } from '../../expression/to-regions/within-budget.ts';
import { nodesOf } from '../../expression/walk.ts';
import { trendsIn } from './trend.ts';
import { keyOf } from '../../expression/to-regions/key.ts';
import { type ProofContext } from '../satisfiability.ts';
import { summandsOf } from '../../expression/to-regions/sums/summands.ts';
import { createBuilder } from '../../expression/to-regions/to-diagram.ts';
import { proved, undecided } from '../verdict.ts';

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
