import { compile } from '../../compile.ts';
import { compileMachine } from '../../machine/machine.ts';
import type { QueueClockRules, QueueRules, RequestRules, RequestWorld } from '../../machine/request.ts';
import type { Effect } from '../../machine/step.ts';
import type { Environment } from '../../model/environment.ts';
import { below, type Json, type JsonObject } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import type { Problem } from '../../model/problem.ts';
import type { Decision } from '../../model/decision.ts';
import { parseBudget, type TimeBudget } from '../../time/time-budget.ts';
import { type WorkingCalendar, workingCalendar } from '../../time/working-calendar.ts';
import type { CalendarDocument } from '../calendar/calendar.ts';
import { roleWords } from '../members.ts';
import { inBoth } from '../words.ts';
import type { WorkflowDocument } from '../workflow/workflow.ts';
import { bankDayOf, worldsOf } from '../workflow/world.ts';
import { conditionDecision } from './conditions.ts';
import { machineOf, type QueueClock, type QueueDocument, type QueueMachine } from './queue.ts';

/**
 * The definitions of a workflow and its queues made ready for the step of requests (`turn`), once for all its requests: the machine is
 * compiled, queues, calendars and the conditions of budgets when they are first met. Null where the workflow is not there or has errors.
 * Asked of definitions without errors.
 */
export function requestRules(workflow: string, environment: Environment): RequestRules | null {
  const document = environment.document(workflow);
  if (document?.kind !== 'workflow') return null;
  const { machine } = compileMachine((document as WorkflowDocument).machine);
  if (machine === null) return null;
  const states = machineOf(document);
  const worlds = worldsOf(document as WorkflowDocument, environment);
  const queues = keptBy((id) => {
    const found = environment.document(id) as QueueDocument | undefined;
    if (found?.kind !== 'queue' || found.workflow !== workflow || states === undefined) return undefined;
    return { rules: queueRules(found, states), budgets: budgetsOf(found, environment) };
  });
  const calendars = keptBy((id) => calendarOf(id, environment));
  return {
    machine,
    calendars,
    queueOf: (id) => queues(id)?.rules,
    worldOf(facts, at): RequestWorld {
      const day = bankDayOf(at);
      return { ...worlds.of(facts, day), budgetOf: (queue, clock) => queues(queue)?.budgets(clock, facts, day) ?? [] };
    },
  };
}

function keptBy<T>(make: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const made = make(id);
    known.set(id, made);
    return made;
  };
}

function calendarOf(id: string, environment: Environment): WorkingCalendar {
  const document = environment.document(id);
  if (document?.kind !== 'calendar') throw new Error(`${id} is no calendar`);
  return workingCalendar(document as CalendarDocument);
}

function queueRules(document: QueueDocument, machine: QueueMachine): QueueRules {
  const { clocks, ladder = [] } = document;
  const stopping = clocks.filter(({ stopsIn = [] }) => stopsIn.length > 0);
  const someStop = new Set(stopping.flatMap(({ stopsIn = [] }) => stopsIn));
  const runs = ({ runsIn, stopsIn = [] }: QueueClock, state: string) =>
    runsIn === 'all-open' ? !stopsIn.includes(state) : runsIn.includes(state);
  // Where a request is taken up one clock stops and another goes on: nothing is over.
  const stopStates = new Set([...someStop].filter((state) => !stopping.some((clock) => runs(clock, state))));
  const named = clocks.filter(({ runsIn }) => runsIn !== 'all-open');
  const pauses = ({ stopsIn = [] }: QueueClock, state: string) => !stopsIn.includes(state);
  // Something is owed where a clock runs. One that runs in all open states, such as a regulator's, does so while one waits for the
  // customer too: where another clock pauses, it does not tell.
  const isWork = (state: string) =>
    named.some((clock) => runs(clock, state)) ||
    (!stopStates.has(state) &&
      clocks.some((clock) => runs(clock, state)) &&
      !named.some((clock) => pauses(clock, state)));
  return {
    id: `queue/${document.name}`,
    calendar: document.calendar,
    clocks: clocks.map((clock) => clockRules(clock, stopStates)),
    ladder: ladder.map(({ actions, ...rung }) => ({ ...rung, actions: actions.map(asEffect) })),
    stopStates,
    workStates: new Set([...machine.states].filter((state) => !machine.final.has(state) && isWork(state))),
  };
}

const asEffect = ({ type, params }: JsonObject): Effect =>
  params === undefined ? { type: String(type) } : { type: String(type), params };

function clockRules(clock: QueueClock, stopStates: ReadonlySet<string>): QueueClockRules {
  const { name, runsIn, stopsIn = [], stopsOn = [], budgets, extensions = [], onExtend = [] } = clock;
  const reopensFrom = stopsIn.length > 0 ? stopsIn : [...stopStates];
  return {
    rule: { name, runsIn, stopsIn, stopsOn, reopensFrom },
    title: clock.title ?? name,
    roleTitles: Object.fromEntries(extensions.map(({ by }) => [by, inBoth((speech) => roleWords(by, speech))])),
    lastBudget: budgetOf(budgets.at(-1)?.budget as Json),
    extensions: extensions.map(({ to, by }) => ({ to: budgetOf(to as Json), by })),
    onExtend: onExtend.map(asEffect),
  };
}

function budgetOf(written: Json): TimeBudget {
  const budget = parseBudget(written);
  if (budget === undefined) throw new Error(`${JSON.stringify(written)} is no budget`);
  return budget;
}

/** The budget that counts for a clock of a request: the first whose condition holds. */
function budgetsOf(document: QueueDocument, environment: Environment) {
  const deciders = new Map(document.clocks.map((clock, i) => [clock.name, deciderOf(document, clock, i, environment)]));
  return (clock: string, facts: JsonObject, day: string): TimeBudget | readonly Problem[] =>
    deciders.get(clock)?.(facts, day) ?? [];
}

function deciderOf(document: QueueDocument, { budgets }: QueueClock, at: number, environment: Environment) {
  const read = budgets.map(({ budget }) => budgetOf(budget as Json));
  const conditions = lazily(() => {
    const made = new Map<string, Decision>();
    for (const [i, { when }] of budgets.entries()) {
      const pointer = below('/clocks', at, 'budgets', i, 'when');
      const decision = when === undefined ? undefined : conditionDecision(document, when, pointer, environment);
      if (decision !== undefined) made.set(String(i), decision);
    }
    const unstamped = { version: null, hash: '', closure: '' };
    const definitions = new Map([...made.keys()].map((id) => [id, unstamped]));
    const known = { decision: (id: string) => made.get(id), entity: (id: string) => environment.entity(id) };
    return compile({ environment: known, definitions }, [...made.keys()], { unknown: 'ignore' });
  });
  return (facts: JsonObject, day: string): TimeBudget | readonly Problem[] => {
    if (budgets.every(({ when }) => when === undefined)) return read[0] ?? [];
    const results = conditions().decide({ facts, $asOf: day });
    for (const [i, budget] of read.entries()) {
      if (budgets[i]?.when === undefined) return budget;
      const result = results[String(i)];
      if (result?.value === true) return budget;
      if (result?.value !== false) return result?.problems ?? [];
    }
    return [];
  };
}
