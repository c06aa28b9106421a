import { afterEach, beforeEach, expect, it } from 'vitest';
import { rmSync } from 'node:fs';
import type { Binding } from '../../../../server/population/impact/bound-hash.ts';
import { approveRelease } from '../../../../server/operations/releases/approve.ts';
import type { OpenedMover } from '../../../../server/operations/releases/bound-impact.ts';
import type { Impact } from '../../../../server/population/impact/impact.ts';
import { CasesChange } from '../../../../server/operations/releases/submit.ts';
import { findStanding } from '../../../../server/operations/releases/release-rows.ts';
import { temporaryFolder } from '../../support/bank.ts';
import { as, codeAt } from '../../support/people.ts';
import { documents } from '../../support/definitions.ts';
import { codeOf, importClients, lifeRoom, type LifeRoom, tier, wealth } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const CASES = [
  { name: 'rich', given: { facts: { clientId: 'A', age: 30, aum: 5000 } }, expect: { value: { class: 'gold' } } },
  { name: 'unknown', given: { facts: { clientId: 'B', age: 30 } }, expect: { value: { class: 'plain' } } },
];
/** Whoever has one to two thousand is no longer rich, and whose assets are not known is. */
const SWAPPING = {
  ...wealth(80),
  characteristics: [
    {
      name: 'assets',
      fact: 'aum',
      bins: [
        { in: '[0, 2000)', score: 10 },
        { in: '[2000, 1000000000]', score: 90 },
        { missing: true, score: 80, reason: 'assets-unknown' },
      ],
    },
  ],
};

