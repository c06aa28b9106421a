import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { dispatchDue } from '../../../../server/dispatch/dispatch-outbox.ts';
import { composeMessages } from '../../../../server/operations/notices/compose-message.ts';
import { handleRequest } from '../../../../server/operations/requests/handle-request.ts';
import { MESSAGES } from '../../../../server/operations/requests/send-out.ts';
import { approvingDesk } from '../../support/approvals.ts';
import { as } from '../../support/people.ts';
import { codesOf, HOUR } from '../../support/requests.ts';
import { onBothDatabases } from '../../support/stores.ts';

/** `tom` leads the eastern branch, and `lea` the bank. */
const ALL = { mode: 'all', sequence: false, mayAdd: true, delegate: 'absence' } as const;

onBothDatabases('who signs approvals', (stores) => {
  const open = async (params: JsonObject, ...leads: readonly string[]) => await approvingDesk(stores, params, leads);

  it('are not signed twice by one person, in his own place and for somebody or for two who are absent', async () => {
    const desk = await open(ALL, 'bo');
    const [one, other] = [await desk.submitted(), await desk.submitted()];
    await desk.away('bo', 'tom');
    await desk.approve(one, 'tom');
    expect([await codesOf(desk.approve(one, 'tom')), await desk.round(one)]).toEqual([
      'approval-signed-already',
      'asks bo | tom approved',
    ]);
    expect([await desk.waiting('tom'), (await desk.shown(one)).items[0]?.places[0]?.standIn]).toEqual([
      ['INQ-2026-2'],
      null,
    ]);
    await desk.act(one, 'tom', { act: 'add', person: 'lea', where: 'after', reason: 'Knows cards' });
    expect((await desk.shown(one)).items[0]?.places.map(({ addedBy }) => addedBy)).toEqual([null, null, 'tom']);
    await desk.send(one, 'cancel', 'amy');
    await desk.leaves('bo');
    expect(await desk.round(other)).toBe('asks lea, tom');
  });

  it('ask nobody for two who are absent at once', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted();
    await desk.away('bo', 'lea');
    await desk.away('tom', 'lea');
    await desk.approve(id, 'lea');
    expect([await desk.waiting('lea'), await codesOf(desk.approve(id, 'lea')), await desk.round(id)]).toEqual([
      [],
      'approval-not-asked',
      'asks tom | lea approved',
    ]);
    expect((await desk.shown(id, 'lea')).acts).toEqual(['take-back', 'urge', 'copy']);
    const add = { act: 'add', person: 'lea', where: 'beside', reason: 'Knows cards' } as const;
    expect(await codesOf(desk.act(id, 'tom', add))).toBe('approval-holds-a-place');
    await desk.leaves('tom');
    expect(await desk.round(id)).toBe('asks nobody | lea approved');
  });

  it('ask no stand-in whose own place comes later', async () => {
    const desk = await open({ ...ALL, sequence: true }, 'bo');
    await desk.away('bo', 'tom');
    const id = await desk.submitted();
    expect([await desk.waiting('tom'), await desk.notices('approval/asked')]).toEqual([[], ['bo']]);
    expect((await desk.shown(id, 'tom')).acts).toEqual(['add', 'urge', 'copy']);
    expect(await codesOf(desk.approve(id, 'tom'))).toBe('approval-not-your-turn');
  });

  it('ask nobody as a stand-in whose request it is', async () => {
    const desk = await open(ALL, 'sun');
    await desk.away('tom', 'sun');
    const { id } = await desk.register({ node: 'east', facts: { topic: 'cards', amount: 1 } }, 'sun');
    await desk.send(id, 'review', 'sun');
    await desk.send(id, 'submit', 'sun');
    await desk.act(id, 'sun', { act: 'urge' });
    expect([await desk.waiting('sun'), (await desk.shown(id, 'sun')).acts]).toEqual([[], ['withdraw', 'urge', 'copy']]);
    for (const what of ['asked', 'urged']) expect(await desk.notices(`approval/${what}`)).toEqual(['tom']);
  });

  it('give the place of a leaver to nobody who has one', async () => {
    const desk = await open(ALL, 'bo');
    const [one, other] = [await desk.submitted(), await desk.submitted()];
    await desk.act(one, 'tom', { act: 'add', person: 'lea', where: 'beside', reason: 'Knows cards' });
    await desk.leaves('bo');
    expect([await desk.round(one), await desk.round(other)]).toEqual(['asks nobody, tom, lea', 'asks lea, tom']);
    await desk.leaves('lea');
    const people = async (id: string) => (await desk.shown(id, 'tom')).items[0]?.places.map(({ person }) => person);
    expect([await people(one), await people(other)]).toEqual([
      [null, 'tom', 'pre'],
      [null, 'tom'],
    ]);
  });

  it('are done with reminding whoever has signed, or is not asked any more', async () => {
    const desk = await open(ALL, 'bo', 'cy');
    const id = await desk.submitted();
    await desk.act(id, 'amy', { act: 'urge' });
    await desk.approve(id, 'tom');
    for (const what of ['asked', 'urged'])
      expect(await desk.notices(`approval/${what}`)).toEqual(['bo', 'cy', 'tom read']);
    await desk.leaves('bo');
    expect(await desk.notices('approval/asked')).toEqual(['bo read', 'cy', 'lea', 'tom read']);
  });

  it('are done with what a workflow tells whoever approves, and leave nothing to tell when they are decided', async () => {
    const late = {
      ...{ kind: 'template', name: 'sign', purpose: 'contact', entity: 'entity/inquiry', audience: 'staff' },
      channels: { desktop: { 'zh-CN': '请签署', en: 'Please sign' } },
    };
    const notify = { type: 'notify', params: { to: 'approvers', template: 'template/sign' } };
    const desk = await approvingDesk(stores, ALL, ['bo'], [late], ({ entry, on }) => ({
      states: { approve: { entry: [...entry, notify], on } },
    }));
    const deliver = async () => {
      const { signal } = new AbortController();
      const compose = composeMessages(desk, async () => undefined);
      await dispatchDue({ store: desk.store, now: () => desk.now }, MESSAGES, compose, { holder: 'h', signal });
      const rows = await desk.store.database
        .selectFrom('outbox')
        .select('state')
        .where('type', '=', MESSAGES)
        .execute();
      return rows.map(({ state }) => state);
    };
    const id = await desk.submitted();
    expect([await deliver(), await desk.notices('template/sign')]).toEqual([['delivered'], ['bo', 'tom']]);
    await desk.approve(id, 'tom');
    expect(await desk.notices('template/sign')).toEqual(['bo', 'tom read']);
    await desk.reject(id, 'bo');
    await desk.send(id, 'submit', 'amy');
    await desk.reject(id, 'bo');
    expect([await deliver(), await desk.notices('template/sign')]).toEqual([
      ['delivered', 'delivered'],
      ['bo read', 'tom read'],
    ]);
  });

  it('are not signed by whoever works on the request, also from when it is given to him', async () => {
    const desk = await open(ALL, 'bo');
    const id = await desk.submitted();
    await desk.approve(id, 'bo');
    const give = async (person: string | null) =>
      await handleRequest(desk, as('lea'), id, { deed: { kind: 'assign', person }, whyNot: () => undefined });
    await give('bo');
    expect(await desk.round(id)).toBe('asks tom | bo approved');
    await give('tom');
    expect([await desk.round(id), await codesOf(desk.approve(id, 'tom')), await desk.waiting('tom')]).toEqual([
      'asks lea | bo approved',
      'approval-own',
      [],
    ]);
    await give(null);
    expect(await codesOf(desk.approve(id, 'tom'))).toBe('approval-own');
  });

  it('bar nobody for a field that time changed while he signed, urged or wrote a note', async () => {
    const set = { type: 'set-field', params: { field: 'reply', value: 'late' } };
    const desk = await approvingDesk(stores, ALL, ['bo'], [], ({ entry, on }) => ({
      states: { approve: { entry, on, after: { checked: { actions: [set] } } } },
      delays: { checked: { budget: { elapsed: 'PT1H' } } },
    }));
    const ids = [await desk.submitted(), await desk.submitted(), await desk.submitted()] as const;
    desk.later(2 * HOUR);
    await desk.approve(ids[0], 'tom');
    await desk.act(ids[1], 'lea', { act: 'urge' });
    await handleRequest(desk, as('bo'), ids[2], { deed: { kind: 'note', text: 'Seen' }, whyNot: () => undefined });
    for (const id of ids) {
      expect([await desk.round(id), (await desk.shown(id)).items[0]?.askedBy]).toEqual(['asks bo, tom', ['amy']]);
      await desk.approve(id, 'tom');
      await desk.approve(id, 'bo');
      expect(await desk.state(id)).toBe('done');
    }
  });

  it('that follow one another are signed by the same people, and never by whoever handed it in', async () => {
    const desk = await approvingDesk(stores, ALL, ['bo'], [], ({ entry, on }) => ({
      states: { approve: { entry, on: { ...on, approved: 'second' } }, second: { entry, on } },
    }));
    const { id } = await desk.register({ node: 'east', facts: { topic: 'cards', amount: 1 } }, 'amy');
    await desk.send(id, 'review', 'bea');
    await desk.send(id, 'submit', 'tom');
    await desk.approve(id, 'bo');
    expect([await desk.state(id), await desk.round(id)]).toEqual(['second', 'asks bo']);
    await desk.approve(id, 'bo');
    expect(await desk.state(id)).toBe('done');
  });

  it('are taken back until the next has added somebody', async () => {
    const desk = await open(ALL, 'bo', 'cy');
    const id = await desk.submitted();
    const back = async () => await codesOf(desk.act(id, 'tom', { act: 'take-back', reason: 'Misread' }));
    const add = async (by: string, person: string) =>
      await desk.act(id, by, { act: 'add', person, where: 'beside', reason: 'Knows cards' });
    await add('bo', 'lea');
    await desk.approve(id, 'tom');
    expect([await back(), await desk.round(id)]).toEqual(['done', 'asks bo, lea, cy, tom']);
    await desk.approve(id, 'tom');
    await add('cy', 'bea');
    expect([await back(), (await desk.shown(id, 'tom')).acts]).toEqual([
      'approval-others-since',
      ['add', 'urge', 'copy'],
    ]);
  });
});
