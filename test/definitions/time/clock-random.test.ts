import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calendars, type Clock, type ClockRule, openCycle } from '../../../definitions/time/clock.ts';
import { changeClock } from '../../../definitions/time/clock-changes.ts';
import { consumedAt } from '../../../definitions/time/clock-due.ts';
import { moveClock } from '../../../definitions/time/clock-moves.ts';
import { parseRung, passRungs } from '../../../definitions/time/rungs.ts';
import { type CalendarRules, workingCalendar } from '../../../definitions/time/working-calendar.ts';
import { openMinutes } from './brute-force.ts';

const MINUTE = 60_000;
const HOURS = ['08:00-12:00', '13:00-17:00'];
const NIGHT = ['22:00-02:00'];
const RULES: Readonly<Record<string, CalendarRules>> = {
  desk: {
    timeZone: 'Europe/London',
    workingDay: 'PT8H',
    from: '2026-01-01',
    to: '2026-12-31',
    windows: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS, sat: [], sun: [] },
    holidays: [{ on: '2026-03-31' }],
  },
  night: {
    timeZone: 'Europe/London',
    workingDay: 'PT4H',
    from: '2026-01-01',
    to: '2026-12-31',
    windows: { mon: NIGHT, tue: NIGHT, wed: NIGHT, thu: NIGHT, fri: NIGHT, sat: NIGHT, sun: NIGHT },
  },
};
const calendars: Calendars = (id) => {
  const rules = RULES[id];
  if (rules === undefined) throw new Error(`No calendar ${id}`);
  return workingCalendar(rules);
};
const open = new Map(Object.entries(RULES).map(([id, rules]) => [id, openMinutes(rules)]));
const LADDER = ['50%', '80%', '100%', 'overdue PT2H'];
const RULE: ClockRule = {
  name: 'resolve',
  runsIn: ['working'],
  stopsIn: ['done'],
  stopsOn: ['answered'],
  reopensFrom: ['done'],
};

type Doing =
  | { readonly kind: 'move'; readonly to: string; readonly event?: string }
  | { readonly kind: 'change'; readonly minutes: number; readonly calendar: string };

/** What a run of the clock came to: every firing, and of every cycle what was consumed and how it ended. */
interface Story {
  readonly fired: readonly string[];
  readonly cycles: readonly string[];
}

interface Event {
  readonly at: number;
  readonly doing: Doing;
}

/** The clock of the language. */
function told(events: readonly Event[], end: number, first: number): Story {
  let clock: Clock = { name: 'resolve', cycles: [] };
  let measure = { budget: working(first), calendar: 'desk' };
  const fired: string[] = [];
  const pass = (until: number) => {
    // Rung by rung, as a host whose timers fire in time does it.
    for (;;) {
      const next = passRungs(clock, LADDER, calendars, until).fired[0];
      if (next === undefined) return;
      const passed = passRungs(clock, LADDER, calendars, next.at);
      clock = passed.clock;
      for (const { rung, cycle, generation, at } of passed.fired) fired.push(`${cycle}/${generation} ${rung} ${at}`);
    }
  };
  for (const { at, doing } of events) {
    pass(at);
    if (doing.kind === 'move') {
      const move = { to: [doing.to], at, ...(doing.event === undefined ? {} : { event: doing.event }) };
      clock = moveClock(clock, RULE, move, measure, calendars);
    } else {
      measure = { budget: working(doing.minutes), calendar: doing.calendar };
      clock = changeClock(clock, measure, calendars, at);
    }
    clock = JSON.parse(JSON.stringify(clock)) as Clock;
  }
  pass(end);
  const cycles = clock.cycles.map(
    (cycle) => `${consumedAt(cycle, calendars, end) / MINUTE} ${cycle.verdict ?? 'open'}`,
  );
  expect(openCycle(clock) === undefined || clock.cycles.at(-1)?.verdict === undefined).toBe(true);
  return { fired, cycles };
}

const working = (minutes: number) => ({ kind: 'working', workingDays: 0, milliseconds: minutes * MINUTE }) as const;

