import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstSteps } from '../../../server/operations/first-steps.ts';
import { type ImportRoom, importRoom, rows } from '../support/importing.ts';
import { onBothDatabases } from '../support/stores.ts';

onBothDatabases('what a bank begins with', (stores) => {
  let room: ImportRoom;
  beforeEach(async () => {
    room = await importRoom(stores);
  });
  afterEach(async () => await room.close());

  it('is told step by step, as it is done', async () => {
    const { store } = room.life;
    const steps = () => firstSteps(store);
    expect(await steps()).toMatchObject({ data: false, changed: false, published: false });
    const grants = await store.database
      .selectFrom('role_grant')
      .select('role')
      .where('role', '=', 'approver')
      .execute();
    expect((await steps()).approver).toBe(grants.length > 0);
    await room.imported(rows(50));
    expect(await steps()).toMatchObject({ data: true, changed: false, published: false });
    await room.life.draft(41);
    expect(await steps()).toMatchObject({ data: true, changed: true, published: false });
  });
});
