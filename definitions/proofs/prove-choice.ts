import type { Proof } from '../model/proof.ts';
import type { Place } from '../model/problem.ts';
import type { Text } from '../model/text.ts';
import { and, not, or, TRUE } from '../expression/build-logic.ts';
import type { Expression } from '../model/expression.ts';
import { provedProblem } from './problems.ts';
import { askInOrder, type OrderedAnswers } from './ordered-conditions.ts';
import { canHold, type ProofContext } from './satisfiability.ts';
import type { Answer } from './witness/search-boxes.ts';
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
  /** What is tried before the choices, where the first is taken: a record for which it holds does not come to them. */
  readonly before?: readonly Expression[];
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
  const { gap, answers, ungated } = names.isFirstTaken
    ? inOrder(choices, names, setting)
    : each(choices, names, setting);
  const idle = answers.flatMap((answer, i): readonly Proof[] => {
    const place = choices[i]?.place ?? names.place;
    if (answer.verdict === 'can') return [];
    if (answer.verdict === 'open') return [undecided(names.property, place, names.title, answer.why)];
    const first = names.property === 'exceptions-reachable' ? i + 1 : (choices[i]?.name ?? '');
    const slots = { title: names.title, first };
    if (isElsewhere(i, answers, names))
      return [{ ...proved(names.property, place), problem: provedProblem('class-elsewhere', place, slots) }];
    const code = isHidden(i, names, ungated) ? 'class-hidden' : names.code;
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

interface ChoiceAnswers {
  readonly gap: Answer;
  readonly answers: readonly Answer[];
  /** Whether some record would come to a choice if there were no gate, and nothing before the choices. */
  ungated(choice: number): Answer;
}

/** The first choice that holds is taken. */
function inOrder(choices: readonly OrderedChoice[], { gate, before = [] }: ChoiceNames, setting: ProofContext) {
  const tests = choices.map(({ when }) => when);
  const { taken, none } = askInOrder({ gate, tests: [...before, ...tests] }, setting, 'any');
  let alone: OrderedAnswers | undefined;
  return {
    gap: none,
    answers: taken.slice(before.length),
    ungated: (choice: number) => (alone ??= askInOrder({ gate: null, tests }, setting, 'any')).taken[choice] ?? none,
  };
}

/** Every choice that holds is taken. */
function each(choices: readonly OrderedChoice[], names: ChoiceNames, setting: ProofContext): ChoiceAnswers {
  const gate = names.gate === null ? [] : [names.gate];
  const tests = choices.map(({ when }) => when);
  const conditions = [not(or(tests)), ...tests].map((test) => and([...gate, test]));
  const [gap = OPEN, ...answers] = canHold(conditions, setting, 'any');
  return { gap, answers, ungated: (choice) => canHold([tests[choice] ?? TRUE], setting, 'any')[0] ?? OPEN };
}

const OPEN: Answer = { verdict: 'open', why: 'budget' };

/** Without the gate the class would occur: then the gate hides it. */
function isHidden(
  choice: number,
  { code, gate, before = [] }: ChoiceNames,
  ungated: ChoiceAnswers['ungated'],
): boolean {
  if ((gate === null && before.length === 0) || code === 'exception-unreachable') return false;
  return ungated(choice).verdict !== 'never';
}

function gaps(gap: Answer, { isGapAFault, place, title }: ChoiceNames): readonly Proof[] {
  if (!isGapAFault) return [];
  if (gap.verdict === 'never') return [proved('classes-partition', place)];
  if (gap.verdict === 'open') return [undecided('classes-partition', place, title, gap.why)];
  const region = { 'zh-CN': '见示例', en: 'see the example' };
  return [refuted('classes-partition', provedProblem('class-gap', place, { title, region }, { witness: gap.request }))];
}
