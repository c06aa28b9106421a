import { beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import type { Right } from '../../../../server/authority/rights.ts';
import { beginChange, decideChange } from '../../../../server/operations/people/change-authority.ts';
import { renamePerson } from '../../../../server/operations/people/people-list.ts';
import { fireDueTimers } from '../../../../server/operations/requests/fire-timers.ts';
import { handleRequest } from '../../../../server/operations/requests/handle-request.ts';
import { listRequests, type RequestsOf } from '../../../../server/operations/requests/list-requests.ts';
import { readRequest } from '../../../../server/operations/requests/read-requests.ts';
import { recuseByLine } from '../../../../server/operations/requests/recuse-by-line.ts';
import { sendRequestEvent } from '../../../../server/operations/requests/send-event.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import type { OperationRefused } from '../../../../server/store/store.ts';
import { as, seedPeople } from '../../support/people.ts';
import { codesOf, type Desk, deskDocuments, HOUR, openDesk, queueOf, SYSTEM } from '../../support/requests.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

const OVER_ALL: readonly Right[] = [{ role: 'agent', scope: 'bank' }];

/** Of more than one place: where the head of one is named, others are left. */
const MEMBERS = ['bank', 'east', 'west'].flatMap((organisation) =>
  ['agent', 'team-lead'].map((role) => ({ role, organisation })),
);

const DUPLICATES = { sameCustomerAnd: ['topic'], within: 'P30D' };

/** The desk, whose first queue recuses whom `about` names; the second recuses nobody. */
const recusing: readonly JsonObject[] = deskDocuments.map((document) => {
  if (document['kind'] === 'queue' && document['name'] === 'first')
    return queueOf('first', { members: MEMBERS, assign: { strategy: 'manual', exclude: ['about'] } });
  if (document['name'] !== 'inquiry' || document['kind'] !== 'entity') return document;
  const fields = document['fields'] as JsonObject;
  return { ...document, fields: { ...fields, about: { type: 'string', optional: true } } };
});

onBothDatabases('recusal', (stores) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(stores, recusing);
  });
  /** Who reports to whom, as if it had always been so. */
  const reporting = async (lines: Readonly<Record<string, string | null>>) =>
    await written(desk.store, async ({ database }) => {
      for (const [id, manager] of Object.entries(lines))
        await database.updateTable('person').set({ manager }).where('id', '=', id).execute();
    });
  const complaint = async (about: string, by = 'lea', more: JsonObject = {}) =>
    await desk.register({ facts: { topic: 'cards', about, ...more }, node: 'east' }, by);
  const read = async (id: string, person = 'lea') =>
    await readRequest(desk, { id, rights: OVER_ALL, people: [person] });
  const listed = async (of: RequestsOf, person: string) => {
    const asked = { of, rights: OVER_ALL, people: [person], isOpen: true, after: undefined, limit: 200 };
    const { items, total } = await listRequests(desk, asked);
    expect(total).toBe(items.length);
    return items.map(({ id }) => id);
  };
  const recusedRows = async () =>
    (await desk.store.database.selectFrom('request_recused').selectAll().execute())
      .map(({ request, person, subject }) => `${request} ${person} ${subject}`)
      .toSorted();
  const assign = async (id: string, person: string, by = 'lea') =>
    await handleRequest(desk, as(by), id, { deed: { kind: 'assign', person }, whyNot: () => undefined });

  it('hides a request from whom it names and all who report to them at any depth, and says no more than of none', async () => {
    await reporting({ amy: 'bea', bea: 'tom' });
    const { id } = await complaint('tom');
    const plain = await desk.register({ customer: 'C-2' });
    const lists: readonly RequestsOf[] = [
      { kind: 'queue', queue: 'queue/first' },
      { kind: 'customer', customer: 'C-1' },
    ];
    for (const person of ['tom', 'bea', 'amy']) {
      expect(await listed(lists[0] as RequestsOf, person)).toEqual([plain.id]);
      expect(await listed(lists[1] as RequestsOf, person)).toEqual([]);
      const refusals = await Promise.all(
        [id, 'x'.repeat(36)].map(async (asked) => {
          const error = await read(asked, person).catch((thrown: unknown) => thrown);
          return JSON.stringify((error as OperationRefused).problems).replaceAll(asked, 'ID');
        }),
      );
      expect(refusals[0]).toBe(refusals[1]);
      expect(await codesOf(desk.send(id, 'claim', person))).toBe('person-not-found');
    }
    expect((await listed(lists[0] as RequestsOf, 'lea')).toSorted()).toEqual([plain.id, id].toSorted());
    expect((await read(id)).facts['about']).toBe('tom');
    const event = { event: 'claim', data: {}, facts: {}, occurredAt: null, whyNot: () => undefined };
    // The key is owned by one of them.
    expect(await codesOf(sendRequestEvent(desk, SYSTEM, id, event))).toBe('person-not-found');
    const refused = await desk.store.database
      .selectFrom('audit_entry')
      .select(['actor', 'body'])
      .where('outcome', '=', 'refused')
      .execute();
    expect(refused.map(({ actor, body }) => [actor, (JSON.parse(body) as JsonObject)['reason']])).toEqual(
      ['tom', 'bea', 'amy', 'key'].map((actor) => [actor, 'recused']),
    );
  });

  it('tells whoever is recused of no duplicate', async () => {
    await reporting({ amy: 'tom' });
    const { id } = await complaint('tom');
    expect((await complaint('tom', 'bea')).duplicates.map((one) => one.id)).toEqual([id]);
    expect((await complaint('tom', 'amy')).duplicates).toEqual([]);
    const refusing = (one: JsonObject) => ({ ...one, duplicates: { ...DUPLICATES, do: 'refuse' } });
    await desk.publish(deskDocuments.filter(({ kind }) => kind === 'request-type').map(refusing));
    // As if there were none: not even that it is there.
    expect((await complaint('tom', 'amy')).duplicates).toEqual([]);
    expect(await codesOf(complaint('tom', 'bea'))).toBe('request-duplicate');
  });

  it('lets nobody who is recused receive it: by assignment, as who had it before, or by escalation', async () => {
    await reporting({ amy: 'tom' });
    const { id } = await complaint('tom');
    expect(await codesOf(assign(id, 'amy'))).toBe('request-assignee-recused');
    await assign(id, 'bea');
    const other = await complaint('lea', 'bea', { amount: 5 });
    desk.later(2 * HOUR);
    await fireDueTimers(desk, { holder: 'one' });
    expect((await read(id)).owner).toBe('lea');
    // The only lead above is the one it names.
    expect((await read(other.id, 'bea')).owner).toBe(null);
  });

  it('is asked again when the field changes: who works on it loses it, with the line that says why', async () => {
    await reporting({ amy: 'bea', bea: 'tom' });
    const { id } = await complaint('');
    await desk.send(id, 'claim', 'amy');
    const moved = await desk.send(id, 'hurry', 'lea', { facts: { about: 'TOM' } });
    expect(moved.owner).toBe(null);
    const last = (await read(id)).timeline.at(-1);
    expect(last?.problems).toMatchObject([{ code: 'request-owner-recused-through' }]);
    expect(JSON.stringify(last?.problems)).toContain('through bea');
    expect(await codesOf(read(id, 'amy'))).toBe('person-not-found');
    await desk.send(id, 'hurry', 'lea', { facts: { about: 'nobody at all' } });
    expect((await read(id)).timeline.at(-1)?.problems).toMatchObject([{ code: 'request-recusal-unknown' }]);
    expect((await read(id, 'amy')).id).toBe(id);
    expect(await recusedRows()).toEqual([]);
  });

  it('holds in the queue that recuses, and no longer in one that does not', async () => {
    const { id } = await complaint('tom');
    await desk.send(id, 'claim', 'bea');
    expect(await codesOf(read(id, 'tom'))).toBe('person-not-found');
    await desk.send(id, 'hand', 'bea');
    expect((await read(id, 'tom')).queue).toBe('queue/second');
  });

  it('follows who reports to whom, which two administrators change and nobody turns round', async () => {
    await seedPeople(desk.store, [
      { id: 'sec', node: 'bank', roles: ['security-administrator'] },
      { id: 'sec-2', node: 'bank', roles: ['security-administrator'] },
    ]);
    const { id } = await complaint('tom');
    await desk.send(id, 'claim', 'amy');
    const asked = (person: string, manager: string | null) => ({ kind: 'set-manager', person, manager }) as const;
    const change = await beginChange(desk.store, as('sec'), asked('bea', 'tom'));
    expect([change.state, change.effects]).toEqual(['waiting', []]);
    expect((await read(id, 'bea')).owner).toBe('amy');
    await decideChange(desk.store, as('sec-2'), change.id, 'confirm');
    expect(await codesOf(read(id, 'bea'))).toBe('person-not-found');
    const second = await beginChange(desk.store, as('sec'), asked('amy', 'bea'));
    await decideChange(desk.store, as('sec-2'), second.id, 'confirm');
    expect(await read(id)).toMatchObject({ owner: null, revision: 3 });
    expect((await read(id)).timeline.at(-1)).toMatchObject({
      kind: 'assigned',
      actor: { id: 'sec-2' },
      problems: [{ code: 'request-owner-recused-through' }],
    });
    for (const [person, manager, code] of [
      ['tom', 'amy', 'circle-of-managers'],
      ['tom', 'tom', 'circle-of-managers'],
      ['tom', 'nobody', 'person-not-found'],
      ['nobody', 'tom', 'person-not-found'],
    ] as const)
      expect([person, manager, await codesOf(beginChange(desk.store, as('sec'), asked(person, manager)))]).toEqual([
        person,
        manager,
        code,
      ]);
    const freed = await beginChange(desk.store, as('sec'), asked('bea', null));
    await decideChange(desk.store, as('sec-2'), freed.id, 'confirm');
    expect((await read(id, 'amy')).owner).toBe(null);
  });

  it('recuses whoever comes on record by a name, or is called so later, with all who report to him, and more of one name', async () => {
    await seedPeople(desk.store, [
      { id: 'sec', node: 'bank', roles: ['security-administrator'] },
      { id: 'sec-2', node: 'bank', roles: ['security-administrator'] },
    ]);
    const { id } = await complaint('Ned Stone');
    const other = await complaint('N.STONE', 'amy');
    const unnamed = await complaint('somebody else');
    await desk.send(other.id, 'claim', 'amy');
    expect(await recusedRows()).toEqual([]);
    const invite = async (account: string, name: string) => {
      const grants = [{ role: 'agent', scope: 'east' }] as const;
      const change = await beginChange(desk.store, as('sec'), {
        kind: 'add-person',
        person: `p-${account}`,
        account,
        name,
        node: 'east',
        grants,
      });
      await decideChange(desk.store, as('sec-2'), change.id, 'confirm');
      const row = desk.store.database.selectFrom('person').select('id').where('account', '=', account);
      return (await row.executeTakeFirstOrThrow()).id;
    };
    const ned = await invite('n.stone', 'Ned Stone');
    const twin = await invite('ned', 'Ned Stone');
    const rows = (...each: readonly (readonly string[])[]) => each.map((one) => one.join(' ')).toSorted();
    const named = [
      [id, ned, ned],
      [id, twin, twin],
      [other.id, ned, ned],
    ] as const;
    expect(await recusedRows()).toEqual(rows(...named));
    for (const one of [id, other.id]) expect(await codesOf(read(one, ned))).toBe('person-not-found');
    expect([await codesOf(read(unnamed.id, ned)), await codesOf(read(other.id, twin))]).toEqual(['done', 'done']);
    // Renamed: with who reports to her, who loses what she works on.
    await reporting({ amy: 'bea' });
    const third = await complaint('Bea Well');
    await desk.send(third.id, 'claim', 'amy');
    await renamePerson(desk.store, as('sec'), { person: 'bea', name: 'Bea Well', whyNot: () => undefined });
    expect(await recusedRows()).toEqual(rows(...named, [third.id, 'bea', 'bea'], [third.id, 'amy', 'bea']));
    expect((await read(third.id)).owner).toBe(null);
    // What it does not name any more it does not wait for.
    await desk.send(other.id, 'hurry', 'amy', { facts: { about: '' } });
    await invite('n.stone-2', 'N.STONE');
    expect((await recusedRows()).filter((row) => row.startsWith(other.id))).toEqual([]);
  });

  it('takes a line of 33,000 people, of whom one statement could not name each', async () => {
    const COUNT = 33_000;
    await written(desk.store, async ({ database }) => {
      for (let first = 0; first < COUNT; first += 3000) {
        const staff = Array.from({ length: 3000 }, (_, i) => `s${first + i}`);
        const own = { node: 'east', is_active: 1, is_sample: 0, revision: 1, manager: 'bea' };
        await database
          .insertInto('person')
          .values(staff.map((person) => ({ id: person, account: person, name: person, ...own })))
          .execute();
      }
    });
    const counted = async () => {
      const rows = desk.store.database.selectFrom('request_recused').select((each) => each.fn.countAll().as('total'));
      return Number((await rows.executeTakeFirstOrThrow()).total);
    };
    const { id } = await complaint('tom');
    await desk.send(id, 'claim', 'bea');
    const move = async (manager: string | null) =>
      await written(desk.store, async (tx) => {
        await tx.database.updateTable('person').set({ manager }).where('id', '=', 'bea').execute();
        await recuseByLine(tx, 'bea');
      });
    expect(await counted()).toBe(1);
    await move('tom');
    expect([await counted(), (await read(id)).owner]).toEqual([COUNT + 2, null]);
    expect(await codesOf(read(id, 's32999'))).toBe('person-not-found');
    await move(null);
    expect(await counted()).toBe(1);
    await complaint('bea', 'lea');
    expect(await counted()).toBe(COUNT + 2);
  });

  it('has the same rows after any moves as if all were asked anew', async () => {
    const seed = Number(process.env['SEED'] ?? 7);
    const random = new Chance(seed);
    const below = (most: number) => random.whole(0, most - 1);
    const staff = Array.from({ length: 12 }, (_, i) => `p${i}`);
    await seedPeople(
      desk.store,
      staff.map((id) => ({ id, node: 'east', roles: ['agent'] as const })),
    );
    const above = new Map<string, string | null>(staff.map((id) => [id, null]));
    const climbs = (from: string | null): readonly string[] =>
      from === null ? [] : [from, ...climbs(above.get(from) ?? null)];
    const requests: (readonly [string, string])[] = [];
    for (let i = 0; i < 4; i += 1) {
      const about = staff[below(12)] as string;
      requests.push([(await complaint(about)).id, about]);
    }
    for (let move = 0; move < 25; move += 1) {
      const person = staff[below(12)] as string;
      const to = below(5) === 0 ? null : (staff[below(12)] as string);
      if (climbs(to).includes(person)) continue;
      above.set(person, to);
      await written(desk.store, async (tx) => {
        await tx.database.updateTable('person').set({ manager: to }).where('id', '=', person).execute();
        await recuseByLine(tx, person);
      });
      const expected = requests.flatMap(([request, about]) =>
        staff.filter((one) => climbs(one).includes(about)).map((one) => `${request} ${one} ${about}`),
      );
      expect([seed, move, await recusedRows()]).toEqual([seed, move, expected.toSorted()]);
    }
  });
});
