import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { approveRelease, takeBackApproval } from '../../server/operations/releases/approve.ts';
import { declineRelease, withdrawRelease } from '../../server/operations/releases/decline.ts';
import { goLive } from '../../server/operations/releases/go-live.ts';
import { goLiveDue } from '../../server/operations/releases/keep-releases.ts';
import { Chance } from '../../server/referee/agree/random/chance.ts';
import type { Store } from '../../server/store/store.ts';
import { chainFaults } from '../server/support/chain-faults.ts';
import { as, codeAt } from '../server/support/people.ts';
import { AS_SEEN, codeOf, KEEPER, lifeRoom, type LifeRoom } from '../server/support/releases.ts';
import { onBothDatabases } from '../server/support/stores.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 200);

/** Two who meet: on PostgreSQL each by a node of its own, some milliseconds apart, by chance. */
onBothDatabases(`of two deeds at once, ${ROUNDS} times`, (stores) => {
  let room: LifeRoom;
  let other: Store;
  let chance: Chance;
  beforeEach(async () => {
    room = await lifeRoom(stores);
    other = stores.dialect === 'postgresql' ? await stores.open({ clock: room.clock }) : room.store;
    chance = new Chance(Number(process.env['SEED'] ?? 1));
  });

  const meet = (...deeds: readonly (() => Promise<unknown>)[]) =>
    Promise.all(
      deeds.map(async (deed) => {
        await wait(chance.whole(0, 40));
        return await codeOf(deed());
      }),
    );
  const publications = async () =>
    (await room.store.database.selectFrom('publication').select('number').execute()).length;
  const approvals = async (id: string) =>
    (await room.store.database.selectFrom('release_approval').select('state').where('release', '=', id).execute()).map(
      ({ state }) => state,
    );
  const withdraw = (id: string) => withdrawRelease(other, as('ann'), id, AS_SEEN);
  const publish = (id: string, store = room.store) => goLive({ store, examiner: room.examiner }, KEEPER, id);
  /** Where the class begins: another score than the one before. */
  const from = (round: number) => 61 + (round % 25);

  /** Submitted, with what an approver was shown. */
  async function submitted(round: number) {
    const id = await room.draft(from(round));
    const hash = await room.submit(id);
    room.later(30);
    return { id, hash, approve: () => approveRelease(room.store, as('ben'), id, { hash, code: codeAt(room.now) }) };
  }

  /** Rounds of a race, and how often each outcome came; the audit is one chain at the end. */
  async function rounds(race: (round: number) => Promise<string>): Promise<void> {
    const came = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcome = await race(round);
      came.set(outcome, (came.get(outcome) ?? 0) + 1);
    }
    await room.store.seal();
    expect(await chainFaults(room.store.database)).toEqual([]);
    process.stdout.write(`${stores.dialect}: ${JSON.stringify(Object.fromEntries(came))}\n`);
  }

  it('life L06: approving and returning, one is done, and the other hears of it', async () => {
    await rounds(async (round) => {
      const { id, hash, approve } = await submitted(round);
      const decline = () => declineRelease(other, as('bob'), id, { decision: 'return', hash, reason: 'not so' });
      const outcome = (await meet(approve, decline)).join(' · ');
      expect(['done · release-decided', 'release-decided · done']).toContain(outcome);
      expect(await room.state(id)).toBe(outcome.startsWith('done') ? 'approved' : 'returned');
      const told = (await room.audited(id)).filter((one) => / (approve|return)-/.test(one));
      expect([told.length, told.filter((one) => one.endsWith(' refused')).length]).toEqual([2, 1]);
      await withdraw(id);
      return outcome;
    });
  });

  it('approving and withdrawing, nothing that is withdrawn keeps an approval', async () => {
    await rounds(async (round) => {
      const { id, approve } = await submitted(round);
      const [approved, withdrawn] = await meet(approve, () => withdraw(id));
      expect([withdrawn, await room.state(id)]).toEqual(['done', 'withdrawn']);
      expect(await approvals(id)).not.toContain('given');
      return `approve ${approved}`;
    });
  });

  it('publishing and withdrawing, it is live or withdrawn', async () => {
    await rounds(async (round) => {
      const id = await room.approved(from(round));
      const before = await publications();
      const [, withdrawn] = await meet(
        () => publish(id),
        () => withdraw(id),
      );
      const state = await room.state(id);
      expect([state, withdrawn === 'done', (await publications()) - before]).toEqual(
        state === 'live' ? ['live', false, 1] : ['withdrawn', true, 0],
      );
      return state;
    });
  });

  it('publishing and taking back the approval, it is live or waits for another', async () => {
    await rounds(async (round) => {
      const id = await room.approved(from(round));
      const before = await publications();
      const [, taken] = await meet(
        () => publish(id),
        () => takeBackApproval(other, as('ben'), id, 'a second thought'),
      );
      const state = await room.state(id);
      expect([taken === 'done', (await publications()) - before]).toEqual(state === 'live' ? [false, 1] : [true, 0]);
      if (state !== 'live') await withdraw(id);
      return state;
    });
  });

  it('life L18: two nodes that wake at once, it is published once', async () => {
    await rounds(async (round) => {
      const id = await room.approved(from(round));
      const before = await publications();
      await meet(
        () => goLiveDue({ store: room.store, examiner: room.examiner }, room.now),
        () => goLiveDue({ store: other, examiner: room.examiner }, room.now),
      );
      await goLiveDue({ store: room.store, examiner: room.examiner }, room.now);
      const published = (await room.audited(id)).filter((one) => one === 'release-keeper go-live');
      expect([await room.state(id), (await publications()) - before, published.length]).toEqual(['live', 1, 1]);
      return 'live';
    });
  });
});
