import { type Calendars, type Clock, openCycle, withLast } from '../time/clock.ts';
import { changeClock, isSameBudget } from '../time/clock-changes.ts';
import { type Move, moveClock, pauseCycle } from '../time/clock-moves.ts';
import type { Problem } from '../model/problem.ts';
import type { TimeBudget } from '../time/time-budget.ts';
import type { QueueRules, RequestRules, RequestWorld } from './request.ts';

/** What the clocks of a request are reckoned by at a moment. */
export interface ClockRoom {
  readonly queue: QueueRules;
  readonly world: RequestWorld;
  readonly calendars: Calendars;
  /** What the conditions of budgets answered, each asked once. */
  readonly answers: Map<string, ReturnType<RequestWorld['budgetOf']>>;
  readonly problems: Problem[];
}

export function clockRoom(rules: RequestRules, queue: QueueRules, world: RequestWorld): ClockRoom {
  return { queue, world, calendars: rules.calendars, answers: new Map(), problems: [] };
}

/**
 * The clocks after the request has moved: each of the queue begins, pauses, goes on or stops. A clock that the queue does not have stands
 * still, and ends with the request.
 */
export function moveClocks(before: readonly Clock[], move: Move, room: ClockRoom): readonly Clock[] {
  const { queue, calendars } = room;
  const known = new Map(before.map((clock) => [clock.name, clock]));
  for (const { rule } of queue.clocks) {
    const clock = known.get(rule.name) ?? { name: rule.name, cycles: [] };
    const measure = { budget: budgetNow(clock, room), calendar: queue.calendar };
    known.set(rule.name, moveClock(clock, rule, move, measure, calendars));
  }
  if (move.isFinal === true) {
    for (const [name, clock] of known) {
      if (!hasClock(queue, name)) known.set(name, moveClock(clock, endOf(name), move, NOTHING, calendars));
    }
  }
  return [...known.values()].filter(({ cycles }) => cycles.length > 0);
}

const hasClock = ({ clocks }: QueueRules, name: string) => clocks.some(({ rule }) => rule.name === name);
const endOf = (name: string) => ({ name, runsIn: [], stopsIn: [], stopsOn: [], reopensFrom: [] });
const NOTHING = { budget: { kind: 'elapsed', milliseconds: 1 }, calendar: '' } as const;

/** The budget that the conditions of a clock choose; where they cannot be answered the one that it has stands, or the last one. */
function budgetNow({ name, cycles }: Clock, { queue, world, answers, problems }: ClockRoom): TimeBudget {
  const known = answers.get(name);
  const found = known ?? world.budgetOf(queue.id, name);
  answers.set(name, found);
  if (isBudget(found)) return found;
  if (known === undefined) problems.push(...found);
  const last = cycles.at(-1);
  if (last !== undefined && last.isGranted !== true) return last.budget;
  return queue.clocks.find(({ rule }) => rule.name === name)?.lastBudget ?? NOTHING.budget;
}

const isBudget = (found: TimeBudget | readonly Problem[]): found is TimeBudget => !Array.isArray(found);

/**
 * The clocks by the facts and the queue as they are now. A clock whose conditions choose another budget has it from now on, one that was
 * granted stands; in another queue, whose calendar is given, what is left counts by that; a clock that the queue does not have pauses.
 * What is consumed stays as it was measured.
 */
export function measureClocks(
  before: readonly Clock[],
  at: number,
  room: ClockRoom,
  calendar?: string,
): readonly Clock[] {
  const { queue, calendars } = room;
  return before.map((clock) => {
    const cycle = openCycle(clock);
    if (cycle === undefined) return clock;
    if (!hasClock(queue, clock.name)) return withLast(clock, pauseCycle(cycle, calendars, at));
    const budget = cycle.isGranted === true ? cycle.budget : budgetNow(clock, room);
    const isSame = isSameBudget(cycle.budget, budget) && (calendar ?? cycle.calendar) === cycle.calendar;
    return isSame ? clock : changeClock(clock, { budget, calendar: calendar ?? cycle.calendar }, calendars, at);
  });
}
