import { expect, it } from 'vitest';
import { decisionNumbers, firstNumberAt } from '../../../server/store/decision-number.ts';

it('numbers grow with time, and go on growing where a clock is set back', () => {
  const times = [1000, 1000, 1001, 5, 5, 2000, -7];
  let asked = 0;
  const numbers = decisionNumbers({ now: () => new Date(times[asked++] ?? 0) }, 12);
  const given = times.map(() => numbers.next());
  const ascending = given.map(({ number }) => number);
  expect(ascending).toEqual([...new Set(ascending)].toSorted((a, b) => a - b));
  for (const { number, at } of given) expect(number).toBeGreaterThanOrEqual(firstNumberAt(at));
});
