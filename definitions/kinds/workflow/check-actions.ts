import { writtenActions, type WrittenAction, type WrittenState } from '../../machine/states.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Entity } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { startSurveyProblems } from '../survey/letters.ts';
import { notifyProblems } from '../template/notify.ts';
import { readValue } from '../../expression/scope/index.ts';
import { approvalProblems } from './check-approvals.ts';
import type { Checked } from './checked.ts';
import { workflowProblem } from './problems.ts';

/** What a state's actions name is there, and what they set off is heard. */
export function checkActions(state: WrittenState, checked: Checked, environment: Environment): readonly Problem[] {
  return writtenActions(state).flatMap((one): readonly Problem[] => {
    const params = isObject(one.action['params']) ? one.action['params'] : {};
    switch (one.action['type']) {
      case 'require-approval':
        return approvalProblems(state, one, checked, environment);
      case 'move-queue':
        return queueProblems(one, 'queue', params, checked, environment);
      case 'escalate':
        return queueProblems(one, 'toQueue', params, checked, environment);
      case 'set-field':
      case 'link':
        return fieldProblems(one.action, environment.entity(checked.document.entity), (...steps) =>
          checked.at(one.pointer, ...steps),
        );
      case 'notify':
        return notifyProblems(one.action, checked.document.entity, environment, (...steps) =>
          checked.at(one.pointer, ...steps),
        );
      case 'start-survey':
        return startSurveyProblems(one.action, checked.document.entity, environment, (...steps) =>
          checked.at(one.pointer, ...steps),
        );
      case 'raise':
        return raiseProblems(one, String(params['event']), checked);
      default:
        return [];
    }
  });
}

function queueProblems(
  { pointer }: WrittenAction,
  key: string,
  params: JsonObject,
  { id, at }: Checked,
  environment: Environment,
): readonly Problem[] {
  const queue = params[key];
  const found = typeof queue === 'string' ? environment.document(queue) : undefined;
  if (typeof queue !== 'string' || found === undefined) return [];
  const { workflow } = found as { readonly workflow?: unknown };
  if (workflow === id) return [];
  return [workflowProblem('workflow-queue-differs', at(pointer, 'params', key), { queue, found: String(workflow) })];
}

/**
 * The field that an action names (`set-field`, `link`) is one of the entity, and takes what is set. `at` is the place of what stands so
 * many steps below the action.
 */
export function fieldProblems(
  { type, params: written }: JsonObject,
  entity: Entity | undefined,
  at: (...steps: readonly (string | number)[]) => Place,
): readonly Problem[] {
  const params = isObject(written) ? written : {};
  if (entity === undefined || (type !== 'set-field' && type !== 'link')) return [];
  const name = String(params['field']);
  if (!entity.fields.has(name)) {
    const slots = { entity: entity.id, field: name, hint: nearestHint(name, entity.fields.keys(), 0) };
    return [workflowProblem('workflow-field-unknown', at('params', 'field'), slots, { found: name })];
  }
  if (type === 'link') return [];
  const hasValue = params['value'] !== undefined;
  if (hasValue === (params['fromData'] !== undefined)) return [workflowProblem('workflow-value-once', at())];
  const slots = { field: name, entity: entity.id };
  if (name === entity.key) return [workflowProblem('workflow-field-key', at('params', 'field'), slots)];
  const field = entity.fields.get(name);
  const value = params['value'] ?? null;
  if (!hasValue || value === null || field === undefined) return [];
  if (readValue(value, field.type) !== null) return [];
  const found = JSON.stringify(value);
  return [workflowProblem('workflow-value-unfit', at('params', 'value'), { found, field: name })];
}

function raiseProblems({ pointer }: WrittenAction, event: string, { events, at }: Checked): readonly Problem[] {
  if (events.has(event)) return [];
  const slots = { event, hint: nearestHint(event, events, 0) };
  return [workflowProblem('workflow-event-unhandled', at(pointer, 'params', 'event'), slots, { found: event })];
}
