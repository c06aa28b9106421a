import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import {
  type AbsenceAsked,
  endAbsence,
  enterAbsence,
  listAbsences,
} from '../../../../server/operations/requests/absences.ts';
import { listAssignees } from '../../../../server/operations/requests/assignees.ts';
import { fireDueTimers } from '../../../../server/operations/requests/fire-timers.ts';
import { handleRequest } from '../../../../server/operations/requests/handle-request.ts';
import { readRequest } from '../../../../server/operations/requests/read-requests.ts';
import { readPerson } from '../../../../server/store/people.ts';
import { as } from '../../support/people.ts';
import { codesOf, type Desk, deskDocuments, HOUR, openDesk, queueOf } from '../../support/requests.ts';
import { onBothDatabases, type Stores, written } from '../../support/stores.ts';

/** At the east: amy and bea. Leads are members where there is nobody. It is Monday, 2026-11-23. */
const MEMBERS = [
  { role: 'agent', organisation: 'east' },
  { role: 'team-lead', organisation: 'north' },
];

const deskOf = async (stores: Stores, strategy = 'round-robin'): Promise<Desk> => {
  const members = MEMBERS;
  const first = queueOf('first', { members, assign: { strategy, limit: 3, acknowledgeWithin: 'PT30M' } });
  return await openDesk(
    stores,
    deskDocuments.map((one) => (one['name'] === 'first' ? first : one)),
  );
};

