import { lazily } from '../model/lazily.ts';
import type { Decision } from '../model/decision.ts';
import type { Json } from '../model/json.ts';
import type { Environment } from '../model/environment.ts';
import { FALSE, holds } from '../expression/build-logic.ts';
import type { Expression } from '../model/expression.ts';
import { BudgetSpent } from '../expression/to-regions/diagram.ts';
import { type RequestDraft, requestOf } from './witness/request-builder.ts';
import { createProbe, type Probe } from './witness/probe.ts';
import { assign } from './witness/assign.ts';
import { abstractResults } from '../expression/to-regions/abstract-results.ts';
import type { Builder } from '../expression/to-regions/builder.ts';
import { type Answer, amongRandom, searchBoxes, type Values } from './witness/search-boxes.ts';
import { createBuilder } from '../expression/to-regions/to-diagram.ts';
import { withinBudget } from '../expression/to-regions/within-budget.ts';
import { choicesOf, copyOf, tryAll } from './witness/every-request.ts';
import { valueIn } from '../expression/to-regions/domain-cell.ts';
import type { Subject } from '../expression/to-regions/subjects.ts';

/** What is asked about and with what means: a decision, the definitions around it, and a number of diagram nodes. */
export interface ProofContext {
  readonly whole: Decision;
  readonly environment: Environment;
  readonly nodes: number;
}

/** How many random requests are tried at first where any witness will do. */
const QUICK_TRIES = 150;

/**
 * Whether each of some conditions can hold. `any`: a witness need not be a simple one, so that random requests are tried first.
 * Then, over results of other definitions taken as free, whether it never can; then over all that lies below them. What is still open
 * then is tried on every request there is, where they are few.
 */
export function canHold(
  conditions: readonly Expression[],
  setting: ProofContext,
  witness: 'simple' | 'any' = 'simple',
): readonly Answer[] {
  const tested = conditions.map((condition) => holds(condition));
  const probed = lazily(() => counted(createProbe(setting.whole, tested, setting.environment), tested.length, setting));
  const quick = witness === 'any' ? quickAnswers(tested.length, probed()) : [];
  const open = tested.filter((_, i) => quick[i] === undefined);
  const flat = lazily(() => createBuilder(abstractResults(open), setting.nodes, 'by-nearness'));
  const flatOf = new Map(abstractResults(open).map((one, i) => [open[i], one]));
  const deep = lazily(() => createBuilder(open, setting.nodes, 'by-nearness'));
  const answers = tested.map((condition, i): Answer => {
    const found = quick[i];
    if (found !== undefined) return found;
    if (isNever(flat(), flatOf.get(condition) ?? condition)) return { verdict: 'never' };
    const isWanted = (values: Values) => values[i] === true;
    return searchBoxes(condition, deep(), probed(), isWanted) ?? orRandom(probed(), isWanted);
  });
  return tryEveryRequest(tested, answers, setting);
}

/** How many requests are tried, and how many answers of theirs are looked at, where all of them are. */
const MOST_REQUESTS = 20_000;
const MOST_ANSWERS = 400_000;

/** The open ones among some answers settled by trying every request, where they are few. */
function tryEveryRequest(
  conditions: readonly Expression[],
  answers: readonly Answer[],
  setting: ProofContext,
): readonly Answer[] {
  const open = conditions.filter((_, i) => answers[i]?.verdict === 'open');
  if (open.length === 0 || setting.whole.facts.kind === 'pair') return answers;
  const choices = choicesOf(open, Math.min(MOST_REQUESTS, MOST_ANSWERS / open.length));
  if (choices === undefined) return answers;
  const probe = createProbe(setting.whole, open, setting.environment);
  const found = new Map<Expression, Json>();
  tryAll(choices, probe, (request) => {
    probe.evaluate(request)?.forEach((value, i) => {
      const condition = open[i];
      if (value === true && condition !== undefined && !found.has(condition)) found.set(condition, copyOf(request));
    });
    return found.size === open.length;
  });
  return answers.map((answer, i) => {
    if (answer.verdict !== 'open') return answer;
    const request = found.get(conditions[i] ?? FALSE);
    return request === undefined ? { verdict: 'never' } : { verdict: 'can', request };
  });
}

function isNever(builder: Builder, condition: Expression): boolean {
  return withinBudget(() => builder.of(condition)) === builder.diagrams.false;
}

function orRandom(probe: Probe, isWanted: (values: Values) => boolean): Answer {
  const found = withinBudget(() => amongRandom([], [], probe, isWanted));
  return found === undefined ? { verdict: 'open', why: 'budget' } : { verdict: 'can', request: found };
}

/** How many conditions are evaluated in search of witnesses, for each diagram node of the budget. */
const EVALUATIONS_A_NODE = 20;

/** A probe that stops (BudgetSpent) where evaluating `size` conditions again and again would take longer than the diagrams may. */
function counted(probe: Probe, size: number, { nodes }: ProofContext): Probe {
  let left = nodes * EVALUATIONS_A_NODE;
  return {
    ...probe,
    evaluate(request) {
      left -= size;
      if (left < 0) throw new BudgetSpent();
      return probe.evaluate(request);
    },
  };
}

/** What random requests show, for all conditions at once. */
function quickAnswers(count: number, probe: Probe): (Answer | undefined)[] {
  const found: (Answer | undefined)[] = Array.from({ length: count }, () => undefined);
  withinBudget(() => {
    for (let i = 0; i < QUICK_TRIES && found.includes(undefined); i++) {
      const request = requestOf(i === 0 ? probe.drafter.ordinary() : probe.drafter.random());
      probe.evaluate(request)?.forEach((value, j) => {
        if (value === true) found[j] ??= { verdict: 'can', request };
      });
    }
  });
  return found;
}

/** A request in which the subjects on the path have values of their cells, as far as they can be realised. */
export function requestFor(path: ReadonlyMap<number, number>, subjects: readonly Subject[], draft: RequestDraft): Json {
  for (const { level, cells, expression } of subjects) {
    const chosen = path.get(level);
    if (chosen === undefined) continue;
    const cell = cells[chosen];
    assign(draft, expression, cell === undefined ? null : valueIn(cell));
  }
  return requestOf(draft);
}
