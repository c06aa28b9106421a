import type { Json } from '../../json.ts';
import type { Proof } from '../../kinds/kind.ts';
import type { Place } from '../../problem.ts';
import type { Text } from '../../text.ts';
import type { Expression, Table } from '../expression.ts';
import { and, holds, not, or, TRUE } from '../build-logic.ts';
import { type Box, intersect, type Steps, uncovered } from './boxes.ts';
import { BudgetSpent } from './diagram.ts';
import { requestOf } from './draft.ts';
import { createProbe } from './probe.ts';
import { provedProblem } from './problems.ts';
import { type Answer, canHold, type Setting } from './questions.ts';
import { shallow } from './shallow.ts';
import { columnOf, requestIn } from './table-columns.ts';
import { createBuilder } from './to-diagram.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** The number of a rule as a reader counts it (from 1), whatever order a policy takes the rules in. */
function ruleNumber(table: Table, rule: number): number {
  return ruleIndex(table, rule) + 1;
}

/** A rule's position in its document. */
export function ruleIndex(table: Table, rule: number): number {
  return Number(table.rules[rule]?.origin.pointer.split('/')[2] ?? rule);
}

/** What a hit policy asks of a table; rules are told by their position in the table. */
export interface TableQuestions {
  readonly title: Text;
  readonly policy: string;
  readonly place: Place;
  /** Every input must match a rule. */
  readonly isCompletenessAsked: boolean;
  /** Two rules that must not match together. */
  readonly forbids: ((first: number, second: number) => boolean) | null;
  /** The rules that are taken before a rule, where only one rule is taken. */
  readonly before: ((rule: number) => readonly number[]) | null;
}

/** Proves completeness, forbidden overlap and masking of a decision table by covers of boxes; every witness is evaluated. */
export function proveTable(table: Table, questions: TableQuestions, setting: Setting): readonly Proof[] {
  try {
    return prove(table, questions, setting);
  } catch (error) {
    if (error instanceof BudgetSpent) return [undecided('complete', questions.place, questions.title, 'budget')];
    throw error;
  }
}

function prove(table: Table, questions: TableQuestions, setting: Setting): readonly Proof[] {
  const cells = table.rules.map((rule) => rule.cells.map((cell) => (cell === null ? TRUE : holds(cell))));
  const flat = shallow(cells.flat());
  const builder = createBuilder(flat, setting.nodes);
  const columns = table.inputs.map((_, column) =>
    columnOf(
      cells.map((_, row) => flat[row * table.inputs.length + column] ?? TRUE),
      builder,
    ),
  );
  const boxes = table.rules.map((_, rule) => columns.map((column) => column.cells[rule] ?? 0n));
  const all = columns.map((column) => (1n << BigInt(column.paths.length)) - 1n);
  const probe = createProbe(setting.whole, cells.flat(), setting.around);
  const width = table.inputs.length;
  const matches = cells.map((row) => and(row));
  const work = { left: setting.nodes * CELLS_A_NODE };
  const ask = (condition: Expression): Answer => {
    work.left -= ASKING;
    if (work.left < 0) return { verdict: 'open', why: 'budget' };
    return canHold([condition], setting)[0] ?? { verdict: 'open', why: 'unrealised' };
  };
  const asked: Asked = {
    matches,
    ask,
    table,
    questions,
    boxes,
    all,
    steps: { left: setting.nodes * 4 },
  };
  const matchesOf = (request: Json) => {
    const values = probe.evaluate(request);
    return (
      values &&
      table.rules.map((_, rule) => values.slice(rule * width, (rule + 1) * width).every((value) => value === true))
    );
  };
  const real: Real = (box, wanted, tries = TRIES) => {
    for (let i = 0; i < tries && work.left >= 0; i++) {
      work.left -= table.rules.length * width;
      const draft = i === 0 ? probe.drafter.ordinary() : probe.drafter.random();
      const request = i % 2 === 0 ? requestIn(box, columns, builder, draft) : requestOf(draft);
      const matches = matchesOf(request);
      if (matches !== undefined && wanted(matches)) return request;
    }
    return undefined;
  };
  return [...complete(asked, real), ...overlaps(asked, real), ...masked(asked, real)];
}

