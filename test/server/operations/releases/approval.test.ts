import { beforeEach, describe, expect, it } from 'vitest';
import { approveRelease, countRefusedCode, takeBackApproval } from '../../../../server/operations/releases/approve.ts';
import { declineRelease, remarkOnRelease, withdrawRelease } from '../../../../server/operations/releases/decline.ts';
import { beginRelease } from '../../../../server/operations/releases/write-release.ts';
import { editorsOf } from '../../../../server/operations/releases/release-rows.ts';
import { listNotices, settleNotice } from '../../../../server/operations/releases/notices.ts';
import { decideChange } from '../../../../server/operations/people/change-authority.ts';
import { as, codeAt } from '../../support/people.ts';
import { AS_SEEN, codeOf, KEEPER, lifeRoom, type LifeRoom, tier, wealth } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

onBothDatabases('approving a release', (stores) => {
  let room: LifeRoom;
  beforeEach(async () => {
    room = await lifeRoom(stores);
  });
  const approvals = async (id: string) =>
    (
      await room.store.database
        .selectFrom('release_approval')
        .select(['person', 'state', 'revision'])
        .where('release', '=', id)
        .orderBy('number')
        .execute()
    ).map(({ person, state, revision }) => `${person} ${state} r${revision}`);
  const liveHash = async () =>
    (
      await room.store.database
        .selectFrom('publication_member')
        .select('hash')
        .where('id', '=', 'segmentation/tier')
        .where('until', 'is', null)
        .executeTakeFirstOrThrow()
    ).hash;
  const tomorrow = '2026-11-23T00:00:00+08:00';

  it('life L01: is void when the text changes, and stands when only its keys are put in another order', async () => {
    const id = await room.approved(70, tomorrow);
    const { kind, name, ...rest } = tier(70);
    await room.edit(id, [{ document: { ...rest, name, kind } as never }], 'ann');
    // The instant was left out: another content.
    expect(await room.state(id)).toBe('draft');
    const other = await room.draft(71);
    await room.approve(other, await room.submit(other));
    expect(await room.edit(other, [{ document: { ...tier(71), kind: 'segmentation' } }])).toMatchObject({ id: other });
    expect([await room.state(other), await approvals(other)]).toEqual(['approved', ['ben given r1']]);
    for (const [members, note] of [
      [[{ document: tier(72) }], ''],
      [[{ document: tier(72) }], 'another note'],
    ] as const) {
      await room.edit(other, members, 'ann', note);
      expect(await room.state(other)).toBe('draft');
      expect(await codeOf(room.goLive(other))).toBe('release-not-so');
      await room.approve(other, await room.submit(other));
    }
    expect(await approvals(other)).toEqual(['ben void r1', 'ben void r2', 'ben given r3']);
    expect(await room.audited(other)).toEqual([
      'ann begin-release',
      'ann submit-release',
      'ben approve-release',
      'ann edit-release',
      'ann edit-release',
      'release-keeper recheck-release refused',
      'ann submit-release',
      'ben approve-release',
      'ann edit-release',
      'release-keeper recheck-release refused',
      'ann submit-release',
      'ben approve-release',
    ]);
  });

  it('life L03: is refused on a page that shows another text, with what changed', async () => {
    const id = await room.draft(70);
    const first = await room.submit(id);
    await withdrawRelease(room.store, as('ann'), id, AS_SEEN);
    await room.edit(id, [{ document: tier(71) }]);
    const second = await room.submit(id);
    expect(second).not.toBe(first);
    const refused = await room.approve(id, first).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(refused).toMatch(/another text.*segmentation\/tier: its text has changed/);
    expect([await room.state(id), await approvals(id)]).toEqual(['submitted', []]);
    expect((await room.audited(id)).at(-1)).toBe('ben approve-release refused');
    await room.approve(id, second);
    expect(await room.state(id)).toBe('approved');
  });

  it('life L04: is refused, and void, when what it was given against is not live any more', async () => {
    const late = await room.approved(70, tomorrow);
    const waiting = await room.draft(71);
    const hash = await room.submit(waiting);
    const first = await room.approved(80);
    expect(await room.goLive(first)).toBe('live');
    expect(await room.live()).toBe('v2 80');
    expect([await room.state(late), await approvals(late)]).toEqual(['void', ['ben void r1']]);
    expect(await room.reason(late)).toMatch(/segmentation\/tier: v2 is live, and this was written on v1/);
    expect(await room.state(waiting)).toBe('void');
    expect(await codeOf(room.approve(waiting, hash))).toBe('release-not-so');
    // As it was written on the first version it cannot be handed in again; on the one that is live it can.
    expect(await codeOf(room.submit(waiting))).toBe('base-moved');
    expect(await codeOf(room.edit(waiting, [{ document: tier(72), replaces: 'x' }]))).toBe('base-moved');
    await room.edit(waiting, [{ document: tier(72), replaces: await liveHash() }]);
    await room.approve(waiting, await room.submit(waiting));
    expect([await room.goLive(waiting), await room.live()]).toEqual(['live', 'v3 72']);
  });

  it('life L06: of two who decide at once one does, and the other hears who did', async () => {
    const other = stores.dialect === 'postgresql' ? await stores.open({ clock: { now: () => room.now } }) : room.store;
    for (let round = 0; round < 5; round += 1) {
      const id = await room.draft(70 + round);
      const hash = await room.submit(id);
      room.later(30);
      const asked = await Promise.allSettled([
        approveRelease(room.store, as('ben'), id, { hash, code: codeAt(room.now) }),
        declineRelease(other, as('bob'), id, { decision: 'return', hash, reason: 'not like this' }),
      ]);
      const refused = asked.flatMap((one) =>
        one.status === 'rejected' ? [String((one.reason as Error).message)] : [],
      );
      expect(refused).toEqual([expect.stringMatching(/^Already decided by (ben|bob) at 2026/)]);
      expect((await room.audited(id)).filter((one) => / (approve|return)-/.test(one)).toSorted()).toHaveLength(2);
      await withdrawRelease(room.store, as('ann'), id, AS_SEEN);
    }
  });

  it('life L07, L17: is spent by one publication, and by no other', async () => {
    const id = await room.draft(70);
    const hash = await room.submit(id);
    await room.approve(id, hash);
    const both = await Promise.allSettled([room.goLive(id), room.goLive(id)]);
    expect(
      both.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])).filter((state) => state === 'live'),
    ).toEqual(['live']);
    expect([await room.live(), await approvals(id)]).toEqual(['v2 70', ['ben spent r1']]);
    expect(await codeOf(room.approve(id, hash))).toBe('release-decided');
    expect(await codeOf(room.approve(id, hash, 'bob'))).toBe('release-decided');
    expect(await codeOf(room.goLive(id))).toBe('release-decided');
    const rows = await room.store.database.selectFrom('publication').select('number').execute();
    expect(rows).toHaveLength(2);
  });

  describe('by who wrote in it', () => {
    const inserted = (id: string, person: string) =>
      room.store.write(KEEPER, 'test', async (tx) => {
        const row = { release: id, revision: 1, bound_hash: 'x', person, approved_at: '', state: 'given' } as const;
        await tx.database
          .insertInto('release_approval')
          .values({ ...row, ended_at: null, reason: null })
          .execute();
      });

    it.each<[sort: string, edit: (id: string) => Promise<unknown>]>([
      ['a threshold', (id) => room.edit(id, [{ document: tier(71) }], 'cem')],
      ['a title', (id) => room.edit(id, [{ document: { ...tier(70), title: 'Tiers' } }], 'cem')],
      ['a case', (id) => room.edit(id, [{ document: { ...tier(70), cases: [CASE] } }], 'cem')],
      ['the note', (id) => room.edit(id, [{ document: tier(70) }], 'cem', 'why')],
      ['another member', (id) => room.edit(id, [{ document: tier(70) }, { document: wealth(40) }], 'cem')],
      ['a member that is taken out', (id) => room.edit(id, [{ document: wealth(40) }], 'cem')],
    ])('life L10: is refused, where he wrote %s', async (_sort, edit) => {
      const id = await room.draft(70);
      await edit(id);
      const hash = await room.submit(id);
      expect(await codeOf(room.approve(id, hash, 'cem'))).toBe('editor-never-approves');
      expect(await codeOf(room.approve(id, hash, 'ann'))).toBe('right-missing');
      expect(await codeOf(room.approve(id, hash))).toBe('done');
    });

    it('life L10: is not refused who only read it', async () => {
      const id = await room.draft(70);
      expect(await codeOf(room.approve(id, await room.submit(id), 'cem'))).toBe('done');
    });

    it('life L09: is refused by the database too, and editors stay whoever asks', async () => {
      const id = await room.draft(70, 'cem');
      // Handed on: another writes it anew and hands it in.
      await room.edit(id, [{ document: tier(75) }], 'ann');
      const hash = await room.submit(id, 'ann');
      expect(await codeOf(room.approve(id, hash, 'cem'))).toBe('editor-never-approves');
      await expect(inserted(id, 'cem')).rejects.toThrow('who edited a release never approves it');
      await inserted(id, 'bob');
      const changing = (change: 'release_editor' | 'release_event') =>
        room.store.write(KEEPER, 'test', async (tx) => void (await tx.database.deleteFrom(change).execute()));
      await expect(changing('release_editor')).rejects.toThrow('only ever added');
      await expect(changing('release_event')).rejects.toThrow('only ever added');
      const moving = room.store.write(KEEPER, 'test', async (tx) => {
        await tx.database.updateTable('release_editor').set({ person: 'bob' }).execute();
      });
      await expect(moving).rejects.toThrow('only ever added');
      const stealing = room.store.write(KEEPER, 'test', async (tx) => {
        await tx.database.updateTable('release_approval').set({ person: 'cem' }).execute();
      });
      await expect(stealing).rejects.toThrow('stays what it was given for');
    });

    it('life L25: is refused of a copy, whose editors are those of what was copied', async () => {
      const before = await room.live();
      const id = await room.draft(70, 'cem');
      const copy = await beginRelease(room.store, as('ann'), {
        title: 'A copy',
        note: '',
        goLiveAt: null,
        members: [],
        copyOf: [id],
      });
      expect([await room.state(copy.id), await room.live()]).toEqual(['draft', before]);
      expect(await codeOf(room.approve(copy.id, await room.submit(copy.id), 'cem'))).toBe('editor-never-approves');
    });

    it('life L25: is refused to whoever wrote in one of the drafts that were gathered, sent by name or as bare texts', async () => {
      const first = await room.draft(70, 'cem');
      const second = await room.begin([{ document: wealth(5) }], 'ada');
      const content = { title: 'Gathered', note: '', goLiveAt: null };
      const members = [{ document: tier(70) }, { document: wealth(5) }];
      for (const asked of [
        { ...content, members: [], copyOf: [first, second] },
        { ...content, members },
      ]) {
        const { id } = await beginRelease(room.store, as('ann'), asked);
        expect(await editorsOf(room.store.database, id)).toEqual(['ada', 'ann', 'cem']);
        const hash = await room.submit(id);
        expect(await codeOf(room.approve(id, hash, 'cem'))).toBe('editor-never-approves');
        await room.approve(id, hash, 'ben');
        await withdrawRelease(room.store, as('ann'), id, AS_SEEN);
      }
      const typed = await room.draft(71);
      await room.edit(typed, [{ document: tier(70) }]);
      // Of the two texts that were gathered, whoever wrote this one.
      expect(await editorsOf(room.store.database, typed)).toEqual(['ann', 'cem']);
    });

    it('life L25: names nobody for a text that is live, or for one that a draft only carries along', async () => {
      const live = await room.draft(70, 'cem');
      await room.approve(live, await room.submit(live));
      expect(await room.goLive(live)).toBe('live');
      await room.begin([{ document: tier(70) }, { document: wealth(5) }], 'ada');
      const id = await room.draft(70);
      expect(await editorsOf(room.store.database, id)).toEqual(['ann']);
    });

    it('life L25: copies a text as written on what it was, so that it never takes the place of what went live since', async () => {
      const id = await room.draft(70);
      expect(await room.goLive(await room.approved(80))).toBe('live');
      const content = { title: 'A copy', note: '', goLiveAt: null, members: [] };
      const copy = await beginRelease(room.store, as('ann'), { ...content, copyOf: [id] });
      expect(await codeOf(room.submit(copy.id))).toBe('base-moved');
      await room.edit(copy.id, [{ document: tier(72), replaces: await liveHash() }]);
      expect(await room.submit(copy.id)).not.toBe('');
      expect(await codeOf(beginRelease(room.store, as('ann'), { ...content, copyOf: [id, id] }))).toBe(
        'release-names-twice',
      );
    });

    it('life L51: counts a key for its owner and for who asked for it, and lets no key approve', async () => {
      await room.store.write(KEEPER, 'test', async (tx) => {
        const key = {
          id: 'key',
          hash: 'h',
          name: 'pipeline',
          owner: 'cem',
          begun_by: 'bob',
          scope: 'bank',
          is_active: 1,
        };
        await tx.database
          .insertInto('api_key')
          .values({ ...key, operations: '[]', expires_at: '2027-01-01T00:00:00.000Z' })
          .execute();
      });
      const actor = { kind: 'key', id: 'key', name: 'pipeline' } as const;
      const content = { title: 'By a key', note: '', goLiveAt: null, members: [{ document: tier(70) }] };
      const { id } = await beginRelease(room.store, actor, content);
      const hash = await room.submit(id);
      expect(await codeOf(room.approve(id, hash, 'cem'))).toBe('editor-never-approves');
      expect(await codeOf(room.approve(id, hash, 'bob'))).toBe('editor-never-approves');
      expect(await codeOf(approveRelease(room.store, actor, id, { hash, code: codeAt(room.now) }))).toBe(
        'keys-decide-nothing',
      );
      await room.approve(id, hash);
      expect(await room.goLive(id)).toBe('live');
    });
  });

  it('life L16: of one release that is handed in twenty times waits one, and two of one definition say so', async () => {
    const id = await room.draft(70);
    const asked = await Promise.all(Array.from({ length: 20 }, () => codeOf(room.submit(id))));
    expect(asked.toSorted()).toEqual(['done', ...Array.from({ length: 19 }, () => 'release-waiting')]);
    const other = await room.draft(75, 'ada');
    const hash = await room.submit(other, 'ada');
    await room.approve(other, hash);
    expect(await room.goLive(other)).toBe('live');
    expect(await room.state(id)).toBe('void');
  });

  it('takes a fresh code, counts those that are none, and slows the account down', async () => {
    const id = await room.draft(70);
    const hash = await room.submit(id);
    room.later(30);
    const code = codeAt(room.now);
    const other = await room.draft(71);
    const otherHash = await room.submit(other);
    await approveRelease(room.store, as('ben'), id, { hash, code });
    expect(await codeOf(approveRelease(room.store, as('ben'), other, { hash: otherHash, code }))).toBe(
      'code-not-right',
    );
    expect(await codeOf(approveRelease(room.store, as('ben'), other, { hash: otherHash, code: '000000' }))).toBe(
      'code-not-right',
    );
    expect(await room.state(other)).toBe('submitted');
    for (let i = 0; i < 6; i += 1) await countRefusedCode(room.store, as('ben'));
    expect(
      await codeOf(approveRelease(room.store, as('ben'), other, { hash: otherHash, code: codeAt(room.now) })),
    ).toBe('account-slowed-down');
    room.later(60);
    expect(await codeOf(room.approve(other, otherHash))).toBe('done');
  });

  it('tells whoever must act, until he did or put it aside; and keeps what is said of a place in it', async () => {
    const id = await room.draft(70);
    const hash = await room.submit(id);
    const told = async (person: string) =>
      (await listNotices(room.store, person)).map(({ release, kind, title, state }) => [
        release === id,
        kind,
        title,
        state,
      ]);
    const waits = [[true, 'approve', 'A change', 'submitted']];
    expect([await told('ben'), await told('bob'), await told('cem'), await told('ann')]).toEqual([
      waits,
      waits,
      waits,
      [],
    ]);
    const [notice] = await listNotices(room.store, 'bob');
    expect(await settleNotice(room.store, as('ben'), notice?.number ?? 0)).toBe(false);
    expect(await settleNotice(room.store, as('bob'), notice?.number ?? 0)).toBe(true);
    expect(await told('bob')).toEqual([]);
    const remark = { words: 'Why not 65?', ref: 'segmentation/tier', pointer: '/classes/1/in' };
    await remarkOnRelease(room.store, as('ben'), id, remark);
    expect(await codeOf(remarkOnRelease(room.store, as('ben'), id, { ...remark, ref: 'criteria/none' }))).toBe(
      'person-not-found',
    );
    expect(await codeOf(remarkOnRelease(room.store, as('eva'), id, remark))).toBe('person-not-found');
    await declineRelease(room.store, as('ben'), id, { decision: 'return', hash, reason: 'see the remark' });
    expect([await told('ben'), await told('ann')]).toEqual([[], [[true, 'returned', 'A change', 'returned']]]);
    const rows = await room.store.database.selectFrom('release_remark').select(['person', 'words', 'ref']).execute();
    expect(rows).toEqual([{ person: 'ben', words: 'Why not 65?', ref: 'segmentation/tier' }]);
  });

  it('is taken back until it is live, and asked for again', async () => {
    const id = await room.approved(70, tomorrow);
    expect(await codeOf(takeBackApproval(room.store, as('bob'), id, null))).toBe('no-approval-of-yours');
    await takeBackApproval(room.store, as('ben'), id, 'I was too quick');
    expect([await room.state(id), await room.reason(id), await approvals(id)]).toEqual([
      'submitted',
      'I was too quick',
      ['ben taken-back r1'],
    ]);
    expect(await codeOf(takeBackApproval(room.store, as('ben'), id, null))).toBe('no-approval-of-yours');
  });

  it('takes the right over the whole bank, whichever branch somebody writes in', async () => {
    for (const author of ['ann', 'eli']) {
      const id = await room.draft(70, author);
      const hash = await room.submit(id, author);
      expect(await codeOf(room.approve(id, hash, 'eva'))).toBe('person-not-found');
      const seen = { decision: 'refuse' as const, hash, reason: 'too low' };
      expect(await codeOf(declineRelease(room.store, as('eva'), id, seen))).toBe('person-not-found');
      await room.approve(id, hash);
      expect(await room.state(id)).toBe('approved');
      await takeBackApproval(room.store, as('ben'), id, null);
      await declineRelease(room.store, as('ben'), id, seen);
    }
  });

  it('life L15: leaves what was returned or refused, with its reason', async () => {
    const id = await room.draft(70);
    const hash = await room.submit(id);
    const decline = (decision: 'return' | 'refuse', seen: string) =>
      declineRelease(room.store, as('ben'), id, { decision, hash: seen, reason: 'too low' });
    expect(await codeOf(decline('return', 'another'))).toBe('text-moved');
    await decline('return', hash);
    expect([await room.state(id), await room.reason(id)]).toEqual(['returned', 'too low']);
    const again = await room.submit(id);
    await decline('refuse', again);
    expect([await room.state(id), await codeOf(room.submit(id))]).toEqual(['refused', 'release-decided']);
    const removing = room.store.write(
      KEEPER,
      'test',
      async (tx) => void (await tx.database.deleteFrom('release').execute()),
    );
    await expect(removing).rejects.toThrow('releases are kept');
  });

  it('lets nobody decide a change of authority in its place', async () => {
    const id = await room.draft(70);
    await room.submit(id);
    expect(await codeOf(decideChange(room.store, as('sys'), id, 'confirm'))).toBe('person-not-found');
  });
});

const CASE = {
  name: 'one',
  given: { facts: { clientId: 'C', age: 30, aum: 5000 } },
  expect: { value: { class: 'gold' } },
};
