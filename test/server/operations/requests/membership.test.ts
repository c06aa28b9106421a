import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { loadDefinitions } from '../../../../server/operations/definitions/load-definitions.ts';
import { readPerson } from '../../../../server/store/people.ts';
import { fireDueTimers } from '../../../../server/operations/requests/fire-timers.ts';
import { type Deed, handleRequest } from '../../../../server/operations/requests/handle-request.ts';
import { listRequests, type RequestsOf } from '../../../../server/operations/requests/list-requests.ts';
import { readRequest } from '../../../../server/operations/requests/read-requests.ts';
import { sendRequestEvent } from '../../../../server/operations/requests/send-event.ts';
import { tester } from '../../support/bank.ts';
import { as, seedPeople } from '../../support/people.ts';
import { codesOf, type Desk, deskDocuments, HOUR, openDesk, queueOf, SYSTEM } from '../../support/requests.ts';
import { onBothDatabases, type Stores, written } from '../../support/stores.ts';

/** The members of the first queue are those of the west. */
const WESTERN = ['agent', 'team-lead'].map((role) => ({ role, organisation: 'west' }));

const deskWith = async (stores: Stores, more: JsonObject): Promise<Desk> => {
  const first = queueOf('first', { members: WESTERN, ...more });
  return await openDesk(
    stores,
    deskDocuments.map((one) => (one['name'] === 'first' ? first : one)),
  );
};

