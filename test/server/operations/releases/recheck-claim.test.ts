import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { directExaminer, type Examiner } from '../../../../server/operations/releases/examine.ts';
import { goLive } from '../../../../server/operations/releases/go-live.ts';
import { goLiveDue } from '../../../../server/operations/releases/keep-releases.ts';
import { submitRelease } from '../../../../server/operations/releases/submit.ts';
import { keptImpactOf } from '../../../../server/operations/impacts/fitting-impact.ts';
import { snapshotsFolder } from '../../../../server/population/snapshot.ts';
import { temporaryFolder } from '../../support/bank.ts';
import { documents } from '../../support/definitions.ts';
import { as } from '../../support/people.ts';
import { codeOf, importClients, KEEPER, lifeRoom, type LifeRoom, tier, wealth } from '../../support/releases.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

onBothDatabases('a node that rechecks a release', (stores) => {
  let room: LifeRoom;
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    room = await lifeRoom(stores, documents, folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const MINUTE = 60;
  const lease = async (id: string) =>
    await room.store.database
      .selectFrom('release')
      .select(['lease_until', 'fence'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();

  it('keeps it for itself as long as it works, though that take longer than one claim lasts', async () => {
    const id = await room.approved(70);
    const other = await stores.open({ clock: room.clock });
    let beat = () => {};
    const answers: string[] = [];
    const slow: Examiner = {
      ...room.examiner,
      async examine(asked) {
        for (let minutes = 0; minutes < 12; minutes += 4) {
          room.later(4 * MINUTE);
          const { lease_until: before } = await lease(id);
          beat();
          await expect.poll(async () => (await lease(id)).lease_until).not.toBe(before);
          answers.push(await codeOf(goLive({ store: other, examiner: room.examiner }, KEEPER, id)));
        }
        return await room.examiner.examine(asked);
      },
    };
    const pulse = (again: () => void) => {
      beat = again;
      return () => {
        beat = () => {};
      };
    };
    expect(await goLive({ store: room.store, examiner: slow, pulse }, KEEPER, id)).toBe('live');
    expect(answers).toEqual(['release-decided', 'release-decided', 'release-decided']);
    expect(await lease(id)).toEqual({ lease_until: null, fence: 1 });
  });

  it('gives it to another when it does not say any more that it works, and then comes to nothing', async () => {
    const id = await room.approved(70);
    const other = await stores.open({ clock: room.clock });
    let beat = () => {};
    const states: string[] = [];
    const dead: Examiner = {
      ...room.examiner,
      async examine(asked) {
        room.later(6 * MINUTE);
        states.push(await goLive({ store: other, examiner: room.examiner }, KEEPER, id));
        // It is another's by now: nothing is kept of that.
        beat();
        return await room.examiner.examine(asked);
      },
    };
    const pulse = (again: () => void) => {
      beat = again;
      return () => {};
    };
    expect(await goLive({ store: room.store, examiner: dead, pulse }, KEEPER, id)).toBe('live');
    expect([states, await room.live()]).toEqual([['live'], 'v2 70']);
  });

  it('gives it back where something else goes live again and again in between', async () => {
    const id = await room.approved(70);
    const restless: Examiner = {
      ...room.examiner,
      examine: async (asked) => ({ ...(await room.examiner.examine(asked)), basedOn: 0 }),
    };
    expect(await goLive({ store: room.store, examiner: restless }, KEEPER, id)).toBe('rechecking');
    expect(await room.goLive(id)).toBe('live');
  });

  it('leaves it to a node that has the populations, says so, and holds it when it is late', async () => {
    await importClients(room, folder, [5000, 5000, 10, null], '2026-11-20');
    const [id, late] = [await room.begin([{ document: wealth(80) }]), await room.begin([{ document: tier(70) }])];
    await room.approve(id, await room.submit(id));
    const elsewhere = directExaminer(room.store.database, join(folder, 'elsewhere'), room.clock);
    const told = await goLiveDue({ store: room.store, examiner: elsewhere }, room.now);
    expect(told?.en).toContain('lacks the populations');
    expect([await room.state(id), await lease(id)]).toEqual(['approved', { lease_until: null, fence: 0 }]);
    expect(await codeOf(goLive({ store: room.store, examiner: elsewhere }, KEEPER, id))).toBe('population-elsewhere');
    expect(await room.state(id)).toBe('approved');
    expect(await goLiveDue({ store: room.store, examiner: room.examiner }, room.now)).toBeUndefined();
    expect(await room.state(id)).toBe('live');
    await room.approve(late, await room.submit(late));
    room.later(5 * 60 * MINUTE);
    await goLiveDue({ store: room.store, examiner: elsewhere }, room.now);
    expect([await room.state(late), await room.reason(late)]).toEqual(['held', expect.stringContaining('lacks')]);
  });

  it('holds a release, with the reason, whose population is damaged', async () => {
    await importClients(room, folder, [5000, 5000, 10, null], '2026-11-20');
    const id = await room.begin([{ document: wealth(80) }]);
    await room.approve(id, await room.submit(id));
    const blind: Examiner = { ...room.examiner, lacking: async () => [] };
    rmSync(snapshotsFolder(folder), { recursive: true });
    expect(await goLive({ store: room.store, examiner: blind }, KEEPER, id)).toBe('held');
    expect(await room.reason(id)).toMatch(/is missing or no longer what was imported/);
  });

  it('examines nothing for whoever may not hand it in, or saw another release', async () => {
    const id = await room.draft(70);
    let examined = 0;
    const counting: Examiner = {
      ...room.examiner,
      examine: async (asked) => {
        examined += 1;
        return await room.examiner.examine(asked);
      },
    };
    const parts = { store: room.store, examiner: counting, impactOf: keptImpactOf(room.store, room.impacts) };
    const seen = { acceptsCases: null, whyNot: () => undefined };
    expect(await codeOf(submitRelease(parts, as('eli'), id, seen))).toBe('person-not-found');
    expect(await codeOf(submitRelease(parts, as('ben'), id, seen))).toBe('right-missing');
    const { problems } = await submitRelease(parts, as('ann'), 'none', seen).then(
      () => ({ problems: [] }),
      (error: { problems: readonly never[] }) => error,
    );
    const stale = { acceptsCases: null, whyNot: () => problems[0] };
    expect(await codeOf(submitRelease(parts, as('ann'), id, stale))).toBe('person-not-found');
    expect(examined).toBe(0);
    await submitRelease(parts, as('ann'), id, seen);
    expect([examined, await room.state(id)]).toEqual([1, 'submitted']);
  });

  it('hands in nothing with an impact that was swept meanwhile, and takes none that is about to be', async () => {
    await importClients(room, folder, [5000, 5000, 10, null], '2026-11-20');
    const id = await room.begin([{ document: wealth(80) }]);
    const impactOf = keptImpactOf(room.store, room.impacts);
    const sweeping: typeof impactOf = async (actor, draft) => {
      const kept = await impactOf(actor, draft);
      await written(room.store, async ({ database }) => {
        await database.deleteFrom('impact_result').execute();
        await database.deleteFrom('impact').execute();
      });
      return kept;
    };
    const parts = { store: room.store, examiner: room.examiner };
    const seen = { acceptsCases: null, whyNot: () => undefined };
    await expect(submitRelease({ ...parts, impactOf: sweeping }, as('ann'), id, seen)).rejects.toThrow(
      'loaded meanwhile',
    );
    expect(await room.state(id)).toBe('draft');
    await submitRelease({ ...parts, impactOf }, as('ann'), id, seen);
    const count = async () => (await room.store.database.selectFrom('impact').select('id').execute()).length;
    expect(await count()).toBe(1);
    room.later(29.5 * 24 * 60 * MINUTE);
    const again = await room.begin([{ document: wealth(80) }], 'ada');
    await submitRelease({ ...parts, impactOf }, as('ada'), again, seen);
    expect(await count()).toBe(2);
  });
});
