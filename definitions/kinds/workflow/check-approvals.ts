import { type WrittenAction, type WrittenState, writtenTransitions } from '../../machine/states.ts';
import { targetsOf } from '../../machine/targets.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Environment } from '../../model/environment.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { APPROVING, ROLE_TITLES } from '../../model/role.ts';
import { approvalsOn, rejectedEvent } from './approvals.ts';
import type { Checked } from './checked.ts';
import { workflowProblem } from './problems.ts';

/**
 * An approval stands on entry and alone, its answers are handled there or around and lead where a rejection says, and its table names the
 * roles that approve.
 */
export function approvalProblems(
  state: WrittenState,
  one: WrittenAction,
  checked: Checked,
  environment: Environment,
): readonly Problem[] {
  const { pointer, action } = one;
  const own = approvalsOn(state);
  if (!own.some((found) => found.pointer === pointer))
    return [workflowProblem('workflow-approval-misplaced', checked.at(pointer))];
  const params = isObject(action['params']) ? action['params'] : {};
  const rejectTo = Array.isArray(params['rejectTo']) ? (params['rejectTo'] as readonly Json[]).map(String) : [];
  return [
    ...besideProblems(state, one, own, checked),
    ...answerProblems(state, pointer, rejectTo, checked),
    ...targetProblems(state, pointer, rejectTo, checked),
    ...tableProblems(pointer, params, checked, environment),
  ];
}

/** At any time one approval is open at most: none stands beside another, or within its state. */
function besideProblems(
  state: WrittenState,
  { pointer }: WrittenAction,
  own: readonly WrittenAction[],
  { states, at }: Checked,
): readonly Problem[] {
  const isParallel = (path: readonly string[]) => states.at(path)?.state['type'] === 'parallel';
  const other = states.all.find((one) => {
    if (one === state || approvalsOn(one).length === 0) return false;
    const shared = one.path.findIndex((key, i) => key !== state.path[i]);
    const depth = shared < 0 ? one.path.length : shared;
    return depth === one.path.length || depth === state.path.length || isParallel(one.path.slice(0, depth));
  });
  const isSecond = own[0]?.pointer !== pointer;
  if (other === undefined && !isSecond) return [];
  return [
    workflowProblem('workflow-approval-twice', at(pointer), { state: state.name, other: other?.name ?? state.name }),
  ];
}

function answerProblems(
  state: WrittenState,
  pointer: string,
  rejectTo: readonly string[],
  { states, at }: Checked,
): readonly Problem[] {
  const transitions = [state, ...states.holders(state)].flatMap((from) =>
    writtenTransitions(from).flatMap(({ trigger, transition }) =>
      trigger.kind === 'event' ? [{ from, event: trigger.name, transition }] : [],
    ),
  );
  // One that leads nowhere is said where it is written.
  const back = rejectTo.filter((to) => states.all.some(({ name }) => name === to));
  const events = new Set(['approved', 'rejected', ...back.map((to) => rejectedEvent({ rejectTo }, to))]);
  return [...events].flatMap((event) => {
    const heard = transitions.filter((one) => one.event === event);
    const slots = { state: state.name, event };
    if (heard.length === 0) return [workflowProblem('workflow-approval-unanswered', at(pointer), slots)];
    const to = back.find((name) => rejectedEvent({ rejectTo }, name) === event);
    if (to === undefined) return [];
    const leads = heard.every(({ from, transition }) =>
      targetsOf(transition['target']).some((target) => states.find(from, target)?.name === to),
    );
    return leads ? [] : [workflowProblem('workflow-approval-elsewhere', at(pointer), { ...slots, to })];
  });
}

/** It goes back to states that are there, and that are not its own. */
function targetProblems(
  state: WrittenState,
  pointer: string,
  rejectTo: readonly string[],
  { states, at }: Checked,
): readonly Problem[] {
  const names = states.all.slice(1).flatMap(({ name }) => (name === state.name ? [] : [name]));
  return rejectTo.flatMap((name, i) => {
    if (names.includes(name)) return [];
    const slots = { state: name, hint: nearestHint(name, names, i) };
    return [workflowProblem('workflow-state-unknown', at(pointer, 'params', 'rejectTo', i), slots)];
  });
}

/** The table is about what the workflow is about, and its output `role` lists the roles that it may name. */
function tableProblems(
  pointer: string,
  { limits }: JsonObject,
  { document, at }: Checked,
  environment: Environment,
): readonly Problem[] {
  const found = typeof limits === 'string' ? environment.document(limits) : undefined;
  if (typeof limits !== 'string' || found === undefined) return [];
  const place = at(pointer, 'params', 'limits');
  const { entity, outputs } = found as unknown as JsonObject;
  if (entity !== document.entity) {
    const slots = { table: limits, found: String(entity), expected: document.entity };
    return [workflowProblem('workflow-approval-entity', place, slots)];
  }
  const role = (Array.isArray(outputs) ? (outputs as readonly Json[]) : [])
    .filter(isObject)
    .find(({ name }) => name === 'role');
  const members = Array.isArray(role?.['enum']) ? (role['enum'] as readonly Json[]).map(String) : [];
  const unknown = members.filter((name) => !APPROVING.some((one) => one === name));
  if (members.length > 0 && unknown.length === 0) return [];
  const expected = {
    'zh-CN': APPROVING.map((one) => `${one}（${ROLE_TITLES[one]['zh-CN']}）`).join('、'),
    en: APPROVING.join(', '),
  };
  return [
    workflowProblem('workflow-approval-roles', place, { table: limits, found: unknown.join(', ') || '–', expected }),
  ];
}
