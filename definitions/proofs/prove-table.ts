import type { Proof } from '../model/proof.ts';
import { and, holds, not, or, TRUE } from '../expression/build-logic.ts';
import type { Expression, Table } from '../model/expression.ts';
import { type Box, intersect, uncovered } from '../expression/to-regions/boxes.ts';
import { areFree, boxesOf, everywhere, plainBoxes } from '../expression/to-regions/boxes-of.ts';
import { BudgetSpent } from '../expression/to-regions/diagram.ts';
import { ruleMatchesOf } from './rule-matches.ts';
import type { TableOfBoxes, TableQuestions } from './asked-table.ts';
import { proveReachable } from './prove-rules.ts';
import { provedProblem } from './problems.ts';
import { canHold, type ProofContext } from './satisfiability.ts';
import type { Answer } from './witness/search-boxes.ts';
import { abstractResults } from '../expression/to-regions/abstract-results.ts';
import { createBuilder } from '../expression/to-regions/to-diagram.ts';
import { withinBudget } from '../expression/to-regions/within-budget.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** Proves completeness, forbidden overlap and masking of a decision table by covers of boxes; every witness is evaluated. */
export function proveTable(rules: Table['rules'], questions: TableQuestions, setting: ProofContext): readonly Proof[] {
  const { place, title } = questions;
  const open = (property: string) => [undecided(property, place, title, 'budget')];
  const parts: readonly (readonly [string, boolean, (asked: TableOfBoxes) => readonly Proof[]])[] = [
    ['complete', questions.isCompletenessAsked, proveComplete],
    ['no-overlap', questions.forbids !== null, proveApart],
    ['rules-reachable', true, proveReachable],
  ];
  const wanted = parts.filter(([, isAsked]) => isAsked);
  const asked = withinBudget(() => boxed(rules, questions, setting));
  return wanted.flatMap(([property, , prove]) =>
    asked === undefined ? open(property) : (withinBudget(() => prove(asked)) ?? open(property)),
  );
}

/** How many boxes are looked at, for each diagram node of the budget and each of the three questions. */
const BOXES_A_NODE = 6;

function boxed(rules: Table['rules'], questions: TableQuestions, setting: ProofContext): TableOfBoxes {
  const matches = rules.map(({ cells }) => {
    const own = cells.filter((cell) => cell !== null).map((cell) => holds(cell));
    const tests = questions.gate === null ? own : [questions.gate, ...own];
    return tests.length === 0 ? TRUE : and(tests);
  });
  const flat = abstractResults(matches);
  const builder = createBuilder(flat, setting.nodes);
  const plain = plainBoxes(builder.subjects);
  return {
    rules,
    questions,
    setting,
    matches,
    boxes: flat.map((match) => {
      const box = plain(match);
      return box === undefined ? boxesOf(builder.of(match), builder) : [box];
    }),
    all: everywhere(builder.subjects),
    isFree: areFree(builder.subjects),
    steps: { left: setting.nodes * BOXES_A_NODE },
    evidence: ruleMatchesOf(matches, builder, setting),
  };
}

/** How many requests are tried in a box before the slower way is asked. */
const TRIES = 10;

/** What the slower way says, which sees what facts have in common. */
function ask(condition: Expression, setting: ProofContext): Answer {
  return canHold([condition], setting)[0] ?? { verdict: 'open', why: 'unrealised' };
}

function proveComplete({ questions, boxes, all, steps, matches, evidence, setting }: TableOfBoxes): readonly Proof[] {
  const { place, title, gate } = questions;
  const open = uncovered(all, boxes.flat(), steps);
  if (open === undefined) return [proved('complete', place)];
  // That no rule matches says nothing of the gate: with one, it is asked in the slower way.
  const request = gate === null ? evidence.find(open, (hits) => !hits.includes(true), TRIES) : undefined;
  const nobody = not(or(matches));
  const answer: Answer =
    request === undefined ? ask(gate === null ? nobody : and([gate, nobody]), setting) : { verdict: 'can', request };
  if (answer.verdict === 'never') return [proved('complete', place)];
  if (answer.verdict === 'open') return [undecided('complete', place, title, answer.why)];
  return [refuted('complete', provedProblem('table-gap', place, { title }, { witness: answer.request }))];
}

/** The most forbidden pairs that are shown one by one, and the most that the slower way is asked of. */
const MOST_SHOWN = 20;
const MOST_ASKED = 40;

function proveApart(asked: TableOfBoxes): readonly Proof[] {
  const { rules, questions, boxes, steps } = asked;
  const { forbids, place, title, policy } = questions;
  const found: Proof[] = [];
  const left = { asks: MOST_ASKED };
  for (let second = 0; second < boxes.length && found.length < MOST_SHOWN; second++) {
    for (let first = 0; first < second && found.length < MOST_SHOWN; first++) {
      steps.left -= 1;
      if (steps.left < 0) throw new BudgetSpent();
      const forbidden = forbids?.(first, second) ?? false;
      if (forbidden === false) continue;
      const answer = together(first, second, forbidden, asked, left);
      if (answer.verdict === 'never') continue;
      const at = { ...place, pointer: rules[second]?.origin.pointer ?? place.pointer };
      const slots = { title, first: first + 1, second: second + 1, policy };
      found.push(
        answer.verdict === 'open'
          ? undecided('no-overlap', at, title, answer.why)
          : refuted('no-overlap', provedProblem('rule-overlap', at, slots, { witness: answer.request })),
      );
    }
  }
  return found.length > 0 ? found : [proved('no-overlap', place)];
}

/** Whether two rules can match together, perhaps only where a condition holds. */
function together(
  first: number,
  second: number,
  where: true | Expression,
  asked: TableOfBoxes,
  left: { asks: number },
): Answer {
  const { boxes, matches, evidence, setting } = asked;
  const shared = sharedBox(boxes[first] ?? [], boxes[second] ?? []);
  if (shared === undefined) return { verdict: 'never' };
  const request =
    where === true ? evidence.find(shared, (hits) => hits[first] === true && hits[second] === true, TRIES) : undefined;
  if (request !== undefined) return { verdict: 'can', request };
  left.asks -= 1;
  if (left.asks < 0) return { verdict: 'open', why: 'budget' };
  return ask(and([matches[first] ?? TRUE, matches[second] ?? TRUE, ...(where === true ? [] : [where])]), setting);
}

function sharedBox(some: readonly Box[], others: readonly Box[]): Box | undefined {
  for (const one of some) {
    for (const other of others) {
      const shared = intersect(one, other);
      if (shared !== undefined) return shared;
    }
  }
  return undefined;
}
