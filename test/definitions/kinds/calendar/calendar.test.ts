import { describe, expect, it } from 'vitest';
import { runCases } from '../../../../definitions/cases.ts';
import { calendarExamples } from '../../../../definitions/kinds/calendar/schema.ts';
import { differences } from '../../../../definitions/difference/difference.ts';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import type { Language } from '../../../../definitions/model/text.ts';
import { libraryOf, problemsOf } from '../answer.ts';

const [example] = calendarExamples as unknown as readonly JsonObject[];
const desk = (of: JsonObject): JsonObject => ({ ...example, ...of });
const week = (of: JsonObject): JsonObject => ({ windows: { ...(example?.['windows'] as JsonObject), ...of } });

describe('what a calendar may not say', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['nothing is wrong with the example', {}, []],
    ['a zone that is none', { timeZone: 'Asia/Hangzhou' }, ['calendar-zone-unknown@/timeZone']],
    ['a working day of nothing', { workingDay: 'PT0H' }, ['calendar-working-day@/workingDay']],
    ['a working day of days', { workingDay: 'P1D' }, ['calendar-working-day@/workingDay']],
    ['a working day that is too long', { workingDay: 'PT24H1M' }, ['calendar-working-day@/workingDay']],
    ['a working day as long as a day', { workingDay: 'PT24H' }, []],
    ['an end before the beginning', { from: '2027-01-01' }, ['calendar-ends-too-early@/to']],
    ['a last day that is none', { to: '2026-02-29' }, ['calendar-day-unknown@/to']],
    ['a holiday outside of it', { holidays: [{ on: '2027-01-01' }] }, ['day-outside-calendar@/holidays/0/on']],
    ['a holiday that is no day', { holidays: [{ on: '2026-02-29' }] }, ['calendar-day-unknown@/holidays/0/on']],
    ['a holiday twice', { holidays: [{ on: '2026-10-01' }, { on: '2026-10-01' }] }, ['day-twice@/holidays/1/on']],
    [
      'a holiday that is made up for',
      { workdays: [{ on: '2026-10-01', windows: ['09:00-17:00'] }] },
      ['day-is-both@/workdays/0/on'],
    ],
    [
      'a make-up day without hours',
      { workdays: [{ on: '2026-10-10', windows: [] }] },
      ['too-few-items@/workdays/0/windows'],
    ],
    ['a week without hours', week({ mon: [], tue: [], wed: [], thu: [], fri: [] }), ['calendar-never-open@/windows']],
    ['a window without length', week({ mon: ['09:00-09:00'] }), ['window-without-length@/windows/mon/0']],
    ['a window that is none', week({ mon: ['9-12'] }), ['window-malformed@/windows/mon/0']],
    ['a window that begins at 24:00', week({ mon: ['24:00-06:00'] }), ['window-malformed@/windows/mon/0']],
    ['windows that overlap', week({ mon: ['09:00-12:00', '11:59-13:00'] }), ['windows-overlap@/windows/mon/1']],
    ['windows that touch', week({ mon: ['09:00-12:00', '12:00-13:00'] }), []],
    [
      'a window within a longer one, another between',
      week({ mon: ['09:00-17:00', '10:00-11:00', '12:00-13:00'] }),
      ['windows-overlap@/windows/mon/1'],
    ],
    ['a night that runs into the next morning', week({ mon: ['22:00-09:30'] }), ['windows-overlap@/windows/tue/0']],
    ['a Sunday night that runs into Monday', week({ sun: ['22:00-09:30'] }), ['windows-overlap@/windows/mon/0']],
    ['a night that ends as the next day begins', week({ mon: ['22:00-09:00'] }), []],
    ['a night and the same night again', week({ fri: ['22:00-06:00'], sat: ['22:00-06:00'] }), []],
    [
      'a make-up day into which a night runs',
      { ...week({ fri: ['22:00-09:30'] }), workdays: [{ on: '2026-10-10', windows: ['09:00-17:00'] }] },
      ['windows-overlap@/workdays/0/windows/0'],
    ],
    [
      'a make-up day whose night runs into a working day',
      { workdays: [{ on: '2026-10-11', windows: ['22:00-09:30'] }] },
      ['windows-overlap@/workdays/0/windows'],
    ],
    [
      'a make-up day whose night runs into a holiday',
      { workdays: [{ on: '2026-09-30', windows: ['22:00-09:30'] }] },
      [],
    ],
    [
      'two make-up days, the night of the first into the second',
      {
        workdays: [
          { on: '2026-10-10', windows: ['22:00-09:30'] },
          { on: '2026-10-11', windows: ['09:00-17:00'] },
        ],
      },
      ['windows-overlap@/workdays/1/windows/0'],
    ],
  ])('%s', (_, of, codes) => {
    expect(problemsOf(desk(of))).toEqual(codes);
  });

  it('says both times and the day in both languages', () => {
    const { library, problems } = linked(week({ mon: ['22:00-09:30'] }));
    expect(library).toBe(true);
    expect(problems).toEqual([
      '时段 09:00-12:00 与周一的 22:00-09:30 重叠',
      'The window 09:00-12:00 overlaps 22:00-09:30 of Monday',
    ]);
  });
});

function linked(of: JsonObject) {
  const found = kindOf('calendar')?.lower(desk(of) as never, undefined as never).problems ?? [];
  return { library: found.length === 1, problems: [found[0]?.message['zh-CN'], found[0]?.message.en] };
}

const wordsOf = (of: JsonObject, language: Language) => {
  const library = libraryOf(desk(of));
  const definition = library.definitions.get('calendar/retail-desk');
  return definition && kindOf('calendar')?.words(definition.document, null, library.environment, language);
};

