import { compile } from '../../compile.ts';
import { dateText } from '../../expression/date-text.ts';
import { DAY_MILLISECONDS } from '../../expression/date.ts';
import { bareWorld } from '../../machine/bare-world.ts';
import type { World } from '../../machine/life.ts';
import { type Stepper, stepperOf } from '../../machine/life-lines.ts';
import { compileMachine } from '../../machine/machine.ts';
import { machineProblem } from '../../machine/problems.ts';
import { writtenStates, writtenTransitions } from '../../machine/states.ts';
import type { Environment } from '../../model/environment.ts';
import type { JsonObject } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import { type Problem, refuses } from '../../model/problem.ts';
import { dueAt } from '../../time/due.ts';
import { parseBudget, type TimeBudget } from '../../time/time-budget.ts';
import { type WorkingCalendar, workingCalendar } from '../../time/working-calendar.ts';
import type { CalendarDocument } from '../calendar/calendar.ts';
import { criteriaOf } from './check.ts';
import { workflowProblem } from './problems.ts';
import type { WorkflowDocument } from './workflow.ts';

/** The worlds of a workflow's requests: its guards are criteria over a request's facts, its delays budgets of calendars. */
export interface Worlds {
  /** The world of one request; criteria are evaluated for `day` (`2026-03-02`). */
  of(facts: JsonObject, day: string): World;
}

/** Prepares guards and calendars once, for every request of a workflow that has no errors. */
export function worldsOf(document: WorkflowDocument, environment: Environment): Worlds {
  const criteria = new Set(
    writtenStates(document.machine).flatMap((state) =>
      writtenTransitions(state).flatMap(({ transition }) => criteriaOf(transition) ?? []),
    ),
  );
  const guards = lazily(() => compileGuards([...criteria], environment));
  const delays = new Map(
    Object.entries(document.delays ?? {}).map(([name, delay]) => [name, delayOf(delay, environment)]),
  );
  return {
    of(facts, day) {
      const results = lazily(() => guards().decide({ facts, $asOf: day }));
      return {
        holds(guard) {
          const result = results()[criteriaOf({ guard }) ?? ''];
          if (result === undefined) return null;
          return { holds: result.value === true, problems: result.value === null ? refusals(result.problems) : [] };
        },
        due: (name, from) => delays.get(name)?.(from) ?? bareWorld.due(name, from),
      };
    },
  };
}

const refusals = (problems: readonly Problem[]) => problems.filter((problem) => refuses([problem]));

function compileGuards(criteria: readonly string[], environment: Environment) {
  const unstamped = { version: null, hash: '', closure: '' };
  const definitions = new Map(criteria.map((id) => [id, unstamped]));
  return compile({ environment, definitions }, criteria, { unknown: 'ignore' });
}

type Due = (from: number) => number | Problem;

function delayOf(
  { calendar, budget: written }: NonNullable<WorkflowDocument['delays']>[string],
  environment: Environment,
): Due {
  const budget = parseBudget(typeof written === 'string' ? written : { ...written });
  const found = calendar === undefined ? undefined : environment.document(calendar);
  const working = lazily(() => workingCalendar(found as CalendarDocument));
  return (from) => dueBy(budget, found === undefined ? undefined : working, from);
}

function dueBy(
  budget: TimeBudget | undefined,
  calendar: (() => WorkingCalendar) | undefined,
  from: number,
): number | Problem {
  if (budget?.kind === 'elapsed') return from + budget.milliseconds;
  const due = budget === undefined || calendar === undefined ? undefined : dueAt(calendar(), from, budget);
  return due?.dueAt ?? machineProblem('instant-out-of-range', { pointer: '' });
}

/** China has one zone, eight hours ahead, and banks reckon days by it. */
const BANK_AHEAD = 8 * 3_600_000;

/** The day of an instant at the bank. */
export const bankDayOf = (at: number): string => dateText(Math.floor((at + BANK_AHEAD) / DAY_MILLISECONDS));

/** The roles of people by who they are, where that is known. */
export type PeopleRoles = Readonly<Record<string, readonly string[]>>;

/** Steps requests of a workflow that has no errors. Where people are known, an event is refused to who has none of its roles. */
export function workflowStepper(document: WorkflowDocument, environment: Environment, people?: PeopleRoles): Stepper {
  const { machine } = compileMachine(document.machine);
  if (machine === null) throw new Error(`workflow/${document.name} has errors`);
  const worlds = worldsOf(document, environment);
  const worldOf = (facts: JsonObject, at: number) => worlds.of(facts, bankDayOf(at));
  return stepperOf(machine, worldOf, 'with facts', mayCause(document, people));
}

/** Refuses an event to who has none of its roles; nothing is refused where people, or who it is, are not known. */
export function mayCause(
  { events = {} }: WorkflowDocument,
  people: PeopleRoles | undefined,
): (event: string, by: string | undefined) => Problem | undefined {
  return (event, by) => {
    const roles = Object.hasOwn(events, event) ? events[event]?.roles : undefined;
    if (people === undefined || roles === undefined || by === undefined) return undefined;
    const own = Object.hasOwn(people, by) ? (people[by] ?? []) : [];
    if (roles.some((role) => own.includes(role))) return undefined;
    return workflowProblem('workflow-event-not-theirs', { pointer: '/by' }, { event, by, roles: roles.join(', ') });
  };
}
