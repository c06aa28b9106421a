import type { World } from './life.ts';
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
