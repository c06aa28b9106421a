import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { goLiveDue } from '../../../server/operations/releases/keep-releases.ts';
import { directExaminer } from '../../../server/operations/releases/examine.ts';
import { type Bank, openBank } from './bank.ts';
import { segmentation } from './definitions.ts';
import { codeAt, PASSWORD, seedPeople, type SeededPerson } from './people.ts';
import type { Stores } from './stores.ts';

export type Headers = Readonly<Record<string, string>>;
type Reply = Awaited<ReturnType<Bank['app']['inject']>>;

const own = { host: 'localhost', origin: 'http://localhost' };
const RELEASES = '/api/v1/releases';

/** A bank as those meet it who attempt something over HTTP, on a clock that the test moves. */
export interface Door {
  readonly bank: Bank;
  readonly now: Date;
  later(seconds: number): void;
  signIn(account: string): Promise<Headers>;
  post(headers: Headers, url: string, payload: object): Promise<Reply>;
  send(method: 'GET' | 'PUT' | 'DELETE', url: string, headers: Headers, payload?: object): Promise<Reply>;
  /** A release that changes where the upper class begins, with its tag. */
  begin(headers: Headers, from: number, more?: object): Promise<{ readonly id: string; readonly tag: Headers }>;
  /** Its hash. */
  submit(headers: Headers, id: string): Promise<string>;
  /** With a code that was not used before. */
  approve(headers: Headers, id: string, hash?: string): Promise<Reply>;
  stateOf(id: string): Promise<string>;
  /** Begun, handed in and approved. */
  approved(author: Headers, approver: Headers, from: number, more?: object): Promise<string>;
  /** Lets live what is due. */
  keep(): Promise<void>;
  /** The class of one who has nothing. */
  decide(headers: Headers): Promise<string>;
  /**
   * The attempt is refused by that status and code, with a sentence in each language; nothing of releases, people or what is published is
   * otherwise than before, and the audit has it.
   */
  expectRefused(attempt: (language: Headers) => Promise<Reply>, status: number, code: string): Promise<string>;
  close(): Promise<void>;
}

export const change = (from: number, more: object = {}) => ({
  title: 'Gold from less',
  members: [{ document: segmentation(from) }],
  ...more,
});

export async function openDoor(stores: Stores, people: readonly SeededPerson[]): Promise<Door> {
  let now = new Date('2026-11-22T04:00:00.000Z');
  const clock = { now: () => now };
  const bank = await openBank(undefined, 'en', { hasPeople: true, now: clock.now, address: stores.address });
  await seedPeople(bank.store, people);
  await bank.look();
  const inject = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, headers: Headers, payload?: object) =>
    bank.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
  const door: Door = {
    bank,
    get now() {
      return now;
    },
    later(seconds) {
      now = new Date(now.getTime() + seconds * 1000);
    },
    async signIn(account) {
      door.later(30);
      const reply = await inject('POST', '/api/v1/sessions', own, { account, password: PASSWORD, code: codeAt(now) });
      return { ...own, cookie: `guiju-session=${reply.cookies[0]?.value ?? ''}` };
    },
    post: (headers, url, payload) => inject('POST', url, headers, payload),
    send: inject,
    async begin(headers, from, more) {
      const begun = await door.post(headers, RELEASES, change(from, more));
      return { id: begun.json<{ id: string }>().id, tag: { 'if-match': String(begun.headers['etag']) } };
    },
    async submit(headers, id) {
      const tag = { 'if-match': String((await inject('GET', `${RELEASES}/${id}`, headers)).headers['etag']) };
      return (await door.post({ ...headers, ...tag }, `${RELEASES}/${id}/submission`, {})).json<{ hash: string }>()
        .hash;
    },
    async approve(headers, id, hash) {
      door.later(30);
      return await door.post(headers, `${RELEASES}/${id}/approval`, {
        ...(hash !== undefined && { hash }),
        code: codeAt(now),
      });
    },
    async stateOf(id) {
      const row = await bank.store.database
        .selectFrom('release')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.state ?? 'none';
    },
    async approved(author, approver, from, more) {
      const { id } = await door.begin(author, from, more);
      expect((await door.approve(approver, id, await door.submit(author, id))).statusCode).toBe(200);
      return id;
    },
    async keep() {
      const examiner = directExaminer(bank.store.database, bank.folder, clock);
      await goLiveDue({ store: bank.store, examiner }, now);
      await bank.runtime.refresh();
    },
    async decide(headers) {
      const facts = { clientId: 'C-1', age: 40 };
      const reply = await door.post(headers, '/api/v1/decisions/segmentation/tier', { facts });
      return reply.json<{ value: { class: string } }>().value.class;
    },
    async expectRefused(attempt, status, code) {
      const before = [await standing(bank), await refusals(bank)] as const;
      const told: string[] = [];
      for (const language of ['en', 'zh-CN']) {
        const reply = await attempt({ 'accept-language': language });
        const { code: found, detail } = reply.json<{ code: string; detail: string }>();
        expect([reply.statusCode, found, String(reply.headers['content-type'])]).toEqual([
          status,
          code,
          expect.stringContaining('application/problem+json'),
        ]);
        expect(/\p{Script=Han}/u.test(detail)).toBe(language === 'zh-CN');
        told.push(detail);
      }
      expect(await standing(bank)).toBe(before[0]);
      // What is not even a request of its form reaches no operation that could be refused.
      if (status !== 400) expect(await refusals(bank)).toBeGreaterThanOrEqual(before[1] + 2);
      return told[0] ?? '';
    },
    close: async () => await bank.close(),
  };
  return door;
}

/** What a refused attempt leaves as it is. */
async function standing({ store: { database } }: Bank): Promise<string> {
  const rows = await Promise.all(
    (
      [
        'release',
        'release_revision',
        'release_editor',
        'release_approval',
        'publication',
        'publication_member',
        'person',
        'role_grant',
        'organisation_node',
        'authority_change',
        'api_key',
      ] as const
    ).map(async (table) =>
      (await database.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).toSorted(),
    ),
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

async function refusals({ store: { database } }: Bank): Promise<number> {
  return (await database.selectFrom('audit_entry').select('number').where('outcome', '=', 'refused').execute()).length;
}
