import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { takeBackApproval } from '../../../../server/operations/releases/approve.ts';
import { declineRelease, withdrawRelease } from '../../../../server/operations/releases/decline.ts';
import { holdWithout } from '../../../../server/operations/releases/hold.ts';
import { goLiveDue } from '../../../../server/operations/releases/keep-releases.ts';
import { findStanding } from '../../../../server/operations/releases/release-rows.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { as } from '../../support/people.ts';
import { AS_SEEN, codeOf, KEEPER, lifeRoom, type LifeRoom, tier } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

/**
 * The life of one release as a reader of the design would tell it, in questions and answers: whose text stands, whether it is handed in,
 * whose word it has, whether it is over. It knows no list of states and no table of moves.
 */
interface Told {
  isHandedIn: boolean;
  hasApproval: boolean;
  /** Why it stopped, where it did; a new submission forgets it. */
  stopped: 'returned' | 'withdrawn' | 'held' | 'expired' | null;
  over: 'live' | 'refused' | null;
  /** Hours since it was handed in; and those that are left until its instant. */
  waited: number;
}

const nameOf = ({ over, hasApproval, isHandedIn, stopped }: Told): string =>
  over ?? (hasApproval ? 'approved' : isHandedIn ? 'submitted' : (stopped ?? 'draft'));

type Deed = 'edit' | 'submit' | 'return' | 'refuse' | 'withdraw' | 'approve' | 'take-back' | 'leave' | 'wait' | 'keep';
const DEEDS: readonly Deed[] = [
  'edit',
  'submit',
  'return',
  'refuse',
  'withdraw',
  'approve',
  'take-back',
  'leave',
  'wait',
  'keep',
];
/** Drawn more often, as they lead on. */
const USUAL: readonly Deed[] = ['submit', 'submit', 'approve', 'approve', 'approve', 'keep'];
const EXPIRES_AFTER = 14 * 24;

/** What the model makes of a deed; false where it may not be done. */
function does(told: Told, deed: Deed): boolean {
  const isWaiting = told.over === null && told.isHandedIn && !told.hasApproval;
  const stop = (why: Told['stopped']) => Object.assign(told, { isHandedIn: false, hasApproval: false, stopped: why });
  switch (deed) {
    case 'edit':
      if (told.over !== null) return false;
      stop(null);
      return true;
    case 'submit':
      if (told.over !== null || told.isHandedIn) return false;
      Object.assign(told, { isHandedIn: true, stopped: null, waited: 0 });
      return true;
    case 'return':
      if (!isWaiting) return false;
      stop('returned');
      return true;
    case 'refuse':
      if (!isWaiting) return false;
      told.over = 'refused';
      return true;
    case 'withdraw':
      if (told.over !== null || told.stopped === 'withdrawn') return false;
      stop('withdrawn');
      return true;
    case 'approve':
      if (!isWaiting || told.waited >= EXPIRES_AFTER) return false;
      told.hasApproval = true;
      return true;
    case 'take-back':
      if (told.over !== null || !told.hasApproval) return false;
      Object.assign(told, { hasApproval: false, waited: 0 });
      return true;
    case 'leave':
      if (told.over === null && told.hasApproval) stop('held');
      return true;
    case 'wait':
      told.waited += 5 * 24;
      return true;
    case 'keep':
      if (told.over !== null || !told.isHandedIn) return true;
      // What was approved at once is looked at now; after days it is too late.
      if (told.hasApproval) {
        if (told.waited > 0) stop('held');
        else told.over = 'live';
      } else if (told.waited >= EXPIRES_AFTER) stop('expired');
      return true;
  }
}

onBothDatabases('a release', (stores) => {
  const rounds = stores.dialect === 'sqlite' ? 20 : 8;

  it('comes, whatever is done with it in whatever order, to what the design tells', { timeout: 120_000 }, async () => {
    const seed = Number(process.env['SEED'] ?? 1);
    const chance = new Chance(seed);
    const room = await lifeRoom(stores);
    const seen = new Set<string>();
    let texts = 0;
    const fresh = () => ({ ...tier(70), title: `text ${(texts += 1)}` });
    for (let round = 0; round < rounds; round += 1) {
      const id = await room.begin([{ document: fresh() }]);
      const told: Told = { isHandedIn: false, hasApproval: false, stopped: null, over: null, waited: 0 };
      const deeds: Deed[] = [];
      for (let n = 0; n < 14; n += 1) {
        const deed = chance.pick([...DEEDS, ...USUAL]);
        deeds.push(deed);
        const expected = does(told, deed);
        // Time counts from the approval on, once there is one.
        if (deed === 'approve' && expected) told.waited = 0;
        const done = await doing(room, id, deed, fresh);
        seen.add(nameOf(told));
        expect([seed, deeds.join(' '), done, await room.state(id)]).toEqual([
          seed,
          deeds.join(' '),
          expected,
          nameOf(told),
        ]);
      }
      await withdrawRelease(room.store, as('ann'), id, AS_SEEN).catch(() => {});
    }
    expect(seen.size).toBeGreaterThan(6);
  });
});

/** Does it; false where it was refused. */
async function doing(room: LifeRoom, id: string, deed: Deed, fresh: () => JsonObject): Promise<boolean> {
  const standing = await findStanding(room.store.database, id);
  const hash = standing?.revision.bound_hash ?? '0';
  const asked = async (): Promise<unknown> => {
    switch (deed) {
      case 'edit':
        return await room.edit(id, [{ document: fresh(), ...(await basedOnLive(room)) }]);
      case 'submit':
        return await room.submit(id);
      case 'return':
      case 'refuse':
        return await declineRelease(room.store, as('ben'), id, { decision: deed, hash, reason: 'x' });
      case 'withdraw':
        return await withdrawRelease(room.store, as('ann'), id, AS_SEEN);
      case 'approve':
        return await room.approve(id, hash);
      case 'take-back':
        return await takeBackApproval(room.store, as('ben'), id, null);
      case 'leave':
        return await room.store.write(KEEPER, 'test', async (tx) => await holdWithout(tx, ['ben'], true));
      case 'wait':
        return room.later(5 * 24 * 3600);
      case 'keep':
        return await goLiveDue({ store: room.store, examiner: room.examiner }, room.now);
    }
  };
  return (await codeOf(asked())) === 'done';
}

/** Written on what is live, as an author does who looked. */
async function basedOnLive(room: LifeRoom): Promise<{ readonly replaces: string }> {
  const row = await room.store.database
    .selectFrom('publication_member')
    .select('hash')
    .where('id', '=', 'segmentation/tier')
    .where('until', 'is', null)
    .executeTakeFirstOrThrow();
  return { replaces: row.hash };
}
