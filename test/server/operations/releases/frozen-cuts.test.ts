import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { createRuntime } from '../../../../server/operations/definitions/runtime.ts';
import { goLive } from '../../../../server/operations/releases/go-live.ts';
import { readReleaseImpact } from '../../../../server/operations/releases/release-view.ts';
import { beginRollBack } from '../../../../server/operations/releases/roll-back.ts';
import type { Impact } from '../../../../server/population/impact/impact.ts';
import { snapshotsFolder } from '../../../../server/population/snapshot.ts';
import { freeze, readCuts } from '../../../../server/store/cuts.ts';
import type { DecisionLog } from '../../../../server/store/decision-log.ts';
import { temporaryFolder } from '../../support/bank.ts';
import { documents } from '../../support/definitions.ts';
import { as } from '../../support/people.ts';
import { importClients, KEEPER, lifeRoom, type LifeRoom } from '../../support/releases.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

/** Clients by their assets: the upper class holds this share of those whose assets are known. */
const band = (percent: number, more: JsonObject = {}): JsonObject => ({
  kind: 'segmentation',
  name: 'band',
  entity: 'entity/client',
  method: 'share',
  of: 'aum',
  classes: [
    { name: 'top', order: 1, share: `(0, ${percent}]` },
    { name: 'rest', order: 0, share: `(${percent}, 100]` },
  ],
  cases: [
    {
      name: 'alone',
      given: { facts: { clientId: 'A', age: 40, aum: 5 } },
      expect: { value: null, problems: ['cuts-missing'] },
    },
  ],
  ...more,
});
/** What stands on the bands. */
const PERKS: JsonObject = {
  kind: 'segmentation',
  name: 'perks',
  entity: 'entity/client',
  method: 'criteria',
  classes: [{ name: 'lounge', when: { all: [{ fact: 'segmentation/band#class', operator: 'equal', value: 'top' }] } }],
  otherwise: { name: 'none' },
};
const NO_LOG = { append: async () => {}, flush: async () => {} } as unknown as DecisionLog;
type Assets = readonly (number | null)[];

/** The least assets of the first per cent of a plain sort. */
function sortedCut(assets: Assets, percent: number): number {
  const known = assets.flatMap((one) => one ?? []).toSorted((one, other) => other - one);
  return known[Math.ceil((known.length * percent) / 100) - 1] ?? Number.NaN;
}

/** Which band everybody is in by a plain comparison with a cut; those without assets are in none. */
const bands = (assets: Assets, cut: number) => assets.map((one) => (one === null ? null : one >= cut ? 'top' : 'rest'));

function matrixOf(before: readonly (string | null)[], after: readonly (string | null)[]) {
  const matrix: Record<string, Record<string, number>> = {};
  for (const [i, from] of before.entries()) {
    const row = (matrix[from ?? ''] ??= {});
    const to = after[i] ?? '';
    row[to] = (row[to] ?? 0) + 1;
  }
  return matrix;
}

