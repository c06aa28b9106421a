import type { Proof } from '../../kinds/kind.ts';
import type { Place } from '../../problem.ts';
import type { Text } from '../../text.ts';
import { and, not, or } from '../build-logic.ts';
import type { Expression } from '../expression.ts';
import { provedProblem } from './problems.ts';
import { canHold, type Setting } from './questions.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** One choice among ordered ones: taken where its condition holds and no earlier one's does. */
export interface Choice {
  readonly name: Text;
  readonly when: Expression;
  readonly place: Place;
}

/** What ordered choices are called where they stand. */
export interface ChoiceNames {
  readonly title: Text;
  readonly place: Place;
  readonly property: 'classes-reachable' | 'exceptions-reachable';
  readonly code: 'class-unreachable' | 'exception-unreachable';
  /** Whether a record that no choice takes is a fault. */
  readonly isGapAFault: boolean;
  /** Whether earlier choices hide later ones. */
  readonly isFirstTaken: boolean;
}

/** Proves that every ordered choice is taken by some record and, where asked, that every record is taken by one. */
export function proveChoices(choices: readonly Choice[], names: ChoiceNames, setting: Setting): readonly Proof[] {
  if (choices.length === 0) return [];
  const taken = choices.map(({ when }, i) =>
    and([...(names.isFirstTaken ? choices.slice(0, i).map((earlier) => not(earlier.when)) : []), when]),
  );
  const nobody = not(or(choices.map((choice) => choice.when)));
  const [gap, ...answers] = canHold([nobody, ...taken], setting, 'any');
  const idle = answers.flatMap((answer, i): readonly Proof[] => {
    const place = choices[i]?.place ?? names.place;
    if (answer.verdict === 'can') return [];
    if (answer.verdict === 'open') return [undecided(names.property, place, names.title, answer.why)];
    const first = names.property === 'exceptions-reachable' ? i + 1 : (choices[i]?.name ?? '');
    return [refuted(names.property, provedProblem(names.code, place, { title: names.title, first }))];
  });
  return [...gaps(gap, names), ...(idle.length > 0 ? idle : [proved(names.property, names.place)])];
}

function gaps(
  gap: ReturnType<typeof canHold>[number] | undefined,
  { isGapAFault, place, title }: ChoiceNames,
): readonly Proof[] {
  if (!isGapAFault || gap === undefined) return [];
  if (gap.verdict === 'never') return [proved('classes-partition', place)];
  if (gap.verdict === 'open') return [undecided('classes-partition', place, title, gap.why)];
  const region = { 'zh-CN': '见示例', en: 'see the example' };
  return [refuted('classes-partition', provedProblem('class-gap', place, { title, region }, { witness: gap.request }))];
}
