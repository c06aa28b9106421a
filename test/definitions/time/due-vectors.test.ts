import { expect, it } from 'vitest';
import type { CalendarDocument } from '../../../definitions/kinds/calendar/calendar.ts';
import { checkCalendar } from '../../../definitions/kinds/calendar/check.ts';
import type { Json } from '../../../definitions/model/json.ts';
import { dueAt, sameTimeLater, workingDue, workingTimeBetween } from '../../../definitions/time/due.ts';
import { dueWindows } from '../../../definitions/time/due-windows.ts';
import { endOfPeriod } from '../../../definitions/time/period.ts';
import { parseBudget } from '../../../definitions/time/time-budget.ts';
import { dayAt, workingCalendar } from '../../../definitions/time/working-calendar.ts';
import { timeZone } from '../../../definitions/time/zone.ts';
import { describeShared } from '../../support/shared.ts';
import { instant, readVectors, type Vector } from './vectors.ts';

describeShared('vectors of due times', 'cases/service', (folder) => {
  const { cases, calendars, calendar } = readVectors(folder);
  const of = (id: string): Vector => {
    const found = cases.get(id);
    if (found === undefined) throw new Error(`No vector ${id}`);
    return found;
  };
  const due = (name: Json | undefined, from: number, written: Json | undefined) => {
    const budget = parseBudget(written ?? null);
    return budget === undefined ? undefined : dueAt(calendar(name), from, budget);
  };
  const plain = [...cases.values()].filter(
    ({ id, kind, given }) => ['due', 'dst', 'calendar-days'].includes(kind) && 'budget' in given && id !== 'dst-04',
  );

  it('has the vectors that it had', () => {
    expect(plain.map(({ id }) => id)).toEqual(
      'due-01 due-03 due-04 due-06 due-07 due-08 due-09 due-10 due-11 due-13 due-15 due-16 dst-01 dst-02 cd-01 cd-03 cd-04'.split(
        ' ',
      ),
    );
  });

  it.each(plain.map((one) => [`${one.id}: ${one.trouble}`, one] as const))('%s', (_, { given, right }) => {
    const found = due(given['calendar'], instant(given['start']), given['budget']);
    expect(found?.dueAt).toBe(instant(right['dueAt']));
    if (right['provisional'] !== undefined) expect(found?.isProvisional).toBe(right['provisional']);
    if (right['lastDay'] === undefined) return;
    expect(dayAt(calendar(given['calendar']), found?.dueAt ?? 0)).toBe(
      Date.parse(String(right['lastDay'])) / 86_400_000,
    );
  });

  it('due-17: due exactly at opening', () => {
    const { right } = of('due-17');
    let [atOpening, all] = [0, 0];
    for (const name of ['cn-desk', 'eu-desk', 'night-desk']) {
      const { zone, windowsOn } = calendar(name);
      const midnight = Date.parse('2026-11-16T00:00:00Z');
      for (let minutes = 0; minutes < 7 * 1440; minutes += 45) {
        const from = zone.instantOf(midnight + minutes * 60_000);
        for (const budget of ['PT1M', 'PT30M', 'PT3H', 'PT4H', 'PT7H', 'PT8H', 'PT14H']) {
          const at = due(name, from, budget)?.dueAt ?? 0;
          const day = dayAt(calendar(name), at);
          all += 1;
          if ([day - 1, day].some((one) => windowsOn(one).some(({ opensAt }) => opensAt === at))) atOpening += 1;
        }
      }
    }
    expect({ atOpening, of: all }).toEqual({ atOpening: right['atOpening'], of: right['of'] });
    expect(due('cn-desk', instant('2026-11-16T17:30+08:00'), { elapsed: 'PT15H30M' })?.dueAt).toBe(
      instant(right['elapsed']),
    );
    expect(parseBudget('PT0H')).toBeUndefined();
  });

  it('dst-04: a window opens at a wall time that does not exist', () => {
    const { given, right } = of('dst-04');
    const budget = parseBudget(given['budget'] ?? null);
    const told = budget && dueWindows(calendar('gap'), instant(given['start']), budget);
    expect(told?.dueAt).toBe(instant(right['dueAt']));
    expect(told?.windows.map(({ from }) => from)).toEqual([instant(right['opensAt'])]);
  });

  it('dst-05: a calendar-day extension across the change of clocks moves the hour', () => {
    const { given, right } = of('dst-05');
    const { zone } = calendar(given['calendar']);
    expect(endOfPeriod(zone, instant(given['start']), String(given['extend']))).toBe(instant(right['endsAt']));
    expect(sameTimeLater({ zone }, instant(given['start']), 14)).toBe(instant(right['endsAt']));
  });

  it('dst-07: consumed time measured with today’s offset', () => {
    const { given } = of('dst-07');
    const [run] = given['runs'] as readonly (readonly [string, string])[];
    expect(workingTimeBetween(calendar(given['calendar']), instant(run?.[0]), instant(run?.[1]))).toBe(2 * 3_600_000);
  });

  it('cd-06: a year from 29 February; a year that contains one', () => {
    const { given, right } = of('cd-06');
    const zone = timeZone(String(given['zone']));
    const ends = (given['starts'] as readonly Json[]).map(
      (start) => zone && endOfPeriod(zone, instant(start), String(given['within'])),
    );
    expect(ends).toEqual((right['ends'] as readonly Json[]).map(instant));
  });

  it('prov-01: next year’s notice not yet out', () => {
    const { given, right } = of('prov-01');
    const [before, after] = [right['before'], right['after']] as unknown as readonly {
      readonly dueAt: string;
    }[];
    const from = instant(given['start']);
    expect(due('cn-desk', from, given['budget'])).toEqual({ dueAt: instant(before?.dueAt), isProvisional: true });
    const desk = calendars.get('cn-desk') as CalendarDocument;
    const holidays = ['2027-01-01', '2027-01-02', '2027-01-03'].map((on) => ({ on }));
    const next = { ...desk, to: '2027-12-31', holidays: [...(desk.holidays ?? []), ...holidays] };
    const budget = parseBudget(given['budget'] ?? null);
    expect(budget && dueAt(workingCalendar(next), from, budget)).toEqual({
      dueAt: instant(after?.dueAt),
      isProvisional: false,
    });
  });

  it('check-01: zero-length and inverted windows', () => {
    const desk = calendars.get('cn-desk') as CalendarDocument;
    const week = { ...desk.windows, mon: ['09:00-09:00'] };
    expect(checkCalendar({ ...desk, windows: week }).map(({ code, pointer }) => `${code}@${pointer}`)).toEqual([
      'window-without-length@/windows/mon/0',
    ]);
  });

  it('check-03: one day both holiday and working day; overlapping windows', () => {
    const desk = calendars.get('cn-desk') as CalendarDocument;
    const found = checkCalendar({ ...desk, ...of('check-03').given } as CalendarDocument);
    expect(found.map(({ code }) => code)).toEqual(of('check-03').right['problems']);
  });

  it('ack-01: assigned a quarter before closing', () => {
    const { given, right } = of('ack-01');
    expect(due(given['calendar'], instant(given['assignedAt']), given['acknowledgeWithin'])?.dueAt).toBe(
      instant(right['returnsAt']),
    );
  });

  it('timer-04: the host’s zone and the database’s zone differ', () => {
    const { given, right } = of('timer-04');
    // What the process takes for its zone is never asked: only the calendar's is.
    expect(due(given['calendar'], instant(given['created']), given['unclaimed'])?.dueAt).toBe(instant(right['dueAt']));
    expect(workingDue(calendar('cn-desk'), instant(given['created']), 0)?.dueAt).toBe(instant(given['created']));
  });
});
