import { it } from 'vitest';
import { Chance } from '../../server/referee/agree/random/chance.ts';
import { killWriters } from '../server/support/killed.ts';
import { onBothDatabases } from '../server/support/stores.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 200);

onBothDatabases(`a process that is killed ${ROUNDS} times`, (stores) => {
  it('leaves all that it answered, and nothing by half', async () => {
    const chance = new Chance(Number(process.env['SEED'] ?? 1));
    const begun = performance.now();
    await killWriters(
      stores.address,
      ROUNDS,
      () => chance.whole(0, 999) / 1000,
      ({ rounds, answered, untold }) => {
        if (rounds % 10 !== 0 && rounds !== ROUNDS) return;
        const seconds = Math.round((performance.now() - begun) / 1000);
        const told = `${answered} operations answered, all there; ${untold} more there by whole`;
        process.stdout.write(`${stores.dialect}: ${rounds} kills, ${told}; ${seconds} s\n`);
      },
    );
  });
});
