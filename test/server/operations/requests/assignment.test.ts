import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { fireDueTimers } from '../../../../server/operations/requests/fire-timers.ts';
import { readRequest } from '../../../../server/operations/requests/read-requests.ts';
import { recuseByLine } from '../../../../server/operations/requests/recuse-by-line.ts';
import { registerRequest } from '../../../../server/operations/requests/register.ts';
import { as, seedPeople } from '../../support/people.ts';
import { type Desk, deskDocuments, HOUR, openDesk, queueOf } from '../../support/requests.ts';
import { onBothDatabases, type Stores, written } from '../../support/stores.ts';

/** At the east: amy and bea; at the west: wes. */
const MEMBERS = [
  { role: 'agent', organisation: 'east' },
  { role: 'agent', organisation: 'west' },
  { role: 'team-lead', organisation: 'west' },
  { role: 'team-lead', organisation: 'north' },
];
const FIELDS = { subjectStaff: { type: 'string', optional: true } };

const deskOf = async (stores: Stores, assign: JsonObject, members: JsonObject[] = MEMBERS): Promise<Desk> =>
  await openDesk(
    stores,
    deskDocuments.map((one) => {
      if (one['name'] === 'first') return queueOf('first', { members, assign });
      if (one['name'] !== 'inquiry' || one['kind'] !== 'entity') return one;
      return { ...one, fields: { ...(one['fields'] as JsonObject), ...FIELDS } };
    }),
  );

