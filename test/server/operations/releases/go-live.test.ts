import { beforeEach, expect, it } from 'vitest';
import { beginChange } from '../../../../server/operations/people/change-authority.ts';
import { holdWithout } from '../../../../server/operations/releases/hold.ts';
import { goLiveDue } from '../../../../server/operations/releases/keep-releases.ts';
import { beginRollBack, reviewRollBack } from '../../../../server/operations/releases/roll-back.ts';
import { as } from '../../support/people.ts';
import { codeOf, KEEPER, lifeRoom, type LifeRoom, tier, wealth } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const HOUR = 3600;

onBothDatabases('going live', (stores) => {
  let room: LifeRoom;
  beforeEach(async () => {
    room = await lifeRoom(stores);
  });
  const inHours = (hours: number) => new Date(room.now.getTime() + hours * HOUR * 1000).toISOString();
  const keep = (at: LifeRoom = room) => goLiveDue({ store: at.store, examiner: at.examiner }, room.now);
  const publications = async () =>
    (
      await room.store.database.selectFrom('publication').select(['number', 'published_at']).orderBy('number').execute()
    ).map(({ published_at }) => published_at);
  const notices = async (id: string) =>
    (
      await room.store.database
        .selectFrom('release_notice')
        .select(['person', 'kind'])
        .where('release', '=', id)
        .where('settled_at', 'is', null)
        .execute()
    )
      .map(({ person, kind }) => `${person} ${kind}`)
      .toSorted();

  it('waits for its instant, and is then done once, whole, and told to everyone concerned', async () => {
    const id = await room.begin([{ document: tier(70) }, { document: wealth(40) }], 'ann', inHours(2));
    await room.approve(id, await room.submit(id));
    await keep();
    expect([await room.state(id), await codeOf(room.goLive(id))]).toEqual(['approved', 'release-not-due']);
    room.later(2 * HOUR);
    await keep();
    expect([await room.state(id), await room.live(), await notices(id)]).toEqual([
      'live',
      'v2 70',
      ['ann live', 'ben live'],
    ]);
    const rows = await room.store.database
      .selectFrom('publication_member')
      .select('id')
      .where('since', '=', 2)
      .orderBy('id')
      .execute();
    expect(rows.map((row) => row.id)).toEqual(['scorecard/wealth', 'segmentation/tier']);
    expect(await room.audited(id)).toEqual([
      'ann begin-release',
      'ann submit-release',
      'ben approve-release',
      ...(await room.audited(id)).slice(3, -3),
      'release-keeper recheck-release',
      'release-keeper recheck-release',
      'release-keeper go-live',
    ]);
  });

  it('life L18: is done by one of two nodes that wake at once', async () => {
    const other = stores.dialect === 'postgresql' ? await stores.open({ clock: room.clock }) : room.store;
    for (let round = 0; round < 5; round += 1) {
      const id = await room.approved(60 + round + 1);
      const before = (await publications()).length;
      await Promise.all([keep(), keep({ ...room, store: other })]);
      await keep();
      expect([await room.state(id), (await publications()).length]).toEqual(['live', before + 1]);
    }
  });

  it('life L20: is late where nobody was there at the instant, held where it is too late, and never dated back', async () => {
    const late = await room.begin([{ document: tier(70) }], 'ann', inHours(1));
    await room.approve(late, await room.submit(late));
    const tooLate = await room.begin([{ document: wealth(40) }], 'ann', inHours(1));
    await room.approve(tooLate, await room.submit(tooLate));
    room.later(4 * HOUR);
    expect(await room.goLive(late)).toBe('live');
    expect((await publications()).at(-1)).toBe(room.now.toISOString());
    room.later(72 * HOUR);
    await keep();
    // What went live meanwhile changes what it stands among; it was void by that, or is held as too late.
    expect(await room.state(tooLate)).toBe('void');
    const third = await room.begin([{ document: tier(75) }], 'ann', inHours(1));
    await room.approve(third, await room.submit(third));
    room.later(72 * HOUR);
    await keep();
    expect([await room.state(third), await room.reason(third), await room.live()]).toEqual([
      'held',
      expect.stringMatching(
        /^It was to go live at 2026-11-25 \d\d:\d\d:\d\d \+08:00, which is more than the allowed 4 hours/,
      ),
      'v2 70',
    ]);
    // Handed in again without its instant, it takes a new approval.
    expect(await codeOf(room.submit(third))).toBe('instant-past');
    await room.edit(third, [{ document: tier(75) }]);
    await room.approve(third, await room.submit(third));
    expect(await room.goLive(third)).toBe('live');
  });

  it('life L21: is done once though the clock jumps back, and nothing is dated before what it follows', async () => {
    const id = await room.approved(70);
    expect(await room.goLive(id)).toBe('live');
    room.later(-HOUR);
    await keep();
    const next = await room.draft(75);
    await room.approve(next, await room.submit(next), 'bob');
    expect(await room.goLive(next)).toBe('live');
    const dates = await publications();
    expect(dates).toEqual(dates.toSorted());
    expect(dates).toHaveLength(3);
  });

  it.each<[found: string, code: string]>([
    ['2026-12-31T00:00:00', 'instant-needs-zone'],
    ['2026-12-31', 'instant-needs-zone'],
    ['2026-12-31T24:00:00+08:00', 'instant-needs-zone'],
    ['2026-02-30T08:00:00+08:00', 'instant-needs-zone'],
    ['tomorrow', 'instant-needs-zone'],
    ['2026-11-22T11:59:59+08:00', 'instant-past'],
    ['2026-12-31T08:00:00+08:00', 'done'],
  ])('life L22: takes an instant with its zone that is not past: %s', async (found, code) => {
    expect(await codeOf(room.draft(70, 'ann', found))).toBe(code);
  });

  it('life L23: is stopped where what it was built on was rolled back, and who is concerned is told', async () => {
    const sixth = await room.approved(70);
    expect(await room.goLive(sixth)).toBe('live');
    const seventh = await room.begin([{ document: tier(75) }], 'ann', inHours(10));
    await room.approve(seventh, await room.submit(seventh));
    const rollBack = await beginRollBack(room, as('bob'), sixth, 'Customers complain');
    expect(await codeOf(room.approve(rollBack.id, rollBack.hash ?? '', 'bob'))).toBe('editor-never-approves');
    expect(await codeOf(room.edit(rollBack.id, [{ document: tier(1) }]))).toBe('roll-back-stays');
    await room.approve(rollBack.id, rollBack.hash ?? '');
    expect([await room.goLive(rollBack.id), await room.live()]).toEqual(['live', 'v3 60']);
    expect([await room.state(seventh), await notices(seventh)]).toEqual(['void', ['ann void', 'ben void']]);
    room.later(10 * HOUR);
    await keep();
    expect(await room.live()).toBe('v3 60');
    expect(await notices(rollBack.id)).toContain('bob review');
    await reviewRollBack(room.store, as('bob'), rollBack.id, 'The threshold was taken from last year');
    expect(await notices(rollBack.id)).not.toContain('bob review');
    expect(await codeOf(reviewRollBack(room.store, as('bob'), rollBack.id, 'again'))).toBe('nothing-to-review');
    // What is live no more cannot be rolled back.
    expect(await codeOf(beginRollBack(room, as('bob'), sixth, 'again'))).toBe('nothing-to-roll-back');
  });

  it('life L26: leaves what is live alone, however often a draft is saved', async () => {
    const id = await room.draft(70);
    for (let i = 0; i < 50; i += 1) await room.edit(id, [{ document: tier(10 + i) }]);
    expect([await room.live(), await room.state(id), (await publications()).length]).toEqual(['v1 60', 'draft', 1]);
  });

  it.each<[who: string, person: string, role: 'author' | 'approver']>([
    ['who approved', 'ben', 'approver'],
    ['who wrote', 'ann', 'author'],
  ])('life L30: is held as soon as %s may not any more', async (_who, person, role) => {
    const id = await room.approved(70, inHours(1));
    await beginChange(room.store, as('sec'), {
      kind: 'revoke',
      to: { kind: 'person', id: person },
      role,
      scope: 'bank',
    });
    expect([await room.state(id), await room.reason(id)]).toEqual([
      'held',
      expect.stringMatching(new RegExp(`^${person} has left`)),
    ]);
    room.later(HOUR);
    await keep();
    expect(await room.live()).toBe('v1 60');
  });

  it('life L30: is held at its instant by whatever door the right was taken', async () => {
    const id = await room.approved(70, inHours(1));
    await room.store.write(KEEPER, 'test', async ({ database }) => {
      await database.updateTable('person').set({ is_active: 0 }).where('id', '=', 'ben').execute();
    });
    room.later(HOUR);
    await keep();
    expect([await room.state(id), await room.live()]).toEqual(['held', 'v1 60']);
  });

  it('life L30: is held where who approved it may so over the branch alone that wrote it', async () => {
    const id = await room.draft(70, 'eli', inHours(1));
    await room.approve(id, await room.submit(id, 'eli'));
    await room.store.write(KEEPER, 'test', async ({ database }) => {
      await database.updateTable('role_grant').set({ scope: 'east' }).where('to_id', '=', 'ben').execute();
    });
    room.later(HOUR);
    await keep();
    expect([await room.state(id), await room.live()]).toEqual(['held', 'v1 60']);
  });

  it('life L34: is held where who approved it signs in anew by a reset', async () => {
    const id = await room.approved(70, inHours(1));
    await room.store.write(KEEPER, 'test', async (tx) => await holdWithout(tx, ['ben'], true));
    expect([await room.state(id), await room.reason(id)]).toEqual([
      'held',
      expect.stringMatching(/ben signs in was set anew/),
    ]);
  });

  it('expires what nobody decided, and never approves it by that', async () => {
    const id = await room.draft(70);
    const hash = await room.submit(id);
    room.later(14 * 24 * HOUR);
    expect(await codeOf(room.approve(id, hash))).toBe('release-expired');
    await keep();
    expect([await room.state(id), await notices(id), await room.live()]).toEqual(['expired', ['ann expired'], 'v1 60']);
    await room.approve(id, await room.submit(id));
    expect(await room.goLive(id)).toBe('live');
  });

  it('retires a definition that nothing stands on, and refuses with the list while something does', async () => {
    const alone = await room.begin([{ retire: 'scorecard/wealth' }]);
    const refused = await room.submit(alone).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(refused).toBe(
      'scorecard/wealth is still used by segmentation/tier; change or retire them in the same release',
    );
    const both = await room.begin([{ retire: 'scorecard/wealth' }, { retire: 'segmentation/tier' }]);
    await room.approve(both, await room.submit(both));
    expect([await room.goLive(both), await room.live()]).toEqual(['live', '']);
    expect(await codeOf(room.begin([{ retire: 'segmentation/tier' }]))).toBe('retired-not-there');
    // Rolled back, both are again.
    const back = await beginRollBack(room, as('ann'), both, 'needed after all');
    await room.approve(back.id, back.hash ?? '');
    expect([await room.goLive(back.id), await room.live()]).toEqual(['live', 'v2 60']);
  });

  it('refuses to be handed in with errors, with failing cases, and where it says nothing', async () => {
    const failing = {
      name: 'poor',
      given: { facts: { clientId: 'C', age: 3, aum: 1 } },
      expect: { value: { class: 'gold' } },
    };
    const table: readonly [string, Parameters<LifeRoom['begin']>[0]][] = [
      ['release-empty', [{ document: tier(60) }]],
      ['case-failed', [{ document: { ...tier(70), cases: [failing] } }]],
    ];
    for (const [code, members] of table)
      expect([code, await codeOf(room.submit(await room.begin(members)))]).toEqual([code, code]);
    const broken = await room.begin([{ document: { ...tier(70), scores: [] } }]);
    expect(await codeOf(room.submit(broken))).not.toBe('done');
    expect([await room.state(broken), await room.live()]).toEqual(['draft', 'v1 60']);
    expect(await codeOf(room.begin([{ document: tier(70) }, { document: tier(71) }]))).toBe('release-names-twice');
    expect(await codeOf(room.begin([{ document: { kind: 'segmentation' } }]))).toBe('member-not-named');
  });
});