/** How many cells are evaluated in search of witnesses, for each diagram node of the budget, and what a diagram costs in cells. */
const CELLS_A_NODE = 40;
const ASKING = 5_000;

/** How many requests are tried for one witness: the cells' own values first, then among random facts. */
const TRIES = 300;
/** Of a pair of rules, where columns that read one field often leave a box in which nothing can lie, the slower way is asked soon. */
const FEW_TRIES = 10;

interface Asked {
  /** Per rule the condition that it matches. */
  readonly matches: readonly Expression[];
  /** The slower way that sees what columns have in common. */
  readonly ask: (condition: Expression) => Answer;
  readonly table: Table;
  readonly questions: TableQuestions;
  readonly boxes: readonly Box[];
  readonly all: Box;
  readonly steps: Steps;
}
type Real = (box: Box, wanted: (matches: readonly boolean[]) => boolean, tries?: number) => Json | undefined;

function complete({ questions, boxes, all, steps, matches, ask }: Asked, real: Real): readonly Proof[] {
  if (!questions.isCompletenessAsked) return [];
  const { place, title } = questions;
  const open = uncovered(all, boxes, steps);
  if (open === undefined) return [proved('complete', place)];
  const answer = orAsk(
    real(open, (hits) => !hits.includes(true)),
    () => ask(not(or(matches))),
  );
  if (answer.verdict === 'never') return [proved('complete', place)];
  if (answer.verdict === 'open') return [undecided('complete', place, title, answer.why)];
  return [refuted('complete', provedProblem('table-gap', place, { title }, { witness: answer.request }))];
}

/** The witness, or what the slower way says where columns have a field in common and no request was found. */
function orAsk(witness: Json | undefined, ask: () => Answer): Answer {
  return witness === undefined ? ask() : { verdict: 'can', request: witness };
}

/** The most forbidden pairs that are shown one by one. */
const MOST_SHOWN = 20;

function overlaps({ table, questions, boxes, steps, matches, ask }: Asked, real: Real): readonly Proof[] {
  const { forbids, place, title, policy } = questions;
  if (forbids === null) return [];
  const found: Proof[] = [];
  for (let second = 0; second < boxes.length && found.length < MOST_SHOWN; second++) {
    for (let first = 0; first < second && found.length < MOST_SHOWN; first++) {
      steps.left -= 1;
      if (steps.left < 0) throw new BudgetSpent();
      if (!forbids(first, second)) continue;
      const shared = intersect(boxes[first] ?? [], boxes[second] ?? []);
      if (shared === undefined) continue;
      const answer = orAsk(
        real(shared, (hits) => hits[first] === true && hits[second] === true, FEW_TRIES),
        () => ask(and([matches[first] ?? TRUE, matches[second] ?? TRUE])),
      );
      if (answer.verdict === 'never') continue;
      const at = { ...place, pointer: table.rules[second]?.origin.pointer ?? place.pointer };
      const slots = { title, first: ruleNumber(table, first), second: ruleNumber(table, second), policy };
      found.push(
        answer.verdict === 'open'
          ? undecided('no-overlap', at, title, answer.why)
          : refuted('no-overlap', provedProblem('rule-overlap', at, slots, { witness: answer.request })),
      );
    }
  }
  return found.length > 0 ? found : [proved('no-overlap', place)];
}

function masked({ table, questions, boxes, steps }: Asked, real: Real): readonly Proof[] {
  const { before, place, title } = questions;
  const found = boxes.flatMap((box, rule): readonly Proof[] => {
    const at = { ...place, pointer: table.rules[rule]?.origin.pointer ?? place.pointer };
    if (box.includes(0n))
      return [
        refuted('rules-reachable', provedProblem('rule-unreachable', at, { title, first: ruleNumber(table, rule) })),
      ];
    if (before === null) return [];
    const earlier = before(rule).map((i) => boxes[i] ?? []);
    if (uncovered(box, earlier, steps) !== undefined) return [];
    const witness = real(box, (matches) => matches[rule] === true);
    const extra = witness === undefined ? {} : { witness };
    return [
      refuted('rules-reachable', provedProblem('rule-masked', at, { title, first: ruleNumber(table, rule) }, extra)),
    ];
  });
  return found.length > 0 ? found : [proved('rules-reachable', place)];
}
