import type { Problem } from '../model/problem.ts';
import type { Json } from '../model/json.ts';
import type { World } from './life.ts';
import { type Stepper, stepperOf } from './life-lines.ts';
import { compileMachine } from './machine.ts';
import { machineProblem } from './problems.ts';

/**
 * The world of a machine without definitions: a delay is its milliseconds (`1000`) or says its unit (`10ms`, `2s`), and there are no guards.
 */
export const bareWorld: World = {
  holds: () => null,
  due(delay, from) {
    const [, amount, unit] = /^(\d{1,16}(?:\.\d{1,3})?)(ms|s)?$/.exec(delay) ?? [];
    if (amount === undefined) return machineProblem('delay-unknown', { pointer: '' }, { delay });
    return from + Math.round(Number(amount) * (unit === 's' ? 1000 : 1));
  },
};

/** Steps a bare machine; problems where its document is none. */
export function bareStepper(document: Json): {
  readonly stepper: Stepper | null;
  readonly problems: readonly Problem[];
} {
  const { machine, problems } = compileMachine(document);
  return { stepper: machine === null ? null : stepperOf(machine, () => bareWorld, 'without facts'), problems };
}
