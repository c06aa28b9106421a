import { it } from 'vitest';
import { Chance } from '../../server/referee/agree/random/chance.ts';
import { killWriters } from '../server/support/killed.ts';
import { onBothDatabases } from '../server/support/stores.ts';

onBothDatabases('a process that is killed 200 times', (stores) => {
  it('leaves all that it answered, and nothing by half', async () => {
    const chance = new Chance(Number(process.env['SEED'] ?? 1));
    await killWriters(stores.address, 200, () => chance.whole(0, 999) / 1000);
  });
});
