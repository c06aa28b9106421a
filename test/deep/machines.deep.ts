import { it } from 'vitest';
import { Chance } from '../../server/referee/agree/random/chance.ts';
import { walkMachines } from '../support/machines/walk.ts';

const seed = Number(process.env['SEED'] ?? 1);

it(`100,000 events over random machines, step by step as XState’s own actor (seed ${seed})`, () => {
  walkMachines(new Chance(seed), 100_000);
});
