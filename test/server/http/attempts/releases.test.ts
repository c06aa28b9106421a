import { afterEach, beforeEach, expect, it } from 'vitest';
import { change, type Door, type Headers, openDoor } from '../../support/attempts.ts';
import { scorecard, segmentation } from '../../support/definitions.ts';
import { codeAt } from '../../support/people.ts';
import { RELEASE_STAFF } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const RELEASES = '/api/v1/releases';
const tomorrow = '2026-11-23T00:00:00+08:00';

onBothDatabases('attempts on a change, over HTTP', (stores) => {
  let door: Door;
  let ann: Headers;
  let ben: Headers;
  let cem: Headers;
  beforeEach(async () => {
    door = await openDoor(stores, RELEASE_STAFF);
    [ann, ben, cem] = [await door.signIn('ann'), await door.signIn('ben'), await door.signIn('cem')];
  });
  afterEach(async () => await door.close());
  const tagOf = async (id: string) => ({
    'if-match': String((await door.send('GET', `${RELEASES}/${id}`, ann)).headers['etag']),
  });
  const put = async (headers: Headers, id: string, body: object) =>
    await door.send('PUT', `${RELEASES}/${id}`, { ...headers, ...(await tagOf(id)) }, body);
  const goLive =
    (id: string, headers: Headers = ben) =>
    (language: Headers) =>
      door.post({ ...headers, ...language }, `${RELEASES}/${id}/go-live`, {});

  it('life L01: what was written on after it was approved is not let live, whatever was written', async () => {
    const id = await door.approved(ann, ben, 70, { goLiveAt: tomorrow });
    for (const body of [change(71, { goLiveAt: tomorrow }), change(71, { goLiveAt: tomorrow, note: 'Only a note' })]) {
      expect((await put(ann, id, body)).statusCode).toBe(200);
      expect(await door.stateOf(id)).toBe('draft');
      await door.expectRefused(goLive(id), 409, 'release-not-so');
      expect((await door.approve(ben, id, await door.submit(ann, id))).statusCode).toBe(200);
    }
    const { kind, ...rest } = segmentation(71) as Record<string, unknown>;
    const reordered = change(71, {
      goLiveAt: tomorrow,
      note: 'Only a note',
      members: [{ document: { ...rest, kind } }],
    });
    expect((await put(ann, id, reordered)).statusCode).toBe(200);
    expect(await door.stateOf(id)).toBe('approved');
  });

  it('life L03: an approval names the text that was seen, and only the one that waits', async () => {
    const { id } = await door.begin(ann, 70);
    const seen = await door.submit(ann, id);
    await door.post({ ...ann, ...(await tagOf(id)) }, `${RELEASES}/${id}/withdrawal`, {});
    await put(ann, id, change(71));
    const hash = await door.submit(ann, id);
    const attempt = (body: object) => (language: Headers) => {
      door.later(30);
      return door.post({ ...ben, ...language }, `${RELEASES}/${id}/approval`, { ...body, code: codeAt(door.now) });
    };
    expect(await door.expectRefused(attempt({ hash: seen }), 409, 'text-moved')).toMatch(/segmentation\/tier/);
    await door.expectRefused(attempt({}), 400, 'request-not-valid');
    expect((await door.approve(ben, id, hash)).statusCode).toBe(200);
  });

  it('life L04: what was approved against a version that is not live any more is void', async () => {
    const late = await door.approved(ann, ben, 70, { goLiveAt: tomorrow });
    const first = await door.approved(ann, ben, 80);
    expect((await goLive(first)({})).statusCode).toBe(200);
    expect(await door.stateOf(late)).toBe('void');
    await door.expectRefused(goLive(late), 409, 'release-not-so');
    const again = async (language: Headers) =>
      await door.post({ ...ann, ...language, ...(await tagOf(late)) }, `${RELEASES}/${late}/submission`, {});
    expect(await door.expectRefused(again, 409, 'base-moved')).toMatch(/v2 is live.*v1/);
  });

  it('life L06, L07: of those who decide at once one does, and the others hear who did', async () => {
    const bob = await door.signIn('bob');
    const { id } = await door.begin(ann, 70);
    const hash = await door.submit(ann, id);
    door.later(30);
    const code = codeAt(door.now);
    const replies = await Promise.all([
      door.post({ ...ben, 'idempotency-key': 'a' }, `${RELEASES}/${id}/approval`, { hash, code }),
      door.post({ ...ben, 'idempotency-key': 'b' }, `${RELEASES}/${id}/approval`, { hash, code }),
      door.post(bob, `${RELEASES}/${id}/return`, { hash, reason: 'Not like this' }),
    ]);
    expect(replies.map(({ statusCode }) => statusCode).filter((status) => status === 200)).toHaveLength(1);
    for (const reply of replies.filter(({ statusCode }) => statusCode !== 200))
      expect([401, 409]).toContain(reply.statusCode);
    const approvals = await door.bank.store.database.selectFrom('release_approval').select('state').execute();
    expect(approvals.length).toBeLessThanOrEqual(1);
  });

  it('life L17: an approval is spent by one publication', async () => {
    const { id } = await door.begin(ann, 70);
    const hash = await door.submit(ann, id);
    door.later(30);
    const recorded = { hash, code: codeAt(door.now) };
    await door.post(ben, `${RELEASES}/${id}/approval`, recorded);
    const both = await Promise.all([goLive(id)({}), goLive(id)({})]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const replay = (language: Headers) => door.post({ ...ben, ...language }, `${RELEASES}/${id}/approval`, recorded);
    await door.expectRefused(replay, 409, 'release-decided');
    await door.expectRefused(goLive(id), 409, 'release-decided');
    const publications = await door.bank.store.database.selectFrom('publication').select('number').execute();
    expect(publications).toHaveLength(2);
  });

  it.each<[sort: string, body: object]>([
    ['a threshold', change(71)],
    ['a title', change(70, { members: [{ document: { ...segmentation(70), title: 'Tiers' } }] })],
    ['the note', change(70, { note: 'Why' })],
    ['another member', change(70, { members: [{ document: segmentation(70) }, { document: scorecard(40) }] })],
    ['a member that is taken out', change(70, { members: [{ document: scorecard(40) }] })],
  ])(
    'life L09, L10: who wrote %s never approves it, though another wrote it anew and handed it in',
    async (_sort, body) => {
      const { id } = await door.begin(ann, 70);
      expect((await put(cem, id, body)).statusCode).toBe(200);
      await put(ann, id, { ...body, title: 'Taken over' });
      const hash = await door.submit(ann, id);
      const attempt = (language: Headers) => {
        door.later(30);
        return door.post({ ...cem, ...language }, `${RELEASES}/${id}/approval`, { hash, code: codeAt(door.now) });
      };
      await door.expectRefused(attempt, 403, 'editor-never-approves');
      expect((await door.approve(ben, id, hash)).statusCode).toBe(200);
    },
  );

  it('life L16: of one change that is handed in twenty times one waits', async () => {
    const { id, tag } = await door.begin(ann, 70);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        door.post(
          { ...ann, ...tag, ...(i % 2 === 0 && { 'idempotency-key': `k-${i}` }) },
          `${RELEASES}/${id}/submission`,
          {},
        ),
      ),
    );
    const statuses = replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b);
    // The others saw a draft that there is no more.
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
    const waiting = await door.bank.store.database
      .selectFrom('release')
      .select('id')
      .where('state', '=', 'submitted')
      .execute();
    expect(waiting).toHaveLength(1);
  });

  it.each([
    ['2026-12-31T00:00:00', 'instant-needs-zone'],
    ['2026-12-31', 'instant-needs-zone'],
    ['2026-12-31T24:00:00+08:00', 'instant-needs-zone'],
    ['2026-02-30T00:00:00Z', 'instant-needs-zone'],
    ['tomorrow', 'instant-needs-zone'],
    ['2026-11-01T00:00:00Z', 'instant-past'],
  ])('life L22: no change is to go live at %s', async (goLiveAt, code) => {
    const attempt = (language: Headers) => door.post({ ...ann, ...language }, RELEASES, change(70, { goLiveAt }));
    expect(await door.expectRefused(attempt, 400, code)).toContain(goLiveAt);
    const { problems } = (await attempt({})).json<{ problems: { pointer: string }[] }>();
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/goLiveAt']);
  });

  it('life L25, L26: neither a copy of an old text nor fifty saves change what is live', async () => {
    const first = await door.approved(ann, ben, 70);
    await goLive(first)({});
    await door.bank.runtime.refresh();
    const before = [await door.decide(ann), door.bank.runtime.catalog.publication.number];
    const copy = await door.post(ann, RELEASES, { title: 'Again', members: [], copyOf: first });
    expect([copy.statusCode, copy.json<{ state: string }>().state]).toEqual([201, 'draft']);
    const { id } = await door.begin(ann, 60);
    for (let i = 0; i < 50; i += 1) expect((await put(ann, id, change(10 + i))).statusCode).toBe(200);
    await door.keep();
    expect([await door.decide(ann), door.bank.runtime.catalog.publication.number]).toEqual(before);
  });

  it('life L28: a change of a scorecard binds what becomes of the segmentation above it', async () => {
    const { id } = await door.begin(ann, 70, { members: [{ document: scorecard(40) }] });
    await door.submit(ann, id);
    const shown = (await door.send('GET', `${RELEASES}/${id}`, ben)).json<{ closures: { ref: string }[] }>();
    expect(shown.closures.map(({ ref }) => ref).toSorted()).toEqual(['scorecard/wealth', 'segmentation/tier']);
  });

  it('life L30: a change goes not live on the word of one whose right was taken', async () => {
    const id = await door.approved(ann, ben, 70, { goLiveAt: tomorrow });
    const sec = await door.signIn('sec');
    const taken = { kind: 'revoke', to: { kind: 'person', id: 'ben' }, role: 'approver', scope: 'bank' };
    expect((await door.post(sec, '/api/v1/authority-changes', taken)).statusCode).toBe(201);
    door.later(24 * 3600);
    await door.keep();
    expect([await door.stateOf(id), await door.decide(await door.signIn('ann'))]).toEqual(['held', 'plain']);
  });

  it('life L31: settings of two persons are changed by none alone', async () => {
    const sec = await door.signIn('sec');
    const { version, settings } = (await door.send('GET', '/api/v1/settings', sec)).json<{
      version: string;
      settings: object;
    }>();
    const asked = {
      kind: 'set-settings',
      replaces: version,
      settings: { ...settings, approvers: [{ subject: '*', people: ['cem'] }] },
    };
    const begun = await door.post(sec, '/api/v1/authority-changes', asked);
    expect([begun.statusCode, begun.json<{ state: string }>().state]).toEqual([201, 'waiting']);
    const alone = (language: Headers) =>
      door.post({ ...sec, ...language }, `${String(begun.headers['location'])}/decision`, { decision: 'confirm' });
    await door.expectRefused(alone, 403, 'second-person-needed');
    const author = (language: Headers) => door.post({ ...ann, ...language }, '/api/v1/authority-changes', asked);
    await door.expectRefused(author, 403, 'role-missing');
  });
});
