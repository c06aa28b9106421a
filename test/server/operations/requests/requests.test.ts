import { beforeEach, expect, it } from 'vitest';
import type { Right } from '../../../../server/authority/rights.ts';
import { registerRequest } from '../../../../server/operations/requests/register.ts';
import { listRequests, type RequestsOf, STANDINGS } from '../../../../server/operations/requests/list-requests.ts';
import { readRequest } from '../../../../server/operations/requests/read-requests.ts';
import { sendRequestEvent } from '../../../../server/operations/requests/send-event.ts';
import { requestProblem } from '../../../../server/operations/requests/problems.ts';
import { as } from '../../support/people.ts';
import { codesOf, type Desk, HOUR, inquiryWorkflow, openDesk, queueOf, SYSTEM } from '../../support/requests.ts';
import { onBothDatabases } from '../../support/stores.ts';

const EAST: readonly Right[] = [{ role: 'agent', scope: 'east' }];
const WEST: readonly Right[] = [{ role: 'agent', scope: 'west' }];
const BANK: readonly Right[] = [{ role: 'team-lead', scope: 'bank' }];

onBothDatabases('service requests', (stores) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(stores);
  });
  const shown = async (id: string, rights = EAST) => await readRequest(desk, { id, rights, people: [] });
  const numbers = async (of: RequestsOf, rights = EAST, isOpen = true) =>
    (await listRequests(desk, { of, rights, people: [], isOpen, after: undefined, limit: 200 })).items.map(
      ({ number }) => number,
    );
  const rows = async () =>
    await Promise.all(
      (['service_request', 'request_event', 'request_timer', 'outbox'] as const).map(
        async (table) => (await desk.store.database.selectFrom(table).selectAll().execute()).length,
      ),
    );

  it('are numbered, routed and begun, with their timers, and tell so', async () => {
    const first = await desk.register();
    const loan = await desk.register({ facts: { topic: 'loans' } });
    expect([first.number, first.queue, first.state, first.revision]).toEqual(['INQ-2026-1', 'queue/first', ['new'], 1]);
    expect([loan.number, loan.queue]).toEqual(['INQ-2026-2', 'queue/second']);
    const found = await shown(first.id);
    expect(found).toMatchObject({
      node: 'east',
      priority: 5,
      skill: 'cards',
      owner: null,
      isOpen: true,
      facts: { inquiryId: 'INQ-2026-1', customerId: 'C-1', topic: 'cards' },
      timers: [{ name: 'unclaimed', dueAt: '2026-11-23T03:00:00Z' }],
      versions: { type: 1, workflow: 1, queue: 1 },
      timeline: [{ number: 1, kind: 'registered', actor: { kind: 'person', id: 'amy' }, from: null, to: ['new'] }],
    });
    const sent = await desk.store.database.selectFrom('outbox').select(['type', 'payload']).orderBy('number').execute();
    expect(sent.map(({ payload }) => (JSON.parse(payload) as { type: string; subject: string }).type)).toEqual([
      'request.created',
      'request.created',
    ]);
  });

  /** The instant of an event: in order, never from the future, and from trusted channels alone. */
  const checkOccurrences = async (): Promise<void> => {
    const { id } = await desk.register();
    desk.later(HOUR);
    const earlier = new Date(desk.now.getTime() - HOUR / 2).toISOString();
    const sent = async (occurredAt: string) =>
      await codesOf(
        sendRequestEvent(desk, SYSTEM, id, {
          event: 'withdraw',
          data: {},
          facts: {},
          occurredAt,
          whyNot: () => undefined,
        }),
      );
    expect(await codesOf(desk.send(id, 'withdraw', 'amy', { occurredAt: earlier }))).toBe('request-occurred-untrusted');
    expect(await sent('2026-11-23T00:59:59Z')).toBe('request-occurred-out-of-order');
    expect(await sent('2026-11-24T00:00:00Z')).toBe('request-occurred-out-of-order');
    expect(await sent('yesterday')).toBe('request-occurred-out-of-order');
    expect(await sent(earlier)).toBe('done');
    const [, event] = (await shown(id)).timeline;
    expect([event?.occurredAt, event?.at]).toEqual([earlier, desk.now.toISOString()]);
  };

  const REFUSED = [
    ['a type that is not there', { type: 'request-type/inquirie' }, 'request-type-not-found'],
    ['a channel it does not take', { channel: 'fax' }, 'request-channel-unknown'],
    ['no customer', { customer: null }, 'request-customer-needed'],
    ['its own number', { facts: { topic: 'cards', inquiryId: 'X' } }, 'request-fact-not-given'],
    ['a field that is not there', { facts: { topic: 'cards', colour: 'red' } }, 'fact-unknown'],
    ['a value outside of its domain', { facts: { topic: 'cards', amount: -1 } }, 'fact-out-of-domain'],
    ['without what it is routed by', { facts: {} }, 'required-missing'],
    ['routed to a queue that is not there', { facts: { topic: 'other' } }, 'request-queue-not-found'],
    ['for another branch', { node: 'west' }, 'person-not-found'],
  ] as const;
  it('are refused with what cannot be registered, and nothing is kept', async () => {
    for (const [title, asked, code] of REFUSED)
      expect([title, await codesOf(desk.register(asked))]).toEqual([title, code]);
    expect(await codesOf(desk.register({}, 'ann'))).toBe('right-missing');
    expect(await rows()).toEqual([0, 0, 0, 0]);
    const asked = {
      type: 'request-type/inquiry',
      facts: { topic: 'cards' },
      customer: 'C-9',
      channel: null,
      node: null,
    };
    const { id, number } = await registerRequest(desk, SYSTEM, asked);
    expect([number, await shown(id)]).toMatchObject([
      'INQ-2026-1',
      { node: 'east', timeline: [{ actor: { kind: 'key', id: 'key' } }] },
    ]);
  });

  it('tell what they may be duplicates of: the same of one customer within thirty days', async () => {
    const first = await desk.register();
    const other = await desk.register({ customer: 'C-2' });
    const second = await desk.register();
    expect([other.duplicates, other.duplicatesDo]).toEqual([[], null]);
    expect([second.duplicates, second.duplicatesDo]).toEqual([
      [{ id: first.id, number: first.number, isOpen: true }],
      'offer-merge',
    ]);
    expect((await desk.register({}, 'wes')).duplicates).toEqual([]);
    desk.later(30 * 24 * HOUR + 1);
    expect((await desk.register()).duplicates).toEqual([]);
  });

  it('move by events, with what they do to owner, priority, queue and fields in one transaction', async () => {
    const { id } = await desk.register();
    expect(await desk.send(id, 'claim')).toMatchObject({ revision: 2, state: ['open'], owner: 'amy' });
    expect(await codesOf(desk.send(id, 'answer'))).toBe('event-guarded');
    await desk.send(id, 'hurry');
    await desk.send(id, 'note', 'amy', { data: { reply: 'Done.' } });
    const { timers, facts, priority, revision } = await shown(id);
    expect([timers, facts['reply'], priority, revision]).toEqual([[], 'Done.', 7, 4]);
    expect(await desk.send(id, 'answer')).toMatchObject({ state: ['answered'] });
    expect(await codesOf(desk.send(id, 'reopen'))).toBe('request-event-not-yours');
    expect(await desk.send(id, 'reopen', 'tom')).toMatchObject({ state: ['open'], owner: 'amy' });
    expect(await desk.send(id, 'hand')).toMatchObject({ state: ['new'], queue: 'queue/second', owner: null });
    expect((await shown(id)).timeline.map(({ event }) => event)).toEqual([
      null,
      'claim',
      'hurry',
      'note',
      'answer',
      'reopen',
      'hand',
    ]);
    const effects = await desk.store.database
      .selectFrom('outbox')
      .select(['key', 'payload'])
      .where('type', '=', 'survey-start')
      .execute();
    expect(effects.map(({ key }) => key)).toEqual([`${id}/5/effect/0`]);
  });

  it('refuse what they do not accept, with problems in both languages, and nothing is changed', async () => {
    const { id } = await desk.register();
    await desk.send(id, 'claim');
    const before = await rows();
    const refused = async (event: string, asked = {}, by = 'amy') => await codesOf(desk.send(id, event, by, asked));
    expect(await refused('clam')).toBe('event-unknown');
    expect(await refused('claim')).toBe('event-not-accepted');
    expect(await refused('xstate.after.unclaimed.inquiry.new')).toBe('event-name-refused');
    expect(await refused('*')).toBe('event-name-refused');
    expect(await refused('constructor')).toBe('event-unknown');
    expect(await refused('hurry', {}, 'wes')).toBe('person-not-found');
    expect(await refused('hurry', { facts: { inquiryId: 'X' } })).toBe('request-fact-not-given');
    expect(await refused('hurry', { facts: { amount: 'much' } })).toBe('fact-of-wrong-type');
    expect(await refused('note', { data: { reply: 7 } })).toBe('fact-of-wrong-type');
    const stale = (revision: number) =>
      revision === 1 ? undefined : requestProblem('request-customer-needed', { pointer: '' }, { type: 'x' });
    expect(await refused('hurry', { whyNot: stale })).toBe('request-customer-needed');
    expect(await codesOf(desk.send('none', 'hurry'))).toBe('person-not-found');
    expect(await rows()).toEqual(before);
    expect((await shown(id)).revision).toBe(2);
  });

  it('are closed for good by a final state, show no field that only decisions read, and take instants from trusted channels', async () => {
    const { id, number } = await desk.register({ facts: { topic: 'cards', secret: 'S-1' } });
    expect((await shown(id)).withheld).toEqual(['secret']);
    expect(JSON.stringify(await shown(id))).not.toContain('S-1');
    await desk.send(id, 'withdraw');
    expect(await shown(id)).toMatchObject({ isOpen: false, closedAt: desk.now.toISOString(), timers: [] });
    expect(await codesOf(desk.send(id, 'claim'))).toBe('machine-finished');
    const queue = { kind: 'queue', queue: 'queue/first' } as const;
    expect([await numbers(queue), await numbers(queue, EAST, false)]).toEqual([[], [number]]);
    await checkOccurrences();
  });

  it('are listed in the order of their queue, page by page, of one branch and no other', async () => {
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      desk.later(1000);
      const { id, number } = await desk.register({ customer: `C-${i % 2}` });
      made.push(number);
      if (i !== 3) continue;
      await desk.send(id, 'claim');
      await desk.send(id, 'hurry');
    }
    desk.later(1000);
    const west = await desk.register({}, 'wes');
    const of = { kind: 'queue', queue: 'queue/first' } as const;
    const order = [made[3], made[0], made[1], made[2], made[4]];
    expect(await numbers(of)).toEqual(order);
    expect(await numbers(of, WEST)).toEqual([west.number]);
    expect(await numbers(of, BANK)).toEqual([...order, west.number]);
    expect(await numbers(of, [])).toEqual([]);
    expect(await numbers({ kind: 'owner', owner: 'amy' })).toEqual([made[3]]);
    expect(await numbers({ kind: 'customer', customer: 'C-1' })).toEqual([made[3], made[1]]);
    const pages: (readonly string[])[] = [];
    for (let after: readonly [string, string] | null | undefined; after !== null; ) {
      const page = await listRequests(desk, { of, rights: EAST, people: [], isOpen: true, after, limit: 2 });
      pages.push(page.items.map(({ number }) => number));
      expect(page.total).toBe(5);
      after = page.next;
    }
    expect(pages).toEqual([order.slice(0, 2), order.slice(2, 4), order.slice(4)]);
    await desk.publish([queueOf('second', { order: ['amount desc', 'topic asc'] })]);
    const amounts = [5, 1000.5, null, 20];
    for (const amount of amounts)
      await desk.register({ facts: { topic: 'loans', ...(amount === null ? {} : { amount }) } });
    const second = { kind: 'queue', queue: 'queue/second' } as const;
    expect(await numbers(second)).toEqual(['INQ-2026-8', 'INQ-2026-10', 'INQ-2026-7', 'INQ-2026-9']);
  });

  it('are listed by how they stand: late, due within four hours, and with nobody', async () => {
    const { id, number } = await desk.register();
    const of = { kind: 'queue', queue: 'queue/first' } as const;
    const asked = { of, rights: EAST, people: [], isOpen: true, after: undefined, limit: 10 };
    const standing = async () => {
      const told = [];
      for (const one of STANDINGS)
        if ((await listRequests(desk, { ...asked, standing: one })).items.some((found) => found.number === number))
          told.push(one);
      return told.join(' ');
    };
    expect(await standing()).toBe('unassigned');
    await desk.send(id, 'claim');
    expect(await standing()).toBe('');
    const called = await desk.store.database
      .selectFrom('person')
      .select(['id', 'name'])
      .where('id', '=', 'amy')
      .execute();
    expect([called.length, (await listRequests(desk, asked)).names]).toEqual([1, called]);
    expect((await readRequest(desk, { id, rights: EAST, people: [] })).names).toEqual(called);
    desk.later(68 * HOUR + 1);
    expect(await standing()).toBe('soon');
    desk.later(4 * HOUR);
    expect(await standing()).toBe('late');
    await desk.send(id, 'note', 'amy', { data: { reply: 'Done.' } });
    await desk.send(id, 'answer');
    // The clock has stopped: nothing of it is due any more.
    expect(await standing()).toBe('');
  });

  it('stay with the version they came by, and new ones have the newer', async () => {
    const { id } = await desk.register();
    await desk.publish([inquiryWorkflow({ unclaimed: { budget: { elapsed: 'PT3H' } } })]);
    const newer = await desk.register({ customer: 'C-2' });
    await desk.send(id, 'claim');
    await desk.send(id, 'release');
    const due = async (of: string) => (await shown(of)).timers[0]?.dueAt;
    expect([await due(id), await due(newer.id)]).toEqual(['2026-11-23T03:00:00Z', '2026-11-23T04:00:00Z']);
    // A node that never saw the older version reads it where it is kept.
    const other = await desk.node();
    const asked = { event: 'claim', data: {}, facts: {}, occurredAt: null, whyNot: () => undefined };
    expect((await sendRequestEvent(other, as('bea'), id, asked)).owner).toBe('bea');
    expect((await desk.send(id, 'hand', 'bea')).queue).toBe('queue/second');
    // Both nodes know it where it was: whoever steps it sees that it has moved.
    expect((await sendRequestEvent(other, as('amy'), id, asked)).owner).toBe('amy');
    expect((await desk.send(id, 'release', 'amy')).queue).toBe('queue/second');
    expect((await shown(id)).versions).toEqual({ type: 1, workflow: 1, queue: 1 });
  });

  it('are claimed by one of fifty who try at once', async () => {
    const { id } = await desk.register();
    const nodes = [desk, await desk.node()];
    const claims = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const asked = { event: 'claim', data: {}, facts: {}, occurredAt: null, whyNot: () => undefined };
        const who = as(i % 2 === 0 ? 'amy' : 'bea');
        return await codesOf(sendRequestEvent(nodes[i % 2] as Desk, who, id, asked));
      }),
    );
    expect(claims.toSorted()).toEqual(['done', ...Array.from({ length: 49 }, () => 'event-not-accepted')]);
    expect(await shown(id)).toMatchObject({ revision: 2, state: ['open'] });
  });
});
