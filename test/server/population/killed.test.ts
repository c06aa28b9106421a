import { test } from 'vitest';
import { killImports } from '../support/killed-imports.ts';
import { onBothDatabases } from '../support/stores.ts';

onBothDatabases('an import that is killed at any moment', (stores) => {
  test('life L56: leaves the snapshots of before, and nothing else after the next', { timeout: 600_000 }, async () => {
    await killImports(stores.address, 10);
  });
});
