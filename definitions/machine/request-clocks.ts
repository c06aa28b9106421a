import { type Calendars, type Clock, openCycle, withLast } from '../time/clock.ts';
import { changeClock } from '../time/clock-changes.ts';
import { type Move, moveClock, pauseCycle } from '../time/clock-moves.ts';
import { canonical } from '../model/hash.ts';
import type { Problem } from '../model/problem.ts';
import type { TimeBudget } from '../time/time-budget.ts';
import type { QueueRules, RequestRules, RequestSnapshot, RequestWorld } from './request.ts';

type Clocks = Pick<RequestSnapshot, 'clocks' | 'budgets'>;

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
export function moveClocks(before: Clocks, move: Move, room: ClockRoom): Clocks {
  const { queue, calendars } = room;
  let { budgets } = before;
  const known = new Map(before.clocks.map((clock) => [clock.name, clock]));
  for (const { rule } of queue.clocks) {
    const clock = known.get(rule.name) ?? { name: rule.name, cycles: [] };
    const budget = budgetNow(rule.name, before, room);
    const next = moveClock(clock, rule, move, { budget, calendar: queue.calendar }, calendars);
    if (next.cycles.length > clock.cycles.length) budgets = { ...budgets, [rule.name]: budget };
    known.set(rule.name, next);
  }
  if (move.isFinal === true) {
    for (const [name, clock] of known) {
      if (!queue.clocks.some(({ rule }) => rule.name === name))
        known.set(name, moveClock(clock, endOf(name), move, NOTHING, calendars));
    }
  }
  return { clocks: [...known.values()].filter(({ cycles }) => cycles.length > 0), budgets };
}

const endOf = (name: string) => ({ name, runsIn: [], stopsIn: [], stopsOn: [], reopensFrom: [] });
const NOTHING = { budget: { kind: 'elapsed', milliseconds: 1 }, calendar: '' } as const;

/** The budget that the conditions of a clock choose; where they cannot be answered the one before, or the last one, stands. */
function budgetNow(clock: string, before: Clocks, { queue, world, answers, problems }: ClockRoom): TimeBudget {
  const known = answers.get(clock);
  const found = known ?? world.budgetOf(queue.id, clock);
  answers.set(clock, found);
  if (isBudget(found)) return found;
  if (known === undefined) problems.push(...found);
  const last = queue.clocks.find(({ rule }) => rule.name === clock)?.lastBudget ?? NOTHING.budget;
  return before.budgets[clock] ?? last;
}

const isBudget = (found: TimeBudget | readonly Problem[]): found is TimeBudget => !Array.isArray(found);

/** The clocks after the facts have changed: a clock whose conditions choose another budget has it from now on, an extended one stays so. */
export function chooseBudgets(before: Clocks, at: number, room: ClockRoom): Clocks {
  let { budgets } = before;
  const clocks = before.clocks.map((clock) => {
    if (!room.queue.clocks.some(({ rule }) => rule.name === clock.name)) return clock;
    const [chosen, budget] = [budgets[clock.name], budgetNow(clock.name, before, room)];
    budgets = { ...budgets, [clock.name]: budget };
    const cycle = openCycle(clock);
    const isExtended = cycle !== undefined && chosen !== undefined && !isSame(cycle.budget, chosen);
    if (cycle === undefined || isExtended || isSame(cycle.budget, budget)) return clock;
    return changeClock(clock, { budget }, room.calendars, at);
  });
  return { clocks, budgets };
}

/**
 * The clocks in another queue: what is consumed stays as measured, what is left counts by the new budget and calendar. An extension that
 * was granted stands; a clock that the new queue does not have pauses.
 */
export function transferClocks(before: Clocks, at: number, room: ClockRoom): Clocks {
  const { queue, calendars } = room;
  let { budgets } = before;
  const clocks = before.clocks.map((clock): Clock => {
    const cycle = openCycle(clock);
    if (cycle === undefined) return clock;
    if (!queue.clocks.some(({ rule }) => rule.name === clock.name))
      return withLast(clock, pauseCycle(cycle, calendars, at));
    const [chosen, budget] = [budgets[clock.name], budgetNow(clock.name, before, room)];
    budgets = { ...budgets, [clock.name]: budget };
    const isExtended = chosen !== undefined && !isSame(cycle.budget, chosen);
    const isUnchanged = cycle.calendar === queue.calendar && (isExtended || isSame(cycle.budget, budget));
    if (isUnchanged) return clock;
    return changeClock(clock, { calendar: queue.calendar, ...(isExtended ? {} : { budget }) }, calendars, at);
  });
  return { clocks, budgets };
}

const isSame = (a: TimeBudget, b: TimeBudget) => canonical(a as never) === canonical(b as never);
