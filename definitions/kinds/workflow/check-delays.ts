import { writtenActions, writtenTransitions } from '../../machine/states.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import { below, isObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { budgetProblems } from '../budget.ts';
import type { Checked } from './checked.ts';
import { workflowProblem } from './problems.ts';

/** Delays that are used are there, and those that are there can be reckoned. */
export function delayProblems({ document, id, states, at }: Checked): readonly Problem[] {
  const delays = document.delays ?? {};
  const used = states.all.flatMap((state) => [
    ...writtenTransitions(state).flatMap(({ trigger, pointer }) =>
      trigger.kind === 'after' ? [{ name: trigger.name, pointer }] : [],
    ),
    ...writtenActions(state).flatMap(({ action, pointer }) => {
      const delay = isObject(action['params']) ? action['params']['delay'] : undefined;
      return typeof delay === 'string' ? [{ name: delay, pointer: `${pointer}/params/delay` }] : [];
    }),
  ]);
  const names = new Set(used.map(({ name }) => name));
  return [
    ...used.flatMap(({ name, pointer }, i) => {
      if (Object.hasOwn(delays, name)) return [];
      const slots = { delay: name, hint: nearestHint(name, Object.keys(delays), i) };
      return [workflowProblem('workflow-delay-unknown', at(pointer), slots, { found: name })];
    }),
    ...Object.entries(delays).flatMap(([name, { calendar, budget }]) => {
      const place = { definition: id, pointer: below('/delays', name) };
      const isElapsed = typeof budget === 'object' && 'elapsed' in budget;
      return [
        ...(names.has(name) ? [] : [workflowProblem('workflow-delay-unused', place, { delay: name })]),
        ...(calendar === undefined && !isElapsed
          ? [workflowProblem('workflow-delay-needs-calendar', place, { delay: name })]
          : []),
        ...budgetProblems(budget, { ...place, pointer: below(place.pointer, 'budget') }),
      ];
    }),
  ];
}
