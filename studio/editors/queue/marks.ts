import {
  type Json,
  type JsonObject,
  parseBudget,
  parseRung,
  type Planned,
  type QueueDocument,
  type Rung,
  type TimeBudget,
  timeText,
  type WorkingCalendar,
  workingTimeBetween,
  type WrittenBudget,
} from '../../../definitions/index.ts';
import { partAt, setAt } from '../edit.ts';

type Working = Extract<TimeBudget, { kind: 'working' }>;

const QUARTER = 15 * 60_000;
const DAY = 24 * 3_600_000;

/** Working time as it is written: whole days, or days and time. */
const lengthText = ({ workingDays, milliseconds }: Omit<Working, 'kind'>): string =>
  workingDays === 0
    ? timeText(milliseconds)
    : `P${workingDays}D${milliseconds === 0 ? '' : timeText(milliseconds).slice(1)}`;

const budgetText = (budget: TimeBudget): WrittenBudget => {
  if (budget.kind === 'calendar-days') return { calendarDays: budget.days };
  return budget.kind === 'elapsed' ? { elapsed: timeText(budget.milliseconds) } : lengthText(budget);
};

export function rungText(rung: Rung): string {
  if (rung.kind === 'share') return `${rung.percent}%`;
  return rung.kind === 'reopened' ? `reopened ${rung.times}` : `${rung.kind} ${lengthText(rung.after)}`;
}

const quarters = (milliseconds: number): number => Math.max(1, Math.round(milliseconds / QUARTER)) * QUARTER;

/** Working time of the sort that was written before: whole days of it where there were only days, quarters of an hour otherwise. */
function lengthLike(before: Working, milliseconds: number, workingDay: number): Working {
  const isDays = before.workingDays > 0 && before.milliseconds === 0;
  if (!isDays) return { kind: 'working', workingDays: 0, milliseconds: quarters(milliseconds) };
  return { kind: 'working', workingDays: Math.max(1, Math.round(milliseconds / workingDay)), milliseconds: 0 };
}

const daysBetween = ({ zone }: WorkingCalendar, from: number, to: number): number =>
  Math.floor(zone.localOf(to) / DAY) - Math.floor(zone.localOf(from) / DAY);

function budgetAt(before: TimeBudget, calendar: WorkingCalendar, from: number, at: number): TimeBudget {
  switch (before.kind) {
    case 'calendar-days':
      return { kind: 'calendar-days', days: Math.max(1, daysBetween(calendar, from, at)) };
    case 'elapsed':
      return { kind: 'elapsed', milliseconds: quarters(at - from) };
    case 'working':
      return lengthLike(before, workingTimeBetween(calendar, from, at), calendar.workingDay);
  }
}

/** The percent of a budget that are used at an instant, from 1 to 100. */
function shareAt(budget: TimeBudget, calendar: WorkingCalendar, from: number, at: number): number {
  const used = (): number => {
    switch (budget.kind) {
      case 'calendar-days':
        return Math.floor((daysBetween(calendar, from, at) * 100) / budget.days);
      case 'elapsed':
        return Math.round(((at - from) * 100) / budget.milliseconds);
      case 'working': {
        const whole = budget.workingDays * calendar.workingDay + budget.milliseconds;
        return Math.round((workingTimeBetween(calendar, from, at) * 100) / whole);
      }
    }
  };
  return Math.min(100, Math.max(1, used()));
}

/** A request that comes at an instant, by the calendar of its queue and one budget of a clock; its end is `due`. */
export interface Plan {
  readonly planned: Planned;
  readonly calendar: WorkingCalendar;
  readonly from: number;
  readonly due: number | undefined;
}

/**
 * Puts the end of a clock, a rung or an extension where it was drawn to, as near as it can be written: budgets keep their sort of time,
 * a rung that is drawn behind its clock's end says by how much it is late.
 */
export function placeMark(document: QueueDocument, pointer: string, plan: Plan, at: number): QueueDocument {
  const { calendar, from, planned, due } = plan;
  const written = partAt(document as unknown as JsonObject, pointer);
  if (!pointer.startsWith('/ladder/')) {
    const before = written === undefined ? undefined : parseBudget(written);
    return before === undefined ? document : setAt(document, pointer, asJson(budgetAt(before, calendar, from, at)));
  }
  const rung = parseRung(String(written));
  if (rung?.kind === 'idle') {
    const after = lengthLike(rung.after, workingTimeBetween(calendar, from, at), calendar.workingDay);
    return setAt(document, pointer, rungText({ ...rung, after }));
  }
  const budget = planned === null ? undefined : document.clocks[planned.clock]?.budgets[planned.budget]?.budget;
  const read = budget === undefined ? undefined : parseBudget(budget as Json);
  if (rung === undefined || rung.kind === 'reopened' || read === undefined || due === undefined) return document;
  const late = workingTimeBetween(calendar, due, at);
  if (late < QUARTER / 2)
    return setAt(document, pointer, rungText({ kind: 'share', percent: shareAt(read, calendar, from, at) }));
  const before: Working = rung.kind === 'overdue' ? rung.after : { kind: 'working', workingDays: 0, milliseconds: 0 };
  return setAt(document, pointer, rungText({ kind: 'overdue', after: lengthLike(before, late, calendar.workingDay) }));
}

const asJson = (budget: TimeBudget): Json => budgetText(budget) as Json;

const further = (before: Working, steps: number): Working =>
  before.workingDays > 0 && before.milliseconds === 0
    ? { ...before, workingDays: Math.max(1, before.workingDays + steps) }
    : {
        ...before,
        milliseconds: Math.max(before.workingDays > 0 ? 0 : QUARTER, before.milliseconds + steps * QUARTER),
      };

function rungFurther(rung: Rung, steps: number): Rung {
  switch (rung.kind) {
    case 'reopened':
      return { ...rung, times: Math.min(99, Math.max(1, rung.times + steps)) };
    case 'idle':
      return { ...rung, after: further(rung.after, steps) };
    case 'overdue':
      return rung.after.workingDays === 0 && rung.after.milliseconds + steps * QUARTER <= 0
        ? { kind: 'share', percent: 100 }
        : { ...rung, after: further(rung.after, steps) };
    case 'share': {
      if (rung.percent + steps <= 100) return { ...rung, percent: Math.max(1, rung.percent + steps) };
      return { kind: 'overdue', after: { kind: 'working', workingDays: 0, milliseconds: QUARTER } };
    }
  }
}

function budgetFurther(budget: TimeBudget, steps: number): TimeBudget {
  switch (budget.kind) {
    case 'calendar-days':
      return { ...budget, days: Math.max(1, budget.days + steps) };
    case 'elapsed':
      return { ...budget, milliseconds: Math.max(QUARTER, budget.milliseconds + steps * QUARTER) };
    case 'working':
      return further(budget, steps);
  }
}

/** So many steps later or earlier: a percent of a share, a day of days, a quarter of an hour of time. */
export function stepMark(document: QueueDocument, pointer: string, steps: number): QueueDocument {
  const written = partAt(document as unknown as JsonObject, pointer);
  if (written === undefined) return document;
  if (pointer.startsWith('/ladder/')) {
    const rung = parseRung(String(written));
    return rung === undefined ? document : setAt(document, pointer, rungText(rungFurther(rung, steps)));
  }
  const budget = parseBudget(written);
  return budget === undefined ? document : setAt(document, pointer, asJson(budgetFurther(budget, steps)));
}
