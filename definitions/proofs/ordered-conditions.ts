import { and, holds, not, or, TRUE } from '../expression/build-logic.ts';
import type { Expression } from '../model/expression.ts';
import { type Box, intersect, uncovered } from '../expression/to-regions/boxes.ts';
import { boxesOf, everywhere } from '../expression/to-regions/boxes-of.ts';
import { abstractResults } from '../expression/to-regions/abstract-results.ts';
import { createBuilder } from '../expression/to-regions/to-diagram.ts';
import { withinBudget } from '../expression/to-regions/within-budget.ts';
import { type Hits, ruleMatchesOf } from './rule-matches.ts';
import { canHold, type ProofContext } from './satisfiability.ts';
import type { Answer } from './witness/search-boxes.ts';

/** Conditions that are tried one after the other. */
export interface Ordered {
  /** Only records for which it holds are tried at all; null: all are. */
  readonly gate: Expression | null;
  readonly tests: readonly Expression[];
}

/** Whether some record comes to each condition (it holds and none before it does), and whether some comes to none of them. */
export interface OrderedAnswers {
  readonly taken: readonly Answer[];
  readonly none: Answer;
}

/** Up to so many, each is asked by itself: what holds of all before it is still small. */
const FEW = 24;
/**
 * How many diagram nodes the conditions together may take, for each of the budget: each is small, but branches into as many cells as all
 * of them cut.
 */
const NODES_A_NODE = 10;
/** How many boxes are looked at, for each diagram node of the budget. */
const BOXES_A_NODE = 1;
/** How many requests are tried in a box. */
const TRIES = 10;
/** The most conditions that are asked by themselves where the boxes leave it open, and which part of the budget each has. */
const MOST_ASKED = 12;
const PART = 25;

/**
 * Answers for all the conditions together: each is a number of boxes over the facts, of which those of earlier conditions leave some
 * part over or nothing. One evaluation of a request tells which condition it comes to.
 */
export function askInOrder(ordered: Ordered, setting: ProofContext, witness: 'simple' | 'any'): OrderedAnswers {
  const { tests } = ordered;
  const one = (i: number) => conditionOf(ordered, i);
  if (tests.length <= FEW) {
    const [none = OPEN, ...taken] = canHold([one(tests.length), ...tests.map((_, i) => one(i))], setting, witness);
    return { taken, none };
  }
  const answers = withinBudget(() => askBoxes(ordered, setting)) ?? Array.from(tests.concat(TRUE), () => OPEN);
  const open = answers.flatMap((answer, i) => (answer.verdict === 'open' ? [i] : [])).slice(-MOST_ASKED);
  const part = { ...setting, nodes: setting.nodes / PART };
  const all = [...answers];
  for (const i of open) all[i] = canHold([one(i)], part, witness)[0] ?? OPEN;
  return { taken: all.slice(0, -1), none: all.at(-1) ?? OPEN };
}

const OPEN: Answer = { verdict: 'open', why: 'budget' };

/** That a record comes to a condition; behind the last one, to none of them. */
function conditionOf({ gate, tests }: Ordered, position: number): Expression {
  const before = tests.slice(0, position);
  const own = tests[position];
  const gates = gate === null ? [] : [gate];
  return own === undefined
    ? and([...gates, not(or(before))])
    : and([...gates, ...before.map((test) => not(test)), own]);
}

/** By boxes: one answer a condition, and one more for what comes to none. */
function askBoxes({ gate, tests }: Ordered, setting: ProofContext): readonly Answer[] {
  const conditions = [...tests, gate ?? TRUE].map((test) => holds(test));
  const flat = abstractResults(conditions);
  const builder = createBuilder(flat, setting.nodes * NODES_A_NODE);
  const boxes = flat.map((condition) => boxesOf(builder.of(condition), builder));
  const all = everywhere(builder.subjects);
  const gates = gate === null ? [all] : (boxes.at(-1) ?? []);
  const matches = ruleMatchesOf(conditions, builder, setting);
  const steps = { left: setting.nodes * BOXES_A_NODE };
  const some = (box: Box | undefined): readonly Box[] => (box === undefined ? [] : [box]);
  const behindGate = (own: readonly Box[]) => own.flatMap((box) => gates.flatMap((one) => some(intersect(one, box))));
  const answerOf = (own: readonly Box[], position: number): Answer => {
    const isThere = (hits: Hits) => hits.at(-1) === true && hits.indexOf(true) === Math.min(position, tests.length);
    // Records at either end of the condition mostly come to it; what those before it leave over is looked for where none does.
    for (const box of own.slice(0, 1).flatMap((one) => [one, highest(one)])) {
      const request = matches.find(box, isThere, 1);
      if (request !== undefined) return { verdict: 'can', request };
    }
    const before = boxes.slice(0, position).flat();
    const open = withinBudget(() => behindGate(own).flatMap((box) => some(uncovered(box, before, steps))));
    if (open === undefined) return OPEN;
    if (open.length === 0) return { verdict: 'never' };
    for (const box of open) {
      const request = matches.find(box, isThere, TRIES);
      if (request !== undefined) return { verdict: 'can', request };
    }
    return { verdict: 'open', why: 'unrealised' };
  };
  return [...tests.map((_, i) => answerOf(boxes[i] ?? [], i)), answerOf([all], tests.length)];
}

/** The last cell of each fact. */
const highest = (box: Box): Box =>
  box.map((cells) => (cells === 0n ? cells : 1n << BigInt(cells.toString(2).length - 1)));
