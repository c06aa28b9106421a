import { it } from 'vitest';
import { killPublishers } from '../server/support/killed-publishers.ts';
import { onBothDatabases } from '../server/support/stores.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 100);

onBothDatabases(
  `a node that is killed ${ROUNDS} times while releases are handed in, approved and published`,
  (stores) => {
    it('life L19: leaves all that it answered, both members of a release or none, and what it had begun is ended by another', async () => {
      await killPublishers(stores, ROUNDS, (round, releases) => {
        if (round % 10 !== 0 && round !== ROUNDS) return;
        process.stdout.write(`${stores.dialect}: ${round} kills, ${releases} releases answered, none by half\n`);
      });
    });
  },
);
