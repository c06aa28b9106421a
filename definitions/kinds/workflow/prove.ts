import { explore, movesTo } from '../../machine/explore.ts';
import { compileMachine, type Machine } from '../../machine/machine.ts';
import type { Timer } from '../../machine/snapshot.ts';
import { writtenStates, writtenTransitions } from '../../machine/states.ts';
import { indexStates } from '../../machine/targets.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import { parseDays } from '../../expression/date-text.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import { refuted } from '../../proofs/verdict.ts';
import { eventsIn } from './check.ts';
import { guardFacts } from './guard-facts.ts';
import { isLate } from './late-timers.ts';
import { workflowProof } from './proof-problems.ts';
import { proveChoices } from './prove-choices.ts';
import { enteredBy, proveLeading, proveReachable } from './prove-states.ts';
import { gathered, historyWords, MOST_TRIED, open, type Proving, shown } from './proving.ts';
import { aMorning, replay, type Stage } from './replay.ts';
import type { WorkflowDocument } from './workflow.ts';
import { worldsOf } from './world.ts';

/** How many steps of the machine stand for a node of the budget's diagrams. */
const NODES_A_STEP = 50;

/**
 * Every state can be entered and left towards an end, no circle turns without an event, transitions do not contend for one event by
 * accident, every timer can end. What is refuted is shown by a history that was lived through the step itself.
 */
export function proveWorkflow(
  document: WorkflowDocument,
  _decision: Decision | null,
  environment: Environment,
  { nodes }: Budget,
): readonly Proof[] {
  const proving = exploredWorkflow(document, environment, nodes);
  if (proving === null) return [];
  return [
    ...proveReachable(proving),
    ...proveLeading(proving),
    ...proveTimers(proving),
    ...proveRest(proving),
    ...proveChoices(proving),
  ];
}

/** A workflow explored by its own step, for whoever proves something of it; null where it has errors. */
export function exploredWorkflow(document: WorkflowDocument, environment: Environment, nodes: number): Proving | null {
  const { machine } = compileMachine(document.machine);
  if (machine === null) return null;
  const states = indexStates(writtenStates(document.machine));
  const heard = new Map(states.all.map((one) => [one.name, [one, ...states.holders(one)].flatMap(eventsIn)]));
  const factsOf = guardFacts(document, environment, nodes);
  const explored = explore(machine, {
    eventsAt: (leaves) => [...new Set(leaves.flatMap((leaf) => heard.get(leaf) ?? []))],
    isPossible: (assumed) => factsOf(assumed).verdict !== 'never',
    isLate: (timer, among) => isLate(timer, among, { document, machine }),
    most: Math.ceil(nodes / NODES_A_STEP),
  });
  const stage: Stage = {
    machine,
    worlds: worldsOf(document, environment),
    factsOf,
    from: aMorning(firstDay(document, environment)),
  };
  return {
    document,
    states,
    entered: enteredBy(explored, states),
    machine,
    explored,
    stage,
    at: (pointer) => ({ definition: `workflow/${document.name}`, pointer: `/machine${pointer}` }),
  };
}

function firstDay({ delays = {} }: WorkflowDocument, environment: Environment): number | undefined {
  const days = Object.values(delays).flatMap(({ calendar }) => {
    const { from } = (calendar === undefined ? {} : (environment.document(calendar) ?? {})) as {
      readonly from?: string;
    };
    return from === undefined ? [] : (parseDays(from) ?? []);
  });
  return days.length === 0 ? undefined : Math.max(...days);
}

/** Every delay of every state ends in some history, and one of its transitions is taken. */
function proveTimers(proving: Proving): readonly Proof[] {
  const { states, explored, document, at } = proving;
  const failures = states.all.flatMap((state) => {
    const names = new Set(
      writtenTransitions(state).flatMap(({ trigger }) => (trigger.kind === 'after' ? [trigger.name] : [])),
    );
    return [...names].flatMap((name): readonly Proof[] => {
      const pointer = `${state.pointer}/after/${name}`;
      const isOwn = (timer: Timer) => timer.name === name && ownerOf(timer, proving.machine) === state.name;
      const armed = explored.configurations.flatMap(({ snapshot }, i) => (snapshot.timers.some(isOwn) ? [i] : []));
      const fired = armed.flatMap((i) => {
        const one = explored.configurations[i];
        const keys = one?.snapshot.timers.filter(isOwn).map(({ key }) => key) ?? [];
        return (one?.edges ?? []).flatMap(({ move }) =>
          move.kind === 'timer' && keys.includes(move.name) ? [[...movesTo(explored, i), move]] : [],
        );
      });
      const [first] = armed;
      if (fired.length === 0 && explored.isWhole) {
        // A state that is never entered is told of as such.
        if (first === undefined) return [];
        const slots = { title: document.title ?? document.name, state: state.name, delay: name };
        const problem = workflowProof('workflow-timer-never', at(pointer), slots);
        return [refuted('timers-can-end', shown(problem, replay(movesTo(explored, first), proving.stage)))];
      }
      const isShown = fired.slice(0, MOST_TRIED).some((moves) => replay(moves, proving.stage)?.problems.length === 0);
      return isShown ? [] : [open('timers-can-end', proving, pointer)];
    });
  });
  return gathered('timers-can-end', proving, failures);
}

/** The state whose delay a timer is. */
export function ownerOf({ key }: Timer, { states, afterDelays }: Machine): string | undefined {
  const name = afterDelays.get(key);
  return name === undefined ? undefined : states.nameOf.get(key.slice(`xstate.after.${name}.`.length));
}

/** No event, and no beginning, sets off a circle without an end. */
function proveRest(proving: Proving): readonly Proof[] {
  const { explored, document, at } = proving;
  const circles = [
    ...explored.endlessAtOnce.map((move) => [move]),
    ...explored.configurations.flatMap(({ edges }, i) =>
      edges.flatMap(({ move, to }) => (to === 'endless' ? [[...movesTo(explored, i), move]] : [])),
    ),
  ];
  const [moves] = circles;
  if (moves === undefined)
    return explored.isWhole ? gathered('comes-to-rest', proving, []) : [open('comes-to-rest', proving, '')];
  const lived = replay(moves, proving.stage);
  if (lived?.problems.some(({ code }) => code === 'machine-endless') !== true)
    return [open('comes-to-rest', proving, '')];
  const slots = { title: document.title ?? document.name, history: historyWords(moves, proving) };
  return [refuted('comes-to-rest', shown(workflowProof('workflow-endless', at(''), slots), lived))];
}
