import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../../definitions/expression/date-text.ts';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { answer, libraryOf } from '../answer.ts';
import { customer, customerClass, exitApproved, personal } from './library.ts';

/** Runs of one segmentation for one customer whose three scores are the same figure. */
function runner(document: object, more: JsonObject = {}) {
  const library = libraryOf(customer, personal, exitApproved, document);
  return (score: number, asOf: string, previous?: readonly [string, string, number]) => {
    const facts = { credit: score, contribution: score, loyalty: score, personal: true, exitApproved: false, ...more };
    const [held, since = '', misses = 0] = previous ?? [];
    const world = {
      facts,
      asOf: parseDate(asOf) ?? 0n,
      ...(held === undefined
        ? {}
        : { previous: { class: held, since: parseDate(since) ?? 0n, misses: BigInt(misses) } }),
    };
    return answer(library, 'segmentation/customer-class', world);
  };
}

const Q2 = '2026-06-30';
const MAY = '2026-05-31';
const SINCE = '2026-01-31';
type Previous = readonly [string, string, number];
const gold = (misses: number): Previous => ['gold', SINCE, misses];

describe('the bank’s rule: up at once; down after three misses, one class at a time, at quarter end, with a buffer of 2', () => {
  const run = runner(customerClass);
  // score, date, previous → class, rawClass, held, next misses, next since
  test.each<[string, number, string, Previous | undefined, string, string, boolean, number, string]>([
    ['without a run before, the class is the raw one', 77.3, MAY, undefined, 'key', 'key', false, 0, MAY],
    ['up at once, two classes', 92, MAY, ['key', SINCE, 2], 'gold', 'gold', false, 0, MAY],
    ['the same class sets the misses to 0', 95, MAY, gold(2), 'gold', 'gold', false, 0, SINCE],
    ['at the lower bound there is no miss', 90, MAY, gold(2), 'gold', 'gold', false, 0, SINCE],
    ['within the buffer: held, and no miss', 89.99, Q2, gold(2), 'gold', 'quality', true, 0, SINCE],
    ['the buffer’s own bound is no miss', 88, Q2, gold(2), 'gold', 'quality', true, 0, SINCE],
    ['just below the buffer: the first miss', 87.99, Q2, gold(0), 'gold', 'quality', true, 1, SINCE],
    ['the second miss', 87.99, Q2, gold(1), 'gold', 'quality', true, 2, SINCE],
    ['the third miss at quarter end: down', 87.99, Q2, gold(2), 'quality', 'quality', false, 0, Q2],
    ['the third miss before quarter end: held', 87.99, MAY, gold(2), 'gold', 'quality', true, 3, SINCE],
    ['later misses wait for the quarter end', 87.99, '2026-06-29', gold(5), 'gold', 'quality', true, 6, SINCE],
    ['… and move then', 87.99, Q2, gold(6), 'quality', 'quality', false, 0, Q2],
    ['the day after is a new quarter', 87.99, '2026-07-01', gold(6), 'gold', 'quality', true, 7, SINCE],
    ['one class at a time', 61, Q2, gold(2), 'quality', 'regular', true, 0, Q2],
    ['a year’s last day is a quarter end', 61, '2026-12-31', gold(2), 'quality', 'regular', true, 0, '2026-12-31'],
    ['the lowest class has nowhere to go', 10, Q2, ['phase-out', SINCE, 0], 'phase-out', 'phase-out', false, 0, SINCE],
  ])('%s', (_, score, asOf, previous, name, rawClass, held, misses, since) => {
    const got = run(score, asOf, previous);
    expect(got.value).toEqual({ class: name, score, rawClass, held, next: { class: name, since, misses, run: asOf } });
    expect(got.problems).toEqual([]);
  });

  test('a year of months, each fed with the next of the one before', () => {
    const months = [
      '01-31',
      '02-28',
      '03-31',
      '04-30',
      '05-31',
      '06-30',
      '07-31',
      '08-31',
      '09-30',
      '10-31',
      '11-30',
      '12-31',
    ];
    const scores = [91, 85, 85, 85, 85, 85, 85, 89, 72, 72, 72, 72];
    let previous: Previous | undefined;
    const classes = months.map((day, i) => {
      const { value } = run(scores[i] ?? 0, `2026-${day}`, previous);
      const { next } = value as {
        readonly next: { readonly class: string; readonly since: string; readonly misses: number };
      };
      previous = [next.class, next.since, next.misses];
      return `${next.class} ${next.misses}`;
    });
    expect(classes).toEqual([
      'gold 0',
      'gold 1',
      'gold 2',
      'gold 3',
      'gold 4',
      'quality 0',
      'quality 0',
      'quality 0',
      'quality 1',
      'quality 2',
      'quality 3',
      'key 0',
    ]);
  });

  test('an exception decides at once, is not held, and sets the misses to 0', () => {
    const exit = runner(customerClass, { exitApproved: true });
    const next = { class: 'phase-out', since: MAY, misses: 0, run: MAY };
    expect(exit(95, MAY, gold(2))).toMatchObject({
      value: { class: 'phase-out', rawClass: 'gold', held: false, next },
      reasons: ['exit-approved'],
    });
    expect(exit(95, MAY, ['phase-out', SINCE, 0]).value).toMatchObject({ next: { since: SINCE } });
  });

  test('a class that nobody knows refuses the record', () => {
    expect(run(95, MAY, ['platinum', SINCE, 0])).toMatchObject({ value: null, problems: ['previous-class-unknown'] });
  });
});

describe('other rules', () => {
  const ruled = (stability: object) => runner({ ...customerClass, stability });
  test.each<[string, object, number, string, Previous, string, number]>([
    ['up waits for its runs', { up: { after: 2 } }, 92, MAY, ['key', SINCE, 0], 'key', -1],
    ['… and moves in the second', { up: { after: 2 } }, 92, MAY, ['key', SINCE, -1], 'gold', 0],
    [
      'a miss below ends the count above',
      { up: { after: 2 }, down: { after: 2 } },
      61,
      MAY,
      ['key', SINCE, -1],
      'key',
      1,
    ],
    [
      'a run above ends the count below',
      { up: { after: 2 }, down: { after: 2 } },
      92,
      MAY,
      ['key', SINCE, 1],
      'key',
      -1,
    ],
    ['up by one class at most', { up: { after: 1, atMost: 1 } }, 92, MAY, ['key', SINCE, 0], 'quality', 0],
    ['down at once where only up is ruled', { up: { after: 2 } }, 61, MAY, gold(0), 'regular', 0],
    ['without a buffer every lower class is a miss', { down: { after: 2 } }, 89.99, MAY, gold(0), 'gold', 1],
    ['month end: the last day moves', { down: { after: 1, at: 'month-end' } }, 61, '2026-02-28', gold(0), 'regular', 0],
    [
      'month end: in a leap year the 28th does not',
      { down: { after: 1, at: 'month-end' } },
      61,
      '2028-02-28',
      gold(0),
      'gold',
      1,
    ],
    [
      'month end: the day before does not',
      { down: { after: 1, at: 'month-end' } },
      61,
      '2026-05-30',
      gold(0),
      'gold',
      1,
    ],
  ])('%s', (_, stability, score, asOf, previous, name, misses) => {
    expect(ruled(stability)(score, asOf, previous).value).toMatchObject({ class: name, next: { class: name, misses } });
  });
});
