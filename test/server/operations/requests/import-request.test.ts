import { beforeEach, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../definitions/index.ts';
import { fireDueTimers } from '../../../../server/operations/requests/fire-timers.ts';
import { importRequest } from '../../../../server/operations/requests/import-request.ts';
import { sampleServiceRequests } from '../../../../server/sample/requests.ts';
import { hostOperator } from '../../../../server/store/actor.ts';
import { as } from '../../support/people.ts';
import { codesOf, type Desk, HOUR, inquiryWorkflow, openDesk, queueOf } from '../../support/requests.ts';
import { onBothDatabases } from '../../support/stores.ts';

type Lived = readonly (readonly [hours: number, event: string, more?: JsonObject])[];

/** Taken up late, so that it was escalated first; answered, and closed by itself a day later. */
const ANSWERED: Lived = [
  [3, 'claim'],
  [3.5, 'note', { data: { reply: 'Done.' } }],
  [5, 'answer'],
];
const REOPENED: Lived = [...ANSWERED, [9, 'reopen', { by: 'tom' }], [9.5, 'hurry'], [10, 'hand']];

onBothDatabases('requests of another system', (stores) => {
  let desk: Desk;
  let begun: number;
  beforeEach(async () => {
    desk = await openDesk(stores);
    begun = desk.now.getTime();
  });
  const past = (lived: Lived, more: JsonObject = {}): JsonObject => ({
    type: 'request-type/inquiry',
    customer: 'C-1',
    channel: 'phone',
    node: 'east',
    registeredAt: new Date(begun).toISOString(),
    facts: { topic: 'cards' },
    events: lived.map(([hours, event, given]) => {
      return { at: new Date(begun + hours * HOUR).toISOString(), event, by: 'amy', ...given };
    }),
    ...more,
  });
  const bring = async (document: Json, by = hostOperator()) => await importRequest(desk, by, document);
  /** The same done hour by hour, timers fired at their instants. */
  const live = async (lived: Lived, until: number): Promise<string> => {
    const { id } = await desk.register();
    const pass = async (to: number) => {
      for (;;) {
        const due = desk.store.database.selectFrom('request_timer').select('due_at').orderBy('due_at').limit(1);
        const at = Date.parse((await due.executeTakeFirst())?.due_at ?? '9999-01-01T00:00:00Z');
        if (at > to) break;
        desk.later(at - desk.now.getTime());
        await fireDueTimers(desk, { holder: 'h' });
      }
      desk.later(to - desk.now.getTime());
    };
    for (const [hours, event, { by = 'amy', ...more } = {}] of lived) {
      await pass(begun + hours * HOUR);
      await desk.send(id, event, String(by), more);
    }
    await pass(begun + until * HOUR);
    return id;
  };
  const rowsOf = async (id: string) => {
    const { database } = desk.store;
    const request = await database
      .selectFrom('service_request')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const events = await database
      .selectFrom('request_event')
      .selectAll()
      .where('request', '=', id)
      .orderBy('number')
      .execute();
    const timers = await database
      .selectFrom('request_timer')
      .selectAll()
      .where('request', '=', id)
      .orderBy('key')
      .orderBy('generation')
      .execute();
    const same = ({ request: _, ...row }: { readonly request: string }) => row;
    const { number } = request;
    const shown = JSON.stringify({
      request: { ...request, id: '' },
      // When it was written, and who brought what nobody here did, is otherwise.
      events: events.map((event) => ({
        ...same(event),
        at: '',
        ...(event.kind === 'event' ? {} : { actor: '', actor_kind: '', actor_name: '' }),
      })),
      timers: timers.map(same),
    });
    return JSON.parse(shown.replaceAll(number, 'NUMBER')) as JsonObject;
  };
  const idOf = async (number: string) =>
    (
      await desk.store.database
        .selectFrom('service_request')
        .select('id')
        .where('number', '=', number)
        .executeTakeFirstOrThrow()
    ).id;
  const count = async (table: 'service_request' | 'request_event' | 'request_timer' | 'outbox' | 'audit_entry') =>
    (await desk.store.database.selectFrom(table).selectAll().execute()).length;

  it.each<[string, Lived, number]>([
    ['an open one', [[1, 'claim']], 6],
    ['one that nobody took up', [], 4],
    ['one that was answered and closed', ANSWERED, 40],
    ['one that was opened again and handed to another queue', REOPENED, 12],
  ])('stand as if they had been lived here: %s', async (_, lived, until) => {
    const here = await rowsOf(await live(lived, until));
    const [outbox] = [await count('outbox')];
    const { number, wasThere } = await bring(past(lived));
    expect(wasThere).toBe(false);
    expect(await rowsOf(await idOf(number))).toEqual(here);
    // What is past tells nobody.
    expect(await count('outbox')).toBe(outbox);
  });

  it('go on from there: what lies ahead fires when it is due', async () => {
    desk.later(HOUR);
    const { number } = await bring(past([]));
    const id = await idOf(number);
    desk.later(HOUR);
    expect(await fireDueTimers(desk, { holder: 'h' })).toBe(1);
    expect(await rowsOf(id)).toMatchObject({ request: { owner: 'lea', escalated: 1 } });
    expect(await count('outbox')).toBeGreaterThan(0);
  });

  it('keep the numbers they have: one that is there is left as it is, and counting goes on behind it', async () => {
    desk.later(12 * HOUR);
    const old = past(ANSWERED, { number: 'INQ-2026-41' });
    expect(await bring(old)).toEqual({ number: 'INQ-2026-41', wasThere: false, isOpen: true });
    expect(await bring(past([], { number: 'INQ-2026-41' }))).toEqual({
      number: 'INQ-2026-41',
      wasThere: true,
      isOpen: true,
    });
    expect((await bring(past([], { number: 'INQ-2026-7' }))).number).toBe('INQ-2026-7');
    expect((await bring(past([], { number: 'OLD/9' }))).number).toBe('OLD/9');
    expect((await desk.register({ customer: 'C-2' })).number).toBe('INQ-2026-42');
    expect(await count('service_request')).toBe(4);
  });

  it('leave no number that the next one would get, of whatever year or type they are', async () => {
    await bring(past([], { number: 'INQ-2026-1', registeredAt: '2025-12-31T09:00:00+08:00' }));
    await bring(past([], { number: 'INQ-2026-2', registeredAt: '2025-12-31T09:00:00+08:00' }));
    expect((await desk.register({ customer: 'C-2' })).number).toBe('INQ-2026-3');
  });

  it('are refused where timers would fire for ever, or nearly', async () => {
    const machine = {
      id: 'tick',
      initial: 'one',
      states: {
        one: { after: { minute: 'two' }, on: { end: 'over' } },
        two: { after: { minute: 'one' } },
        over: { type: 'final' },
      },
    };
    const ticking = { ...inquiryWorkflow(), machine, delays: { minute: { budget: { elapsed: 'PT1M' } } }, events: {} };
    const clocks = [{ name: 'resolve', runsIn: ['one', 'two'], stopsIn: ['over'], budgets: [{ budget: 'P3D' }] }];
    await desk.publish([ticking, queueOf('first', { clocks }), queueOf('second', { clocks })]);
    const old = past([], { registeredAt: '2026-11-01T00:00:00Z' });
    expect(await codesOf(bring(old))).toBe('request-import-endless');
    expect(await count('service_request')).toBe(0);
  });

  it('are refused whole, with the place of what is wrong, and nothing is left', async () => {
    desk.later(12 * HOUR);
    const before = [await count('service_request'), await count('request_event'), await count('outbox')];
    const hour = (hours: number) => new Date(begun + hours * HOUR).toISOString();
    const wrong: readonly (readonly [Json, string, string])[] = [
      [past([], { registeredAt: hour(13) }), 'request-import-malformed', '/registeredAt'],
      [past([], { registeredAt: 'yesterday' }), 'request-import-malformed', '/registeredAt'],
      [
        past([
          [2, 'claim'],
          [1, 'release'],
        ]),
        'request-import-malformed',
        '/events/1/at',
      ],
      [past([], { events: { at: hour(1) } }), 'request-import-malformed', '/events'],
      [past([], { colour: 'red' }), 'request-import-malformed', '/colour'],
      [past([], { facts: [] }), 'request-import-malformed', '/facts'],
      [past([[1, 'claim', { by: 'nobody' }]]), 'request-import-unknown', '/events/0/by'],
      [past([], { node: 'moon' }), 'request-import-unknown', '/node'],
      [
        past([
          [1, 'claim'],
          [2, 'answer'],
        ]),
        'event-guarded',
        '/events/1/event',
      ],
      [
        past([
          [1, 'claim'],
          [2, 'reopen'],
        ]),
        'event-not-accepted',
        '/events/1/event',
      ],
      [past([[1, 'claim', { facts: { amount: -1 } }]]), 'fact-out-of-domain', '/events/0/facts/amount'],
      [past([], { facts: { topic: 'pets' } }), 'fact-out-of-domain', '/facts/topic'],
      [past([], { type: 'request-type/none' }), 'request-type-not-found', '/type'],
      [past([], { facts: { topic: 'cards', reply: 'a\0' } }), 'request-import-malformed', ''],
      ['text', 'request-import-malformed', ''],
      [null, 'request-import-malformed', ''],
    ];
    for (const [document, code, pointer] of wrong) {
      const refused = await bring(document).catch(
        (error: unknown) => error as { readonly problems: readonly JsonObject[] },
      );
      const [problem] = 'problems' in refused ? refused.problems : [];
      expect([problem?.['code'], problem?.['pointer']], JSON.stringify(document)).toEqual([code, pointer]);
    }
    expect([await count('service_request'), await count('request_event'), await count('outbox')]).toEqual(before);
  });

  it('are brought by the host’s operator alone', async () => {
    for (const person of ['amy', 'lea', 'sys']) expect(await codesOf(bring(past([]), as(person)))).not.toBe('done');
    expect(await count('service_request')).toBe(0);
  });
});

it('samples are the same for the same options, each before now and in its order', () => {
  const options = { perDay: 12, days: 30, seed: 1, customers: 400, now: new Date('2026-11-30T12:00:00+08:00') };
  const [one, other] = [[...sampleServiceRequests(options)], [...sampleServiceRequests(options)]];
  expect(one).toEqual(other);
  expect([...sampleServiceRequests({ ...options, seed: 2 })]).not.toEqual(one);
  for (const request of one) {
    const at = [request['registeredAt'], ...(request['events'] as JsonObject[]).map((event) => event['at'])].map(
      String,
    );
    expect(at).toEqual(at.toSorted());
    expect((at.at(-1) ?? '') <= options.now.toISOString()).toBe(true);
  }
});
