import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerFilesThere } from '../../../../server/operations/impacts/answers-file.ts';
import { beginImpact } from '../../../../server/operations/impacts/begin-impact.ts';
import { readImpact } from '../../../../server/operations/impacts/read-impact.ts';
import { readMovers } from '../../../../server/operations/impacts/read-movers.ts';
import { findStanding } from '../../../../server/operations/releases/release-rows.ts';
import { readRelease, readReleaseImpact } from '../../../../server/operations/releases/release-view.ts';
import type { Binding } from '../../../../server/population/impact/bound-hash.ts';
import { snapshotFiles } from '../../../../server/population/snapshot.ts';
import { restoreBackup, writeBackup } from '../../../../server/store/backup-file.ts';
import { sqliteIn } from '../../../../server/store/address.ts';
import { keptResults } from '../../../../server/store/impacts.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { readSnapshots } from '../../../../server/store/snapshots.ts';
import type { Reader } from '../../../../server/store/store.ts';
import { temporaryFolder, tester } from '../../support/bank.ts';
import { documents } from '../../support/definitions.ts';
import { as } from '../../support/people.ts';
import { codeOf, importClients, lifeRoom, type LifeRoom, tier, wealth } from '../../support/releases.ts';
import { onBothDatabases, TEST_KEY, written } from '../../support/stores.ts';

const RIGHTS = [{ role: 'approver', scope: 'bank' }] as const;
/** Whose assets are not known is rich by this, who were not. */
const CHANGE = wealth(80);