/** The same by a stop watch that is read every minute, which knows thresholds and no instants ahead. */
function stepped(events: readonly Event[], start: number, end: number, first: number): Story {
  const fired: string[] = [];
  const cycles: { consumed: number; verdict: string }[] = [];
  let [budget, calendar, mayReopen] = [first, 'desk', false];
  let [isOpen, isRunning, consumed, generation] = [false, false, 0, 1];
  /** When the budget was used up, and what had been consumed where a change did it; -1: not used up. */
  let [usedUpAt, base, wasLate] = [-1, 0, false];
  let passed = new Set<string>();
  const holds = (rung: string) => {
    const read = parseRung(rung);
    if (read?.kind === 'share') return consumed * 100 >= read.percent * budget;
    return consumed >= Math.max(budget, base) + 120;
  };
  const look = (at: number) => {
    if (!isOpen || !isRunning) return;
    if (usedUpAt < 0 && consumed >= budget) usedUpAt = at;
    for (const rung of LADDER) {
      if (passed.has(rung) || !holds(rung)) continue;
      passed.add(rung);
      fired.push(`${cycles.length + 1}/${generation} ${rung} ${at}`);
    }
  };
  const close = (at: number) => {
    const isLate = wasLate || (usedUpAt >= 0 && at > usedUpAt);
    cycles.push({ consumed, verdict: isLate ? 'missed' : 'met' });
    isOpen = false;
  };
  const move = (at: number, to: string, event: string | undefined) => {
    const isStop = to === 'done' || event === 'answered';
    if (isOpen && isStop) close(at);
    else if (!isOpen && !isStop && to === 'working' && (cycles.length === 0 || mayReopen)) {
      mayReopen = false;
      [isOpen, consumed, generation, usedUpAt, base, wasLate] = [true, 0, 1, -1, 0, false];
      passed = new Set();
    }
    if (!isOpen && to === 'done') mayReopen = true;
    isRunning = to === 'working';
  };
  const change = (at: number, minutes: number, id: string) => {
    [budget, calendar] = [minutes, id];
    if (!isOpen) return;
    const wasDue = usedUpAt >= 0 && at > usedUpAt;
    wasLate ||= wasDue;
    generation += 1;
    passed = new Set([...passed].filter((rung) => holds(rung)));
    if (consumed < budget) [usedUpAt, base] = [-1, 0];
    else if (!wasDue) [usedUpAt, base] = [at, consumed];
    passed = new Set([...passed].filter((rung) => holds(rung)));
  };
  let next = 0;
  for (let at = start; at <= end; at += MINUTE) {
    look(at);
    for (; events[next]?.at === at; next += 1) {
      const doing = events[next]?.doing;
      if (doing?.kind === 'move') move(at, doing.to, doing.event);
      else if (doing !== undefined) change(at, doing.minutes, doing.calendar);
      look(at);
    }
    if (at < end && isOpen && isRunning && open.get(calendar)?.(at) === true) consumed += 1;
  }
  if (isOpen) cycles.push({ consumed, verdict: 'open' });
  return { fired, cycles: cycles.map(({ consumed: of, verdict }) => `${of} ${verdict}`) };
}

/** Minutes of which every share of the ladder is a whole number. */
const tens = (min: number, max: number) => fc.integer({ min, max }).map((n) => n * 10);

const doing = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Doing>({ kind: 'move', to: 'working' }) },
  { weight: 2, arbitrary: fc.constant<Doing>({ kind: 'move', to: 'waiting' }) },
  { weight: 1, arbitrary: fc.constant<Doing>({ kind: 'move', to: 'done' }) },
  { weight: 1, arbitrary: fc.constant<Doing>({ kind: 'move', to: 'working', event: 'answered' }) },
  {
    weight: 2,
    arbitrary: fc
      .record({ minutes: tens(1, 120), calendar: fc.constantFrom('desk', 'night') })
      .map((of): Doing => ({ kind: 'change', ...of })),
  },
);

describe('a clock beside a stop watch that is read every minute', () => {
  it('consumes, fires and ends alike, whatever happens to it', () => {
    const start = Date.parse('2026-03-26T06:00:00Z');
    const length = 9 * 1440;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: length - 1 }), doing), {
          maxLength: 12,
          selector: ([at]) => at,
        }),
        tens(3, 150),
        (drawn, first) => {
          const events = drawn
            .toSorted(([a], [b]) => a - b)
            .map(([at, what]): Event => ({ at: start + at * MINUTE, doing: what }));
          const end = start + length * MINUTE;
          expect(told(events, end, first)).toEqual(stepped(events, start, end, first));
        },
      ),
      { numRuns: 150 },
    );
  });
});
