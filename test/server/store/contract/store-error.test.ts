import { expect, it } from 'vitest';
import { storeErrorOf } from '../../../../server/store/store-error.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

onBothDatabases('what a statement does wrong', (stores) => {
  it('is a fault of the program, and says nothing of the store', async () => {
    const store = await stores.open();
    const row = { hash: 'h', json: '{}', written: 0 };
    const twice = await written(store, async ({ database }) => {
      await database.insertInto('document').values([row, row]).execute();
    }).catch((error: unknown) => error);
    const unknown = await store.database
      .selectFrom('no_such_table' as 'document')
      .selectAll()
      .execute()
      .catch((error: unknown) => error);
    const many = Array.from({ length: 70_000 }, (_, i) => `h${i}`);
    const tooMany = await store.database
      .selectFrom('document')
      .select('hash')
      .where('hash', 'in', many)
      .execute()
      .catch((error: unknown) => error);
    for (const error of [twice, unknown, tooMany]) {
      expect(error).toBeInstanceOf(Error);
      expect([error, storeErrorOf(error, stores.address)]).toEqual([error, undefined]);
    }
  });
});