describe('a calendar in words', () => {
  const named = { 'zh-CN': '国庆节', en: 'National Day' };
  const of = {
    ...week({ sat: ['22:00-06:00'] }),
    holidays: ['2026-10-02', '2026-10-01', '2026-10-03', '2026-12-25'].map((on) =>
      on === '2026-12-25' ? { on } : { on, name: named },
    ),
    source: { 'zh-CN': '国办发明电', en: 'State Council notice' },
  };

  it('in Chinese', () => {
    expect(wordsOf(of, 'zh-CN')).toEqual([
      '周一至周五 09:00–12:00 和 13:30–17:30，周六 22:00–次日 06:00，周日休息，按 Asia/Shanghai 的时间。',
      '时限中的一个工作日为 7 个工作小时。',
      '已知 2026 年 1 月 1 日至 2026 年 12 月 31 日的节假日；此外只按星期计算，结果为暂定。',
      '国庆节：2026 年 10 月 1 日至 2026 年 10 月 3 日休息。',
      '2026 年 12 月 25 日休息。',
      '2026 年 10 月 10 日（周六）调休上班：09:00–17:00。',
      '来源：国办发明电。',
    ]);
  });

  it('in English', () => {
    expect(wordsOf(of, 'en')).toEqual([
      'Monday to Friday 09:00–12:00 and 13:30–17:30; Saturday 22:00–06:00 on the next day; Sunday off, by the time of Asia/Shanghai.',
      'One working day of a budget is 7 working hours.',
      'Holidays are known from 1 January 2026 to 31 December 2026; outside of that the week alone counts, and results are provisional.',
      'National Day: off on 1 October 2026 to 3 October 2026.',
      'Off on 25 December 2026.',
      '10 October 2026 (Saturday), Make-up working day: 09:00–17:00.',
      'Source: State Council notice.',
    ]);
  });

  it('tells every change by a sentence, and none where lists stand in another order', () => {
    const change = (from: JsonObject, to: JsonObject) => {
      const [difference] = differences(libraryOf(desk(from)), libraryOf(desk(to)));
      return [difference?.kind, difference?.words('en').some((line) => line.includes('/'))];
    };
    const holidays = [{ on: '2026-10-01' }, { on: '2026-10-02' }];
    expect(change({ holidays }, { holidays: holidays.toReversed() })).toEqual(['same', false]);
    expect(
      change(week({ mon: ['09:00-12:00', '13:00-17:00'] }), week({ mon: ['13:00-17:00', '09:00-12:00'] })),
    ).toEqual(['same', false]);
    expect(change({ holidays }, { holidays: [...holidays, { on: '2026-10-03' }] })).toEqual(['changed', false]);
    expect(change({}, week({ mon: ['09:00-12:00'] }))).toEqual(['changed', false]);
    expect(change({}, { workingDay: 'PT8H' })).toEqual(['changed', false]);
    expect(change({}, { to: '2027-12-31' })).toEqual(['changed', false]);
  });
});

describe('cases of a calendar', () => {
  const outcome = (given: JsonObject, expected: JsonObject) => {
    const cases = [{ name: 'one', given, expect: expected }] as unknown as Json;
    const [found] = runCases(libraryOf(desk({ cases })), 'calendar/retail-desk');
    return { passed: found?.passed, value: found?.got.value, problems: found?.got.problems.map(({ code }) => code) };
  };
  const from = '2026-11-16T07:10:00+08:00';

  it('compare instants, however they are written, and the other members by subset', () => {
    for (const dueAt of ['2026-11-16T14:30:00+08:00', '2026-11-16T06:30Z', '2026-11-16T06:30:00.000Z'])
      expect(outcome({ from, budget: 'PT4H' }, { dueAt })).toMatchObject({ passed: true });
    expect(outcome({ from, budget: 'PT4H' }, { provisional: false })).toMatchObject({ passed: true });
    expect(outcome({ from, budget: 'PT4H' }, { dueAt: '2026-11-16T14:31:00+08:00' })).toEqual({
      passed: false,
      value: { dueAt: '2026-11-16T06:30:00Z', provisional: false },
      problems: [],
    });
    expect(outcome({ from, budget: 'PT4H' }, { provisional: true }).passed).toBe(false);
  });

  it.each<[string, JsonObject, string]>([
    ['a start without a zone', { from: '2026-11-16T07:10:00', budget: 'PT4H' }, 'due-from-malformed'],
    ['a budget of nothing', { from, budget: 'PT0H' }, 'budget-of-nothing'],
    ['elapsed time of nothing', { from, budget: { elapsed: 'PT0M' } }, 'budget-of-nothing'],
    ['a budget that is never used up', { from, budget: 'PT876000H' }, 'due-too-far'],
  ])('are refused: %s', (_, given, code) => {
    expect(outcome(given, { problems: [code] })).toEqual({ passed: true, value: null, problems: [code] });
  });

  it.each<[string, Json]>([
    ['months', 'P1M'],
    ['no length', 'PT'],
    ['half a day of the calendar', { calendarDays: 0.5 }],
    ['no day', { calendarDays: 0 }],
    ['two things', { calendarDays: 1, elapsed: 'PT1H' }],
  ])('are refused by the schema: %s', (_, budget) => {
    const cases = [{ name: 'one', given: { from, budget }, expect: { provisional: false } }] as unknown as Json;
    expect(problemsOf(desk({ cases })).every((told) => told.includes('@/cases/0/given/budget'))).toBe(true);
    expect(problemsOf(desk({ cases })).length).toBeGreaterThan(0);
  });
});
