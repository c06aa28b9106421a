import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { directExaminer } from '../../../../server/operations/releases/examine.ts';
import { goLiveDue } from '../../../../server/operations/releases/keep-releases.ts';
import { sqliteIn } from '../../../../server/store/address.ts';
import { restoreBackup, writeBackup } from '../../../../server/store/backup-file.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { temporaryFolder, tester } from '../../support/bank.ts';
import { lifeRoom } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const HOURS_MS = 3_600_000;

onBothDatabases('a store that is restored', (stores) => {
  it('life L82: holds what was approved and due, and lets nothing of it go live by itself', async () => {
    const folder = temporaryFolder();
    const room = await lifeRoom(stores);
    const id = await room.approved(70, new Date(room.now.getTime() + 2 * HOURS_MS).toISOString());
    const path = join(folder, 'backup');
    await writeBackup(room.store, path, { id: 'b1', program: '1.0.0' }, room.clock);
    // What became of it in the meantime, the backup does not know.
    const before = await room.live();
    const address = sqliteIn(join(folder, 'restored'));
    await restoreBackup(path, `${path}.scratch`, address, tester, (manifest) => ({ ...manifest }), room.clock);
    const store = await openStore(address, { clock: room.clock });
    room.later(3 * 3600);
    await goLiveDue({ store, examiner: directExaminer(store.database, '/none', room.clock) }, room.now);

    const release = await store.database
      .selectFrom('release')
      .select(['state', 'reason', 'publication'])
      .where('id', '=', id)
      .executeTakeFirst();
    expect(release).toMatchObject({ state: 'held', publication: null });
    expect(JSON.parse(release?.reason ?? '')).toMatchObject({ en: expect.stringContaining('restored from a backup') });
    const approvals = await store.database.selectFrom('release_approval').select('state').execute();
    expect(approvals).toEqual([{ state: 'void' }]);
    const published = await store.database.selectFrom('publication').select('number').execute();
    expect([before, published.length]).toEqual([await room.live(), 1]);

    // The store it was taken of goes on as approved.
    await goLiveDue({ store: room.store, examiner: room.examiner }, room.now);
    expect(await room.state(id)).toBe('live');
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
