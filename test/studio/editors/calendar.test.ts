import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarDocument, link } from '../../../definitions/index.ts';
import {
  dayByKey,
  dayKind,
  listedDay,
  nameDay,
  readWindows,
  setWindows,
  toggleDay,
  weeksOf,
} from '../../../studio/editors/calendar/edits.ts';

const HOURS = ['09:00-12:00', '13:30-17:30'];
const calendar: CalendarDocument = {
  kind: 'calendar',
  name: 'desk',
  title: 'Desk',
  timeZone: 'Asia/Shanghai',
  workingDay: 'PT7H',
  from: '2026-01-01',
  to: '2026-12-31',
  windows: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS, sat: [], sun: [] },
  holidays: [{ on: '2026-10-01', name: { 'zh-CN': '国庆节', en: 'National Day' } }],
  workdays: [{ on: '2026-10-10', windows: ['09:00-17:00'], name: 'Make-up' }],
};

describe('a day of a calendar', () => {
  it.each([
    ['2026-09-30', 'open', 'holiday'],
    ['2026-10-03', 'off', 'make-up'],
    ['2026-10-01', 'holiday', 'open'],
    ['2026-10-10', 'make-up', 'off'],
    ['2027-01-04', 'unknown', 'unknown'],
  ] as const)('%s is %s, and pressed %s', (on, kind, after) => {
    expect(dayKind(calendar, on)).toBe(kind);
    expect(dayKind(toggleDay(calendar, on), on)).toBe(after);
  });

  it('is again what it was after two presses where it was not listed, and changes no other day', () => {
    const day = fc
      .integer({ min: 0, max: 364 })
      .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.uniqueArray(day, { maxLength: 12 }), day, (pressed, on) => {
        const before = pressed.reduce(toggleDay, calendar);
        const after = toggleDay(before, on);
        for (const other of [...pressed, '2026-10-01', '2026-10-10'].filter((one) => one !== on))
          expect(dayKind(after, other)).toBe(dayKind(before, other));
        if (listedDay(before, on) === undefined) expect(toggleDay(after, on)).toEqual(before);
        const days = (after.holidays ?? []).map((one) => one.on);
        expect(days).toEqual(days.toSorted());
        expect(link([{ document: after }]).problems).toEqual([]);
      }),
    );
  });

  it('has the hours of the first day that is worked where it makes up for another', () => {
    expect(listedDay(toggleDay(calendar, '2026-10-03'), '2026-10-03')).toEqual({
      pointer: '/workdays/0',
      name: undefined,
      windows: HOURS,
    });
  });

  it('is called something in one language, and goes on being called so in the other', () => {
    const named = nameDay(nameDay(calendar, '2026-10-01', 'en', 'The First'), '2026-10-10', 'zh-CN', '补班');
    expect(listedDay(named, '2026-10-01')?.name).toEqual({ 'zh-CN': '国庆节', en: 'The First' });
    expect(listedDay(named, '2026-10-10')?.name).toEqual({ 'zh-CN': '补班', en: 'Make-up' });
    const bare = ['zh-CN', 'en'].reduce((one, language) => nameDay(one, '2026-10-01', language as 'en', ''), calendar);
    expect(bare.holidays).toEqual([{ on: '2026-10-01' }]);
  });
});

describe('windows as they are typed', () => {
  it.each([
    ['09:00-12:00, 13:30-17:30', HOURS],
    ['9:00–12:00、13:30 至 17:30', HOURS],
    ['０９：００－１２：００；13:30~17:30', HOURS],
    ['22:00-06:00', ['22:00-06:00']],
    ['00:00-24:00', ['00:00-24:00']],
    ['', []],
    ['9-12', undefined],
    ['09:00-25:00', undefined],
    ['09:60-12:00', undefined],
    ['09:00-24:30', undefined],
    ['09:00-12:00 lunch', undefined],
  ])('%s', (text, windows) => {
    expect(readWindows(text)).toEqual(windows);
  });

  it('stand at the day of the week they are written for', () => {
    expect(setWindows(calendar, '/windows/sat', ['10:00-14:00']).windows).toEqual({
      ...calendar.windows,
      sat: ['10:00-14:00'],
    });
  });
});

describe('a year of months', () => {
  it.each([
    [2026, 2, 5, '2026-02-01', 6],
    [2024, 2, 5, '2024-02-01', 3],
    [2026, 6, 5, '2026-06-01', 0],
    [50, 1, 6, '0050-01-01', 5],
    [9999, 12, 5, '9999-12-01', 2],
  ])('%i-%i has %i weeks and begins on its weekday', (year, month, weeks, first, place) => {
    const shown = weeksOf(year, month);
    expect([shown.length, shown[0]?.indexOf(first)]).toEqual([weeks, place]);
    expect(shown.every((week) => week.length === 7)).toBe(true);
  });

  it('shows every day of a year once', () => {
    const days = Array.from({ length: 12 }, (_, i) => weeksOf(2028, i + 1))
      .flat(2)
      .filter((on) => on !== null);
    expect([days.length, new Set(days).size, days[59]]).toEqual([366, 366, '2028-02-29']);
  });

  it.each([
    ['2026-03-01', 'ArrowLeft', '2026-02-28'],
    ['2026-12-31', 'ArrowRight', '2027-01-01'],
    ['2026-03-01', 'ArrowUp', '2026-02-22'],
    ['2026-01-31', 'PageDown', '2026-02-28'],
    ['2026-01-15', 'PageUp', '2025-12-15'],
    ['2026-11-30', 'End', '2026-12-06'],
    ['2026-12-06', 'Home', '2026-11-30'],
    ['2026-12-06', 'x', undefined],
    ['0050-01-01', 'ArrowLeft', '0049-12-31'],
    ['0050-03-31', 'PageUp', '0050-02-28'],
    ['9999-12-31', 'ArrowRight', undefined],
    ['9999-12-31', 'PageDown', undefined],
  ])('from %s %s leads to %s', (on, key, next) => {
    expect(dayByKey(on, key)).toBe(next);
  });
});
