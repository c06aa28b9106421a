import { nearestHint } from '../../model/did-you-mean.ts';
import type { Environment } from '../../model/environment.ts';
import { below, isObject, type JsonObject } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { parseRung } from '../../time/rungs.ts';
import { budgetProblems } from '../budget.ts';
import { type At, clockBudgetProblems, pauseProblems, stateProblems } from './check-clocks.ts';
import { actionReferences, actionTitle } from '../workflow/action-schemas.ts';
import { aboutProblems, startSurveyProblems } from '../survey/letters.ts';
import { notifyProblems } from '../template/notify.ts';
import { fieldProblems } from '../workflow/check-actions.ts';
import { requestCondition } from './conditions.ts';
import { entityOf, machineOf, type QueueClock, type QueueDocument, type QueueRung, workingLength } from './queue.ts';
import { queueProblem } from './problems.ts';

/** Clocks that stop, whose budgets leave no request out, by states and events that the workflow has; rungs of clocks that are there. */
export function checkQueue(document: QueueDocument, environment: Environment): readonly Problem[] {
  const at: At = (...steps) => ({ definition: `queue/${document.name}`, pointer: below('', ...steps) });
  const machine = machineOf(environment.document(document.workflow));
  const { acknowledgeWithin } = document.assign;
  return [
    ...(acknowledgeWithin === undefined ? [] : budgetProblems(acknowledgeWithin, at('assign', 'acknowledgeWithin'))),
    ...orderProblems(document, at),
    ...excludeProblems(document, environment, at),
    ...document.clocks.flatMap((clock, i) => {
      const place: At = (...steps) => at('clocks', i, ...steps);
      const isTwice = document.clocks.findIndex(({ name }) => name === clock.name) < i;
      return [
        ...(isTwice ? [queueProblem('clock-twice', place('name'), { name: clock.name }, { found: clock.name })] : []),
        ...stateProblems(document, clock, machine, place),
        ...clockBudgetProblems(clock, place, (budget) => workingLength(document, budget, environment)),
        ...pauseProblems(clock, machine, place),
        ...clock.budgets.flatMap(({ when }, b) =>
          when === undefined
            ? []
            : (requestCondition(document, when, below('/clocks', i, 'budgets', b, 'when'), environment)?.problems ??
              []),
        ),
      ];
    }),
    ...(document.ladder ?? []).flatMap((rung, i) => rungProblems(document, rung, i, at)),
    ...actionsProblems(document, environment, at),
    ...(document.survey === undefined
      ? []
      : aboutProblems(document.survey, entityOf(document.workflow, environment)?.id, environment, at('survey'))),
  ];
}

function orderProblems({ order = [], clocks }: QueueDocument, at: At): readonly Problem[] {
  return order.flatMap((text, i) => {
    const found = /^clock:(\S+)/.exec(text)?.[1];
    return found === undefined ? [] : clockProblems(found, clocks, at('order', i));
  });
}

/** Recusal reads fields that requests have. */
function excludeProblems({ assign, workflow }: QueueDocument, environment: Environment, at: At): readonly Problem[] {
  const fields = entityOf(workflow, environment)?.fields;
  return (assign.exclude ?? []).flatMap((found, i) => {
    if (fields === undefined || fields.has(found)) return [];
    const slots = { found, hint: nearestHint(found, [...fields.keys()], 0) };
    return [queueProblem('exclude-field-unknown', at('assign', 'exclude', i), slots, { found })];
  });
}

function clockProblems(found: string, clocks: readonly QueueClock[], place: Place): readonly Problem[] {
  const names = clocks.map(({ name }) => name);
  if (names.includes(found)) return [];
  return [queueProblem('rung-clock-unknown', place, { found, hint: nearestHint(found, names, 0) }, { found })];
}

function rungProblems({ clocks, ladder = [] }: QueueDocument, rung: QueueRung, i: number, at: At): readonly Problem[] {
  const { at: found, clock } = rung;
  const read = parseRung(found);
  if (read === undefined) return [queueProblem('rung-unknown', at('ladder', i, 'at'), { found }, { found })];
  const isOfClock = read.kind === 'share' || read.kind === 'overdue';
  const isTwice = ladder.findIndex((other) => other.at === found && other.clock === clock) < i;
  return [
    ...(isOfClock && clock === undefined ? [queueProblem('rung-needs-clock', at('ladder', i), { found })] : []),
    ...(!isOfClock && clock !== undefined
      ? [queueProblem('rung-of-request', at('ladder', i, 'clock'), { found })]
      : []),
    ...(clock === undefined ? [] : clockProblems(clock, clocks, at('ladder', i, 'clock'))),
    ...(isTwice ? [queueProblem('rung-twice', at('ladder', i, 'at'), { found }, { found })] : []),
  ];
}

/**
 * What a ladder and extensions ask for can be done where no event happens: fields that requests have, of values that they take, queues of
 * the same workflow, and nothing that only a step of the workflow does.
 */
function actionsProblems(document: QueueDocument, environment: Environment, at: At): readonly Problem[] {
  const { clocks, ladder = [], workflow } = document;
  const entity = entityOf(workflow, environment);
  const placed = [
    ...clocks.flatMap(({ onExtend = [] }, i) =>
      onExtend.map((action, a) => [action, ['clocks', i, 'onExtend', a]] as const),
    ),
    ...ladder.flatMap(({ actions }, i) => actions.map((action, a) => [action, ['ladder', i, 'actions', a]] as const)),
  ];
  return placed.flatMap(([action, path]) => {
    const place: At = (...steps) => at(...path, ...steps);
    return [
      ...eventProblems(action, place),
      ...fieldProblems(action, entity, place),
      ...notifyProblems(action, entity?.id, environment, place),
      ...startSurveyProblems(action, entity?.id, environment, place),
      ...moveProblems(action, document, environment, place),
    ];
  });
}

/** Rungs and extensions bring no data, and set off nothing in the workflow: its own events do. */
function eventProblems({ type, params }: JsonObject, at: At): readonly Problem[] {
  if (type === 'raise' || type === 'require-approval')
    return [queueProblem('queue-action-of-workflow', at(), { action: actionTitle(type) }, { found: type })];
  const found = type === 'set-field' && isObject(params) ? params['fromData'] : undefined;
  return found === undefined
    ? []
    : [queueProblem('queue-action-without-event', at('params', 'fromData'), { found: String(found) }, { found })];
}

/** Requests move only to queues of the same workflow. */
function moveProblems(
  action: JsonObject,
  { workflow }: QueueDocument,
  environment: Environment,
  at: At,
): readonly Problem[] {
  const place = at();
  return actionReferences(action, place.pointer).flatMap(({ pointer, target: queue }) => {
    const other = environment.document(queue);
    if (other?.kind !== 'queue') return [];
    const { workflow: found } = other as QueueDocument;
    if (found === workflow) return [];
    const slots = { queue, found, workflow };
    return [queueProblem('queue-of-another-workflow', { ...place, pointer }, slots, { found: queue })];
  });
}
