import { type FormulaPlace, refuse, textOf } from './reading.ts';
import type { PlanFrame } from './transcript.ts';
import type { SyntaxNode } from '@lezer/common';
import type { ProblemPlan } from '../../model/decision.ts';
import { aggregate, forEach } from '../build-list.ts';
import { and, compare, FALSE, holds, integer, isMissing, not } from '../build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { nodesOf } from '../walk.ts';

/** A condition at a place as a condition of the record: branches are conjunctions, loops ask whether some item has it. */
function ofRecord(when: Expression, frames: readonly PlanFrame[]): Expression {
  return frames.reduceRight((inside, frame) => {
    if (frame.kind === 'branch') return and([frame.when, inside]);
    return holds(aggregate('some', forEach(frame.over, frame.variable, frame.where, inside)));
  }, when);
}

/** Plans the problem of a zero divisor; a divisor that is always zero is refused at once. False where it was refused. */
export function planZero(place: FormulaPlace, node: SyntaxNode, divisor: Expression): boolean {
  const { type } = divisor;
  if (type.kind === 'number' && (type.minimum > 0n || type.maximum < 0n)) return true;
  if (divisor.kind === 'constant') return refuse(place, node, 'divides-by-zero') !== null;
  const zero = type.kind === 'approximate' ? null : holds(compare('=', divisor, integer(0)));
  if (zero !== null) plan(place, node, 'division-by-zero', zero);
  return true;
}

/** Plans the problem of a figure that is missing though all it is made of is present. */
export function planFinite(
  place: FormulaPlace,
  node: SyntaxNode,
  result: Expression,
  operands: readonly Expression[],
): void {
  const known = operands.map((operand) => isMissing(operand)).filter((absent) => absent !== FALSE);
  plan(place, node, 'not-finite', and([isMissing(result), ...known.map((absent) => not(absent))]));
}

/** Plans the problem of an argument outside the domain of the input it stands for. */
export function planOutside(place: FormulaPlace, node: SyntaxNode, what: string, outside: Expression): void {
  plan(place, node, 'argument-out-of-domain', outside, { what });
}

/** Takes over the plans of a formula that is called here, where the call is reached; who calls it decides what follows. */
export function adoptOfCall(place: FormulaPlace, plans: readonly ProblemPlan[]): void {
  const { origin, plans: known } = place.reading;
  for (const one of plans) known.add({ ...one, when: holds(ofRecord(one.when, place.frames)), refuses: false, origin });
}

function plan(
  place: FormulaPlace,
  node: SyntaxNode,
  code: 'division-by-zero' | 'not-finite' | 'argument-out-of-domain',
  when: Expression,
  more: ProblemPlan['slots'] = {},
): void {
  const text = textOf(place, node).slice(0, 120);
  place.reading.plans.add({
    code,
    slots: { text, ...more },
    when: ofRecord(when, place.frames),
    refuses: false,
    origin: place.reading.origin,
  });
}

/** Takes over the plans of something the formula reads by name; those of a loop's row become plans of the record. */
export function adoptPlans(place: FormulaPlace, plans: readonly ProblemPlan[]): void {
  const loops = place.frames.flatMap((frame) => (frame.kind === 'loop' ? [frame.variable.id] : []));
  if (loops.length === 0 && place.reading.adopted.has(plans)) return;
  if (loops.length === 0) place.reading.adopted.add(plans);
  for (const one of plans) {
    // What is missing whatever the row holds goes wrong of that row, too: where there is none, nothing does.
    const of = one.subject === undefined ? [one.when] : [one.when, one.subject];
    const isOfLoop =
      loops.length > 0 && nodesOf(of).some((node) => node.kind === 'variable' && loops.includes(node.id));
    place.reading.plans.add(isOfLoop ? { ...one, when: ofRecord(one.when, place.frames) } : one);
  }
}
