import { it } from 'vitest';
import { killPublishers } from '../../support/killed-publishers.ts';
import { onBothDatabases } from '../../support/stores.ts';

onBothDatabases('a node that is killed while releases are handed in, approved and published', (stores) => {
  it('life L19: leaves all that it answered, both members of a release or none, and what it had begun is ended by another', {
    timeout: 180_000,
  }, async () => {
    await killPublishers(stores, 3);
  });
});
