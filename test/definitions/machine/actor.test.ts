import { expect, it } from 'vitest';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { walkMachines } from '../../support/machines/walk.ts';

const seed = Number(process.env['SEED'] ?? 1);

it(`a step is what XState’s own actor does, over random machines and through JSON (seed ${seed})`, () => {
  const met = walkMachines(new Chance(seed), 4_000);
  for (const what of ['accepted', 'event-not-accepted', 'event-guarded', 'done', 'timers', 'parallel', 'history']) {
    expect(met[what] ?? 0, JSON.stringify(met)).toBeGreaterThan(5);
  }
});
