import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { goLiveDue } from '../../../server/operations/releases/keep-releases.ts';
import { directExaminer } from '../../../server/operations/releases/examine.ts';
import { secretHash } from '../../../server/authority/secret.ts';
import { type Bank, openBank } from '../support/bank.ts';
import { segmentation, scorecard } from '../support/definitions.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { importClients, KEEPER, RELEASE_STAFF, tier } from '../support/releases.ts';

const own = { host: 'localhost', origin: 'http://localhost' };
type Headers = Record<string, string>;

describe('the life of a change over HTTP', () => {
  let bank: Bank;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-11-22T04:00:00.000Z');
    bank = await openBank(undefined, 'en', { hasPeople: true, now: () => now });
    await seedPeople(bank.store, RELEASE_STAFF);
    await bank.look();
  });
  afterEach(async () => await bank.close());

  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  const send = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, headers: Headers, payload?: object) =>
    await bank.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
  const signIn = async (account: string): Promise<Headers> => {
    later(30);
    const reply = await send('POST', '/api/v1/sessions', own, { account, password: PASSWORD, code: codeAt(now) });
    return { ...own, cookie: `guiju-session=${reply.cookies[0]?.value ?? ''}` };
  };
  const post = (headers: Headers, url: string, payload: object) => send('POST', url, headers, payload);
  const RELEASES = '/api/v1/releases';
  const population = () =>
    importClients({ store: bank.store, clock: { now: () => now } }, bank.folder, [5000, 10, null], '2026-11-20');
  /** Begun and handed in by the one, approved and let live by the other. */
  const live = async (author: Headers, approver: Headers): Promise<string> => {
    const begun = await post(author, RELEASES, change(40));
    const { id } = begun.json<{ id: string }>();
    const submission = { ...author, 'if-match': String(begun.headers['etag']) };
    const { hash } = (await post(submission, `${RELEASES}/${id}/submission`, {})).json<{ hash: string }>();
    later(30);
    // Where somebody moves, one of those who do was opened.
    const opened = [{ ref: 'segmentation/tier', row: 1 }];
    await post(approver, `${RELEASES}/${id}/approval`, { hash, code: codeAt(now), opened });
    await post(approver, `${RELEASES}/${id}/go-live`, {});
    return id;
  };
  const change = (from: number) => ({ title: 'Gold from less', members: [{ document: segmentation(from) }] });
  const keep = () =>
    goLiveDue(
      { store: bank.store, examiner: directExaminer(bank.store.database, bank.folder, { now: () => now }) },
      now,
    );
  const tierOf = async (aum: number | undefined) => {
    const facts = { clientId: 'C-1', age: 40, ...(aum !== undefined && { aum }) };
    const reply = await post(await signIn('ann'), '/api/v1/decisions/segmentation/tier', { facts });
    return reply.json<{ value: { class: string } }>().value.class;
  };

  it('goes from a draft to what is live, each step in the audit', async () => {
    expect(await tierOf(undefined)).toBe('plain');
    const [ann, ben] = [await signIn('ann'), await signIn('ben')];
    const begun = await post(ann, RELEASES, change(40));
    const { id } = begun.json<{ id: string }>();
    expect([begun.statusCode, begun.headers['location'], begun.json()]).toEqual([
      201,
      `${RELEASES}/${id}`,
      { id, state: 'draft', hash: null },
    ]);
    const submission = { ...ann, 'if-match': String(begun.headers['etag']) };
    const submitted = await post(submission, `${RELEASES}/${id}/submission`, {});
    const { hash } = submitted.json<{ hash: string }>();
    expect([submitted.statusCode, submitted.json()]).toEqual([
      200,
      { id, state: 'submitted', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const waiting = (await send('GET', '/api/v1/notices', ben)).json<{ items: object[] }>();
    expect(waiting.items).toEqual([expect.objectContaining({ release: id, kind: 'approve', title: 'Gold from less' })]);
    const shown = await send('GET', `${RELEASES}/${id}`, ben);
    expect(shown.json()).toMatchObject({
      hash,
      members: [{ ref: 'segmentation/tier', change: 'change', replaces: { version: 1 } }],
      closures: [{ ref: 'segmentation/tier' }],
      editors: [{ person: 'ann', revision: 1 }],
    });
    later(30);
    const approved = await post(ben, `${RELEASES}/${id}/approval`, { hash, code: codeAt(now) });
    expect([approved.statusCode, approved.json()]).toEqual([200, { id, state: 'approved', hash: null }]);
    await keep();
    await bank.runtime.refresh();
    expect(await tierOf(undefined)).toBe('gold');
    const live = (await send('GET', `${RELEASES}/${id}`, ann)).json<{
      history: { event: string; by: { id: string } }[];
    }>();
    expect(live).toMatchObject({ state: 'live', publication: 2, approvals: [{ person: 'ben', state: 'spent', hash }] });
    expect(live.history.map(({ event, by }) => `${by.id} ${event}`)).toEqual([
      'ann begin',
      'ann submit',
      'ben approve',
      'release-keeper fall-due',
      'release-keeper recheck',
      'release-keeper go-live',
    ]);
    const audit = await bank.store.database
      .selectFrom('audit_entry')
      .select(['operation', 'actor'])
      .where('subject', '=', `release/${id}`)
      .orderBy('position')
      .execute();
    expect(audit.map(({ actor, operation }) => `${actor} ${operation}`)).toEqual([
      'ann begin-release',
      'ann submit-release',
      'ben approve-release',
      'release-keeper recheck-release',
      'release-keeper recheck-release',
      'release-keeper go-live',
    ]);
  });

  it('life L13: leads by no door of its own past the second person', async () => {
    const ann = await signIn('ann');
    const { id } = (await post(ann, RELEASES, change(40))).json<{ id: string }>();
    const paths = bank.app.declaredRoutes.flatMap(({ method, url }) =>
      typeof method === 'string' && method !== 'GET' && method !== 'HEAD' && url.startsWith('/api/v1/')
        ? [[method, url] as const]
        : [],
    );
    const bodies = [
      change(40),
      { ...change(40), state: 'live' },
      { hash: '0'.repeat(64), code: codeAt(now) },
      { decision: 'confirm' },
      {},
    ];
    for (const [method, url] of paths)
      for (const body of bodies) {
        const address = url.replace(':release', id).replaceAll(/:\w+/g, 'segmentation');
        if (url === '/api/v1/sessions' || address.endsWith('/submission')) continue;
        const tag = String((await send('GET', `${RELEASES}/${id}`, ann)).headers['etag']);
        const reply = await send(method as 'POST', address, { ...ann, 'if-match': tag }, body);
        expect([method, url, reply.statusCode < 500]).toEqual([method, url, true]);
      }
    await keep();
    await bank.runtime.refresh();
    expect(bank.runtime.catalog.publication.number).toBe(1);
    const approvals = await bank.store.database.selectFrom('release_approval').selectAll().execute();
    expect(approvals).toEqual([]);
  });

  it('answers as the API document says', async () => {
    const ann = await signIn('ann');
    const begun = await post(ann, RELEASES, change(40));
    const { id } = begun.json<{ id: string }>();
    await post({ ...ann, 'if-match': String(begun.headers['etag']) }, `${RELEASES}/${id}/submission`, {});
    interface Documented {
      readonly paths: Record<
        string,
        { get: { responses: { 200: { content: { 'application/json': { schema: object } } } } } }
      >;
      readonly components: object;
    }
    const api = (await send('GET', '/openapi.json', own)).json<Documented>();
    const ben = await signIn('ben');
    for (const [path, url] of [
      ['/api/v1/releases', RELEASES],
      ['/api/v1/releases/{release}', `${RELEASES}/${id}`],
      ['/api/v1/releases/{release}/impact', `${RELEASES}/${id}/impact`],
      ['/api/v1/releases/{release}/revisions/{revision}', `${RELEASES}/${id}/revisions/1`],
      ['/api/v1/notices', '/api/v1/notices'],
    ] as const) {
      const schema = api.paths[path]?.get.responses[200].content['application/json'].schema;
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile({
        ...schema,
        components: api.components,
      });
      validate((await send('GET', url, ben)).json());
      expect([path, validate.errors ?? []]).toEqual([path, []]);
    }
  });

  it('life L15: knows no DELETE of a request', async () => {
    const ann = await signIn('ann');
    const { id } = (await post(ann, RELEASES, change(40))).json<{ id: string }>();
    expect((await send('DELETE', `${RELEASES}/${id}`, ann)).statusCode).toBe(405);
    expect((await send('GET', `${RELEASES}/${id}`, ann)).statusCode).toBe(200);
  });

  it('life L86: is written on what was seen; of fifty who save at once one does', async () => {
    const [ann, cem] = [await signIn('ann'), await signIn('cem')];
    const begun = await post(ann, RELEASES, change(40));
    const { id } = begun.json<{ id: string }>();
    const url = `${RELEASES}/${id}`;
    const put = (headers: Headers, tag: Headers, from: number) =>
      send('PUT', url, { ...headers, ...tag }, change(from));
    const seen = { 'if-match': String(begun.headers['etag']) };
    expect((await put(ann, {}, 41)).statusCode).toBe(428);
    expect((await put(ann, { 'if-match': '*' }, 41)).statusCode).toBe(428);
    expect((await put(ann, { 'if-match': `W/${seen['if-match']}` }, 41)).statusCode).toBe(428);
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) => put(i % 2 === 0 ? ann : cem, seen, 41 + (i % 30))),
    );
    const statuses = replies.map(({ statusCode }) => statusCode);
    expect([statuses.filter((one) => one === 200).length, statuses.filter((one) => one === 412).length]).toEqual([
      1, 49,
    ]);
    expect((await post(ann, `${url}/submission`, {})).statusCode).toBe(428);
    expect((await post({ ...ann, ...seen }, `${url}/submission`, {})).statusCode).toBe(412);
    // Nor is a draft thrown away that another wrote in meanwhile.
    expect((await post(ann, `${url}/withdrawal`, {})).statusCode).toBe(428);
    expect((await post({ ...ann, ...seen }, `${url}/withdrawal`, {})).statusCode).toBe(412);
    const read = { 'if-match': String((await send('GET', url, ann)).headers['etag']) };
    expect((await post({ ...ann, ...read }, `${url}/withdrawal`, {})).statusCode).toBe(200);
  });

  it('life L52: does what is sent twice under one key once, and replays no approval to whoever may not give it', async () => {
    const [ann, ben, bob] = [await signIn('ann'), await signIn('ben'), await signIn('bob')];
    const key = { 'idempotency-key': 'k-1' };
    const [first, again] = [
      await post({ ...ann, ...key }, RELEASES, change(40)),
      await post({ ...ann, ...key }, RELEASES, change(40)),
    ];
    const { id } = first.json<{ id: string }>();
    expect([again.statusCode, again.json(), again.headers['idempotent-replayed']]).toEqual([201, first.json(), 'true']);
    const tag = { 'if-match': String(first.headers['etag']) };
    const { hash } = (await post({ ...ann, ...tag }, `${RELEASES}/${id}/submission`, {})).json<{ hash: string }>();
    later(30);
    const approval = { hash, code: codeAt(now) };
    const approve = (headers: Headers) => post({ ...headers, ...key }, `${RELEASES}/${id}/approval`, approval);
    expect((await approve(ben)).json()).toMatchObject({ state: 'approved' });
    // The answer is that of before: its code is spent.
    expect((await approve(ben)).headers['idempotent-replayed']).toBe('true');
    expect([(await approve(bob)).statusCode, (await approve(ann)).statusCode]).toEqual([409, 403]);
    await bank.store.write(KEEPER, 'test', async ({ database }) => {
      await database.deleteFrom('role_grant').where('to_id', '=', 'ben').execute();
    });
    expect((await approve(ben)).statusCode).toBe(403);
  });

  it('counts a code that is none against the account, in a write of its own', async () => {
    const [ann, ben] = [await signIn('ann'), await signIn('ben')];
    const begun = await post(ann, RELEASES, change(40));
    const { id } = begun.json<{ id: string }>();
    const tag = { 'if-match': String(begun.headers['etag']) };
    const { hash } = (await post({ ...ann, ...tag }, `${RELEASES}/${id}/submission`, {})).json<{ hash: string }>();
    const refused = await post({ ...ben, 'accept-language': 'zh-CN' }, `${RELEASES}/${id}/approval`, {
      hash,
      code: '000000',
    });
    expect([refused.statusCode, refused.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'code-not-right', detail: expect.stringContaining('验证码') as string }),
    ]);
    const row = await bank.store.database
      .selectFrom('credential')
      .select('failures')
      .where('person', '=', 'ben')
      .executeTakeFirst();
    expect(row?.failures).toBe(1);
    expect((await post(ben, `${RELEASES}/${id}/approval`, { code: '000000' })).statusCode).toBe(400);
  });

  it('shows the case changes that are to be accepted together, in both languages', async () => {
    const ann = await signIn('ann');
    const poor = {
      name: 'poor',
      given: { facts: { clientId: 'C', age: 30, aum: 10 } },
      expect: { value: { class: 'plain' } },
    };
    const begin = async (members: readonly object[]) => {
      const begun = await post(ann, RELEASES, { title: 'x', members });
      return { id: begun.json<{ id: string }>().id, tag: { 'if-match': String(begun.headers['etag']) } };
    };
    const cases = await begin([{ document: { ...tier(60), cases: [poor] } }]);
    const { hash } = (await post({ ...ann, ...cases.tag }, `${RELEASES}/${cases.id}/submission`, {})).json<{
      hash: string;
    }>();
    later(30);
    const ben = await signIn('ben');
    later(30);
    await post(ben, `${RELEASES}/${cases.id}/approval`, { hash, code: codeAt(now) });
    await keep();
    const all = scorecard(50) as { characteristics: [{ bins: object[] }] };
    const rich = [{ in: '[0, 1000)', score: 70 }, ...all.characteristics[0].bins.slice(1)];
    const changed = { ...all, characteristics: [{ ...all.characteristics[0], bins: rich }] };
    const edit = await begin([{ document: changed }]);
    const url = `${RELEASES}/${edit.id}/submission`;
    const refused = await post({ ...ann, ...edit.tag }, url, {});
    const told = refused.json<{
      code: string;
      acceptsCases: string;
      caseChanges: { ref: string; words: Record<string, string> }[];
    }>();
    expect([refused.statusCode, told.code, told.caseChanges.map(({ ref }) => ref)]).toEqual([
      409,
      'cases-change',
      ['segmentation/tier'],
    ]);
    expect(Object.keys(told.caseChanges[0]?.words ?? {}).toSorted()).toEqual(['en', 'zh-CN']);
    const accepted = await post({ ...ann, ...edit.tag }, url, { acceptsCases: told.acceptsCases });
    expect(accepted.json()).toMatchObject({ state: 'submitted' });
    const shown = (await send('GET', `${RELEASES}/${edit.id}`, ben)).json<{
      caseChanges: object[];
      members: { ref: string }[];
    }>();
    expect([shown.caseChanges.length, shown.members.map(({ ref }) => ref)]).toEqual([
      1,
      ['scorecard/wealth', 'segmentation/tier'],
    ]);
  });

  it('life L51: takes what a key delivers, and no approval by a key', async () => {
    await bank.store.write(KEEPER, 'test', async ({ database }) => {
      const key = {
        id: 'key',
        hash: secretHash('the-key'),
        name: 'pipeline',
        owner: 'cem',
        begun_by: 'sec',
        scope: 'bank',
        is_active: 1,
      };
      const operations = JSON.stringify(['beginRelease', 'submitRelease', 'approveRelease', 'getRelease']);
      await database
        .insertInto('api_key')
        .values({ ...key, operations, expires_at: '2027-01-01T00:00:00.000Z' })
        .execute();
    });
    const key = { host: 'localhost', authorization: 'Bearer the-key' };
    const begun = await post(key, RELEASES, change(40));
    const { id } = begun.json<{ id: string }>();
    const tag = { 'if-match': String(begun.headers['etag']) };
    const { hash } = (await post({ ...key, ...tag }, `${RELEASES}/${id}/submission`, {})).json<{ hash: string }>();
    const approval = { hash, code: codeAt(now) };
    expect((await post(key, `${RELEASES}/${id}/approval`, approval)).statusCode).toBe(403);
    const cem = await signIn('cem');
    later(30);
    const refused = await post(cem, `${RELEASES}/${id}/approval`, { hash, code: codeAt(now) });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'editor-never-approves']);
  });

  it('pages releases by state, newest first', async () => {
    const ann = await signIn('ann');
    for (let i = 0; i < 3; i += 1) await post(ann, RELEASES, { ...change(40 + i), title: `n${i}` });
    const page = async (query: string) =>
      (await send('GET', `${RELEASES}?${query}`, ann)).json<{
        items: { title: string }[];
        total: number;
        next: string | null;
      }>();
    const first = await page('limit=2&state=draft');
    expect([first.items.map(({ title }) => title), first.total]).toEqual([['n2', 'n1'], 3]);
    const second = await page(`limit=2&state=draft&cursor=${first.next ?? ''}`);
    expect([second.items.map(({ title }) => title), second.next]).toEqual([['n0'], null]);
    expect((await page('state=live')).total).toBe(0);
    expect((await send('GET', `${RELEASES}?state=x`, ann)).statusCode).toBe(400);
  });

  it('answers a go-live that is sent again by its key the same, and does it once', async () => {
    const [ann, ben] = [await signIn('ann'), await signIn('ben')];
    const begun = await post(ann, RELEASES, change(40));
    const { id } = begun.json<{ id: string }>();
    const submission = { ...ann, 'if-match': String(begun.headers['etag']) };
    const { hash } = (await post(submission, `${RELEASES}/${id}/submission`, {})).json<{ hash: string }>();
    const keyed = { ...ben, 'idempotency-key': 'go' };
    // A refusal is not kept.
    expect((await post(keyed, `${RELEASES}/${id}/go-live`, {})).statusCode).toBe(409);
    later(30);
    await post(ben, `${RELEASES}/${id}/approval`, { hash, code: codeAt(now) });
    const first = await post(keyed, `${RELEASES}/${id}/go-live`, {});
    const again = await post(keyed, `${RELEASES}/${id}/go-live`, {});
    expect([first.statusCode, first.json(), again.json()]).toEqual([
      200,
      { id, state: 'live', hash: null },
      first.json(),
    ]);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    expect((await post(ben, `${RELEASES}/${id}/go-live`, {})).statusCode).toBe(409);
    const publications = await bank.store.database.selectFrom('publication').select('number').execute();
    expect(publications).toHaveLength(2);
  });

  it('begins a roll back whose impact cannot be begun', async () => {
    await population();
    const [ann, ben] = [await signIn('ann'), await signIn('ben')];
    const id = await live(ann, ben);
    const fault = new Error('No thread is left');
    vi.spyOn(bank.impacts, 'begin').mockImplementation(() => {
      throw fault;
    });
    const undone = await post({ ...ann, 'idempotency-key': 'back' }, `${RELEASES}/${id}/roll-back`, { reason: 'Now' });
    expect([undone.statusCode, undone.json()]).toMatchObject([201, { state: 'submitted' }]);
    expect(bank.faults).toEqual([fault]);
    const again = await post({ ...ann, 'idempotency-key': 'back' }, `${RELEASES}/${id}/roll-back`, { reason: 'Now' });
    expect([again.statusCode, again.json()]).toEqual([201, undone.json()]);
  });

  it('shows the impact of a roll back with it, which is not waited for, and examines none for who may not', async () => {
    await population();
    const [ann, ben, lou] = [await signIn('ann'), await signIn('ben'), await signIn('eva')];
    const id = await live(ann, ben);
    expect((await post(lou, `${RELEASES}/${id}/roll-back`, { reason: 'x' })).statusCode).toBe(404);
    const undone = await post(ann, `${RELEASES}/${id}/roll-back`, { reason: 'It was too early' });
    expect(undone.statusCode).toBe(201);
    await bank.impacts.settled();
    const shown = await send('GET', String(undone.headers['location']), ben);
    const { impacts } = shown.json<{ impacts: { id: string; state: string }[] }>();
    expect(impacts).toMatchObject([{ state: 'done' }]);
    expect((await send('GET', `/api/v1/impacts/${impacts[0]?.id}`, ben)).statusCode).toBe(200);
  });
});