onBothDatabases('the members of a queue', (stores) => {
  const reader = async (desk: Desk, person: string) => {
    const { rights = [] } = (await readPerson(desk.store.database, person)) ?? {};
    return { rights, people: [person] };
  };
  const read = async (desk: Desk, id: string, person: string) =>
    await codesOf(readRequest(desk, { id, ...(await reader(desk, person)) }));
  const BY_CUSTOMER: RequestsOf = { kind: 'customer', customer: 'C-1' };
  const total = async (desk: Desk, person: string, isOpen = true, of: RequestsOf = BY_CUSTOMER) => {
    const asked = { of, ...(await reader(desk, person)), isOpen, after: undefined, limit: 200 };
    const { items, total: counted } = await listRequests(desk, asked);
    expect(counted).toBe(items.length);
    return counted;
  };
  const handle = async (desk: Desk, id: string, deed: Deed, by = 'tom') =>
    await codesOf(handleRequest(desk, as(by), id, { deed, whyNot: () => undefined }));

  it('work on its requests, and whoever leads there; others see them, and a role over the place is not enough', async () => {
    const desk = await deskWith(stores, {});
    const { id } = await desk.register();
    expect([await read(desk, id, 'amy'), await total(desk, 'amy')]).toEqual(['done', 1]);
    expect(await codesOf(desk.send(id, 'claim'))).toBe('request-queue-not-yours');
    expect(await handle(desk, id, { kind: 'transfer', queue: 'queue/second', reason: 'So' }, 'amy')).toBe(
      'request-queue-not-yours',
    );
    expect(await handle(desk, id, { kind: 'note', text: 'Seen' }, 'amy')).toBe('done');
    expect(await handle(desk, id, { kind: 'assign', person: 'bea' })).toBe('request-assignee-unfit');
    expect(await handle(desk, id, { kind: 'assign', person: 'tom' })).toBe('done');
    expect(await codesOf(desk.send(id, 'withdraw', 'tom'))).toBe('done');
    const west = await desk.register({}, 'wes');
    expect((await desk.send(west.id, 'claim', 'wes')).owner).toBe('wes');
    expect(await codesOf(desk.send(west.id, 'claim', 'amy'))).toBe('person-not-found');
  });

  it('are whom its access lets: who sees, in lists and totals, and who works, but for what is given to somebody', async () => {
    const desk = await deskWith(stores, { access: { read: ['team-lead'], work: ['agent'] } });
    const { id } = await desk.register();
    expect([await read(desk, id, 'amy'), await total(desk, 'amy')]).toEqual(['person-not-found', 0]);
    expect(await handle(desk, id, { kind: 'note', text: 'Seen' }, 'amy')).toBe('person-not-found');
    expect([await read(desk, id, 'tom'), await total(desk, 'tom')]).toEqual(['done', 1]);
    expect(await codesOf(desk.send(id, 'withdraw', 'tom'))).toBe('request-queue-not-yours');
    expect(await handle(desk, id, { kind: 'assign', person: 'tom' }, 'lea')).toBe('request-assignee-unfit');
    const west = await desk.register({}, 'wes');
    expect([await read(desk, west.id, 'wes'), await total(desk, 'wes')]).toEqual(['done', 1]);
    const event = { event: 'withdraw', data: {}, facts: {}, occurredAt: null, whyNot: () => undefined };
    desk.later(2 * HOUR);
    await fireDueTimers(desk, { holder: 'one' });
    // It was escalated to the lead above, who does not work there otherwise.
    expect((await desk.send(id, 'withdraw', 'lea')).state).toEqual(['closed']);
    const other = await desk.register();
    // The key is of a system, which reads and sends what the events let it.
    expect(await codesOf(sendRequestEvent(desk, SYSTEM, other.id, event))).toBe('done');
  });

  it('are seen by whoever may grant an extension, whom its access does not list', async () => {
    const clock = {
      name: 'resolve',
      runsIn: ['new', 'open'],
      stopsIn: ['answered', 'closed'],
      budgets: [{ budget: 'P3D' }],
    };
    const clocks = [{ ...clock, extensions: [{ to: 'P5D', by: 'president' }] }];
    const desk = await deskWith(stores, { clocks, access: { read: ['team-lead'], work: ['agent'] } });
    await seedPeople(desk.store, [
      { id: 'pia', node: 'bank', roles: ['president'] },
      { id: 'max', node: 'east', roles: ['customer-manager'] },
    ]);
    const { id } = await desk.register();
    expect([await read(desk, id, 'pia'), await total(desk, 'pia')]).toEqual(['done', 1]);
    expect([await read(desk, id, 'max'), await total(desk, 'max')]).toEqual(['person-not-found', 0]);
    const extend: Deed = { kind: 'extend', clock: 'resolve', to: 'P5D', reason: 'So' };
    expect(await handle(desk, id, extend, 'max')).toBe('person-not-found');
    expect(await handle(desk, id, extend, 'pia')).toBe('done');
  });

  it('are whom it let when a request came into it, where it is retired, closed ones too; whoever leads, where that is not kept', async () => {
    const desk = await deskWith(stores, { access: { read: ['team-lead'], work: ['agent'] } });
    const open = await desk.register();
    const closed = await desk.register();
    const event = { event: 'withdraw', data: {}, facts: {}, occurredAt: null, whyNot: () => undefined };
    await sendRequestEvent(desk, SYSTEM, closed.id, event);
    const seen = async (person: string) => [
      await read(desk, open.id, person),
      await read(desk, closed.id, person),
      await total(desk, person),
      await total(desk, person, false),
      await total(desk, person, false, { kind: 'queue', queue: 'queue/first' }),
      await handle(desk, open.id, { kind: 'note', text: 'Seen' }, person),
    ];
    const [all, none] = [
      ['done', 'done', 1, 1, 1, 'done'],
      ['person-not-found', 'person-not-found', 0, 0, 0, 'person-not-found'],
    ];
    expect([await seen('amy'), await seen('tom')]).toEqual([none, all]);
    const retired = await loadDefinitions(desk.store, tester, [], { withdrawn: ['queue/first'] });
    expect(retired.kind).toBe('published');
    await desk.runtime.refresh();
    expect(desk.queues.inForce('queue/first')).toBe(undefined);
    expect([await seen('amy'), await seen('tom'), await seen('wes')]).toEqual([none, all, none]);
    await written(desk.store, async ({ database }) => {
      await database.updateTable('service_request').set({ queue_closure: 'gone' }).execute();
    });
    // Nobody knows how to go on with it.
    const left = [...all.slice(0, -1), 'request-definition-not-kept'];
    expect([await seen('amy'), await seen('tom'), await seen('wes')]).toEqual([none, left, none]);
  });

  it('are those of the queue in force, for requests that came before too', async () => {
    const desk = await deskWith(stores, {});
    const { id } = await desk.register();
    await desk.publish([queueOf('first')]);
    expect((await desk.send(id, 'claim')).owner).toBe('amy');
    await desk.publish([queueOf('first', { members: WESTERN, access: { read: ['team-lead'] } })]);
    // It is hers still.
    expect([await read(desk, id, 'amy'), await total(desk, 'amy')]).toEqual(['done', 1]);
    expect([await read(desk, id, 'bea'), await total(desk, 'bea')]).toEqual(['person-not-found', 0]);
  });
});
