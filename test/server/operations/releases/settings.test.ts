import { beforeEach, expect, it } from 'vitest';
import { type Settings, USUAL_SETTINGS } from '../../../../server/authority/settings.ts';
import { beginChange, decideChange } from '../../../../server/operations/people/change-authority.ts';
import { takeBackApproval } from '../../../../server/operations/releases/approve.ts';
import { declineRelease, withdrawRelease } from '../../../../server/operations/releases/decline.ts';
import { goLiveDue } from '../../../../server/operations/releases/keep-releases.ts';
import { readRelease } from '../../../../server/operations/releases/release-view.ts';
import { readSettings, settingsBefore } from '../../../../server/store/settings.ts';
import type { Transaction } from '../../../../server/store/store.ts';
import { as, seedPeople } from '../../support/people.ts';
import { AS_SEEN, codeOf, lifeRoom, type LifeRoom, tier, wealth } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

onBothDatabases('settings of two persons', (stores) => {
  let room: LifeRoom;
  beforeEach(async () => {
    room = await lifeRoom(stores);
  });
  const usual = USUAL_SETTINGS.settings;
  const propose = async (change: Partial<Settings>, by = 'sec', replaces?: string) =>
    await beginChange(room.store, as(by), {
      kind: 'set-settings',
      replaces: replaces ?? (await readSettings(room.store.database)).version,
      settings: { ...usual, ...change },
    });
  const set = async (change: Partial<Settings>) => {
    const { id, state } = await propose(change);
    expect(state).toBe('waiting');
    await decideChange(room.store, as('sys'), id, 'confirm');
    room.later(1);
  };
  const inForce = async () => (await readSettings(room.store.database)).version;
  const approvals = async (id: string) =>
    (
      await room.store.database
        .selectFrom('release_approval')
        .select(['person', 'state'])
        .where('release', '=', id)
        .orderBy('number')
        .execute()
    ).map(({ person, state }) => `${person} ${state}`);
  const onTier = (...people: string[]) => ({ approvers: [{ subject: 'segmentation/tier', people }] });
  const tomorrow = '2026-11-23T00:00:00+08:00';

  it('are begun by one, confirmed by another, and in force from then; never by one alone, by no door', async () => {
    const { id } = await propose({ expiryDays: 1 });
    expect(await inForce()).toBe('usual-1');
    expect(await codeOf(decideChange(room.store, as('sec'), id, 'confirm'))).toBe('second-person-needed');
    for (const nobody of ['ann', 'ben', 'lou'])
      expect(await codeOf(decideChange(room.store, as(nobody), id, 'confirm'))).toBe('right-missing');
    for (const nobody of ['ann', 'ben', 'sys', 'lou'])
      expect(await codeOf(propose({ expiryDays: 2 }, nobody))).toBe('right-missing');
    expect(await inForce()).toBe('usual-1');
    await decideChange(room.store, as('sys'), id, 'confirm');
    expect(await readSettings(room.store.database)).toMatchObject({
      version: 'settings-1',
      begunBy: 'sec',
      confirmedBy: 'sys',
      inForceAt: room.now.toISOString(),
      settings: { ...usual, expiryDays: 1 },
    });
    const entries = await room.store.database
      .selectFrom('audit_entry')
      .select(['operation', 'actor'])
      .where('subject', '=', 'settings')
      .where('outcome', '=', 'done')
      .orderBy('position')
      .execute();
    expect(entries.map(({ operation, actor }) => `${actor} ${operation}`).toSorted()).toEqual([
      'sec begin-authority-change',
      'sys confirm-authority-change',
    ]);
    const row = { number: 2, settings: '{}', begun_by: 'sec', confirmed_by: 'sec', in_force_at: '2026' };
    const bySql = (work: (tx: Transaction) => Promise<unknown>) => room.store.write(as('sys'), 'by-sql', work);
    await expect(bySql(({ database }) => database.insertInto('settings').values(row).execute())).rejects.toThrow(
      /two persons/,
    );
    await expect(bySql(({ database }) => database.deleteFrom('settings').execute())).rejects.toThrow(/only ever added/);
  });

  it('are refused over those of another, and with approvers who may approve nothing over the bank', async () => {
    const { id } = await propose({ expiryDays: 1 });
    await set({ expiryDays: 2 });
    expect(await codeOf(decideChange(room.store, as('sys'), id, 'confirm'))).toBe('settings-moved');
    expect(await codeOf(propose({}, 'sec', 'usual-1'))).toBe('settings-moved');
    expect(await codeOf(propose(onTier('ann')))).toBe('approves-nothing');
    expect(await codeOf(propose(onTier('eva')))).toBe('approves-nothing');
    expect(await codeOf(propose(onTier('nobody')))).toBe('person-not-found');
    const twice = [...onTier('ben').approvers, ...onTier('bob').approvers];
    expect(await codeOf(propose({ approvers: twice }))).toBe('there-already');
    await seedPeople(room.store, [{ id: 'sec-east', node: 'east', roles: ['security-administrator'] }]);
    expect(await codeOf(propose({}, 'sec-east'))).toBe('person-not-found');
    const versions = await settingsBefore(room.store.database, { number: 9, limit: 5 });
    expect(versions.map(({ version, settings }) => [version, settings.expiryDays])).toEqual([
      ['settings-1', 2],
      ['usual-1', 14],
    ]);
  });

  it('life L31: who names a kinder approver, publishes, and sets it back, meets both: the stricter holds for what was begun before', async () => {
    await set(onTier('bob'));
    const waiting = await room.draft(71);
    const hash = await room.submit(waiting);
    const approved = await room.draft(70, 'ann', tomorrow);
    await room.approve(approved, await room.submit(approved), 'bob');
    expect(await room.state(approved)).toBe('approved');

    await set(onTier('ben'));
    expect([await room.state(waiting), await room.state(approved)]).toEqual(['void', 'void']);
    expect(await approvals(approved)).toEqual(['bob void']);
    expect(await room.reason(approved)).toMatch(/settings changed \(settings-2\)/);
    expect(await codeOf(room.approve(waiting, hash, 'ben'))).toBe('release-not-so');
    const again = await room.submit(waiting);
    expect(again).not.toBe(hash);
    await room.approve(waiting, again, 'ben');
    // The kinder one alone does not do.
    expect([await room.state(waiting), await approvals(waiting)]).toEqual(['submitted', ['ben given']]);
    expect(await codeOf(room.goLive(waiting))).toBe('release-waiting');

    await set(onTier('bob'));
    expect([await room.state(waiting), await approvals(waiting)]).toEqual(['void', ['ben void']]);
    const third = await room.submit(waiting);
    const asked = async () => {
      const rights = [{ role: 'approver', scope: 'bank' }] as const;
      const shown = await Promise.all(
        ['bob', 'ben', 'ann'].map(
          async (person) => (await readRelease(room.store, { person, rights }, waiting)).release,
        ),
      );
      return shown.map((one) => one.awaitsReader);
    };
    const elsewhere = {
      person: 'ben',
      rights: [
        { role: 'approver', scope: 'east' },
        { role: 'auditor', scope: 'bank' },
      ],
    } as const;
    expect([await asked(), (await readRelease(room.store, elsewhere, waiting)).release.awaitsReader]).toEqual([
      [true, true, false],
      false,
    ]);
    await room.approve(waiting, third, 'bob');
    expect([await room.state(waiting), await asked()]).toEqual(['submitted', [false, true, false]]);
    await room.approve(waiting, third, 'ben');
    expect(await asked()).toEqual([false, false, false]);
    expect([await room.state(waiting), await room.goLive(waiting)]).toEqual(['approved', 'live']);
    // What is begun now knows the settings in force alone.
    const later = await room.draft(75);
    await room.approve(later, await room.submit(later), 'bob');
    expect(await room.state(later)).toBe('approved');
    const isInForce = async (id: string) =>
      (await readRelease(room.store, { person: null, rights: [{ role: 'auditor', scope: 'bank' }] }, id)).release
        .isInForce;
    expect([await isInForce(waiting), await isInForce(later)]).toEqual([true, null]);
    await room.goLive(later);
    expect([await isInForce(waiting), await isInForce(later)]).toEqual([false, true]);
  });

  it('life L31: of limits the narrowest holds that was in force since a release was begun, whatever is set meanwhile', async () => {
    const id = await room.draft(70);
    await set({ tolerance: { percent: 100, leastCustomers: 1_000_000 }, latenessHours: 168, expiryDays: 365 });
    await room.submit(id);
    const { release } = await readRelease(
      room.store,
      { person: null, rights: [{ role: 'approver', scope: 'bank' }] },
      id,
    );
    expect(release.expiresAt).toBe(new Date(room.now.getTime() + 14 * 24 * 3_600_000).toISOString());
    const binding = await room.store.database
      .selectFrom('release_revision')
      .select('binding')
      .where('release', '=', id)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(binding.binding ?? '')).toMatchObject({
      tolerance: { percent: 10, leastCustomers: 10 },
      policy: 'usual-1 settings-1 change',
    });
    const fresh = await room.draft(71, 'ann', new Date(room.now.getTime() + 3_600_000).toISOString());
    await room.approve(fresh, await room.submit(fresh));
    room.later(100 * 3600);
    expect(await room.goLive(fresh)).toBe('live');
  });

  it('say how late a release may go live, and how long a request waits', async () => {
    await set({ latenessHours: 1, expiryDays: 1 });
    const late = await room.draft(70, 'ann', new Date(room.now.getTime() + 3_600_000).toISOString());
    await room.approve(late, await room.submit(late));
    const waiting = await room.draft(71);
    await room.submit(waiting);
    room.later(25 * 3600);
    await goLiveDue({ store: room.store, examiner: room.examiner }, room.now);
    expect([await room.state(late), await room.state(waiting)]).toEqual(['held', 'expired']);
    expect(await room.reason(late)).toMatch(/more than the allowed 1 hours ago/);
  });

  it('name who approves which subject: each subject that a change reaches takes one of its people', async () => {
    await set({
      approvers: [
        { subject: 'segmentation/*', people: ['ben', 'cem'] },
        { subject: 'scorecard/wealth', people: ['bob'] },
      ],
    });
    // The segmentation stands on the scorecard: both are asked.
    const id = await room.begin([{ document: wealth(45) }]);
    const hash = await room.submit(id);
    const waitsFor = async () =>
      (await readRelease(room.store, { person: null, rights: [{ role: 'approver', scope: 'bank' }] }, id)).release
        .waitsFor;
    expect(await waitsFor()).toEqual([
      { refs: ['scorecard/wealth'], people: ['bob'] },
      { refs: ['segmentation/tier'], people: ['ben', 'cem'] },
    ]);
    await room.approve(id, hash, 'bob');
    expect([await room.state(id), await approvals(id)]).toEqual(['submitted', ['bob given']]);
    expect(await codeOf(room.approve(id, hash, 'bob'))).toBe('not-your-subject');
    expect(await waitsFor()).toEqual([{ refs: ['segmentation/tier'], people: ['ben', 'cem'] }]);
    await takeBackApproval(room.store, as('bob'), id, null);
    expect([await room.state(id), await approvals(id)]).toEqual(['submitted', ['bob taken-back']]);
    expect(await codeOf(takeBackApproval(room.store, as('bob'), id, null))).toBe('no-approval-of-yours');
    await room.approve(id, hash, 'bob');
    await room.approve(id, hash, 'cem');
    expect([await room.state(id), await room.goLive(id)]).toEqual(['approved', 'live']);
    expect(await approvals(id)).toEqual(['bob taken-back', 'bob spent', 'cem spent']);
  });

  it('refuse whoever is not named, and what nobody named may approve', async () => {
    await set(onTier('ben'));
    const id = await room.draft(70);
    const hash = await room.submit(id);
    expect(await codeOf(room.approve(id, hash, 'bob'))).toBe('not-your-subject');
    await set(onTier('cem'));
    const own = await room.begin([{ document: tier(72) }], 'cem');
    expect(await codeOf(room.submit(own, 'cem'))).toBe('approvers-edited');
    expect(await room.state(own)).toBe('draft');
  });

  it('let no part of an approval outlive what it was given to, or the right of who gave it', async () => {
    await set({
      approvers: [
        { subject: 'segmentation/*', people: ['ben'] },
        { subject: 'scorecard/wealth', people: ['bob'] },
      ],
    });
    const half = async () => {
      const id = await room.begin([{ document: wealth(45) }]);
      const hash = await room.submit(id);
      await room.approve(id, hash, 'bob');
      return { id, hash };
    };
    const returned = await half();
    await declineRelease(room.store, as('ben'), returned.id, { decision: 'return', hash: returned.hash, reason: 'no' });
    expect(await approvals(returned.id)).toEqual(['bob void']);
    const withdrawn = await half();
    await withdrawRelease(room.store, as('ann'), withdrawn.id, AS_SEEN);
    expect(await approvals(withdrawn.id)).toEqual(['bob void']);
    const expired = await half();
    const kept = await half();
    const revoked = { kind: 'revoke', to: { kind: 'person', id: 'bob' }, role: 'approver', scope: 'bank' } as const;
    await beginChange(room.store, as('sec'), revoked);
    expect([await room.state(kept.id), await approvals(kept.id)]).toEqual(['submitted', ['bob void']]);
    await room.approve(kept.id, kept.hash, 'ben');
    expect(await room.state(kept.id)).toBe('submitted');
    room.later(15 * 24 * 3600);
    await goLiveDue({ store: room.store, examiner: room.examiner }, room.now);
    expect([await room.state(expired.id), await room.state(kept.id)]).toEqual(['expired', 'expired']);
    expect(await approvals(kept.id)).toEqual(['bob void', 'ben void']);
  });
});