onBothDatabases('what a release does', (stores) => {
  let room: LifeRoom;
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    room = await lifeRoom(stores, documents, folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const population = (assets: readonly (number | null)[], asOf: string) => importClients(room, folder, assets, asOf);
  const many = (count: number, aum: number | null) => Array.from({ length: count }, () => aum);
  const boundOf = async (id: string) => {
    const standing = await findStanding(room.store.database, id);
    const row = await room.store.database
      .selectFrom('release_impact')
      .selectAll()
      .where('digest', '=', standing?.revision.impact ?? '')
      .executeTakeFirst();
    return {
      binding: JSON.parse(standing?.revision.binding ?? 'null') as Binding,
      report: JSON.parse(row?.report ?? '[]') as readonly Impact[],
    };
  };
  const inAnHour = () => new Date(room.now.getTime() + 3_600_000).toISOString();

  it('life L28: binds what becomes of every definition above the one that is edited, and of its cases', async () => {
    await population([...many(30, 5000), ...many(20, null)], '2026-11-20');
    const withCases = await room.begin([{ document: { ...tier(60), cases: CASES } }]);
    await room.approve(withCases, await room.submit(withCases));
    expect(await room.goLive(withCases)).toBe('live');
    // Whose assets are unknown scores 80 instead of 50: gold instead of plain.
    const id = await room.begin([{ document: wealth(80) }]);
    const shown = await room.submit(id).catch((error: unknown) => error);
    expect(shown).toBeInstanceOf(CasesChange);
    const { changes, digest, message } = shown as CasesChange;
    expect(message).toMatch(/^This changes what 1 cases come to/);
    expect(changes.map(({ ref, name }) => `${ref} ${name}`)).toEqual(['segmentation/tier unknown']);
    expect(await codeOf(room.submit(id, 'ann', 'another'))).toBe('cases-change');
    const hash = await room.submit(id, 'ann', digest);
    const { binding, report } = await boundOf(id);
    expect(binding.closures.map(({ ref }) => ref)).toEqual(['scorecard/wealth', 'segmentation/tier']);
    expect(binding.members.map(({ ref }) => ref)).toEqual(['scorecard/wealth', 'segmentation/tier']);
    expect(binding.cases.map(({ ref, name }) => `${ref} ${name}`)).toEqual(['segmentation/tier unknown']);
    const tierImpact = report.find(({ ref }) => ref === 'segmentation/tier');
    expect(tierImpact?.matrix).toEqual({ gold: { gold: 30 }, plain: { gold: 20 } });
    await room.approve(id, hash);
    expect(await room.goLive(id)).toBe('live');
    // What was accepted is what the case says from now on.
    const document = await room.store.database
      .selectFrom('publication_member')
      .innerJoin('document', 'document.hash', 'publication_member.hash')
      .select('json')
      .where('id', '=', 'segmentation/tier')
      .where('until', 'is', null)
      .executeTakeFirstOrThrow();
    expect((JSON.parse(document.json) as { cases: object[] }).cases).toEqual([
      CASES[0],
      { ...CASES[1], expect: { value: { class: 'gold' } } },
    ]);
  });

  it('is approved by whoever opened one of those who move, and the audit says whom: by his row, without his name', async () => {
    await population([...many(3, 10), ...many(2, null)], '2026-11-20');
    const id = await room.begin([{ document: wealth(80) }]);
    const hash = await room.submit(id);
    const approve = (opened?: readonly OpenedMover[]) => {
      room.later(30);
      const given = { hash, code: codeAt(room.now), ...(opened === undefined ? {} : { opened }) };
      return codeOf(approveRelease(room.store, as('ben'), id, given));
    };
    expect(await approve()).toBe('movers-unopened');
    expect(await approve([])).toBe('movers-unopened');
    expect(await approve([{ ref: 'segmentation/other', row: 4 }])).toBe('opened-elsewhere');
    expect(await room.state(id)).toBe('submitted');
    expect(await approve([{ ref: 'segmentation/tier', row: 4 }])).toBe('done');
    const { body } = await room.store.database
      .selectFrom('audit_entry')
      .select('body')
      .where('subject', '=', `release/${id}`)
      .where('operation', '=', 'approve-release')
      .where('outcome', '=', 'done')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(body)).toMatchObject({ hash, opened: [{ ref: 'segmentation/tier', row: 4 }] });
    // Where nobody moves there is nobody to be opened.
    await room.goLive(id);
    const still = await room.begin([{ document: { ...tier(60), cases: CASES.slice(0, 1) } }]);
    const own = { hash: await room.submit(still), code: codeAt(room.now) };
    expect(await codeOf(approveRelease(room.store, as('bob'), still, own))).toBe('done');
  });

  it('life L54: is held where as many go up as down, so that every class keeps its size', async () => {
    await population([...many(100, 5000), ...many(100, 10)], '2026-11-20');
    const id = await room.begin([{ document: SWAPPING }], 'ann', inAnHour());
    await room.approve(id, await room.submit(id));
    expect((await boundOf(id)).report.find(({ ref }) => ref === 'segmentation/tier')?.moved).toBe(0);
    // As many of each class as before, and as many afterwards: fifty go up and fifty go down.
    await population([...many(50, 5000), ...many(50, 1500), ...many(50, 10), ...many(50, null)], '2026-11-21');
    room.later(3600);
    expect([await room.goLive(id), await room.live()]).toEqual(['held', 'v1 60']);
    expect(await room.reason(id)).toMatch(/segmentation\/tier.*50/);
    // Looked at again on what is now, it may be approved.
    await room.edit(id, [{ document: SWAPPING }]);
    await room.approve(id, await room.submit(id));
    expect(await room.goLive(id)).toBe('live');
  });

  it('life L54: is held where a small class doubles, however little of the whole that is', async () => {
    await population([...many(20, 5000), ...many(1980, 10)], '2026-11-20');
    const id = await room.begin([{ document: tier(70) }], 'ann', inAnHour());
    await room.approve(id, await room.submit(id));
    await population([...many(40, 5000), ...many(1960, 10)], '2026-11-21');
    room.later(3600);
    expect([await room.goLive(id), await room.reason(id)]).toEqual(['held', expect.stringContaining('gold')]);
  });

  it('goes live on a newer population that does not differ much, and says on which it was approved', async () => {
    await population([...many(200, 5000), ...many(200, 10)], '2026-11-20');
    const id = await room.begin([{ document: tier(70) }], 'ann', inAnHour());
    await room.approve(id, await room.submit(id));
    expect((await boundOf(id)).binding.snapshot).toMatch(/^[0-9a-f]{64}$/);
    await population([...many(205, 5000), ...many(195, 10)], '2026-11-21');
    room.later(3600);
    expect(await room.goLive(id)).toBe('live');
  });
});
