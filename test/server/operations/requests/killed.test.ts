import { it } from 'vitest';
import { killSteppers } from '../../support/killed-steps.ts';
import { onBothDatabases } from '../../support/stores.ts';

onBothDatabases('a node that is killed while it steps requests, fires timers and tells a receiver', (stores) => {
  it('leaves every step that it answered, no request by half, and each told once by its key', {
    timeout: 240_000,
  }, async () => {
    await killSteppers(stores, 20);
  });
});
