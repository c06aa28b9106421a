import type { Proof } from '../model/proof.ts';
import { and, not, TRUE } from '../expression/build-logic.ts';
import { indexBoxes } from '../expression/to-regions/box-index.ts';
import { uncovered } from '../expression/to-regions/boxes.ts';
import { withinBudget } from '../expression/to-regions/within-budget.ts';
import { provedProblem } from './problems.ts';
import type { TableOfBoxes, TableQuestions } from './asked-table.ts';
import { canHold } from './satisfiability.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** What is known of a rule: some record takes it, no record matches it, earlier rules take all, or not known yet. */
type State = 'taken' | 'impossible' | 'masked' | 'unknown';

/** How many requests are tried in a box for a rule that earlier ones mask. */
const TRIES = 60;

/** Proves that some record takes each rule: it can match, and the rules taken before it leave something over. */
export function proveReachable(asked: TableOfBoxes): readonly Proof[] {
  const { rules, questions, evidence, boxes } = asked;
  const { place, title } = questions;
  const isTakenSurely = cheaply(asked);
  const states = settled(
    rules.map((_, rule) => (isTakenSurely(rule) ? 'taken' : stateOf(rule, asked))),
    asked,
  );
  const found = states.flatMap((state, rule): readonly Proof[] => {
    const at = { ...place, pointer: rules[rule]?.origin.pointer ?? place.pointer };
    const slots = { title, first: rule + 1 };
    if (state === 'taken') return [];
    if (state === 'impossible') return [refuted('rules-reachable', provedProblem('rule-unreachable', at, slots))];
    if (state === 'unknown') return [undecided('rules-reachable', at, title, 'unrealised')];
    const witness = evidence.find(boxes[rule]?.[0] ?? [], (hits) => hits[rule] === true, TRIES);
    const extra = witness === undefined ? {} : { witness };
    return [refuted('rules-reachable', provedProblem('rule-masked', at, slots, extra))];
  });
  return found.length > 0 ? found : [proved('rules-reachable', place)];
}

/** How many steps are spent on a part of a rule that few others reach, and on how many boxes of a rule. */
const FEW_STEPS = 20_000;
const FEW_BOXES = 4;

/**
 * Tells of most rules of a wide table that they are taken: in the columns that a rule leaves open it is looked at where no other rule
 * restricts them, and so but few rules are near. Only where every box has records.
 */
function cheaply({ boxes, questions, all, isFree }: TableOfBoxes): (rule: number) => boolean {
  if (!isFree) return () => false;
  const index = indexBoxes(boxes, all);
  const rank = new Map(questions.order?.map((rule, i) => [rule, i]));
  return (rule) => {
    const place = rank.get(rule) ?? 0;
    return (boxes[rule] ?? []).slice(0, FEW_BOXES).some((own) => {
      const part = index.narrowed(own);
      const earlier = index.near(part).filter(({ owner }) => (rank.get(owner) ?? place) < place);
      const covers = earlier.map(({ box }) => box);
      return withinBudget(() => uncovered(part, covers, { left: FEW_STEPS })) !== undefined;
    });
  };
}

/** What the boxes say. That they leave nothing over is proved; that they leave something is, where every box has records. */
function stateOf(rule: number, { boxes, questions, steps, isFree, evidence }: TableOfBoxes): State {
  const own = boxes[rule] ?? [];
  if (own.length === 0) return 'impossible';
  const before = rulesBefore(rule, questions);
  const earlier = before.flatMap((i) => boxes[i] ?? []);
  const open = own.map((box) => uncovered(box, earlier, steps)).find((box) => box !== undefined);
  if (open === undefined) return 'masked';
  if (isFree) return 'taken';
  const isTaken = (hits: readonly boolean[]) => hits[rule] === true && !before.some((i) => hits[i] === true);
  return evidence.find(open, isTaken, 1) === undefined ? 'unknown' : 'taken';
}

/** The rules that are taken before a rule. */
const rulesBefore = (rule: number, { order }: TableQuestions): readonly number[] =>
  order === null ? [] : order.slice(0, order.indexOf(rule));

/** The most rules that the slower way is asked of. */
const MOST_ASKED = 12;

/** What the slower way says of rules whose inputs have something in common that the boxes do not see. */
function settled(states: readonly State[], { matches, questions, setting }: TableOfBoxes): readonly State[] {
  const open = states.flatMap((state, rule) => (state === 'unknown' ? [rule] : [])).slice(0, MOST_ASKED);
  if (open.length === 0) return states;
  const conditions = open.flatMap((rule) => {
    const own = matches[rule] ?? TRUE;
    return [own, and([...rulesBefore(rule, questions).map((i) => not(matches[i] ?? TRUE)), own])];
  });
  const answers = canHold(conditions, setting, 'any');
  const next = [...states];
  open.forEach((rule, i) => {
    const [can, taken] = [answers[2 * i]?.verdict, answers[2 * i + 1]?.verdict];
    next[rule] = can === 'never' ? 'impossible' : taken === 'never' ? 'masked' : taken === 'can' ? 'taken' : 'unknown';
  });
  return next;
}
