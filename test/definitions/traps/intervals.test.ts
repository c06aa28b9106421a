import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { criteria, decided, entity, given, libraryOf, told } from './told.ts';

const FIELDS = entity({
  score: { type: 'decimal', decimals: 2 },
  age: { type: 'integer', minimum: 0, maximum: 120 },
  day: { type: 'date', optional: true },
  at: { type: 'instant', optional: true },
  name: { type: 'string', optional: true },
});
const card = (...intervals: readonly string[]): JsonObject => ({
  kind: 'scorecard',
  name: 'card',
  entity: 'entity/customer',
  decimals: 0,
  combine: 'sum',
  characteristics: [
    { name: 'part', fact: 'score', bins: intervals.map((interval, i) => ({ in: interval, score: i })) },
  ],
});
const cell = (interval: string, fact = 'score'): JsonObject => ({
  kind: 'decision-table',
  name: 'table',
  entity: 'entity/customer',
  hitPolicy: 'first',
  inputs: [{ fact }],
  outputs: [{ name: 'y', type: 'boolean' }],
  rules: [{ when: [interval], then: [true] }],
  otherwise: [false],
});
const between = (value: string, fact = 'score') => criteria({ all: [{ fact, operator: 'between', value }] });

/** Whether a figure lies in an interval, by a bin, a cell and a condition, which read intervals alike. */
function isIn(interval: string, score: number): readonly boolean[] {
  const library = libraryOf(FIELDS, card(interval, '(-∞, ∞)'), cell(interval), between(interval));
  const at = (ref: string) => JSON.stringify(decided(library, ref, given({ score, age: 1 })).value);
  return [
    at('scorecard/card').includes('"score":0'),
    at('decision-table/table').includes('true'),
    at('criteria/rule') === 'true',
  ];
}

describe('an interval', () => {
  it.each<[string, number, boolean]>([
    ['[60, 80)', 60, true],
    ['[60, 80)', 79.99, true],
    ['[60, 80)', 80, false],
    ['(60, 80]', 60, false],
    ['(60, 80]', 60.01, true],
    ['(60, 80]', 80, true],
    ['[60, 80]', 80, true],
    ['(60, 80)', 60, false],
    ['(60, 80)', 79.99, true],
    ['(-∞, 5000)', -1e9, true],
    ['(-∞, 5000)', 5000, false],
    ['(-inf, 5000]', 5000, true],
    ['[90, ∞)', 1e9, true],
    ['[90, inf)', 89.99, false],
    ['(90, +∞)', 90, false],
    ['(90, +inf)', 90.01, true],
    ['(-∞, ∞)', 0, true],
    ['[60,80)', 60, true],
    ['  [ 60 , 80 )  ', 60, true],
    ['[-5, -1.5]', -1.5, true],
    ['[60.00, 60.00]', 60, true],
    ['[0.1, 0.3)', 0.3, false],
    ['[0.10, 0.30)', 0.29, true],
  ])('%s holds %d: %s', (interval, score, expected) => {
    expect(isIn(interval, score)).toEqual([expected, expected, expected]);
  });

  const REFUSALS: readonly (readonly [string, string, string, string])[] = [
    ['[60, ∞]', 'bin-interval-malformed', 'bin-interval-malformed', 'interval-unreadable'],
    ['[-∞, 60]', 'bin-interval-malformed', 'bin-interval-malformed', 'interval-unreadable'],
    ['[60; 80)', 'interval-malformed', 'bin-interval-malformed', 'interval-unreadable'],
    ['60-80', 'interval-malformed', 'bin-interval-malformed', 'interval-unreadable'],
    ['[60..80)', 'interval-malformed', 'bin-interval-malformed', 'interval-unreadable'],
    ['[60, 80', 'interval-malformed', 'bin-interval-malformed', 'interval-unreadable'],
    [']60, 80[', 'interval-malformed', 'bin-interval-malformed', 'interval-unreadable'],
    ['[60, 70, 80)', 'interval-malformed', 'bin-interval-malformed', 'interval-unreadable'],
    ['[a, b)', 'bin-bound-unreadable', 'bin-bound-unreadable', 'interval-unreadable'],
    ['[1e3, 1e4)', 'bin-bound-unreadable', 'bin-bound-unreadable', 'interval-unreadable'],
    ['[60.005, 80)', 'bin-bound-unreadable', 'bin-bound-unreadable', 'interval-unreadable'],
    ['[80, 60)', 'bin-interval-empty', 'bin-interval-empty', 'interval-empty'],
    ['[60, 60)', 'bin-interval-empty', 'bin-interval-empty', 'interval-empty'],
    ['(60, 60.01)', 'bin-interval-empty', 'bin-interval-empty', 'interval-empty'],
    ['(∞, -∞)', 'bin-bound-unreadable', 'bin-bound-unreadable', 'interval-unreadable'],
  ];
  it.each(REFUSALS)(
    '%s is refused in bins (%s), cells (%s) and conditions (%s)',
    (interval, inBin, inCell, inCondition) => {
      expect(told(FIELDS, card(interval))).toEqual([`error ${inBin}@/characteristics/0/bins/0/in`]);
      expect(told(FIELDS, cell(interval))).toEqual([`error ${inCell}@/rules/0/when/0`]);
      expect(told(FIELDS, between(interval))).toEqual([`error ${inCondition}@/when/all/0/value`]);
    },
  );

  it.each<[string, string, JsonObject, boolean]>([
    ['day', '[2026-01-01, 2026-07-01)', { day: '2026-06-30' }, true],
    ['day', '[2026-01-01, 2026-07-01)', { day: '2026-07-01' }, false],
    ['day', '(-∞, 2026-07-01)', { day: '1990-01-01' }, true],
    ['at', '[2026-01-01T00:00:00+08:00, ∞)', { at: '2025-12-31T16:00:00Z' }, true],
    ['at', '[2026-01-01T00:00:00+08:00, ∞)', { at: '2025-12-31T15:59:59Z' }, false],
  ])('of the field %s, %s, given %j: %s', (fact, interval, facts, expected) => {
    const library = libraryOf(FIELDS, cell(interval, fact), between(interval, fact));
    const all = given({ score: 1, age: 1, ...facts });
    expect(decided(library, 'decision-table/table', all).value).toEqual({ y: expected });
    expect(decided(library, 'criteria/rule', all).value).toBe(expected);
  });

  it('of a text is refused: a text has no order', () => {
    expect(told(FIELDS, cell('[1, 2)', 'name'))).toEqual(['error bin-interval-unordered@/rules/0/when/0']);
    expect(told(FIELDS, between('[1, 2)', 'name'))).toEqual(['error operator-unfit@/when/all/0/fact']);
  });

  it('of days is refused where a day does not exist', () => {
    expect(told(FIELDS, cell('[2026-02-30, 2026-07-01)', 'day'))).toEqual([
      'error bin-bound-unreadable@/rules/0/when/0',
    ]);
  });

  it('of a whole number is read on whole numbers: (17, 18] holds 18 alone', () => {
    expect(told(FIELDS, cell('(17, 18)', 'age'))).toEqual(['error bin-interval-empty@/rules/0/when/0']);
    const library = libraryOf(FIELDS, cell('(17, 18]', 'age'));
    expect([17, 18, 19].map((age) => decided(library, 'decision-table/table', given({ score: 1, age })).value)).toEqual(
      [{ y: false }, { y: true }, { y: false }],
    );
  });
});
