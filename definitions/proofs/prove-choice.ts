import type { Proof } from '../model/proof.ts';
import type { Place } from '../model/problem.ts';
import type { Text } from '../model/text.ts';
import { and, not, or } from '../expression/build-logic.ts';
import type { Expression } from '../model/expression.ts';
import { provedProblem } from './problems.ts';
import { canHold, type ProofContext } from './satisfiability.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** One choice among ordered ones: taken where its condition holds and no earlier one's does. */
export interface OrderedChoice {
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
  /** Only records for which it holds come to the choices; null: all do. */
  readonly gate: Expression | null;
  /** Whether records come to a choice's class in another way: an exception gives it. */
  readonly elsewhere?: (choice: number) => boolean;
  /** What a choice gives: several may give one class. */
  readonly classOf?: (choice: number) => string | number;
}

/** Proves that every ordered choice is taken by some record and, where asked, that every record is taken by one. */
export function proveChoices(
  choices: readonly OrderedChoice[],
  names: ChoiceNames,
  setting: ProofContext,
): readonly Proof[] {
  if (choices.length === 0) return [];
  const gate = names.gate === null ? [] : [names.gate];
  const taken = choices.map(({ when }, i) =>
    and([...gate, ...(names.isFirstTaken ? choices.slice(0, i).map((earlier) => not(earlier.when)) : []), when]),
  );
  const nobody = and([...gate, not(or(choices.map((choice) => choice.when)))]);
  const [gap, ...answers] = canHold([nobody, ...taken], setting, 'any');
  const idle = answers.flatMap((answer, i): readonly Proof[] => {
    const place = choices[i]?.place ?? names.place;
    if (answer.verdict === 'can') return [];
    if (answer.verdict === 'open') return [undecided(names.property, place, names.title, answer.why)];
    const first = names.property === 'exceptions-reachable' ? i + 1 : (choices[i]?.name ?? '');
    const slots = { title: names.title, first };
    if (isElsewhere(i, answers, names))
      return [{ ...proved(names.property, place), problem: provedProblem('class-elsewhere', place, slots) }];
    const code = hiddenOr(names.code, i, choices, names, setting);
    return [refuted(names.property, provedProblem(code, place, slots))];
  });
  return [...gaps(gap, names), ...(idle.length > 0 ? idle : [proved(names.property, names.place)])];
}

/** Whether another choice or an exception gives the same class. */
function isElsewhere(
  choice: number,
  answers: readonly { readonly verdict: string }[],
  { classOf, elsewhere }: ChoiceNames,
): boolean {
  const own = classOf?.(choice);
  const others = answers.some(({ verdict }, i) => verdict === 'can' && i !== choice && classOf?.(i) === own);
  return (own !== undefined && others) || elsewhere?.(choice) === true;
}

/** Without the gate the class would occur: then the gate hides it. */
function hiddenOr(
  code: ChoiceNames['code'],
  position: number,
  choices: readonly OrderedChoice[],
  { gate, isFirstTaken }: ChoiceNames,
  setting: ProofContext,
): ChoiceNames['code'] | 'class-hidden' {
  const own = choices[position];
  if (gate === null || own === undefined || code === 'exception-unreachable') return code;
  const earlier = isFirstTaken ? choices.slice(0, position).map((one) => not(one.when)) : [];
  return canHold([and([...earlier, own.when])], setting, 'any')[0]?.verdict === 'never' ? code : 'class-hidden';
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
