import { beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import type { Right } from '../../../../server/authority/rights.ts';
import type { DraftReport } from '../../../../server/operations/definitions/check-draft.ts';
import { directChecker } from '../../../../server/operations/definitions/checker.ts';
import { withdrawRelease } from '../../../../server/operations/releases/decline.ts';
import { draftsBeside, listOwnDrafts } from '../../../../server/operations/releases/own-drafts.ts';
import { newestPublication } from '../../../../server/store/definitions.ts';
import { as } from '../../support/people.ts';
import { AS_SEEN, codeOf, lifeRoom, type LifeRoom, RELEASE_STAFF, tier, wealth } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const loyalty: JsonObject = { ...wealth(40), name: 'loyalty' };
const circle: JsonObject = {
  ...tier(50),
  name: 'circle',
  scores: [{ of: 'scorecard/loyalty#score', weight: 1, ifMissing: 'refuse' }],
};
const broken: JsonObject = { ...loyalty, entity: 'entity/nobody' };

onBothDatabases('drafts that see drafts', (stores) => {
  let room: LifeRoom;
  beforeEach(async () => {
    room = await lifeRoom(stores);
  });
  const reader = (id: string) => {
    const person = RELEASE_STAFF.find((one) => one.id === id);
    const rights: readonly Right[] = (person?.roles ?? []).map((role) => ({ role, scope: person?.node ?? '' }));
    return { person: id, rights };
  };
  const begin = async (document: JsonObject, by = 'ann') => await room.begin([{ document }], by);
  const listed = async (id: string) =>
    (await listOwnDrafts(room.store, reader(id))).map(({ ref, change }) => `${change} ${ref}`);
  const check = async (
    document: JsonObject,
    by: string,
    asked: { readonly release?: string; readonly isOwn?: boolean } = {},
  ) => {
    const { release, isOwn = false } = asked;
    const drafts = await draftsBeside(room.store, reader(by), { release, isOwn });
    const { database } = room.store;
    const bytes = Buffer.from(JSON.stringify(document));
    const checked = await directChecker(database).check(await newestPublication(database), bytes, drafts);
    if (checked.kind !== 'report') throw new Error(checked.kind);
    return JSON.parse(checked.text) as DraftReport;
  };
  const codes = ({ problems }: DraftReport) =>
    problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);

  it('lists what a person writes and has not handed in, the newest first, and nobody else’s', async () => {
    await begin(loyalty);
    const other = await begin(tier(70));
    const handed = await begin({ ...circle, scores: tier(60)['scores'] ?? [] });
    await begin(wealth(30), 'ada');
    await room.submit(handed);
    expect([await listed('ann'), await listed('ada'), await listed('ben')]).toEqual([
      ['change segmentation/tier', 'add scorecard/loyalty'],
      ['change scorecard/wealth'],
      [],
    ]);
    await withdrawRelease(room.store, as('ann'), other, AS_SEEN);
    expect(await listed('ann')).toEqual(['add scorecard/loyalty']);
  });

  it('checks and proves a draft on what its author has begun, and says on which drafts it stands', async () => {
    const release = await begin(loyalty);
    const alone = await check(circle, 'ann');
    expect([codes(alone), alone.drafts]).toEqual([['unknown-reference'], []]);
    const together = await check(circle, 'ann', { isOwn: true });
    expect([codes(together), together.drafts]).toEqual([[], [{ ref: 'scorecard/loyalty', release }]]);
    expect(together.proofs.map(({ verdict }) => verdict)).toContain('proved');
    expect(together.breaks).toEqual([]);
  });

  it('tells that a draft stands on one that has errors, and nothing of drafts that it does not lead to', async () => {
    await begin(broken);
    await begin({ ...circle, name: 'other', scores: [] });
    expect(codes(await check(circle, 'ann', { isOwn: true }))).toEqual(['reference-has-errors']);
    expect((await check(circle, 'ann', { isOwn: true })).breaks).toEqual([]);
    const apart = await check(tier(70), 'ann', { isOwn: true });
    expect([codes(apart), apart.breaks, apart.drafts]).toEqual([[], [], []]);
  });

  it('counts what a release changes, for whoever may see it, and of other drafts only what is not in force', async () => {
    const release = await begin(loyalty);
    const second = await check(circle, 'ben', { release });
    expect([codes(second), second.drafts]).toEqual([[], [{ ref: 'scorecard/loyalty', release }]]);
    expect(codes(await check(circle, 'ben', { isOwn: true }))).toEqual(['unknown-reference']);
    expect(await codeOf(check(circle, 'eli', { release }))).toBe('person-not-found');
    // Of what is in force another draft counts in its own release alone.
    const changed = await begin({ ...wealth(50), entity: 'entity/nobody' });
    expect(codes(await check(tier(70), 'ann', { isOwn: true }))).toEqual([]);
    const upon = await check(tier(70), 'ann', { release: changed });
    expect([codes(upon), upon.breaks]).toEqual([['reference-has-errors'], []]);
    // What it breaks itself is told beside what is broken anyway.
    const both = await check({ ...wealth(60), entity: 'entity/nobody' }, 'ann', { release: await begin(broken) });
    expect(both.breaks.map(({ definition, code }) => [definition, code])).toEqual([
      ['segmentation/tier', 'reference-has-errors'],
    ]);
    const retiring = await room.begin([{ retire: 'scorecard/wealth' }]);
    expect(codes(await check(tier(70), 'ann', { release: retiring }))).toEqual(['unknown-reference']);
  });

  it('is handed in and goes live as one change; alone it is refused for what is not in it', async () => {
    const [own, user] = [await begin(loyalty), await begin(circle)];
    expect(await codeOf(room.submit(user))).toBe('unknown-reference');
    const whole = await room.begin([{ document: loyalty }, { document: circle }]);
    for (const id of [own, user]) await withdrawRelease(room.store, as('ann'), id, AS_SEEN);
    await room.approve(whole, await room.submit(whole));
    expect(await room.goLive(whole)).toBe('live');
    const later = await check(circle, 'ben');
    expect([codes(later), later.drafts]).toEqual([[], []]);
  });
});