onBothDatabases('requests that a queue gives to people', (stores) => {
  const shown = async (desk: Desk, id: string) =>
    await readRequest(desk, { id, rights: [{ role: 'team-lead', scope: 'bank' }], people: [] });
  const ownerOf = async (desk: Desk, id: string) => (await shown(desk, id)).owner;
  const problems = async (desk: Desk, id: string) =>
    (await shown(desk, id)).timeline.at(-1)?.problems.map((one) => one['code']);
  const fire = async (desk: Desk) => await fireDueTimers(desk, { holder: 'one' });
  const notices = async (desk: Desk) =>
    (await desk.store.database.selectFrom('outbox').select('payload').where('type', '=', 'notice').execute()).map(
      ({ payload }) => JSON.parse(payload) as JsonObject,
    );
  let customer = 0;
  const register = async (desk: Desk, by = 'amy', facts: JsonObject = {}) => {
    desk.later(1000);
    customer += 1;
    return await desk.register({ facts: { topic: 'cards', ...facts }, customer: `C-${customer}` }, by);
  };

  it('go round: to who waited longest, by id where nobody did, and to no other place', async () => {
    const desk = await deskOf(stores, { strategy: 'round-robin' });
    const owners: (string | null)[] = [];
    for (let n = 0; n < 5; n += 1) owners.push(await ownerOf(desk, (await register(desk)).id));
    expect(owners).toEqual(['amy', 'bea', 'amy', 'bea', 'amy']);
    expect(await ownerOf(desk, (await register(desk, 'wes')).id)).toBe('wes');
  });

  it('go to who has the fewest open ones, and wait for nobody who is not active', async () => {
    const desk = await deskOf(stores, { strategy: 'least-loaded' });
    const [first, second, third] = [await register(desk), await register(desk), await register(desk)];
    expect(await Promise.all([first, second, third].map(({ id }) => ownerOf(desk, id)))).toEqual(['amy', 'bea', 'amy']);
    await desk.send(first.id, 'withdraw', 'amy');
    await desk.send(third.id, 'withdraw', 'amy');
    expect(await ownerOf(desk, (await register(desk)).id)).toBe('amy');
    await written(desk.store, async ({ database }) => {
      await database.updateTable('person').set({ is_active: 0 }).where('id', '=', 'amy').execute();
    });
    expect(await ownerOf(desk, (await register(desk, 'bea')).id)).toBe('bea');
  });

  it('go to who can do what is asked, where the queue says who can', async () => {
    const [east, ...others] = MEMBERS;
    const loans = [{ ...east, skills: ['loans'] }, ...others] as JsonObject[];
    const desk = await deskOf(stores, { strategy: 'round-robin' }, loans);
    const { id } = await register(desk);
    expect([await ownerOf(desk, id), await problems(desk, id)]).toEqual([null, ['request-nobody-eligible']]);
    await desk.publish([
      queueOf('first', {
        members: [...loans, { ...east, skills: ['cards'] }] as JsonObject[],
        assign: { strategy: 'round-robin' },
      }),
    ]);
    expect(await ownerOf(desk, (await register(desk)).id)).toBe('amy');
  });

  it('assign-01: wait where all have as many as they may, and get a free place before what came later', async () => {
    const desk = await deskOf(stores, { strategy: 'round-robin', limit: 3 });
    const had = [await register(desk, 'wes'), await register(desk, 'wes'), await register(desk, 'wes')];
    const fourth = await register(desk, 'wes');
    const fifth = await register(desk, 'wes');
    expect(await Promise.all([...had, fourth, fifth].map(({ id }) => ownerOf(desk, id)))).toEqual([
      'wes',
      'wes',
      'wes',
      null,
      null,
    ]);
    await desk.send(had[0]?.id ?? '', 'withdraw', 'wes');
    const sixth = await register(desk, 'wes');
    expect(await ownerOf(desk, sixth.id)).toBe(null);
    await fire(desk);
    expect(await Promise.all([fourth, fifth, sixth].map(({ id }) => ownerOf(desk, id)))).toEqual(['wes', null, null]);
  });

  it('assign-04: wait with their clocks running where nobody is there, and go to the first who comes', async () => {
    const desk = await deskOf(stores, { strategy: 'round-robin', limit: 3, acknowledgeWithin: 'PT30M' });
    const away = async (is_active: number) =>
      await written(desk.store, async ({ database }) => {
        await database.updateTable('person').set({ is_active }).where('id', 'in', ['amy', 'bea']).execute();
      });
    await away(0);
    const { id } = await desk.register({ node: 'east' }, 'lea');
    expect([await ownerOf(desk, id), await problems(desk, id)]).toEqual([null, ['request-nobody-eligible']]);
    expect((await shown(desk, id)).clocks).toMatchObject([{ name: 'resolve', dueAt: '2026-11-26T01:00:00Z' }]);
    expect(await notices(desk)).toMatchObject([{ to: 'lea', kind: 'request-unassigned' }]);
    desk.later(61_000);
    await fire(desk);
    expect((await shown(desk, id)).revision).toBe(1);
    await away(1);
    desk.later(61_000);
    await fire(desk);
    expect(await ownerOf(desk, id)).toBe('amy');
    expect(await notices(desk)).toHaveLength(1);
  });

  it('recusal-01: are given to nobody where everybody is recused, and the lead above is told who is none of them', async () => {
    const desk = await deskOf(stores, { strategy: 'round-robin', exclude: ['subjectStaff'] });
    await written(desk.store, async ({ database }) => {
      await database.updateTable('person').set({ manager: 'amy' }).where('id', '=', 'bea').execute();
    });
    const { id } = await desk.register({ node: 'east', facts: { topic: 'cards', subjectStaff: 'amy' } }, 'lea');
    expect([await ownerOf(desk, id), await problems(desk, id)]).toEqual([null, ['request-everyone-recused']]);
    expect((await notices(desk)).filter((one) => one['request'] === id)).toMatchObject([{ to: 'lea' }]);
  });

  it('recusal-03: go to another when a field names whom their owner reports to at any depth', async () => {
    const desk = await deskOf(stores, { strategy: 'round-robin', exclude: ['subjectStaff'] });
    await seedPeople(desk.store, [
      { id: 'lin', node: 'bank', roles: ['author'] },
      { id: 'ola', node: 'bank', roles: ['author'] },
    ]);
    await written(desk.store, async ({ database }) => {
      await database.updateTable('person').set({ manager: 'lin' }).where('id', '=', 'ola').execute();
      await database.updateTable('person').set({ manager: 'ola' }).where('id', '=', 'amy').execute();
    });
    const { id } = await register(desk);
    expect(await ownerOf(desk, id)).toBe('amy');
    await desk.send(id, 'claim', 'amy', { facts: { subjectStaff: 'lin' } });
    expect([await ownerOf(desk, id), await problems(desk, id)]).toEqual(['bea', ['request-owner-recused-through']]);
    // And so when the line changes between two steps.
    await written(desk.store, async (tx) => {
      await tx.database.updateTable('person').set({ manager: 'lin' }).where('id', '=', 'bea').execute();
      await tx.database.updateTable('person').set({ manager: null }).where('id', '=', 'amy').execute();
      await recuseByLine(tx, 'bea');
      await recuseByLine(tx, 'amy');
    });
    expect(await ownerOf(desk, id)).toBe(null);
    await fire(desk);
    expect(await ownerOf(desk, id)).toBe('amy');
  });

  it('come back when they are not taken up in time, and do not go to the same person again', async () => {
    const desk = await deskOf(stores, { strategy: 'round-robin', acknowledgeWithin: 'PT30M' });
    const [slow, taken] = [await register(desk), await register(desk)];
    expect([await ownerOf(desk, slow.id), await ownerOf(desk, taken.id)]).toEqual(['amy', 'bea']);
    await desk.send(taken.id, 'claim', 'bea');
    desk.later(HOUR / 2);
    await fire(desk);
    expect([await ownerOf(desk, slow.id), await problems(desk, slow.id)]).toEqual(['bea', ['request-not-taken-up']]);
    expect([await ownerOf(desk, taken.id), (await shown(desk, taken.id)).revision]).toEqual(['bea', 2]);
    await desk.send(slow.id, 'claim', 'bea');
    await desk.send(slow.id, 'release', 'bea');
    expect(await ownerOf(desk, slow.id)).toBe('amy');
  });

  it('never exceed a limit: fifty that are registered at once, over two nodes', { timeout: 120_000 }, async () => {
    const desk = await deskOf(stores, { strategy: 'least-loaded', limit: 10 });
    const nodes = [desk, await desk.node()];
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const asked = { type: 'request-type/inquiry', facts: { topic: 'cards' }, customer: `D-${i}`, channel: null };
        await registerRequest(nodes[i % 2] as Desk, as('amy'), { ...asked, node: null });
      }),
    );
    const rows = await desk.store.database.selectFrom('service_request').select('owner').execute();
    const count = (owner: string | null) => rows.filter((row) => row.owner === owner).length;
    expect([count('amy'), count('bea'), count(null)]).toEqual([10, 10, 30]);
  });
});
