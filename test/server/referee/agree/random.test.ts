import { expect, it } from 'vitest';
import { compareRandomly } from '../../../deep/random-agreement.ts';

const seed = Number(process.env['SEED'] ?? 20_260);

it(`all engines give one answer on 40 random definitions × 50 records (seed ${seed})`, {
  timeout: 240_000,
}, async () => {
  const outcome = await compareRandomly({
    seed,
    definitions: 40,
    records: 50,
    judged: 20,
    covered: 0,
    tries: Number(process.env['TRIES'] ?? 40),
  });
  expect(outcome.differences).toEqual([]);
  expect(outcome.definitions).toBeGreaterThanOrEqual(40);
  expect(outcome.pairs.sql).toBeGreaterThanOrEqual(1_500);
  // Most requests are decided: agreeing on refusals alone would say little.
  expect(outcome.decided / outcome.pairs.function).toBeGreaterThan(0.7);
});
