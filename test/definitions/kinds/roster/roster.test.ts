import { describe, expect, it } from 'vitest';
import { runCases } from '../../../../definitions/cases.ts';
import { calendarExamples } from '../../../../definitions/kinds/calendar/schema.ts';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import { rosterExamples } from '../../../../definitions/kinds/roster/roster.ts';
import { isObject, type Json, type JsonObject } from '../../../../definitions/model/json.ts';
import type { Language } from '../../../../definitions/model/text.ts';
import { prove } from '../../../../definitions/prove.ts';
import { libraryOf, problemsOf } from '../answer.ts';

const [calendar] = calendarExamples as unknown as readonly JsonObject[];
const [example] = rosterExamples as unknown as readonly JsonObject[];
const desk = (of: JsonObject): JsonObject => ({ ...example, ...of });
const members = [{ role: 'agent', organisation: 'hangzhou' }];
const shifts = (...windows: readonly JsonObject[]): JsonObject => ({
  shifts: windows.map((one, i) => ({ name: `shift-${i}`, windows: one, members })),
});
const library = (of: JsonObject, hours: JsonObject = {}) => libraryOf({ ...calendar, ...hours } as object, desk(of));

describe('what a roster may not say', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['nothing is wrong with the example', {}, []],
    [
      'a shift twice',
      { shifts: [1, 2].map(() => ({ name: 'a', windows: { mon: ['09:00-10:00'] }, members })) },
      ['shift-twice@/shifts/1/name'],
    ],
    ['a shift without hours', shifts({ mon: [] }), ['shift-without-hours@/shifts/0/windows']],
    [
      'a shift without people',
      { shifts: [{ name: 'a', windows: { mon: ['09:00-10:00'] }, members: [] }] },
      ['too-few-items@/shifts/0/members'],
    ],
    ['a window without length', shifts({ mon: ['09:00-09:00'] }), ['window-without-length@/shifts/0/windows/mon/0']],
    [
      'windows that overlap',
      shifts({ mon: ['09:00-12:00', '11:00-13:00'] }),
      ['windows-overlap@/shifts/0/windows/mon/1'],
    ],
    [
      'a night into the next morning',
      shifts({ sun: ['22:00-06:00'], mon: ['05:00-09:00'] }),
      ['windows-overlap@/shifts/0/windows/mon/0'],
    ],
    ['shifts that overlap one another', shifts({ mon: ['09:00-12:00'] }, { mon: ['11:00-13:00'] }), []],
    ['a calendar that is not there', { calendar: 'calendar/other' }, ['unknown-reference@/calendar']],
  ])('%s', (_, of, codes) => {
    expect(problemsOf(calendar ?? {}, desk(of))).toEqual(codes);
  });
});

describe('who is on duty', () => {
  const on = (of: JsonObject, at: string) => {
    const cases = [{ name: 'one', given: { at }, expect: { shifts: [] } }] as unknown as Json;
    const [found] = runCases(library({ ...of, cases }), 'roster/branch-desk');
    const value = found?.got.value;
    return isObject(value) ? value['shifts'] : found?.got.problems.map(({ code }) => code);
  };

  it.each<[string, JsonObject, string, readonly string[]]>([
    ['the early shift', {}, '2026-11-16T09:00:00+08:00', ['early']],
    ['both at the hand-over', {}, '2026-11-16T13:30:00+08:00', ['early', 'late']],
    ['the late one alone, from the instant the early one ends', {}, '2026-11-16T14:00:00+08:00', ['late']],
    ['nobody on a holiday', {}, '2026-10-01T09:00:00+08:00', []],
    ['nobody on a Sunday', {}, '2026-11-15T09:00:00+08:00', []],
    ['as on Monday on a make-up Saturday', {}, '2026-10-10T09:00:00+08:00', ['early']],
    [
      'on a make-up Saturday by the Saturday’s shifts, where there are some',
      shifts({ mon: ['08:00-14:00'] }, { sat: ['10:00-12:00'] }),
      '2026-10-10T10:00:00+08:00',
      ['shift-1'],
    ],
    ['the night of the day before', shifts({ mon: ['22:00-06:00'] }), '2026-11-17T05:59:00+08:00', ['shift-0']],
    ['not when that night is over', shifts({ mon: ['22:00-06:00'] }), '2026-11-17T06:00:00+08:00', []],
    ['nothing without a zone', {}, '2026-11-17T06:00:00', ['due-from-malformed']],
  ])('%s', (_, of, at, names) => {
    expect(on(of, at)).toEqual(names);
  });
});

describe('hours of the calendar without a shift', () => {
  const proof = (of: JsonObject, hours: JsonObject = {}) => {
    const found = prove(library(of, hours)).find(({ id }) => id === 'roster/branch-desk')?.proofs[0];
    return [found?.verdict, found?.problem?.message.en];
  };
  const whole = ['09:00-12:00', '13:30-17:30'];
  const all = { mon: whole, tue: whole, wed: whole, thu: whole, fri: whole };

  it('are found, and none where every hour has one', () => {
    expect(proof({})).toEqual(['proved', undefined]);
    expect(proof(shifts(all))).toEqual(['proved', undefined]);
    expect(proof(shifts({ ...all, wed: ['09:00-12:00', '13:30-16:00'] }))).toEqual([
      'refuted',
      'On Wednesday from 16:00 to 17:30 the calendar is open and no shift is on duty',
    ]);
    expect(proof(shifts({ ...all, mon: ['10:00-12:00', '13:30-17:30'] }))[1]).toContain(
      'On Monday from 09:00 to 10:00',
    );
    expect(proof(shifts({ mon: whole, tue: whole, wed: whole, thu: whole }, { fri: ['09:00-12:00'] }))[1]).toContain(
      'On Friday from 13:30 to 17:30',
    );
  });

  it('over midnight and over the end of the week', () => {
    const night = {
      windows: { mon: ['22:00-06:00'], tue: [], wed: [], thu: [], fri: [], sat: [], sun: ['22:00-06:00'] },
      holidays: [],
      workdays: [],
    };
    expect(
      proof(shifts({ mon: ['00:00-06:00', '22:00-24:00'], tue: ['00:00-06:00'], sun: ['22:00-24:00'] }), night)[0],
    ).toBe('proved');
    expect(
      proof(shifts({ mon: ['00:00-05:00', '22:00-24:00'], tue: ['00:00-06:00'], sun: ['22:00-24:00'] }), night)[1],
    ).toContain('On Monday from 05:00 to 06:00');
  });
});

it.each<[Language, readonly string[]]>([
  [
    'zh-CN',
    [
      '按“零售业务日历”排班，节假日休息；调休上班日若当周同日没有班次，则按周一排班。',
      '早班：周一至周五 08:00–14:00，周六和周日休息，由“hangzhou”的“坐席”在岗。',
      '晚班：周一至周五 13:00–18:00，周六和周日休息，由“hangzhou”的“坐席”（会“cards”）在岗。',
    ],
  ],
  [
    'en',
    [
      'Staffed by the calendar “Retail desk”: holidays are off; a make-up working day whose weekday has no shift is staffed as a Monday.',
      'Early shift: Monday to Friday 08:00–14:00; Saturday and Sunday off, by “agent” of “hangzhou”.',
      'Late shift: Monday to Friday 13:00–18:00; Saturday and Sunday off, by “agent” of “hangzhou” who can do “cards”.',
    ],
  ],
])('a roster in words, %s', (language, words) => {
  const all = library({});
  const definition = all.definitions.get('roster/branch-desk');
  expect(definition && kindOf('roster')?.words(definition.document, null, all.environment, language)).toEqual(words);
});
