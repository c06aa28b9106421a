import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'client',
  fields: { x: { type: 'integer', minimum: 0, maximum: 9 } },
};
const damped = (name: string, at: string): JsonObject => ({
  kind: 'segmentation',
  name,
  entity: 'entity/client',
  method: 'composite',
  decimals: 0,
  scores: [{ of: 'x', weight: 1 }],
  classes: [
    { name: 'low', in: '[0, 5)' },
    { name: 'high', in: '[5, 9]' },
  ],
  stability: { up: { after: 1 }, down: { after: 1, at } },
});
const library = link(
  [ENTITY, damped('by-month', 'month-end'), damped('by-quarter', 'quarter-end')].map((document) => ({ document })),
);

const text = (date: Date) => date.toISOString().slice(0, 10);
const day = (of: string, more = 0) => new Date(Date.parse(of) + more * 86_400_000);
const isEnd = (date: Date, months: number) => {
  const next = day(text(date), 1);
  return next.getUTCDate() === 1 && next.getUTCMonth() % months === 0;
};

/** Whether a day that ends a period lies behind the last run and not behind this one: day by day. */
function isFirstSinceAnEnd(run: string | null, asOf: string, months: number): boolean {
  if (run === null) return isEnd(day(asOf), months);
  for (let at = day(run, 1); at <= day(asOf); at = day(text(at), 1)) if (isEnd(at, months)) return true;
  return false;
}

const DAYS = [
  '2026-01-30',
  '2026-01-31',
  '2026-02-27',
  '2026-02-28',
  '2026-03-01',
  '2026-03-30',
  '2026-03-31',
  '2026-04-01',
  '2026-06-29',
  '2026-07-15',
  '2027-12-31',
  '2028-02-29',
];
const RUNS: readonly (string | null)[] = [null, '2025-12-31', ...DAYS];
const REQUESTS = DAYS.flatMap((asOf) => RUNS.map((run) => ({ asOf, run })));

describe.each([
  ['segmentation/by-month', 1],
  ['segmentation/by-quarter', 3],
])('found 33: %s moves in the first run on or after an end', (ref, months) => {
  it.each(availableEngines())('by %s', async (name) => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const engine = await engineFor(name, library, ref);
    const results = await engine.decide(
      REQUESTS.map(
        ({ asOf, run }): Json => ({
          facts: { x: 1 },
          $asOf: asOf,
          $previous: { class: 'high', since: '2025-01-01', misses: 0, ...(run === null ? {} : { run }) },
        }),
      ),
      'en',
    );
    await engine.close();
    const expected = REQUESTS.map(({ asOf, run }) => [
      asOf,
      run,
      isFirstSinceAnEnd(run, asOf, months) ? 'low' : 'high',
      asOf,
    ]);
    expect(expected.filter(([, , name]) => name === 'low').length).toBeGreaterThan(20);
    expect(
      results.map(({ value }, i) => {
        const { asOf = '', run = null } = REQUESTS[i] ?? {};
        const told = isObject(value) ? value : {};
        return [asOf, run, told['class'], isObject(told['next']) ? told['next']['run'] : null];
      }),
    ).toEqual(expected);
  });
});
