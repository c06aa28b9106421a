import { it } from 'vitest';
import { killSteppers } from '../server/support/killed-steps.ts';
import { onBothDatabases } from '../server/support/stores.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 200);

onBothDatabases(`a node that is killed ${ROUNDS} times while it steps requests`, (stores) => {
  it('leaves every step that it answered, no request by half, and each told once by its key', async () => {
    await killSteppers(stores, ROUNDS, ({ kills, answered, requests }) => {
      if (kills % 20 !== 0 && kills !== ROUNDS) return;
      process.stdout.write(
        `${stores.dialect}: ${kills} kills, ${answered} steps of ${requests} requests answered: none lost, none by half\n`,
      );
    });
  });
});
