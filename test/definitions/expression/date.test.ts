import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as calendar from '../../../definitions/expression/date.ts';
import {
  dateText,
  instantText,
  parseDate,
  parseInstant,
  parsePeriod,
} from '../../../definitions/expression/date-text.ts';
import { DATE, INSTANT } from '../../../definitions/model/type.ts';

const days = fc.integer({ min: Number(DATE.minimum), max: Number(DATE.maximum) });
const plain = (day: number) => Temporal.PlainDate.from('1970-01-01').add({ days: day });
const since = (date: Temporal.PlainDate) => date.since('1970-01-01', { largestUnit: 'days' }).days;

describe('calendar arithmetic', () => {
  it('agrees with Temporal on days, parts, weekdays, months later and quarters', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -30_000, max: 30_000 }), (day, months) => {
        const date = plain(day);
        const { year, month, day: ofMonth } = calendar.civil(day);
        expect([year, month, ofMonth]).toEqual([date.year, date.month, date.day]);
        expect(calendar.daysOf(year, month, ofMonth)).toBe(day);
        expect(calendar.weekday(day)).toBe(date.dayOfWeek);
        expect(dateText(day)).toBe(date.toString());
        const later = date.add({ months });
        expect(calendar.addMonths(day, months)).toBe(later.year < 1 || later.year > 9999 ? undefined : since(later));
        const quarter = date.with({ month: Math.ceil(date.month / 3) * 3, day: 1 });
        expect(calendar.quarterEnd(day)).toBe(since(quarter.with({ day: quarter.daysInMonth })));
      }),
    );
  });

  it.each([
    ['2026-01-31', '2026-02-28', 0],
    ['2026-01-31', '2026-03-01', 1],
    ['2024-02-29', '2025-02-28', 11],
    ['2024-02-29', '2025-03-01', 12],
    ['2026-03-31', '2026-01-31', -2],
    ['2026-03-30', '2026-01-31', -1],
    ['2026-01-01', '2026-01-01', 0],
  ])('from %s to %s are %i whole months', (from, to, months) => {
    expect(calendar.monthsBetween(Number(parseDate(from)), Number(parseDate(to)))).toBe(months);
  });

  it.each([
    ['2026-01-31T15:59:59.999Z', '2026-01-31'],
    ['2026-01-31T16:00:00Z', '2026-02-01'],
    ['1969-12-31T16:00:00Z', '1970-01-01'],
  ])('%s is the day %s at the bank', (instant, day) => {
    const found = calendar.dateOf(Number(parseInstant(instant)));
    expect(dateText(found ?? Number.NaN)).toBe(day);
  });

  it('begins a day of the bank at 16:00Z of the day before', () => {
    expect(instantText(calendar.startOfDay(Number(parseDate('2026-01-01'))) ?? Number.NaN)).toBe(
      '2025-12-31T16:00:00Z',
    );
  });

  it('ends at 9999-12-31 and begins at 0001-01-01', () => {
    expect([calendar.addDays(Number(DATE.maximum), 1), calendar.addDays(Number(DATE.minimum), -1)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(calendar.addMilliseconds(Number(INSTANT.maximum), 1)).toBeUndefined();
    expect([dateText(DATE.minimum), dateText(DATE.maximum)]).toEqual(['0001-01-01', '9999-12-31']);
  });
});

describe('texts of days, instants and periods', () => {
  it.each([
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '26-01-01',
    '2026-1-1',
    '2026-01-01 ',
    '2026-01-01T00:00:00Z',
  ])('%j is no day', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it.each([
    '2026-01-31',
    '2026-01-31T10:00:00',
    '2026-01-31T24:00:00Z',
    '2026-01-31T10:60:00Z',
    '2026-01-31T10:00:60Z',
    '2026-02-30T10:00:00Z',
    '2026-01-31T10:00:00+19:00',
    '2026-01-31T10:00:00.1234Z',
    '0001-01-01T00:00:00+01:00',
  ])('%j is no instant', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('reads instants as Temporal does, whatever their zone, and writes them in UTC', () => {
    const instant = fc.integer({
      min: Number(INSTANT.minimum) + 86_400_000,
      max: Number(INSTANT.maximum) - 86_400_000,
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: -72, max: 72 }), (at, quarters) => {
        const offset = `${quarters < 0 ? '-' : '+'}${String(Math.floor(Math.abs(quarters) / 4)).padStart(2, '0')}:${String((Math.abs(quarters) % 4) * 15).padStart(2, '0')}`;
        const moment = Temporal.Instant.fromEpochMilliseconds(at);
        expect(Number(parseInstant(moment.toString({ timeZone: offset, smallestUnit: 'millisecond' })))).toBe(at);
        expect(Number(parseInstant(instantText(at)))).toBe(at);
      }),
    );
  });

  it.each([
    ['P3M', { unit: 'months', count: 3 }],
    ['P1Y6M', { unit: 'months', count: 18 }],
    ['-P1Y', { unit: 'months', count: -12 }],
    ['P30D', { unit: 'days', count: 30 }],
    ['PT36H', { unit: 'milliseconds', count: 129_600_000 }],
    ['P1DT1M1S', { unit: 'milliseconds', count: 86_461_000 }],
    ['P', undefined],
    ['PT', undefined],
    ['P1DT', undefined],
    ['P1M1D', undefined],
    ['P1W', undefined],
    ['3M', undefined],
    ['P1.5D', undefined],
  ])('%s is %j', (text, period) => {
    expect(parsePeriod(text)).toEqual(period);
  });
});
