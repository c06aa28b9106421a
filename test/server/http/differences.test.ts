import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goLiveDue } from '../../../server/operations/releases/keep-releases.ts';
import { directExaminer } from '../../../server/operations/releases/examine.ts';
import { type Bank, openBank } from '../support/bank.ts';
import { scorecard, segmentation } from '../support/definitions.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { RELEASE_STAFF } from '../support/releases.ts';

const own = { host: 'localhost', origin: 'http://localhost' };
type Headers = Record<string, string>;

describe('what changes, in words', () => {
  let bank: Bank;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-11-22T04:00:00.000Z');
    bank = await openBank(undefined, 'en', { hasPeople: true, now: () => now });
    await seedPeople(bank.store, RELEASE_STAFF);
    await bank.look();
  });
  afterEach(async () => await bank.close());

  const later = () => {
    now = new Date(now.getTime() + 30_000);
  };
  const get = async (headers: Headers, url: string) => await bank.app.inject({ method: 'GET', url, headers });
  const post = async (headers: Headers, url: string, payload: object) =>
    await bank.app.inject({ method: 'POST', url, headers, payload });
  const signIn = async (account: string): Promise<Headers> => {
    later();
    const reply = await post(own, '/api/v1/sessions', { account, password: PASSWORD, code: codeAt(now) });
    return { ...own, cookie: `guiju-session=${reply.cookies[0]?.value ?? ''}` };
  };
  const begin = async (headers: Headers, members: readonly object[]) => {
    const reply = await post(headers, '/api/v1/releases', { title: 'A change', members });
    return { id: reply.json<{ id: string }>().id, tag: String(reply.headers['etag']) };
  };
  interface Told {
    readonly base: number;
    readonly differences: readonly {
      readonly ref: string;
      readonly kind: string;
      readonly by: readonly string[];
      readonly words: { readonly en: readonly string[] };
      readonly lines: { readonly en: readonly { readonly before: string | null; readonly after: string | null }[] };
      readonly before: object | null;
      readonly changes: readonly { readonly path: string }[];
    }[];
    readonly content: string;
    readonly cases: {
      readonly changed: readonly object[];
      readonly texts: readonly { readonly what: string; readonly name: string }[];
    };
  }
  const publish = async (members: readonly object[]): Promise<string> => {
    const ann = await signIn('ann');
    const { id, tag } = await begin(ann, members);
    const path = `/api/v1/releases/${id}`;
    const submission = { ...ann, 'if-match': tag };
    const tried = await post(submission, `${path}/submission`, {});
    const { acceptsCases } = tried.json<{ acceptsCases?: string }>();
    const done = acceptsCases === undefined ? tried : await post(submission, `${path}/submission`, { acceptsCases });
    const ben = await signIn('ben');
    later();
    await post(ben, `${path}/approval`, { hash: done.json<{ hash: string }>().hash, code: codeAt(now) });
    const examiner = directExaminer(bank.store.database, bank.folder, { now: () => now });
    await goLiveDue({ store: bank.store, examiner }, now);
    await bank.runtime.refresh();
    return id;
  };

  it('tells a draft against what is in force: sentences, clauses old beside new, places', async () => {
    const ann = await signIn('ann');
    const { id } = await begin(ann, [{ document: segmentation(40) }]);
    const reply = await get(ann, `/api/v1/releases/${id}/difference`);
    expect(reply.statusCode).toBe(200);
    const told = reply.json<Told>();
    const [changed] = told.differences;
    expect([told.base, changed?.ref, changed?.kind]).toEqual([1, 'segmentation/tier', 'changed']);
    expect(changed?.words.en).toEqual(expect.arrayContaining([expect.stringMatching(/now starts at 40 instead of/)]));
    const lines = changed?.lines.en ?? [];
    expect(lines.filter(({ before, after }) => before !== after)).toEqual([
      { before: expect.stringMatching(/From 60/i), after: expect.stringMatching(/From 40/i) },
    ]);
    expect(changed?.changes.map(({ path }) => path)).toContain('/classes/0/in');
  });

  it('tells by its hash which text it is told of, what its changes begin with, and cases that are taken out', async () => {
    const guards = [
      { name: 'the poor', given: { facts: { clientId: 'a', age: 40, aum: 5 } }, expect: { value: { class: 'plain' } } },
    ];
    const guarded = { ...segmentation(60), cases: guards };
    await publish([{ document: guarded }]);
    const ann = await signIn('ann');
    const { id, tag } = await begin(ann, [{ document: { ...guarded, title: 'Another' } }]);
    const content = async () => (await get(ann, `/api/v1/releases/${id}`)).json<{ content: string }>().content;
    const told = async () => (await get(ann, `/api/v1/releases/${id}/difference`)).json<Told>();
    const first = await told();
    expect([first.content === (await content()), first.cases.texts]).toEqual([true, []]);
    expect(first.differences[0]?.before).toEqual(guarded);
    const edited = await bank.app.inject({
      method: 'PUT',
      url: `/api/v1/releases/${id}`,
      headers: { ...ann, 'if-match': tag },
      payload: { title: 'A change', members: [{ document: segmentation(60) }] },
    });
    expect(edited.statusCode).toBe(200);
    const second = await told();
    expect([second.content === first.content, second.content === (await content())]).toEqual([false, true]);
    expect(second.cases.texts).toEqual([
      expect.objectContaining({ what: 'removed', name: 'the poor', ref: 'segmentation/tier' }),
    ]);
  });

  it('names what a change only reaches, and by what', async () => {
    const ann = await signIn('ann');
    const { id } = await begin(ann, [{ document: scorecard(7) }]);
    const { differences } = (await get(ann, `/api/v1/releases/${id}/difference`)).json<Told>();
    expect(differences.map(({ ref, kind, by }) => [ref, kind, by])).toContainEqual([
      'segmentation/tier',
      'reached',
      ['scorecard/wealth'],
    ]);
  });

  it('tells of what is live what it changed then, whatever came after it', async () => {
    const first = await publish([{ document: segmentation(40) }]);
    await publish([{ document: segmentation(45) }]);
    const lou = await signIn('lou');
    const { base, differences } = (await get(lou, `/api/v1/releases/${first}/difference`)).json<Told>();
    expect([base, differences[0]?.words.en[0]]).toEqual([1, expect.stringMatching(/starts at 40 instead of 60/)]);
  });

  it('lists the versions of a definition with the releases that made them, and compares any two', async () => {
    const [first, second] = [
      await publish([{ document: segmentation(40) }]),
      await publish([{ document: segmentation(45) }]),
    ];
    const lou = await signIn('lou');
    const path = '/api/v1/definitions/segmentation/tier';
    const { items } = (await get(lou, `${path}/versions`)).json<{ items: object[] }>();
    expect(items).toEqual([
      expect.objectContaining({ version: 3, release: second, until: null }),
      expect.objectContaining({ version: 2, release: first, title: 'A change' }),
      expect.objectContaining({ version: 1, release: null }),
    ]);
    const words = async (from: number, to: number) =>
      (await get(lou, `${path}/difference?from=${from}&to=${to}`)).json<Told>().differences[0]?.words.en[0];
    expect(await words(1, 3)).toMatch(/starts at 45 instead of 60/);
    expect(await words(3, 2)).toMatch(/starts at 40 instead of 45/);
    expect(await words(2, 2)).toBeUndefined();
    expect((await get(lou, `${path}/difference?from=1&to=9`)).statusCode).toBe(404);
    expect((await get(lou, '/api/v1/definitions/segmentation/none/versions')).statusCode).toBe(404);
  });
});