onBothDatabases('the impact that a release binds', (stores) => {
  let room: LifeRoom;
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    room = await lifeRoom(stores, documents, folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const population = (asOf: string, unknown: number | null = null) =>
    importClients(room, folder, [5000, 5000, 10, unknown, null, null], asOf);
  const asked = async (document = CHANGE) => {
    const { id } = await beginImpact(room.store, as('ann'), { documents: [document], retired: [] }, room.impacts);
    await room.impacts.settled();
    return (await readImpact(room.store, { id, rights: RIGHTS, dataFolder: folder })).digest;
  };
  const bound = async (id: string) =>
    JSON.parse((await findStanding(room.store.database, id))?.revision.binding ?? 'null') as Binding;
  const ids = async () => {
    const rows = await room.store.database.selectFrom('impact').select('id').orderBy('begun_at').execute();
    return rows.map((row) => row.id);
  };
  const submitted = async (document = CHANGE) => {
    const id = await room.begin([{ document }]);
    return { id, hash: await room.submit(id) };
  };
  /** All that a reader of an impact sees. */
  const seen = async (store: Reader, dataFolder: string, id: string) => {
    const ref = 'segmentation/tier';
    const { digest, state, results } = await readImpact(store, { id, rights: RIGHTS, dataFolder });
    const movers = await readMovers(store, { id, ref, rights: RIGHTS, dataFolder, limit: 10 });
    return { digest, state, results, movers };
  };
  /** Changes a report as somebody would who has the database. */
  const rewrite = async (table: 'impact_result' | 'release_impact') =>
    await written(room.store, async ({ database }) => {
      const rows = await database.selectFrom(table).select('report').execute();
      const report = (rows[0]?.report ?? '').replace(/"moved":\d+/, '"moved":1000');
      expect(report).toContain('1000');
      await database
        .updateTable(table)
        .set({ report })
        .where('report', '=', rows[0]?.report ?? '')
        .execute();
    });

  it('is the one that was asked for before, by its digest, and no second one is computed', async () => {
    await population('2026-11-20');
    const digest = await asked();
    const { id } = await submitted();
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await bound(id)).impact).toBe(digest);
    expect((await ids()).length).toBe(1);
    const told = await readReleaseImpact(room.store, RIGHTS, id);
    const shown = await seen(room.store, folder, (await ids())[0] ?? '');
    expect([told.digest, told.report]).toEqual([digest, shown.results.map(({ report }) => report)]);
    expect(shown.movers.total).toBe(3);
  });

  it('is computed with the release where nobody asked before, and can be read with its movers', async () => {
    await population('2026-11-20');
    const { id } = await submitted();
    const [only = '', ...others] = await ids();
    expect(others).toEqual([]);
    const { release } = await readRelease(room.store, { person: null, rights: RIGHTS }, id);
    expect(release.impacts.map((one) => [one.id, one.state, one.isBound])).toEqual([[only, 'done', true]]);
    const shown = await seen(room.store, folder, only);
    expect([release.impact?.digest, shown.movers.total]).toEqual([shown.digest, 3]);
  });

  it('is another where the population, the definitions in force or the change are others', async () => {
    await population('2026-11-20');
    const first = await asked();
    await population('2026-11-21', 5000);
    const { id } = await submitted();
    expect([(await bound(id)).impact === first, (await ids()).length]).toEqual([false, 2]);
    await asked(wealth(40));
    const other = await room.begin([{ document: tier(70) }]);
    await room.approve(other, await room.submit(other));
    expect([await room.goLive(other), (await ids()).length]).toEqual(['live', 4]);
    await submitted(wealth(40));
    expect((await ids()).length).toBe(5);
  });

  it.each(['impact_result', 'release_impact'] as const)(
    'voids what was approved by it where it moves (%s), and is approved by nobody',
    async (table) => {
      await population('2026-11-20');
      const waiting = await submitted();
      await rewrite(table);
      expect(await codeOf(room.approve(waiting.id, waiting.hash))).toBe('impact-moved');
      expect(await room.state(waiting.id)).toBe('submitted');
    },
  );

  it('voids an approval where it moves before the change goes live', async () => {
    await population('2026-11-20');
    const { id, hash } = await submitted();
    await room.approve(id, hash);
    await rewrite('impact_result');
    expect([await room.goLive(id), await room.live()]).toEqual(['void', 'v1 60']);
    expect(await room.reason(id)).toMatch(/impact report is not the one/);
    // Handed in once more it is computed anew, since the one that was found does not hold.
    await room.edit(id, [{ document: CHANGE }], 'ann', 'Once more');
    await room.approve(id, await room.submit(id));
    expect(await room.goLive(id)).toBe('live');
  });

  it('is none where there is no population, which is not the same as that nothing changes', async () => {
    const { id, hash } = await submitted();
    const { impact, snapshot } = await bound(id);
    expect([impact, snapshot, await ids()]).toEqual([null, null, []]);
    expect(await codeOf(asked() as Promise<unknown>)).toBe('snapshot-not-found');
    await room.approve(id, hash);
    // What nobody could see when it was approved does not go live by itself.
    await population('2026-11-20');
    expect(await room.goLive(id)).toBe('held');
  });

  it('is kept as long as the release, while others are swept', async () => {
    await population('2026-11-20');
    await submitted();
    await asked(wealth(40));
    const [mine = ''] = await ids();
    room.later(31 * 86_400);
    await asked(wealth(45));
    expect((await ids()).length).toBe(2);
    expect((await seen(room.store, folder, mine)).movers.total).toBe(3);
  });

  it('is read on another node as on the one that computed it', async () => {
    await population('2026-11-20');
    await submitted();
    const [id = ''] = await ids();
    const other = await stores.open({ clock: room.clock });
    expect(await seen(other, folder, id)).toEqual(await seen(room.store, folder, id));
  });

  it('is in a backup with its movers, and holds what was restored', async () => {
    await population('2026-11-20');
    const { id, hash } = await submitted();
    const [impact = ''] = await ids();
    const before = await seen(room.store, folder, impact);
    const path = join(folder, 'backup');
    await writeBackup(room.store, path, { id: 'b', program: '1' }, room.clock, async (database) => ({
      folder,
      files: [
        ...snapshotFiles(await readSnapshots(database)),
        ...answerFilesThere(folder, await keptResults(database)),
      ],
    }));
    const place = temporaryFolder();
    const address = sqliteIn(place);
    await restoreBackup(path, join(place, 'scratch'), address, tester, () => ({}), room.clock, place);
    const restored = await openStore(address, { clock: room.clock, secretKey: () => TEST_KEY });
    try {
      expect(await seen(restored, place, impact)).toEqual(before);
      expect((await findStanding(restored.database, id))?.revision.bound_hash).toBe(hash);
    } finally {
      await restored.close();
      rmSync(place, { recursive: true, force: true });
    }
  });
});
