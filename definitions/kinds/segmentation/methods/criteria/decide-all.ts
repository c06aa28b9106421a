import type { Shape } from '../../../../model/decision.ts';
import { forEach, listOf } from '../../../../expression/build-list.ts';
import {
  and,
  compare,
  constant,
  FALSE,
  holds,
  integer,
  isMissing,
  missing,
  not,
  or,
  TRUE,
  when,
} from '../../../../expression/build-logic.ts';
import type { Expression } from '../../../../model/expression.ts';
import { BOOLEAN, type StringType } from '../../../../model/type.ts';
import { lowerAll, otherwiseName } from './lower.ts';
import { distinctPlans, unlessRefused } from '../../../refusal.ts';
import { onPath, pathOf } from '../../decide-one.ts';
import { exceptionReasons } from '../../exceptions.ts';
import type { Decided, Gate, MethodContext } from '../method.ts';
import type { CriteriaSegmentation } from '../../segmentation.ts';

/** All classes that fit. An exception gives its class alone. */
export function decideAll(document: CriteriaSegmentation, context: MethodContext, gate: Gate): Decided | null {
  const { exceptions = [] } = document;
  const all = lowerAll(document, context);
  if (all === null) return null;
  const left = otherwiseName(document);
  const stated = all.conditions.filter((condition) => condition !== undefined);
  const memberships = all.classes.map(({ name }, i) => {
    const own = all.conditions[i];
    const rest = name === left ? [not(or(stated))] : [];
    const byMethod = or([...(own === undefined ? [] : [own]), ...rest]);
    if (gate.exception === null) return byMethod;
    const index = gate.exception;
    const given = exceptions.flatMap((one, e) => (one.class === name ? [holds(compare('=', index, integer(e)))] : []));
    return or([...given, and([isMissing(index), byMethod])]);
  });
  const presentWith = gate.applies === null ? TRUE : when(gate.applies, TRUE, missing(BOOLEAN));
  const items = all.classes.map(({ name }, i) => ({
    when: memberships[i] ?? FALSE,
    shape: { kind: 'constant', json: name } satisfies Shape,
  }));
  const names = all.classes.map(({ name }) => name);
  const path = pathOf(gate);
  const plans = distinctPlans(all.plans.map((plan) => onPath(plan, path)));
  return {
    outputs: { classes: unlessRefused(namesHeld(names, memberships, context, gate), [...gate.plans, ...plans]) },
    value: { kind: 'object', members: [{ name: 'classes', shape: { kind: 'list', items } }], presentWith },
    reasons: gate.exception === null ? [] : exceptionReasons(gate.exception, exceptions, gate.applies, context),
    plans,
    partial: null,
  };
}

/** The names of the classes that hold, as a list: the constant list of all, kept where the name's condition holds. */
function namesHeld(
  names: readonly string[],
  memberships: readonly Expression[],
  { scope }: MethodContext,
  { applies }: Gate,
): Expression {
  const type: StringType = { kind: 'string', enum: names };
  const name = scope.freshVariable('class', type, false);
  const isHeld = or(names.map((one, i) => and([compare('=', name, constant(type, one)), memberships[i] ?? FALSE])));
  const list = forEach(listOf(names.map((one) => constant(type, one))), name, isHeld, null);
  return applies === null ? list : when(applies, list, missing(list.type));
}
