import { expect, it } from 'vitest';
import type { JsonObject, Message } from '../../../../definitions/index.ts';
import { actOnApproval } from '../../../../server/operations/requests/approvals/act-on-approval.ts';
import { askOthers } from '../../../../server/operations/requests/approvals/ask-others.ts';
import type { OperationRefused } from '../../../../server/store/store.ts';
import { readRequest } from '../../../../server/operations/requests/read-requests.ts';
import { type ApprovingDesk, approvingDesk } from '../../support/approvals.ts';
import { tester } from '../../support/bank.ts';
import { as } from '../../support/people.ts';
import { codesOf, SYSTEM } from '../../support/requests.ts';
import { onBothDatabases } from '../../support/stores.ts';

/** As the vectors have it. `tom` leads the eastern branch. */
const ANY = { mode: 'any', sequence: false, mayAdd: true, delegate: 'absence' } as const;
const ALL = { ...ANY, mode: 'all' } as const;

onBothDatabases('approvals', (stores) => {
  const open = async (params: JsonObject, ...leads: readonly string[]) => await approvingDesk(stores, params, leads);

  it('appr-01: are never of whoever asks, even where he holds the role', async () => {
    const desk = await open(ANY, 'sun');
    const { id } = await desk.register({ node: 'east', facts: { topic: 'cards', amount: 1 } }, 'tom');
    await desk.send(id, 'review', 'tom');
    await desk.send(id, 'submit', 'tom');
    expect(await desk.round(id)).toBe('asks sun');
    expect(await codesOf(desk.approve(id, 'tom'))).toBe('approval-own');
    expect([(await desk.shown(id, 'tom')).acts, (await desk.shown(id, 'sun')).acts]).toEqual([
      ['withdraw', 'urge', 'copy'],
      ['approve', 'reject', 'add', 'urge', 'copy'],
    ]);
    await desk.approve(id, 'sun');
    expect([await desk.state(id), await desk.round(id)]).toEqual(['done', 'approved | sun approved']);
  });

  it('appr-01: are asked of the next level where that leaves nobody', async () => {
    const desk = await open(ANY);
    const { id } = await desk.register({ node: 'east', facts: { topic: 'cards', amount: 1 } }, 'tom');
    await desk.send(id, 'review', 'tom');
    await desk.send(id, 'submit', 'tom');
    expect([await desk.round(id), await desk.waiting('lea'), await desk.waiting('tom')]).toEqual([
      'asks lea',
      ['INQ-2026-1'],
      [],
    ]);
  });

  it('appr-03: fill the place of a leaver anew, and pass without nobody', async () => {
    const desk = await open(ALL, 'bo', 'cy');
    const id = await desk.submitted();
    await desk.approve(id, 'tom');
    await desk.leaves('bo');
    await desk.approve(id, 'cy');
    expect([await desk.state(id), await desk.round(id)]).toEqual(['approve', 'asks lea | cy approved | tom approved']);
    const { timeline } = await readRequest(desk, { id, rights: [{ role: 'team-lead', scope: 'bank' }], people: [] });
    expect(timeline.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual(['approval-holder-changed']);
    await desk.leaves('lea');
    expect(await desk.shown(id, 'cy').then(({ items }) => items[0]?.places.map(({ person }) => person))).toEqual([
      null,
      'cy',
      'tom',
    ]);
    await desk.store.write(tester, 'change', async (tx) => {
      await tx.database.updateTable('person').set({ is_active: 1 }).where('id', '=', 'bo').execute();
      await askOthers(tx, ['bo']);
      await tx.audit({ subject: 'person/bo' });
    });
    await desk.approve(id, 'bo');
    expect((await desk.shown(id, 'cy')).items[0]?.outcome).toBe('approved');
  });

  it('appr-05: take a signer in behind whoever adds him, who signs before the next', async () => {
    const desk = await open({ ...ALL, sequence: true }, 'uma');
    const id = await desk.submitted();
    await desk.approve(id, 'tom');
    const added = { act: 'add', person: 'wil', where: 'after', reason: 'Knows cards' } as const;
    expect(await codesOf(desk.act(id, 'tom', added))).toBe('approval-signer-unfit');
    await desk.act(id, 'tom', { ...added, person: 'lea' });
    expect(await codesOf(desk.approve(id, 'uma'))).toBe('approval-not-your-turn');
    expect(await codesOf(desk.act(id, 'tom', { ...added, person: 'lea' }))).toBe('approval-holds-a-place');
    await desk.approve(id, 'lea');
    await desk.approve(id, 'uma');
    expect([await desk.state(id), await desk.round(id)]).toEqual([
      'done',
      'approved | tom approved | lea approved | uma approved',
    ]);
  });

  it('appr-07: end by the rejection of a signer who was added, as by any other', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted();
    await desk.act(id, 'tom', { act: 'add', person: 'lea', where: 'beside', reason: 'Knows cards' });
    await desk.reject(id, 'lea');
    expect([await desk.state(id), await desk.round(id)]).toEqual(['review', 'rejected | lea rejected']);
    expect([await desk.waiting('tom'), await desk.waiting('bo'), await desk.notices('approval/asked')]).toEqual([
      [],
      [],
      ['bo read', 'lea read', 'tom read'],
    ]);
  });

  it('appr-08: count no signature from before a rejection', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted();
    await desk.approve(id, 'tom');
    await desk.reject(id, 'bo');
    await desk.send(id, 'submit', 'amy');
    await desk.approve(id, 'bo');
    expect([await desk.state(id), await desk.round(id)]).toEqual(['approve', 'asks tom | bo approved']);
    const [, first] = (await desk.shown(id)).items;
    expect(first?.places.map(({ person, signed }) => [person, signed?.decision, signed?.reason])).toEqual([
      ['bo', 'rejected', 'Not like this'],
      ['tom', 'approved', null],
    ]);
  });

  it('appr-09: go back to no state that is not offered, and to none unsaid', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted();
    for (const to of ['approve', 'closed', null])
      expect(await codesOf(desk.reject(id, 'bo', to))).toBe('approval-reject-to');
    await desk.reject(id, 'bo', 'intake');
    expect(await desk.state(id)).toBe('intake');
  });

  it('appr-10: are over with the first rejection, and say so to whoever comes late', async () => {
    const desk = await open(ALL, 'bo', 'cy');
    const id = await desk.submitted();
    await desk.approve(id, 'tom');
    await desk.reject(id, 'bo');
    expect([await desk.state(id), await codesOf(desk.approve(id, 'cy'))]).toEqual(['review', 'approval-decided']);
    expect([await desk.waiting('cy'), (await desk.shown(id, 'cy')).acts]).toEqual([[], []]);
  });

  it('are refused in the names of people and in the time of the bank', async () => {
    const desk = await open({ ...ALL, sequence: true }, 'uma', 'vic');
    const names = { uma: 'Uma Roe', tom: '汤明 / Tom Tang', lea: 'Lea Poe', amy: 'Amy Moe' };
    for (const [id, name] of Object.entries(names))
      await desk.store.write(tester, 'change', async (tx) => {
        await tx.database.updateTable('person').set({ name }).where('id', '=', id).execute();
        await tx.audit({ subject: `person/${id}` });
      });
    const told = async (doing: Promise<unknown>) =>
      await doing.then(
        () => [],
        (error: OperationRefused) => error.problems.map(({ message }) => [message.en, message['zh-CN']]),
      );
    const id = await desk.submitted();
    const copy = { act: 'copy', person: 'wes' } as const;
    const add = { act: 'add', person: 'amy', where: 'after', reason: 'Knows cards' } as const;
    expect(await told(desk.approve(id, 'uma'))).toEqual([
      ['It is not your turn: Tom Tang signs first', '尚未轮到您：先由 汤明 签署'],
    ]);
    await desk.leaves('vic');
    expect((await desk.shown(id)).items[0]?.places.map(({ person }) => person)).toEqual(['tom', 'uma', 'lea']);
    const { timeline } = await readRequest(desk, { id, rights: [{ role: 'team-lead', scope: 'bank' }], people: [] });
    expect(timeline.flatMap(({ problems }) => problems.map(({ message }) => (message as Message).en))).toEqual([
      'vic cannot sign any more: Lea Poe is asked instead',
    ]);
    expect(await told(desk.act(id, 'tom', { ...add, person: 'uma' }))).toEqual([
      ['Uma Roe is among those who sign already', 'Uma Roe 已在签署人之中'],
    ]);
    expect(await told(desk.act(id, 'tom', add))).toEqual([
      [expect.stringContaining('Amy Moe cannot sign: '), expect.stringContaining('Amy Moe 不能签署：')],
    ]);
    expect(await told(desk.act(id, 'tom', copy))).toEqual([
      [expect.stringContaining('No copy can go to wes: '), expect.stringContaining('不能抄送给 wes：')],
    ]);
    await desk.reject(id, 'tom');
    const ended = (await desk.shown(id)).items[0]?.endedAt ?? '';
    const [day, time] = [new Date(Date.parse(ended) + 8 * 3_600_000).toISOString(), '+08:00'];
    const at = `${day.slice(0, 10)} ${day.slice(11, 19)} ${time}`;
    expect(await told(desk.approve(id, 'uma'))).toEqual([
      [expect.stringContaining(` ended at ${at}: rejected`), expect.stringContaining(`已于 ${at} 结束：已驳回`)],
    ]);
  });

  it('appr-12: are not passed by one signature of two', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted();
    await desk.approve(id, 'tom');
    expect([await desk.state(id), await desk.round(id)]).toEqual(['approve', 'asks bo | tom approved']);
    expect(await codesOf(desk.approve(id, 'tom'))).toBe('approval-signed-already');
  });

  it('appr-13: are rounds of their own: the second has nothing of the first', async () => {
    const desk = await open(ANY, 'bo');
    const id = await desk.submitted();
    await desk.approve(id, 'tom');
    await desk.send(id, 'again', 'amy');
    await desk.send(id, 'submit', 'amy');
    await desk.reject(id, 'bo');
    expect((await desk.shown(id)).items.map(({ number, outcome }) => [number, outcome])).toEqual([
      [2, 'rejected'],
      [1, 'approved'],
    ]);
    expect(await desk.state(id)).toBe('review');
  });

  it.each<[string, (desk: ApprovingDesk, id: string) => Promise<unknown>, string]>([
    ['a decision', async (desk, id) => await desk.approve(id, 'tom'), 'approved | tom approved'],
    ['the end of the request', async (desk, id) => await desk.send(id, 'cancel', 'amy'), 'left'],
    [
      'whoever withdraws it',
      async (desk, id) => await desk.act(id, 'amy', { act: 'withdraw', reason: 'Too early' }),
      'withdrawn',
    ],
  ])('appr-14: leave nothing to do and no reminder after %s', async (_, done, round) => {
    const desk = await open(ANY, 'bo', 'cy', 'di');
    const id = await desk.submitted();
    expect(await desk.waiting('di')).toEqual(['INQ-2026-1']);
    await desk.act(id, 'amy', { act: 'urge' });
    expect(await desk.notices('approval/urged')).toEqual(['bo', 'cy', 'di', 'tom']);
    await done(desk, id);
    for (const by of ['tom', 'bo', 'cy', 'di']) expect(await desk.waiting(by)).toEqual([]);
    for (const what of ['asked', 'urged'])
      expect(await desk.notices(`approval/${what}`)).toEqual(['bo read', 'cy read', 'di read', 'tom read']);
    expect(await desk.round(id)).toBe(round);
  });

  it('appr-16: bind what was seen: a field that changes voids them, and authority is asked again', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted(9000);
    await desk.approve(id, 'tom');
    await desk.send(id, 'amend', 'bea', { data: { amount: 12_000 } });
    expect(await desk.round(id)).toBe('asks bo, tom, pre');
    await desk.approve(id, 'tom');
    await desk.approve(id, 'bo');
    expect([await desk.state(id), await desk.round(id)]).toEqual(['approve', 'asks pre | bo approved | tom approved']);
    expect((await desk.shown(id)).items[0]?.voided.map(({ by, decision }) => `${by} ${decision}`)).toEqual([
      'tom approved',
    ]);
    // The queue does not let presidents read: being asked does.
    expect((await desk.shown(id, 'pre')).acts).toEqual(['approve', 'reject', 'add', 'urge', 'copy']);
    await desk.approve(id, 'pre');
    expect(await desk.state(id)).toBe('done');
  });

  it('are signed no more by whoever changes what is signed', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted(9000);
    await desk.send(id, 'amend', 'bo', { data: { amount: 9500 } });
    expect([await desk.round(id), await codesOf(desk.approve(id, 'bo'))]).toEqual(['asks tom', 'approval-own']);
  });

  it('are decided by nothing but signatures: neither by an event nor by a key', async () => {
    const desk = await open(ANY);
    const id = await desk.submitted();
    for (const event of ['approved', 'rejected', 'rejected-review'])
      expect(await codesOf(desk.send(id, event, 'tom'))).toBe('approval-decides');
    const { events } = await readRequest(desk, { id, rights: [{ role: 'team-lead', scope: 'bank' }], people: [] });
    expect(events).toEqual(['amend', 'cancel']);
    const asked = { deed: { act: 'approve', reason: null }, whyNot: () => undefined } as const;
    expect(await codesOf(actOnApproval(desk, SYSTEM, id, asked))).toBe('keys-decide-nothing');
    expect(await codesOf(desk.approve(id, 'bea'))).toBe('approval-not-asked');
    expect(await codesOf(desk.approve(id, 'wes'))).toBe('person-not-found');
  });

  it('are signed by a stand-in during an absence, where he may sign himself, and both names are kept', async () => {
    const desk = await open(ALL);
    const id = await desk.submitted();
    await desk.away('tom', 'lea');
    expect([await desk.waiting('lea'), await desk.waiting('tom')]).toEqual([['INQ-2026-1 for tom'], ['INQ-2026-1']]);
    await desk.approve(id, 'lea');
    const place = (await desk.shown(id)).items[0]?.places[0];
    expect([place?.person, place?.signed?.by, await desk.state(id)]).toEqual(['tom', 'lea', 'done']);
  });

  it.each([
    ['who does not hold the role', 'absence', 'bea'],
    ['where the approval lets nobody stand in', 'never', 'lea'],
  ])('are signed by no stand-in %s', async (_, delegate, standIn) => {
    const desk = await open({ ...ALL, delegate });
    const id = await desk.submitted();
    await desk.away('tom', standIn);
    expect([await desk.waiting(standIn), await codesOf(desk.approve(id, standIn))]).toEqual([[], 'approval-not-asked']);
  });

  it('are taken back until the next has signed', async () => {
    const desk = await open({ ...ALL, sequence: true }, 'uma', 'vic');
    const id = await desk.submitted();
    const back = async (by: string) => await codesOf(desk.act(id, by, { act: 'take-back', reason: 'Misread' }));
    await desk.approve(id, 'tom');
    expect((await desk.shown(id, 'tom')).acts).toContain('take-back');
    expect([await back('tom'), await desk.round(id), await desk.waiting('uma')]).toEqual(['done', 'asks tom', []]);
    await desk.approve(id, 'tom');
    await desk.approve(id, 'uma');
    expect([await back('tom'), await back('vic'), await back('uma')]).toEqual([
      'approval-others-since',
      'approval-not-asked',
      'done',
    ]);
  });

  it('pass by a share of the places, and fail as soon as it cannot be reached', async () => {
    const desk = await open({ ...ALL, atLeast: '2/3' }, 'bo', 'cy', 'di', 'eve');
    const [one, other] = [await desk.submitted(), await desk.submitted()];
    for (const by of ['tom', 'bo', 'cy']) await desk.approve(one, by);
    await desk.reject(one, 'di');
    expect(await desk.state(one)).toBe('approve');
    await desk.approve(one, 'eve');
    await desk.reject(other, 'di');
    expect(await desk.state(other)).toBe('approve');
    await desk.reject(other, 'tom', 'intake');
    expect([await desk.state(one), await desk.state(other)]).toEqual(['done', 'intake']);
  });

  it('are copied to whoever may see the request, and to nobody else', async () => {
    const desk = await open(ANY);
    const id = await desk.submitted();
    const copy = async (by: string, person: string) => await codesOf(desk.act(id, by, { act: 'copy', person }));
    expect(await copy('tom', 'bea')).toBe('done');
    expect([await copy('tom', 'wes'), await copy('tom', 'nobody')]).toEqual([
      'approval-copy-unfit',
      'approval-copy-unfit',
    ]);
    expect(await codesOf(desk.act(id, 'bea', { act: 'urge' }))).toBe('approval-not-yours');
    expect(await desk.notices('approval/copied')).toEqual(['bea']);
  });

  it('leave whoever is recused out, also from when a field names him', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted();
    await desk.approve(id, 'tom');
    await desk.send(id, 'amend', 'bea', { data: { amount: 5 }, facts: { reply: 'bo' } });
    expect([await desk.round(id), await desk.waiting('bo'), await codesOf(desk.approve(id, 'bo'))]).toEqual([
      'asks tom',
      [],
      'person-not-found',
    ]);
  });

  it('are decided once by two who sign at once, on two nodes', async () => {
    const desk = await open(ANY, 'bo');
    const id = await desk.submitted();
    const asked = { deed: { act: 'approve', reason: null }, whyNot: () => undefined } as const;
    const other = await desk.node();
    const codes = await Promise.all([
      codesOf(actOnApproval(desk, as('tom'), id, asked)),
      codesOf(actOnApproval(other, as('bo'), id, asked)),
    ]);
    expect(codes.toSorted()).toEqual(['approval-decided', 'done']);
    const events = await desk.store.database
      .selectFrom('request_event')
      .select('event')
      .where('request', '=', id)
      .where('kind', '=', 'approval')
      .execute();
    expect(events).toEqual([{ event: 'approved' }]);
    const told = await desk.store.database
      .selectFrom('audit_entry')
      .select('operation')
      .where('operation', '=', 'act-on-approval')
      .where('outcome', '=', 'done')
      .execute();
    expect(told).toHaveLength(1);
  });
});