onBothDatabases('absences', (stores) => {
  const enter = async (desk: Desk, by: string, asked: Partial<AbsenceAsked>) =>
    await enterAbsence(desk.store, as(by), {
      person: null,
      from: '2026-11-23',
      to: '2026-11-27',
      standIn: null,
      ...asked,
    });
  const refused = async (desk: Desk, by: string, asked: Partial<AbsenceAsked>) => await codesOf(enter(desk, by, asked));
  const listed = async (desk: Desk, by: string, since?: string) => {
    const rights = (await readPerson(desk.store.database, by))?.rights ?? [];
    const { items, total } = await listAbsences(
      desk.store,
      { rights, people: [by] },
      { since, after: undefined, limit: 50 },
    );
    expect(total).toBe(items.length);
    return items.map(({ person, from, standIn, endedAt }) =>
      [person, from, standIn, endedAt === null ? 'stands' : 'ended'].join(' '),
    );
  };
  const shown = async (desk: Desk, id: string) =>
    await readRequest(desk, { id, rights: [{ role: 'team-lead', scope: 'bank' }], people: [] });
  const ownerOf = async (desk: Desk, id: string) => (await shown(desk, id)).owner;
  let customer = 0;
  const register = async (desk: Desk) => {
    customer += 1;
    return (await desk.register({ node: 'east', customer: `C-${customer}` }, 'lea')).id;
  };

  it('are entered by oneself and by who leads there, and by nobody else', async () => {
    const desk = await deskOf(stores);
    const { id } = await enter(desk, 'amy', { standIn: 'bea' });
    await enter(desk, 'tom', { person: 'bea', from: '2026-12-01', to: '2026-12-02' });
    expect(await refused(desk, 'amy', { person: 'bea', from: '2027-01-01', to: '2027-01-02' })).toBe(
      'person-not-found',
    );
    expect(await refused(desk, 'tom', { person: 'wes' })).toBe('person-not-found');
    expect(await refused(desk, 'tom', { person: 'nobody' })).toBe('person-not-found');
    expect(await refused(desk, 'ann', {})).toBe('right-missing');
    expect(
      await codesOf(
        enterAbsence(
          desk.store,
          { kind: 'key', id: 'key', name: 'key' },
          {
            person: 'amy',
            from: '2026-12-01',
            to: '2026-12-02',
            standIn: null,
          },
        ),
      ),
    ).toBe('keys-decide-nothing');
    expect([await listed(desk, 'amy'), await listed(desk, 'wes')]).toEqual([['amy 2026-11-23 bea stands'], []]);
    const both = ['amy 2026-11-23 bea stands', 'bea 2026-12-01  stands'];
    expect([await listed(desk, 'tom'), await listed(desk, 'bea'), await listed(desk, 'lea')]).toEqual([
      both,
      both,
      both,
    ]);
    expect(await codesOf(endAbsence(desk.store, as('bea'), id))).toBe('person-not-found');
    expect(await codesOf(endAbsence(desk.store, as('wes'), id))).toBe('person-not-found');
    expect(await codesOf(endAbsence(desk.store, as('tom'), id))).toBe('done');
    expect(await codesOf(endAbsence(desk.store, as('tom'), id))).toBe('absence-over');
    expect(await listed(desk, 'amy')).toEqual(['amy 2026-11-23 bea ended']);
    expect([await listed(desk, 'amy', '2026-11-28'), await refused(desk, 'amy', {})]).toEqual([[], 'done']);
    const audited = await desk.store.database
      .selectFrom('audit_entry')
      .select('operation')
      .where('operation', 'in', ['enter-absence', 'end-absence'])
      .where('outcome', '=', 'done')
      .execute();
    expect(audited.map(({ operation }) => operation).toSorted()).toEqual([
      'end-absence',
      'enter-absence',
      'enter-absence',
      'enter-absence',
    ]);
  });

  it.each<[Partial<AbsenceAsked>, string]>([
    [{ from: '2026-11-27', to: '2026-11-26' }, 'absence-days-malformed'],
    [{ from: '2026-11-20', to: '2026-11-22' }, 'absence-days-malformed'],
    [{ from: '2026-11-31', to: '2026-12-02' }, 'absence-days-malformed'],
    [{ from: '2026-11-20', to: '2026-11-23' }, 'done'],
    [{ standIn: 'amy' }, 'absence-stand-in-unfit'],
    [{ standIn: 'wes' }, 'absence-stand-in-unfit'],
    [{ standIn: 'ann' }, 'absence-stand-in-unfit'],
    [{ standIn: 'nobody' }, 'absence-stand-in-unfit'],
    [{ standIn: 'lea' }, 'done'],
    [{ from: '2026-12-04', to: '2026-12-20' }, 'absence-entered-already'],
    [{ from: '2026-12-06', to: '2026-12-20' }, 'done'],
  ])('%j: %s', async (asked, expected) => {
    const desk = await deskOf(stores);
    await enter(desk, 'amy', { from: '2026-12-01', to: '2026-12-05' });
    expect(await refused(desk, 'amy', asked)).toBe(expected);
  });

  it('assign-03: let nobody who is absent have a request, by former ownership neither; the timeline says so', async () => {
    const desk = await deskOf(stores);
    const id = await register(desk);
    expect(await ownerOf(desk, id)).toBe('amy');
    await desk.send(id, 'claim', 'amy', { facts: { reply: 'Done' } });
    await desk.send(id, 'answer', 'amy');
    await enter(desk, 'tom', { person: 'amy' });
    await desk.send(id, 'reopen', 'tom');
    const { owner, timeline } = await shown(desk, id);
    expect(owner).toBe('bea');
    expect(timeline.at(-1)?.problems).toMatchObject([
      { code: 'request-owner-absent', message: { en: expect.stringContaining('amy is absent to 2026-11-27') } },
    ]);
  });

  it.each(['round-robin', 'least-loaded'])(
    'keep a request waiting by %s where all are away, until one is back',
    async (strategy) => {
      const desk = await deskOf(stores, strategy);
      const { id: absence } = await enter(desk, 'amy', {});
      await enter(desk, 'bea', { to: '2026-11-23' });
      // Half past eleven in the evening, in the bank.
      desk.later(14.5 * HOUR);
      const id = await register(desk);
      expect(await ownerOf(desk, id)).toBe(null);
      const byHand = (person: string) =>
        codesOf(handleRequest(desk, as('tom'), id, { deed: { kind: 'assign', person }, whyNot: () => undefined }));
      expect(await byHand('amy')).toBe('request-assignee-absent');
      // The day after, on which bea is back.
      desk.later(31 * 60_000);
      await fireDueTimers(desk, { holder: 'one' });
      expect(await ownerOf(desk, id)).toBe('bea');
      expect(await byHand('amy')).toBe('request-assignee-absent');
      await endAbsence(desk.store, as('amy'), absence);
      expect(await byHand('amy')).toBe('done');
    },
  );

  it('let a stand-in have what an absent one would, who may work there himself and is there', async () => {
    const desk = await deskOf(stores);
    await enter(desk, 'bea', { to: '2026-11-24' });
    await enter(desk, 'amy', { standIn: 'tom' });
    expect(await ownerOf(desk, await register(desk))).toBe('tom');
    await enter(desk, 'tom', {});
    expect(await ownerOf(desk, await register(desk))).toBe(null);
    const narrow: JsonObject = { access: { work: ['agent'] }, assign: { strategy: 'round-robin' } };
    await desk.publish([queueOf('first', { members: MEMBERS, ...narrow })]);
    desk.later(48 * HOUR);
    const wednesday = await register(desk);
    expect(await ownerOf(desk, wednesday)).toBe('bea');
    await enter(desk, 'bea', { from: '2026-11-25', to: '2026-11-25', standIn: 'lea' });
    expect(await ownerOf(desk, await register(desk))).toBe(null);
  });

  it('are told to who gives a request to somebody, with the load of each; who is recused is none of them', async () => {
    const desk = await deskOf(stores);
    let id = '';
    for (let n = 0; n < 6; n += 1) id = await register(desk);
    const listedFor = async () => {
      const rights = [{ role: 'team-lead', scope: 'east' }] as const;
      const { items, total } = await listAssignees(desk, { id, rights, people: ['tom'] });
      expect(total).toBe(items.length);
      return items.map(({ person, load, absentTo, isAtLimit }) => [person, load, absentTo, isAtLimit]);
    };
    const full = [
      ['amy', 3, null, true],
      ['bea', 3, null, true],
    ];
    expect(await listedFor()).toEqual([['lea', 0, null, false], ['tom', 0, null, false], ...full]);
    await enter(desk, 'tom', {});
    await written(desk.store, async ({ database }) => {
      await database.insertInto('request_recused').values({ request: id, person: 'lea', subject: 'lea' }).execute();
    });
    expect(await listedFor()).toEqual([...full, ['tom', 0, '2026-11-27', false]]);
    const agent = { id, rights: [{ role: 'agent', scope: 'east' }] as const, people: ['amy'] };
    expect(await codesOf(listAssignees(desk, agent))).toBe('right-missing');
    expect(await codesOf(listAssignees(desk, { ...agent, people: ['lea'] }))).toBe('person-not-found');
  });

  it('escalate a request to no lead who is away, but to his stand-in who leads there himself and is there', async () => {
    const desk = await deskOf(stores, 'manual');
    const raised = async (hours: number) => {
      const id = await register(desk);
      desk.later(hours * HOUR);
      await fireDueTimers(desk, { holder: 'one' });
      return await ownerOf(desk, id);
    };
    expect(await raised(2)).toBe('lea');
    const { id } = await enter(desk, 'lea', {});
    expect(await raised(2)).toBe(null);
    await endAbsence(desk.store, as('lea'), id);
    await written(desk.store, async ({ database }) => {
      const grant = { to_kind: 'node', to_id: 'west', role: 'team-lead', scope: 'bank' } as const;
      await database.insertInto('role_grant').values(grant).execute();
    });
    await enter(desk, 'lea', { standIn: 'wes' });
    expect(await raised(2)).toBe('wes');
    await enter(desk, 'wes', {});
    expect(await raised(2)).toBe(null);
  });
});
