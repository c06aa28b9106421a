import {
  actionsIn,
  writtenActions,
  type WrittenAction,
  type WrittenState,
  writtenTransitions,
} from '../../machine/states.ts';
import type { StateIndex } from '../../machine/targets.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Entity } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { startSurveyProblems } from '../survey/letters.ts';
import { notifyProblems } from '../template/notify.ts';
import { readValue } from '../../expression/scope/index.ts';
import { workflowProblem } from './problems.ts';
import type { WorkflowDocument } from './workflow.ts';

/** A workflow under check: its states, and where a pointer within its machine stands. */
export interface Checked {
  readonly document: WorkflowDocument;
  readonly id: string;
  readonly states: StateIndex;
  /** The place of a pointer within the machine. */
  readonly at: (pointer: string, ...steps: readonly (string | number)[]) => { definition: string; pointer: string };
  /** The events that some state accepts. */
  readonly events: ReadonlySet<string>;
}

/** What a state's actions name is there, and what they set off is heard. */
export function checkActions(state: WrittenState, checked: Checked, environment: Environment): readonly Problem[] {
  const entry = new Set(actionsIn(state.state['entry'], `${state.pointer}/entry`).map(({ pointer }) => pointer));
  return writtenActions(state).flatMap((one): readonly Problem[] => {
    const params = isObject(one.action['params']) ? one.action['params'] : {};
    switch (one.action['type']) {
      case 'require-approval':
        return approvalProblems(state, one, { params, isEntry: entry.has(one.pointer) }, checked);
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

/** An approval stands on entry, its answers are handled there or around, and it goes back to states that are there. */
function approvalProblems(
  state: WrittenState,
  { pointer }: WrittenAction,
  { params, isEntry }: { readonly params: JsonObject; readonly isEntry: boolean },
  { states, at }: Checked,
): readonly Problem[] {
  if (!isEntry) return [workflowProblem('workflow-approval-misplaced', at(pointer))];
  const around = [state, ...states.holders(state)];
  const heard = new Set(
    around.flatMap((one) =>
      writtenTransitions(one).flatMap(({ trigger }) => (trigger.kind === 'event' ? [trigger.name] : [])),
    ),
  );
  const names = states.all.slice(1).map(({ name }) => name);
  const back = Array.isArray(params['rejectTo']) ? (params['rejectTo'] as readonly Json[]).map(String) : [];
  return [
    ...['approved', 'rejected']
      .filter((event) => !heard.has(event))
      .map((event) => workflowProblem('workflow-approval-unanswered', at(pointer), { state: state.name, event })),
    ...back.flatMap((name, i) => {
      if (names.includes(name)) return [];
      const slots = { state: name, hint: nearestHint(name, names, i) };
      return [workflowProblem('workflow-state-unknown', at(pointer, 'params', 'rejectTo', i), slots)];
    }),
  ];
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
