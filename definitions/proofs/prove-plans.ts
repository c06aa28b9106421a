import type { Decision, ProblemPlan, ReasonPlan } from '../model/decision.ts';
import type { Environment } from '../model/environment.ts';
import type { Proof } from '../model/proof.ts';
import type { Place } from '../model/problem.ts';
import type { Text } from '../model/text.ts';
import { and, compare, holds, integer, isMissing, not } from '../expression/build-logic.ts';
import { approximately } from '../expression/build-number.ts';
import { nodesOf } from '../expression/walk.ts';
import type { Expression } from '../model/expression.ts';
import { valueText } from '../expression/to-regions/gaps.ts';
import { keyOf } from '../expression/to-regions/key.ts';
import { holdsThroughout } from './figure-spans.ts';
import { provedProblem } from './problems.ts';
import { canHold } from './satisfiability.ts';
import type { Answer } from './witness/search-boxes.ts';
import { proved, refuted, undecided } from './verdict.ts';

/**
 * Proves of a computation's own divisions that no divisor can be zero, exact or approximate, and of its own results that they are finite
 * and not too large; or shows a record. Those of derived fields it reads are its own: nothing else tells of them.
 */
export function proveFigures(decision: Decision, environment: Environment, nodes: number): readonly Proof[] {
  const { facts, id, problems, value } = decision;
  const entity = facts.kind === 'entity' ? facts.entity : id;
  const ofProducts = value.kind === 'products' ? value.reasons.flatMap(planOfReason) : [];
  const own = [...problems, ...ofProducts].filter(
    ({ origin }) => origin.definition === id || origin.definition === entity,
  );
  const zeros = own.flatMap((plan) => {
    const when = zeroDivisor(plan);
    return when === undefined ? [] : [{ plan, when }];
  });
  // What grows with the length of a list is finite or not as the list is long: nothing is claimed of it.
  const wide = own.filter(({ code, when }) => code === 'not-finite' && !isInLoop(when));
  const open = wide.filter((plan) => !isAlwaysKept(plan));
  const asked = [...zeros.map(({ when }) => when), ...open.map(({ when }) => when)];
  const answers = asked.length === 0 ? [] : canHold(asked, { whole: decision, environment, nodes });
  const byZero = new Set(zeros.flatMap(({ plan }, i) => (answers[i]?.verdict === 'can' ? [plan] : [])));
  const place = { definition: id, pointer: '' };
  const told = (
    property: string,
    code: 'division-by-zero-possible' | 'not-finite-possible',
    plan: ProblemPlan,
    answer?: Answer,
  ): readonly Proof[] => {
    if (answer === undefined || answer.verdict === 'never') return [];
    if (answer.verdict === 'open') return [undecided(property, plan.origin, decision.title, answer.why)];
    return [
      refuted(property, provedProblem(code, plan.origin, { title: decision.title }, { witness: answer.request })),
    ];
  };
  const divided = zeros.flatMap(({ plan }, i) =>
    told('no-division-by-zero', 'division-by-zero-possible', plan, answers[i]),
  );
  // What a zero divisor makes infinite has been told.
  const infinite = open.flatMap((plan, i) =>
    byZero.has(plan) ? [] : told('results-finite', 'not-finite-possible', plan, answers[zeros.length + i]),
  );
  const isFinite = wide.length > 0 && infinite.length === 0 && byZero.size === 0;
  return [
    ...(divided.length > 0 ? divided : [proved('no-division-by-zero', place)]),
    ...infinite,
    ...(isFinite ? [proved('results-finite', place)] : []),
  ];
}

/** What goes wrong with one product is a reason of that product: the plan behind it. */
function planOfReason({ codes: [only], index, origin }: ReasonPlan): readonly ProblemPlan[] {
  if (only === undefined || (only.code !== 'division-by-zero' && only.code !== 'not-finite')) return [];
  return [{ code: only.code, slots: {}, when: not(isMissing(index)), refuses: false, origin }];
}

/** When a division of a plan divides by zero; undefined for plans of anything else. */
function zeroDivisor({ code, when }: ProblemPlan): Expression | undefined {
  if (code === 'division-by-zero') return when;
  if (code !== 'not-finite') return undefined;
  const quotient = conjunctsOf(when).flatMap((one) =>
    one.kind === 'isMissing' && one.of.kind === 'transcendental' && one.of.function === 'divide' ? [one.of] : [],
  )[0];
  const divisor = quotient?.items[1];
  if (divisor === undefined || isApartFromZero(divisor)) return undefined;
  if (holdsThroughout(divisor, when, (low, high) => low > 0 || high < 0)) return undefined;
  // Within a loop the divisor is one of many: that some quotient is not finite is all that can be asked.
  if (isInLoop(when)) return when;
  return and([when, holds(compare('=', divisor, approximately(integer(0))))]);
}