onBothDatabases('cuts of segmentations by share', (stores) => {
  let room: LifeRoom;
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    room = await lifeRoom(stores, documents, folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Drawn unevenly, some twice and some unknown. */
  const drawn = (seed: number): Assets =>
    Array.from({ length: 200 }, (_, i) => (i % 17 === 0 ? null : ((i * 7919 + seed * 31) % 997) ** 2 % 50_000));
  const cutsNow = async () => (await readCuts(room.store.database)).cuts;
  const publish = async (documents: readonly JsonObject[], goLiveAt: string | null = null) => {
    const id = await room.begin(
      documents.map((document) => ({ document })),
      'ann',
      goLiveAt,
    );
    await room.approve(id, await room.submit(id));
    return { id, state: goLiveAt === null ? await room.goLive(id) : 'approved' };
  };
  const reportOf = async (id: string, ref: string): Promise<Impact | undefined> => {
    const rights = [{ role: 'approver', scope: 'bank' }] as const;
    return (await readReleaseImpact(room.store, rights, id)).report?.find((one) => one.ref === ref);
  };
  const runtime = () => createRuntime({ database: room.store.database, log: NO_LOG, clock: room.clock });
  /** What is decided for everybody by what is in force. */
  const decided = (catalog: Awaited<ReturnType<typeof runtime>>['catalog'], ref: string, assets: Assets) =>
    assets.map((aum, i) => {
      const facts = { clientId: `C${i}`, age: 40, ...(aum !== null && { aum }) };
      const value = catalog.prepare(ref, false)?.compiled.decide({ facts })[ref]?.value as { class: string } | null;
      return value?.class ?? null;
    });

  it('are frozen with what adds it, and are the least figures of a plain sort', async () => {
    const assets = drawn(1);
    await importClients(room, folder, assets, '2026-11-20');
    expect((await publish([band(10), PERKS])).state).toBe('live');
    expect(await cutsNow()).toEqual({ 'segmentation/band': [sortedCut(assets, 10)] });
  });

  it('are frozen anew with another text, in the transaction in which it goes live, and are what the impact was told by', async () => {
    const assets = drawn(2);
    await importClients(room, folder, assets, '2026-11-20');
    await publish([band(10), PERKS]);
    const running = await runtime();
    const { id, state } = await publish([band(25)]);
    expect(state).toBe('live');
    const [old, now] = [sortedCut(assets, 10), sortedCut(assets, 25)];
    expect(await cutsNow()).toEqual({ 'segmentation/band': [now] });
    const moved = matrixOf(bands(assets, old), bands(assets, now));
    expect((await reportOf(id, 'segmentation/band'))?.matrix).toEqual(moved);
    const perks = (cut: number) => bands(assets, cut).map((one) => (one === 'top' ? 'lounge' : 'none'));
    expect((await reportOf(id, 'segmentation/perks'))?.matrix).toEqual(matrixOf(perks(old), perks(now)));
    // Whoever asks before it is taken over is answered by the old text with the old cuts, whoever asks then by the new with the new.
    expect(decided(running.catalog, 'segmentation/band', assets)).toEqual(bands(assets, old));
    expect(await running.refresh()).toBe(true);
    expect(decided(running.catalog, 'segmentation/band', assets)).toEqual(bands(assets, now));
    expect(decided(running.catalog, 'segmentation/perks', assets)).toEqual(perks(now));
    const [frozen] = await room.store.database
      .selectFrom('frozen_cuts')
      .select('frozen_at')
      .orderBy('number', 'desc')
      .limit(1)
      .execute();
    const [publication] = await room.store.database
      .selectFrom('publication')
      .select('published_at')
      .orderBy('number', 'desc')
      .limit(1)
      .execute();
    expect(frozen?.frozen_at).toBe(publication?.published_at);
  });

  it('are frozen on the snapshot of the recheck, not on that of the approval', async () => {
    const assets = drawn(3);
    await importClients(room, folder, assets, '2026-11-20');
    await publish([band(10), PERKS]);
    const { id } = await publish([band(25)], new Date(room.now.getTime() + 3_600_000).toISOString());
    const newer = assets.map((one, i) => (one === null || i % 40 !== 1 ? one : one + 7));
    await importClients(room, folder, newer, '2026-11-21');
    room.later(3600);
    expect(await room.goLive(id)).toBe('live');
    expect(await cutsNow()).toEqual({ 'segmentation/band': [sortedCut(newer, 25)] });
  });

  it('stay where the change is held', async () => {
    const assets = drawn(4);
    await importClients(room, folder, assets, '2026-11-20');
    await publish([band(10), PERKS]);
    const { id } = await publish([band(25)], new Date(room.now.getTime() + 3_600_000).toISOString());
    await importClients(
      room,
      folder,
      assets.map((one) => (one === null ? null : 5)),
      '2026-11-21',
    );
    room.later(3600);
    expect(await room.goLive(id)).toBe('held');
    expect(await cutsNow()).toEqual({ 'segmentation/band': [sortedCut(assets, 10)] });
  });

  it('go back with what is rolled back, whatever the population is by then', async () => {
    const assets = drawn(5);
    await importClients(room, folder, assets, '2026-11-20');
    await publish([band(10), PERKS]);
    const { id } = await publish([
      band(25, {
        classes: [
          { name: 'top', order: 2, share: '(0, 5]' },
          { name: 'middle', order: 1, share: '(5, 40]' },
          { name: 'rest', order: 0, share: '(40, 100]' },
        ],
      }),
    ]);
    expect(await cutsNow()).toEqual({ 'segmentation/band': [sortedCut(assets, 40), sortedCut(assets, 5)] });
    await importClients(room, folder, drawn(6), '2026-11-21');
    const back = await beginRollBack(room, as('ann'), id, 'Too many');
    await room.approve(back.id, back.hash ?? '');
    expect(await room.goLive(back.id)).toBe('live');
    expect(await cutsNow()).toEqual({ 'segmentation/band': [sortedCut(assets, 10)] });
    const { catalog } = await runtime();
    expect(decided(catalog, 'segmentation/band', assets)).toEqual(bands(assets, sortedCut(assets, 10)));
  });

  it('of another text that went live since are divided anew, and do not go back with what is rolled back', async () => {
    const assets = drawn(8);
    await importClients(room, folder, assets, '2026-11-20');
    const grown = (age: number): JsonObject => ({
      kind: 'criteria',
      name: 'grown',
      entity: 'entity/client',
      when: { all: [{ fact: 'age', operator: 'greaterThanInclusive', value: age }] },
    });
    const among = { appliesTo: { condition: 'criteria/grown' }, cases: [] };
    await publish([grown(1), band(10, among), PERKS]);
    const { id } = await publish([grown(2)]);
    await publish([band(25, among)]);
    expect(await cutsNow()).toEqual({ 'segmentation/band': [sortedCut(assets, 25)] });
    const back = await beginRollBack(room, as('ann'), id, 'Too old');
    await room.approve(back.id, back.hash ?? '');
    expect(await room.goLive(back.id)).toBe('live');
    expect(await cutsNow()).toEqual({ 'segmentation/band': [sortedCut(assets, 25)] });
    const { catalog } = await runtime();
    expect(decided(catalog, 'segmentation/band', assets)).toEqual(bands(assets, sortedCut(assets, 25)));
  });

  it('need no population where what is rolled back divides nothing anew', async () => {
    await importClients(room, folder, drawn(9), '2026-11-20');
    await publish([band(10), PERKS]);
    const { id } = await publish([{ ...PERKS, otherwise: { name: 'nothing' } }]);
    rmSync(snapshotsFolder(folder), { recursive: true });
    const back = await beginRollBack(room, as('ann'), id, 'Wrong name');
    await room.approve(back.id, back.hash ?? '');
    expect(await room.goLive(back.id)).toBe('live');
  });

  it('are looked at again where others were frozen during the recheck', async () => {
    const assets = drawn(7);
    await importClients(room, folder, assets, '2026-11-20');
    await publish([band(10), PERKS]);
    const id = await room.begin([{ document: band(25) }]);
    await room.approve(id, await room.submit(id));
    const others = { 'segmentation/band': [sortedCut(assets, 10) + 1] };
    let examined = 0;
    const examiner = {
      ...room.examiner,
      examine: async (asked: Parameters<typeof room.examiner.examine>[0]) => {
        const found = await room.examiner.examine(asked);
        examined += 1;
        if (examined === 1) await written(room.store, (tx) => freeze(tx.database, others, tx.now));
        return found;
      },
    };
    await goLive({ store: room.store, examiner }, KEEPER, id);
    expect([examined, await cutsNow()]).toEqual([2, { 'segmentation/band': [sortedCut(assets, 25)] }]);
  });

  it('that divide into another number of classes are gone where there is no population to divide', async () => {
    await written(room.store, (tx) => freeze(tx.database, { 'segmentation/band': [1, 2] }, tx.now));
    await publish([band(10), PERKS]);
    expect(await cutsNow()).toEqual({});
  });
});
