import { expect, it } from 'vitest';
import { openStore } from '../../../../server/store/open-store.ts';
import { StoreError } from '../../../../server/store/store-error.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { killWriters, linesUntilKilled } from '../../support/killed.ts';
import { onBothDatabases } from '../../support/stores.ts';

onBothDatabases('a process that is killed', (stores) => {
  it('leaves all that it answered, and nothing by half', { timeout: 120_000 }, async () => {
    const chance = new Chance(Number(process.env['SEED'] ?? 1));
    await killWriters(stores.address, 3, () => chance.whole(0, 999) / 1000);
  });

  it('L83: in the middle of a migration, stops the next start with a sentence', { timeout: 120_000 }, async () => {
    await linesUntilKilled('migrating-process.ts', stores.address, '3', 1);
    const reason = await openStore(stores.address).catch((error: unknown) => error);
    expect(reason).toBeInstanceOf(StoreError);
    expect((reason as StoreError).problem.message.en).toMatch(
      /^Migration 3 \(decisions-by-number\), begun at .* was interrupted/,
    );
  });
});