/** Beyond it a double says nothing exact, and no rounded figure is kept. */
const MOST_UNITS = 2 ** 53 * 0.999;
const GREATEST = 1e300;

/** Whether a figure that would be missing where it is not finite, or too large, is always kept: by the bounds of what it is made of. */
function isAlwaysKept({ when }: ProblemPlan): boolean {
  const parts = conjunctsOf(when);
  const present = new Set(
    parts.flatMap((one) => (one.kind === 'not' && one.of.kind === 'isMissing' ? [keyOf(one.of.of)] : [])),
  );
  const figures = parts.flatMap((one) => (one.kind === 'isMissing' ? [one.of] : []));
  return figures.some((named) => {
    const figure = named.kind === 'named' ? named.of : named;
    const operands = figure.kind === 'round' ? [figure.of] : 'items' in figure ? figure.items : undefined;
    const isComputed = figure.kind === 'round' || figure.type.kind === 'approximate';
    // Only of a figure whose operands are there is it known why it is missing.
    if (!isComputed || operands?.every((one) => !one.missable || present.has(keyOf(one))) !== true) return false;
    const most = figure.type.kind === 'number' ? MOST_UNITS / 10 ** figure.type.decimals : GREATEST;
    const of = figure.kind === 'round' ? figure.of : figure;
    // Of what is less than nothing there is no root.
    const root = of.kind === 'transcendental' && of.function === 'sqrt' ? of.items[0] : undefined;
    if (root !== undefined && !holdsThroughout(root, when, (low) => low >= 0)) return false;
    return holdsThroughout(of, when, (low, high) => low > -most && high < most);
  });
}

/** What holds where a condition does; of a loop, of the item for which it does. */
function conjunctsOf(e: Expression): readonly Expression[] {
  if (e.kind === 'and') return e.items.flatMap(conjunctsOf);
  if (e.kind === 'holds' || e.kind === 'named') return conjunctsOf(e.of);
  if (e.kind !== 'aggregate' || e.operator !== 'some' || e.over.kind !== 'forEach') return [e];
  return [e.over.where, e.over.body].flatMap((part) => (part === null ? [] : conjunctsOf(part)));
}

const isInLoop = (when: Expression) => nodesOf([when]).some(({ kind }) => kind === 'variable');

/** The least figure is about 10^-308: powers that come nowhere near it are not zero. */
const SMALLEST = 300;

/** Whether an approximate cannot be zero, told from the bounds of what it is made of: a root, or a power that stays well above zero. */
function isApartFromZero(e: Expression): boolean {
  if (e.kind === 'named' || e.kind === 'approximately') return isApartFromZero(e.of);
  if (e.type.kind === 'number') return e.type.minimum > 0n || e.type.maximum < 0n;
  if (e.kind !== 'transcendental') return false;
  const [base, exponent] = e.items.map(boundsOf);
  if (base === undefined || base.low <= 0) return false;
  if (e.function === 'sqrt') return true;
  if (e.function !== 'power' || exponent === undefined) return false;
  const sizes = [exponent.low, exponent.high].flatMap((n) => [Math.log10(base.low) * n, Math.log10(base.high) * n]);
  return Math.min(...sizes) > -SMALLEST;
}

/** Between which figures an exact number lies. */
function boundsOf(e: Expression): { readonly low: number; readonly high: number } | undefined {
  if (e.kind === 'named' || e.kind === 'approximately') return boundsOf(e.of);
  if (e.type.kind !== 'number') return undefined;
  const unit = 10 ** e.type.decimals;
  return { low: Number(e.type.minimum) / unit, high: Number(e.type.maximum) / unit };
}

/** The range of a number's results, by the bounds its type carries (interval arithmetic: it may be wider than what happens). */
export function rangeOf(of: Expression, title: Text, at: Place): readonly Proof[] {
  if (!('minimum' in of.type)) return [];
  const slots = { title, low: valueText(of.type.minimum, of.type), high: valueText(of.type.maximum, of.type) };
  return [
    {
      property: 'result-range',
      verdict: 'proved',
      pointer: at.pointer,
      problem: provedProblem('result-range', at, slots),
    },
  ];
}
