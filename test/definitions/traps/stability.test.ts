import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { decided, entity, given, libraryOf, toldBy } from './told.ts';

const CUSTOMER = entity({
  credit: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100 },
  exit: { type: 'boolean' },
});
const damped = (stability: JsonObject): JsonObject => ({
  kind: 'segmentation',
  name: 'class',
  entity: 'entity/customer',
  method: 'composite',
  decimals: 2,
  scores: [{ of: 'credit', weight: 1 }],
  classes: [
    { name: 'gold', in: '[90, 100]' },
    { name: 'quality', in: '[80, 90)' },
    { name: 'regular', in: '[40, 80)' },
    { name: 'phase-out', in: '[0, 40)' },
  ],
  exceptions: [
    { when: { all: [{ fact: 'exit', operator: 'equal', value: true }] }, class: 'phase-out', reason: 'exit-approved' },
  ],
  stability,
});
const library = libraryOf(
  CUSTOMER,
  damped({ up: { after: 1 }, down: { after: 3, atMost: 1, at: 'quarter-end', buffer: 2 } }),
);
const decide = (credit: number, $previous: Json, $asOf: string, exit = false) =>
  decided(library, 'segmentation/class', given({ credit, exit }, { $previous, $asOf }));
const run = (credit: number, $previous: Json, $asOf: string, exit = false) => {
  const value = decide(credit, $previous, $asOf, exit).value as JsonObject;
  return [value['class'], value['rawClass'], value['held'], value['next']] as const;
};
const gold = (misses: number, since = '2025-01-01') => ({ class: 'gold', since, misses });
const left = (misses: number, day: string) => ({ ...gold(misses), run: day });

describe('stability', () => {
  it('does not damp without $previous: the class is that of the score', () => {
    expect(run(50, null, '2026-03-31')).toEqual([
      'regular',
      'regular',
      false,
      { class: 'regular', since: '2026-03-31', misses: 0, run: '2026-03-31' },
    ]);
  });

  it('moves up at once after one run', () => {
    expect(run(95, { class: 'regular', since: '2025-01-01', misses: 0 }, '2026-02-10')).toEqual([
      'gold',
      'gold',
      false,
      { class: 'gold', since: '2026-02-10', misses: 0, run: '2026-02-10' },
    ]);
  });

  it('does not count a run within the buffer as a miss', () => {
    expect(run(88, gold(1), '2026-03-31')).toEqual(['gold', 'quality', true, left(0, '2026-03-31')]);
    expect(run(87.99, gold(1), '2026-03-31')[3]).toEqual(left(2, '2026-03-31'));
  });

  it('moves down after three misses in a row, one class at most, at the end of a quarter', () => {
    expect(run(50, gold(0), '2025-09-30')).toEqual(['gold', 'regular', true, left(1, '2025-09-30')]);
    expect(run(50, gold(1), '2025-12-31')).toEqual(['gold', 'regular', true, left(2, '2025-12-31')]);
    const [name, raw, held, next] = run(50, gold(2), '2026-03-31');
    expect([name, raw, held]).toEqual(['quality', 'regular', true]);
    expect(next).toMatchObject({ class: 'quality', since: '2026-03-31' });
  });

  it('waits for the end of the quarter', () => {
    expect(run(50, gold(2), '2026-03-30')[0]).toBe('gold');
  });

  it('is bypassed by exceptions', () => {
    expect(run(95, gold(0), '2026-02-10', true)).toEqual([
      'phase-out',
      'gold',
      false,
      { class: 'phase-out', since: '2026-02-10', misses: 0, run: '2026-02-10' },
    ]);
  });

  it('gives the next run its $previous: a replay of the chain agrees', () => {
    let previous: Json = gold(0);
    const classes = ['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31'].map((day) => {
      const value: JsonObject = decide(50, previous, day).value as JsonObject;
      previous = value['next'] ?? null;
      return value['class'];
    });
    expect(classes).toEqual(['gold', 'gold', 'quality', 'quality']);
  });

  it('is refused a day or a class that it does not know', () => {
    const unknown = decide(50, { class: 'silver', since: '2025-01-01', misses: 0 }, '2026-03-31');
    expect([unknown.value, toldBy(unknown)]).toEqual([null, ['error previous-class-unknown@/stability']]);
    const undated = decided(library, 'segmentation/class', given({ credit: 5, exit: false }));
    expect([undated.value, toldBy(undated)]).toEqual([null, ['error as-of-missing@/$asOf']]);
    const strange = decided(
      library,
      'segmentation/class',
      given({ credit: 5, exit: false }, { $asOf: '2026-03-31', $previous: { klass: 'gold' } }),
    );
    expect(toldBy(strange)).toEqual(['error fact-unknown@/$previous/klass']);
  });
});
