import { indexStates, type StateIndex, targetsOf } from '../../machine/targets.ts';
import { compileMachine } from '../../machine/machine.ts';
import { type WrittenState, writtenStates, writtenTransitions } from '../../machine/states.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Environment } from '../../model/environment.ts';
import { below, isObject, type JsonObject } from '../../model/json.ts';
import { type Problem, refuses } from '../../model/problem.ts';
import { checkActions } from './check-actions.ts';
import type { Checked } from './checked.ts';
import { delayProblems } from './check-delays.ts';
import { workflowProblem } from './problems.ts';
import type { WorkflowDocument } from './workflow.ts';

/** What the schema cannot say: states, events, delays, guards and actions are known and fit each other. */
export function checkWorkflow(document: WorkflowDocument, environment: Environment): readonly Problem[] {
  const id = `workflow/${document.name}`;
  const states = indexStates(writtenStates(document.machine));
  const checked: Checked = {
    document,
    id,
    states,
    at: (pointer, ...steps) => ({ definition: id, pointer: below(`/machine${pointer}`, ...steps) }),
    events: new Set(eventsOf(document)),
  };
  const problems = [
    ...states.all.flatMap((state) => stateProblems(state, checked)),
    ...idProblems(checked),
    ...delayProblems(checked),
    ...eventProblems(checked),
    ...guardProblems(checked, environment),
    ...states.all.flatMap((state) => checkActions(state, checked, environment)),
    ...migrationProblems(checked),
  ];
  // XState says in its own words what nobody else has said: it is asked last.
  return refuses(problems) ? problems : [...problems, ...unreadable(checked)];
}

function unreadable({ document, at }: Checked): readonly Problem[] {
  return compileMachine(document.machine).problems.map((one) => ({ ...one, ...at(one.pointer) }));
}

function stateProblems(state: WrittenState, { states, at }: Checked): readonly Problem[] {
  const { name, pointer } = state;
  const { type, initial } = state.state;
  const inner = isObject(state.state['states']) ? Object.keys(state.state['states']) : [];
  const transitions = writtenTransitions(state);
  const written = { state: name === '' ? '–' : name };
  const begins = inner.length === 0 || type === 'parallel' || type === 'history';
  const history =
    type === 'history'
      ? targetsOf(state.state['target']).map((target) => ({ target, pointer: `${pointer}/target` }))
      : [];
  const targets = transitions.flatMap((one) =>
    targetsOf(one.transition['target']).map((target) => ({ target, pointer: one.pointer })),
  );
  return [
    ...(begins || (typeof initial === 'string' && inner.includes(initial))
      ? []
      : [
          workflowProblem('workflow-initial-unknown', at(pointer), {
            ...written,
            found: typeof initial === 'string' ? initial : '–',
          }),
        ]),
    ...((type === 'final' || type === 'history') && (transitions.length > 0 || inner.length > 0)
      ? [workflowProblem('workflow-final-leaves', at(pointer), written)]
      : []),
    ...[...targets, ...history].flatMap((one, i) => {
      if (states.find(state, one.target) !== undefined) return [];
      const siblings = state.path.length === 0 ? inner.map((key) => `.${key}`) : siblingsOf(state, states);
      const slots = { ...written, target: one.target, hint: nearestHint(one.target, siblings, i) };
      return [workflowProblem('workflow-target-unknown', at(one.pointer), slots, { found: one.target })];
    }),
  ];
}

const siblingsOf = ({ path }: WrittenState, { all }: StateIndex): readonly string[] =>
  all.flatMap((one) => {
    const isBeside = one.path.length === path.length && one.path.slice(0, -1).every((key, i) => key === path[i]);
    return isBeside ? [one.path.at(-1) ?? ''] : [];
  });

function idProblems({ states, at }: Checked): readonly Problem[] {
  const seen = new Set<string>();
  return states.all.slice(1).flatMap(({ name, pointer }) => {
    const isTwice = seen.has(name);
    seen.add(name);
    return isTwice ? [workflowProblem('workflow-id-twice', at(pointer), { name })] : [];
  });
}

function eventProblems({ document, id, events }: Checked): readonly Problem[] {
  return Object.keys(document.events ?? {}).flatMap((event, i) => {
    if (events.has(event)) return [];
    const slots = { event, hint: nearestHint(event, events, i) };
    return [workflowProblem('workflow-event-unhandled', { definition: id, pointer: below('/events', event) }, slots)];
  });
}

/** Guards are criteria of the entity that the workflow is about. */
function guardProblems({ document, states, at }: Checked, environment: Environment): readonly Problem[] {
  return states.all
    .flatMap((state) => writtenTransitions(state))
    .flatMap(({ transition, pointer }) => {
      const criteria = criteriaOf(transition);
      const found = criteria === undefined ? undefined : environment.document(criteria);
      if (criteria === undefined || found === undefined) return [];
      const { entity } = found as { readonly entity?: unknown };
      if (entity === document.entity) return [];
      const slots = { criteria, found: String(entity), expected: document.entity };
      return [workflowProblem('workflow-guard-entity', at(pointer, 'guard', 'params', 'of'), slots)];
    });
}

/** The criteria that a transition's guard names. */
export function criteriaOf({ guard }: JsonObject): string | undefined {
  const params = isObject(guard) ? guard['params'] : undefined;
  const of = isObject(params) ? params['of'] : undefined;
  return typeof of === 'string' ? of : undefined;
}

function migrationProblems({ document, id, states }: Checked): readonly Problem[] {
  const names = states.all.slice(1).map(({ name }) => name);
  return (document.migrateFrom ?? []).flatMap(({ states: moved }, i) =>
    Object.entries(moved).flatMap(([from, to], j) => {
      if (names.includes(to)) return [];
      const place = { definition: id, pointer: below('/migrateFrom', i, 'states', from) };
      return [workflowProblem('workflow-state-unknown', place, { state: to, hint: nearestHint(to, names, j) })];
    }),
  );
}

/** The events that some state of a workflow accepts, each once. */
const eventsOf = ({ machine }: WorkflowDocument): readonly string[] => [
  ...new Set(writtenStates(machine).flatMap(eventsIn)),
];

/** The events for which a state itself has transitions. */
export const eventsIn = (state: WrittenState): readonly string[] =>
  writtenTransitions(state).flatMap(({ trigger }) => (trigger.kind === 'event' ? [trigger.name] : []));
