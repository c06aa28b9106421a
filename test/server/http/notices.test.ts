import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { noticeFeed } from '../../../server/operations/notices/follow-notices.ts';
import type { Store } from '../../../server/store/store.ts';
import { type Bank, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { DESK_STAFF, deskDocuments } from '../support/requests.ts';

describe('notices over HTTP', () => {
  let bank: Bank;
  const now = new Date('2026-11-23T01:00:00.000Z');
  const own = { host: 'localhost', origin: 'http://localhost' };
  const cookies = new Map<string, string>();
  const asked = async (who: string, method: 'GET' | 'POST', url: string, payload?: JsonObject) => {
    const cookie = `guiju-session=${cookies.get(who)}`;
    const reply = await bank.app.inject({ method, url, headers: { ...own, cookie }, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.json<JsonObject>() };
  };

  let [id, address] = ['', ''];
  const tell = async (...keys: readonly string[]) =>
    await bank.store.write(tester, 'seed', async (tx) => {
      for (const key of keys) {
        const said = JSON.stringify({ 'zh-CN': `请看 ${key}`, en: `Look at ${key}` });
        const notice = { key, person: 'tom', request: id, template: 'template/late', said };
        await tx.database
          .insertInto('request_notice')
          .values({ ...notice, noticed_at: now.toISOString(), read_at: null })
          .execute();
      }
      await tx.audit({ subject: 'seed' });
    });
  /** Follows the notices of somebody over a real connection: what comes, one event after the other; undefined once it has ended. */
  const follow = async (who: string, lastEventId?: string) => {
    const headers = { cookie: `guiju-session=${cookies.get(who)}` };
    const reply = await fetch(`${address}/api/v1/me/notices/stream`, {
      headers: { ...headers, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
    });
    const events = eventsOf(reply);
    return {
      reply,
      next: async () => (await events.next()).value,
      leave: async () => void (await events.return(undefined)),
    };
  };

  beforeAll(async () => {
    bank = await openBank(deskDocuments, 'en', { hasPeople: true, now: () => now });
    const security = { id: 'sec', node: 'bank', roles: ['security-administrator'] } as const;
    await seedPeople(bank.store, [...DESK_STAFF, security]);
    await bank.look();
    for (const who of ['amy', 'tom']) {
      const payload = { account: who, password: PASSWORD, code: codeAt(now) };
      const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
      cookies.set(who, reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? '');
    }
    const inquiry = { facts: { topic: 'cards' }, customer: 'C-1', channel: 'phone' };
    const made = await asked('amy', 'POST', '/api/v1/request-types/inquiry/requests', inquiry);
    id = String(made.body['id']);
    await tell('a', 'b', 'c');
    address = await bank.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await bank.close();
    expect(bank.faults).toEqual([]);
  });

  const list = async (who: string, query = '') => (await asked(who, 'GET', `/api/v1/me/notices${query}`)).body;

  it('are listed newest first, page by page, to whom they are for alone', async () => {
    const first = await list('tom', '?limit=2');
    const said = (page: JsonObject) =>
      (page['items'] as readonly { said: object; requestNumber: string }[]).map((one) => one.said);
    expect(said(first)).toEqual([
      { 'zh-CN': '请看 c', en: 'Look at c' },
      { 'zh-CN': '请看 b', en: 'Look at b' },
    ]);
    expect(first).toMatchObject({ unread: 3, items: [{ requestNumber: 'INQ-2026-1', isRead: false }, {}] });
    const second = await list('tom', `?limit=2&cursor=${String(first['next'])}`);
    expect([said(second), second['next']]).toEqual([[{ 'zh-CN': '请看 a', en: 'Look at a' }], null]);
    expect(await list('amy')).toEqual({ items: [], unread: 0, next: null });
    expect((await asked('tom', 'GET', '/api/v1/me/notices?cursor=x')).status).toBe(400);
  });

  it('are marked as read once, by whom they are for', async () => {
    const { items } = await list('tom');
    const at = `/api/v1/me/notices/${String((items as readonly { number: number }[])[0]?.number)}/read`;
    expect((await asked('amy', 'POST', at)).body).toEqual({ read: false });
    expect((await asked('tom', 'POST', at)).body).toEqual({ read: true });
    expect((await asked('tom', 'POST', at)).body).toEqual({ read: false });
    expect(await list('tom')).toMatchObject({ unread: 2, items: [{ isRead: true }, { isRead: false }, {}] });
  });

  it('come as they are written, to whom they are for, and from where he was after he comes back', async () => {
    const [tom, amy] = [await follow('tom'), await follow('amy')];
    expect(tom.reply.headers.get('content-type')).toBe('text/event-stream');
    expect((await amy.next())?.told).toEqual({ newest: 0, unread: 0, items: [] });
    const first = await tom.next();
    expect(first?.told).toMatchObject({ unread: 2, items: [] });
    await tell('d');
    const second = await tom.next();
    expect(second?.told).toMatchObject({ unread: 3, items: [{ said: { en: 'Look at d' }, isRead: false }] });
    const window = await follow('tom');
    await window.next();
    await asked('tom', 'POST', `/api/v1/me/notices/${second?.id}/read`);
    for (const one of [tom, window]) expect((await one.next())?.told).toMatchObject({ unread: 2, items: [] });
    for (const one of [amy, tom, window]) await one.leave();
    await tell('e', 'f');
    const back = await follow('tom', second?.id);
    const missed = (await back.next())?.told['items'] as readonly { said: { en: string } }[];
    expect(missed.map(({ said }) => said.en)).toEqual(['Look at e', 'Look at f']);
    await back.leave();
  });

  it('are looked for where somebody follows, one look after the other, and no further back than they may come late', async () => {
    await tell(...Array.from({ length: 400 }, (_, i) => `old-${i}`));
    const { unread } = await list('tom');
    const [{ id: session } = { id: '' }] = await bank.store.database
      .selectFrom('session')
      .select('id')
      .where('person', '=', 'tom')
      .execute();
    let [reads, answers, most] = [0, 0, 0];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const read: Store['read'] = async (work) => {
      const isFirst = (reads += 1) === 1;
      const answer = await bank.store.read(work);
      answers += 1;
      if (isFirst) await held;
      return answer;
    };
    const database = bank.store.database.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        most = Math.max(most, result.rows.length);
        return result;
      },
    });
    const feed = noticeFeed({ read, database }, { now: () => now }, { lookMs: 5, beatMs: 60_000 });
    feed.changed('tom');
    await turnOfLoop();
    expect(reads).toBe(0);
    const told: number[] = [];
    const tom = { person: 'tom', session, after: undefined, beat: () => {}, end: () => {} };
    const stop = feed.follow({ ...tom, tell: (one) => void told.push(one.unread) });
    await expect.poll(() => answers).toBe(1);
    await tell('g');
    feed.changed('tom');
    await tell('h');
    release();
    await expect.poll(() => told.at(-1)).toBe(Number(unread) + 2);
    await expect.poll(() => most).toBeGreaterThanOrEqual(256);
    stop();
    feed.close();
    expect([told[0], told.toSorted((one, other) => one - other), most < 300]).toEqual([unread, told, true]);
  });

  it('end with the session, and when the server stops', async () => {
    const [tom, amy] = [await follow('tom'), await follow('amy')];
    for (const one of [tom, amy]) await one.next();
    expect((await fetch(`${address}/api/v1/me/notices/stream`)).status).toBe(401);
    const cookie = `guiju-session=${cookies.get('tom')}`;
    await bank.app.inject({ method: 'DELETE', url: '/api/v1/sessions', headers: { ...own, cookie } });
    // It is said that it is the session: nobody has to come back to hear it.
    expect([await tom.next(), await tom.next()]).toMatchObject([{ event: 'ended' }, undefined]);
    expect((await follow('tom')).reply.status).toBe(401);
    const ended = amy.next();
    await bank.app.close();
    expect(await ended).toBeUndefined();
  });
});

/** The events of a stream (https://html.spec.whatwg.org/multipage/server-sent-events.html), without its comments. */
async function* eventsOf(
  reply: Response,
): AsyncGenerator<{ readonly id: string; readonly event: string; readonly told: JsonObject }, undefined> {
  let text = '';
  for await (const part of (reply.body ?? new Blob().stream()).pipeThrough(new TextDecoderStream())) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
      );
      if (fields.has('event'))
        yield {
          id: fields.get('id') ?? '',
          event: fields.get('event') ?? '',
          told: JSON.parse(fields.get('data') ?? '') as JsonObject,
        };
    }
  }
  return undefined;
}
