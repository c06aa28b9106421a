import { test } from 'vitest';
import { killImports } from '../server/support/killed-imports.ts';
import { onBothDatabases } from '../server/support/stores.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 200);

onBothDatabases(`an import that is killed ${ROUNDS} times`, (stores) => {
  test('life L56: leaves the snapshots of before, and nothing else after the next', async () => {
    await killImports(stores.address, ROUNDS, (kill, whole) => {
      if (kill % 20 === 0 || kill === ROUNDS)
        process.stdout.write(`${stores.dialect}: ${kill} kills, ${whole} imports whole, none by half\n`);
    });
  });
});
