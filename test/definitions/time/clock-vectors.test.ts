import { expect, it } from 'vitest';
import { dateText } from '../../../definitions/expression/date-text.ts';
import type { CalendarDocument } from '../../../definitions/kinds/calendar/calendar.ts';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { type Calendars, type Clock, type ClockRule, openCycle, openRun } from '../../../definitions/time/clock.ts';
import { changeClock, correctClock, extendClock, survivingClock } from '../../../definitions/time/clock-changes.ts';
import { consumedAt, dueOf, overdueAt, shareAt } from '../../../definitions/time/clock-due.ts';
import { mergedClock, moveClock } from '../../../definitions/time/clock-moves.ts';
import { idleRungs, passRungs, reopenRungs, rungsAhead, speaks } from '../../../definitions/time/rungs.ts';
import { parseBudget, timeText } from '../../../definitions/time/time-budget.ts';
import { dayAt, workingCalendar } from '../../../definitions/time/working-calendar.ts';
import { describeShared } from '../../support/shared.ts';
import { instant, readVectors, type Vector } from './vectors.ts';

const HOUR = 3_600_000;
const STATES: Readonly<Record<string, string>> = {
  create: 'new',
  claim: 'inProgress',
  customerContacted: 'inProgress',
  askCustomer: 'waitingCustomer',
  customerReplied: 'inProgress',
  resolve: 'resolved',
  reopen: 'inProgress',
};

const budgetOf = (written: Json) => {
  const budget = parseBudget(written);
  if (budget === undefined) throw new Error(`${JSON.stringify(written)} is no budget`);
  return budget;
};

function ruleOf(clock: JsonObject): ClockRule {
  const list = (key: string) => (clock[key] ?? []) as readonly string[];
  const stopsIn = list('stopsIn');
  return {
    name: String(clock['name'] ?? 'resolve'),
    runsIn: clock['runsIn'] === 'all-open' ? 'all-open' : list('runsIn'),
    stopsIn,
    stopsOn: list('stopsOn'),
    reopensFrom: stopsIn.length > 0 ? stopsIn : ['resolved', 'closed'],
  };
}

describeShared('vectors of clocks', 'cases/service', (folder) => {
  const { cases, calendars: documents, calendar } = readVectors(folder);
  const calendars: Calendars = (id) => calendar(id);
  const of = (id: string): Vector => {
    const found = cases.get(id);
    if (found === undefined) throw new Error(`No vector ${id}`);
    return found;
  };
  const titled = (id: string) => `${id}: ${of(id).trouble}`;

  /** A clock through `[instant, event]` lines, with what fired between them. */
  function walk(
    rule: ClockRule,
    events: readonly (readonly [string, string])[],
    budget: Json,
    ladder: readonly string[] = [],
  ) {
    let clock: Clock = { name: rule.name, cycles: [] };
    const fired: { readonly rung: string; readonly at: number }[] = [];
    const pass = (until: number) => {
      const passed = passRungs(clock, ladder, calendars, until);
      clock = passed.clock;
      fired.push(...passed.fired);
    };
    for (const [at, said] of events) {
      pass(instant(at));
      const event = said.split(/[ →]/)[0] ?? '';
      const to = [said.includes('→') ? (said.split('→ ')[1] ?? '') : (STATES[event] ?? '')];
      const measure = { budget: budgetOf(budget), calendar: 'cn-desk' };
      clock = moveClock(clock, rule, { to, event, at: instant(at) }, measure, calendars);
    }
    return { clock, fired, pass, now: () => clock };
  }
  const eventsOf = (one: Vector) => one.given['events'] as readonly (readonly [string, string])[];
  const clockOf = (one: Vector) => one.given['clock'] as JsonObject;
  const budgetIn = (one: Vector) => (clockOf(one)['budgets'] as readonly JsonObject[]).at(-1)?.['budget'] ?? null;
  const walked = (id: string, ladder?: readonly string[]) =>
    walk(ruleOf(clockOf(of(id))), eventsOf(of(id)), budgetIn(of(id)), ladder);
  const due = (clock: Clock) => {
    const cycle = openCycle(clock);
    return cycle === undefined ? undefined : dueOf(cycle, calendars);
  };
  const consumed = (clock: Clock, at: number, n = 1) => {
    const cycle = clock.cycles[n - 1];
    return cycle === undefined ? '' : timeText(consumedAt(cycle, calendars, at));
  };
  const started = (from: string, budget: Json, id = 'cn-desk') =>
    moveClock(
      { name: 'resolve', cycles: [] },
      ruleOf({ runsIn: ['new'], stopsIn: ['resolved'] }),
      { to: ['new'], at: instant(from) },
      { budget: budgetOf(budget), calendar: id },
      calendars,
    );

  it(titled('pause-01'), () => {
    const { clock } = walked('pause-01');
    expect(consumed(clock, instant('2026-11-23T10:00'))).toBe(of('pause-01').right['consumed']);
    expect(due(clock)).toBe(instant(of('pause-01').right['dueAt']));
  });

  it(titled('pause-02'), () => {
    const { clock } = walked('pause-02');
    expect(due(clock)).toBe(instant(of('pause-02').right['dueAt']));
    expect(due(clock)).toBe(due(started('2026-11-20T16:30', 'P1D')));
  });

  it(titled('edge-01'), () => {
    const { clock, fired } = walked('edge-01', ['100%']);
    expect(clock.cycles.map(({ verdict }) => verdict)).toEqual([of('edge-01').right['verdict']]);
    expect(fired.map(({ rung, at }) => [rung, at])).toEqual([['100%', instant(of('edge-01').right['dueAt'])]]);
  });

  it(titled('change-01'), () => {
    const { right } = of('change-01');
    const events = eventsOf(of('change-01'));
    const before = walk(ruleOf(clockOf(of('change-01'))), events.slice(0, 2), 'P3D', ['80%', '100%']);
    before.pass(instant('2026-11-18T15:00'));
    const urgent = changeClock(before.now(), { budget: budgetOf('PT10H') }, calendars, instant('2026-11-18T15:00'));
    expect(consumed(urgent, instant('2026-11-18T15:00'))).toBe(right['consumed']);
    expect(passRungs(urgent, ['80%', '100%'], calendars, instant('2026-11-18T23:00')).fired).toEqual([]);
    const resumed = moveClock(
      urgent,
      ruleOf(clockOf(of('change-01'))),
      { to: ['inProgress'], event: 'customerReplied', at: instant('2026-11-19T09:00') },
      { budget: budgetOf('PT10H'), calendar: 'cn-desk' },
      calendars,
    );
    expect(due(resumed)).toBe(instant(right['dueAt']));
    const { fired } = passRungs(resumed, ['80%', '100%'], calendars, instant('2026-11-19T09:00'));
    expect(fired.map(({ rung, at }) => [rung, at])).toEqual([['80%', instant('2026-11-19T09:00')]]);
  });

  it(titled('change-03'), () => {
    const at = instant('2026-11-17T12:00');
    const moved = changeClock(
      started('2026-11-16T09:00', 'P3D'),
      { budget: budgetOf('PT16H'), calendar: 'always' },
      calendars,
      at,
    );
    expect(consumed(moved, at)).toBe(of('change-03').right['consumed']);
    expect(due(moved)).toBe(instant(of('change-03').right['dueAt']));
  });

  it(titled('change-04'), () => {
    const desk = documents.get('cn-desk') as CalendarDocument;
    const closed = workingCalendar({ ...desk, holidays: [...(desk.holidays ?? []), { on: '2026-11-24' }] });
    const clock = started('2026-11-23T15:30', 'P1D');
    expect(due(clock)).toBe(instant(of('change-04').right['before']));
    const after: Calendars = (id) => (id === 'cn-desk' ? closed : calendar(id));
    const corrected = correctClock(clock, 'cn-desk', { before: calendars, after }, instant('2026-11-23T18:00'));
    const cycle = openCycle(corrected);
    expect(cycle && dueOf(cycle, after)).toBe(instant(of('change-04').right['after']));
    expect(cycle?.generation).toBe(2);
  });

  it(titled('cycle-01'), () => {
    const { clock } = walked('cycle-01');
    const cycles = clock.cycles.map((cycle, i) => ({
      n: i + 1,
      consumed: consumed(clock, cycle.stoppedAt ?? instant('2026-11-18T10:00'), i + 1),
      ...(cycle.verdict === undefined ? { dueAt: dueOf(cycle, calendars) } : { verdict: cycle.verdict }),
    }));
    const right = of('cycle-01').right['cycles'] as readonly JsonObject[];
    expect(cycles).toEqual(right.map((one) => ('dueAt' in one ? { ...one, dueAt: instant(one['dueAt']) } : one)));
  });

  it(titled('cycle-02'), () => {
    const { clock } = walked('cycle-02');
    expect(openCycle(clock)).toBeUndefined();
    expect(
      clock.cycles.map(({ verdict }, i) => [i + 1, consumed(clock, instant('2026-11-17T10:00'), i + 1), verdict]),
    ).toEqual([[1, 'PT2H', 'met']]);
  });

  it('cycle-02, and re-opened: a clock that events alone stop begins anew there', () => {
    const rule = ruleOf(clockOf(of('cycle-02')));
    const events = [
      ...eventsOf(of('cycle-02')),
      ['2026-11-17T10:00', 'resolve'],
      ['2026-11-18T10:00', 'reopen'],
    ] as const;
    const { clock } = walk(rule, events, 'PT4H');
    expect(clock.cycles.map(({ startedAt }) => startedAt)).toEqual([
      instant('2026-11-16T09:00'),
      instant('2026-11-18T10:00'),
    ]);
  });

  it(titled('cycle-04'), () => {
    const ladder = ['reopened 2'];
    expect([1, 2, 3].map((times) => reopenRungs(ladder, times))).toEqual([[], ['reopened 2'], []]);
  });

  it(titled('cycle-05'), () => {
    const { clock } = walked('cycle-05');
    const [cycle] = clock.cycles;
    expect(cycle?.verdict).toBe('met');
    expect(dateText(dayAt(calendar('cn-desk'), (cycle && dueOf(cycle, calendars)) ?? 0))).toBe(
      of('cycle-05').right['lastDay'],
    );
  });

  it(titled('ext-01'), () => {
    const { right, given } = of('ext-01');
    const extensions = [
      { to: budgetOf({ calendarDays: 30 }), by: 'team-lead' },
      { to: budgetOf({ calendarDays: 60 }), by: 'president' },
    ];
    let clock = started(String(given['start']), { calendarDays: 15 });
    const dues = [due(clock)];
    for (const [at, days, role] of [
      ['2026-09-28T09:00', 30, 'team-lead'],
      ['2026-10-15T09:00', 60, 'president'],
    ] as const) {
      const asked = { to: budgetOf({ calendarDays: days }), roles: [role], at: instant(at) };
      const extended = extendClock(clock, extensions, asked, calendars);
      if (extended.kind === 'extended') clock = extended.clock;
      dues.push(due(clock));
    }
    const wanted = ['first', 'after30', 'after60'].map((key) => instant((right[key] as JsonObject)['dueAt']));
    expect(dues).toEqual(wanted);
    // The miss of 8 October is never undone.
    expect(openCycle(clock)?.wasLate).toBeUndefined();
  });

  it(titled('ext-03'), () => {
    const extensions = [
      { to: budgetOf({ calendarDays: 30 }), by: 'team-lead' },
      { to: budgetOf({ calendarDays: 60 }), by: 'president' },
    ];
    const clock = started('2026-09-16T10:00', { calendarDays: 15 });
    const ask = (of: Clock, days: number, role: string) =>
      extendClock(
        of,
        extensions,
        { to: budgetOf({ calendarDays: days }), roles: [role], at: instant('2026-09-20T10:00') },
        calendars,
      );
    expect(ask(clock, 60, 'team-lead')).toEqual({ kind: 'refused', why: 'needs-role', needs: ['president'] });
    const extended = ask(clock, 60, 'president');
    expect(extended.kind).toBe('extended');
    if (extended.kind === 'extended')
      expect(ask(extended.clock, 30, 'team-lead')).toEqual({ kind: 'refused', why: 'not-longer' });
    expect(ask(clock, 45, 'president')).toEqual({ kind: 'refused', why: 'not-offered' });
  });

  it.each(['ladder-01', 'ladder-02'])('%s: instants of a ladder', (id) => {
    const { given, right } = of(id);
    const cycle = openCycle(started(String(given['start']), given['budget'] ?? null));
    const found = cycle && {
      '80%': shareAt(cycle, calendars, 80),
      '100%': shareAt(cycle, calendars, 100),
      'overdue PT4H': overdueAt(cycle, calendars, 4 * HOUR),
    };
    expect(found).toMatchObject(Object.fromEntries(Object.entries(right).map(([rung, at]) => [rung, instant(at)])));
  });

  it(titled('ladder-03'), () => {
    const { right } = of('ladder-03');
    const ladder = ['80%', '100%', 'overdue PT4H'];
    const { clock, fired } = walked('ladder-03', ladder);
    expect(fired).toEqual(right['firedWhilePaused']);
    expect(consumed(clock, instant('2026-11-26T09:00'))).toBe(right['consumed']);
    expect(rungsAhead(clock, ladder, calendars)[0]).toEqual({ rung: '80%', at: instant(right['80%']) });
  });

  it(titled('ladder-05'), () => {
    const keys = ['CMP-1', 'CMP-2'].flatMap((request) => {
      const clock = started('2026-11-17T09:00', 'PT4H');
      const { fired } = passRungs(clock, ['100%'], calendars, instant('2026-11-17T14:30'));
      return fired
        .filter((one) => speaks(one, fired))
        .map(({ cycle, rung }) => `(${request}, ${clock.name}, ${cycle}, ${rung})`);
    });
    expect(keys).toEqual(of('ladder-05').right['keys']);
  });

  it(titled('ladder-07'), () => {
    const ahead = idleRungs(calendar('cn-desk'), ['idle P1D', '80%'], instant('2026-11-18T15:00'));
    expect(ahead).toEqual([{ rung: 'idle P1D', at: instant(of('ladder-07').right['idleAt']) }]);
  });

  it(titled('outage-01'), () => {
    const { right, given } = of('outage-01');
    const ladder = ['80%', '100%', 'overdue PT4H'];
    const clock = started(String(given['start']), 'P1D');
    const { fired, clock: after } = passRungs(clock, ladder, calendars, instant('2026-11-17T16:00'));
    expect(Object.fromEntries(fired.map(({ rung, at }) => [rung, at]))).toEqual(
      Object.fromEntries(Object.entries(right['rungs'] as JsonObject).map(([rung, at]) => [rung, instant(at)])),
    );
    expect(fired.filter((one) => speaks(one, fired)).map(({ rung }) => rung)).toEqual([right['message']]);
    expect(fired.filter((one) => !speaks(one, fired)).map(({ rung }) => rung)).toEqual(right['superseded']);
    expect(passRungs(after, ladder, calendars, instant('2027-01-01T00:00')).fired).toEqual([]);
  });

  it(titled('outage-04'), () => {
    const { right } = of('outage-04');
    const ladder = ['80%', '100%', 'overdue PT4H'];
    const at = instant('2026-11-16T16:30');
    const urgent = changeClock(started('2026-11-16T09:00', 'P3D'), { budget: budgetOf('PT6H') }, calendars, at);
    const { fired } = passRungs(urgent, ladder, calendars, at);
    expect(due(urgent)).toBe(instant(right['dueAt']));
    expect(fired.map((one) => [one.rung, one.at, speaks(one, fired)])).toEqual([
      ['80%', at, false],
      [right['rung'], at, true],
    ]);
  });

  it(titled('merge-01'), () => {
    const { right } = of('merge-01');
    const at = instant('2026-11-18T10:00');
    const [a, b] = [started('2026-11-17T09:00', 'P3D'), started('2026-11-18T09:00', 'P1D')];
    const [c, d] = ['2026-11-17T09:00', '2026-11-18T09:00'].map((from) => started(from, { calendarDays: 15 }));
    const survivor = right['A'] as JsonObject;
    expect(due(survivingClock(a, b, calendars, at))).toBe(instant(survivor['resolve']));
    const regulatory = c && d && due(survivingClock(c, d, calendars, at));
    expect(dateText(dayAt(calendar('cn-desk'), regulatory ?? 0))).toBe(survivor['regulatory']);
    const merged = mergedClock(b, calendars, at);
    expect(merged.cycles.map(({ verdict }) => verdict)).toEqual(['merged']);
    expect(passRungs(merged, ['80%', '100%'], calendars, instant('2026-12-31T00:00')).fired).toEqual([]);
  });

  it('keeps a clock whole through JSON', () => {
    const { clock } = walked('pause-01');
    expect(JSON.parse(JSON.stringify(clock))).toEqual(clock);
    const cycle = openCycle(clock);
    expect(cycle && openRun(cycle)?.from).toBe(instant('2026-11-23T10:00'));
  });

  it('leaves the vectors of other parts to them', () => {
    const mine = /^(due|dst|check|prov|cd|pause|edge|change|cycle|ext|ladder|outage|ack|timer-04|merge-01)/;
    const left = [...cases.keys()].filter((id) => !mine.test(id));
    // Assignment, recusal, approvals, events, machine timers, merging of requests, surveys and callers have no clock in them.
    expect(new Set(left.map((id) => id.split('-')[0]))).toEqual(
      new Set(['assign', 'recusal', 'appr', 'event', 'timer', 'merge', 'survey', 'caller']),
    );
  });
});
