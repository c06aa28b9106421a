import { beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import type { Right } from '../../../../server/authority/rights.ts';
import { loadDefinitions } from '../../../../server/operations/definitions/load-definitions.ts';
import { type Deed, handleRequest } from '../../../../server/operations/requests/handle-request.ts';
import { readRequest } from '../../../../server/operations/requests/read-requests.ts';
import { registerRequest } from '../../../../server/operations/requests/register.ts';
import { OperationRefused } from '../../../../server/store/store.ts';
import { tester } from '../../support/bank.ts';
import { as } from '../../support/people.ts';
import { codesOf, type Desk, deskDocuments, HOUR, inquiryWorkflow, openDesk, queueOf } from '../../support/requests.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

const EAST: readonly Right[] = [{ role: 'agent', scope: 'east' }];
const SECRET = { topic: 'cards', secret: 'S-1' };

/** The workflow with an event whose form brings the field that only decisions read, by another name. */
function renaming(): JsonObject {
  const workflow = structuredClone(inquiryWorkflow()) as { machine: { states: { new: { on: JsonObject } } } };
  const action = { type: 'set-field', params: { field: 'secret', fromData: 'newSecret' } };
  const known = { type: 'set-field', params: { field: 'secret', value: 'S-3' } };
  const { on } = workflow.machine.states.new;
  workflow.machine.states.new.on = { ...on, correct: { actions: [action] }, blank: { actions: [known] } };
  return workflow as unknown as JsonObject;
}

onBothDatabases('a service request, as it is shown and handled', (stores) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(stores);
  });
  const shown = async (id: string) => await readRequest(desk, { id, rights: EAST, people: [] });
  const withdraw = async (kinds: readonly string[]): Promise<void> => {
    const withdrawn = deskDocuments
      .filter(({ kind }) => kinds.includes(String(kind)))
      .map(({ kind, name }) => `${String(kind)}/${String(name)}`);
    const loaded = await loadDefinitions(desk.store, tester, [], { withdrawn });
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    await desk.runtime.refresh();
  };

  it('hides what only decisions read after its definitions were retired, and all where they are not kept', async () => {
    const { id } = await desk.register({ facts: SECRET });
    await withdraw(['queue', 'workflow', 'request-type', 'decision-table', 'criteria', 'entity']);
    expect((await shown(id)).facts).toEqual({ topic: 'cards', inquiryId: 'INQ-2026-1', customerId: 'C-1' });
    expect((await shown(id)).withheld).toEqual(['secret']);
    expect(JSON.stringify(await shown(id))).not.toContain('S-1');
    await written(desk.store, async ({ database }) => {
      await database.updateTable('service_request').set({ queue_closure: 'gone' }).where('id', '=', id).execute();
    });
    // Nobody knows whom its queue let: it is shown to whoever leads there.
    expect(await codesOf(shown(id))).toBe('person-not-found');
    const blind = await readRequest(desk, { id, rights: [{ role: 'team-lead', scope: 'east' }], people: [] });
    expect(blind).toMatchObject({ facts: {}, timeline: [{ kind: 'registered', data: {}, effects: [] }] });
    expect(blind.withheld.toSorted()).toEqual(['customerId', 'inquiryId', 'secret', 'topic']);
  });

  it('hides what only decisions read where the form of an event, or its workflow, calls it otherwise', async () => {
    await desk.publish([renaming()]);
    const { id } = await desk.register({ facts: SECRET });
    await desk.send(id, 'correct', 'amy', { data: { newSecret: 'S-2', why: 'A slip' } });
    await desk.send(id, 'blank');
    const { timeline, withheld } = await shown(id);
    expect([withheld, timeline[1]?.data]).toEqual([['secret'], { data: { why: 'A slip' } }]);
    expect(timeline[2]?.effects).toMatchObject([{ type: 'set-field', params: { field: 'secret' } }]);
    // What a definition writes is no field of a request.
    const told = JSON.stringify({ ...(await shown(id)), definitions: null });
    for (const value of ['S-1', 'S-2', 'S-3']) expect(told).not.toContain(value);
  });

  it('is refused as a duplicate without the numbers of those that whoever registers it may not see', async () => {
    const refusing = deskDocuments.flatMap((one) =>
      one['kind'] === 'request-type'
        ? [{ ...one, duplicates: { sameCustomerAnd: ['topic'], within: 'P30D', do: 'refuse' } }]
        : [],
    );
    await desk.publish(refusing);
    const { number } = await desk.register();
    const refused = async (by: string) => {
      const asked = { type: 'request-type/inquiry', facts: { topic: 'cards' }, customer: 'C-1', channel: null };
      const error: unknown = await registerRequest(desk, as(by), { ...asked, node: null }).catch((e: unknown) => e);
      return error instanceof OperationRefused ? error.problems.map(({ code, message }) => ({ code, message })) : error;
    };
    expect(await refused('amy')).toMatchObject([{ code: 'request-duplicate' }]);
    expect(JSON.stringify(await refused('amy'))).toContain(number);
    expect(await refused('wes')).toMatchObject([{ code: 'request-duplicate-unseen' }]);
    expect(JSON.stringify(await refused('wes'))).not.toContain(number);
    // Of the same place, and not let by the queue: she is told that there is one, and no more.
    await desk.publish([queueOf('first', { access: { read: ['team-lead'], work: ['team-lead'] } })]);
    expect(await refused('tom')).toMatchObject([{ code: 'request-duplicate' }]);
    expect(await refused('amy')).toMatchObject([{ code: 'request-duplicate-unseen' }]);
    expect(JSON.stringify(await refused('amy'))).not.toContain(number);
    expect(JSON.stringify(await refused('amy'))).toContain('已登记，您无权查看');
  });

  it('stays with its owner where it is moved to where it lies, and goes to whoever extends it where its queue says so', async () => {
    const clock = {
      name: 'resolve',
      runsIn: ['new', 'open'],
      stopsIn: ['answered', 'closed'],
      budgets: [{ budget: 'P3D' }],
      extensions: [{ to: 'P6D', by: 'team-lead' }],
      onExtend: [{ type: 'assign', params: { to: 'actor' } }],
    };
    await desk.publish([queueOf('first', { clocks: [clock] })]);
    const { id } = await desk.register();
    await desk.send(id, 'claim');
    const handled = async (deed: Deed) => await handleRequest(desk, as('tom'), id, { deed, whyNot: () => undefined });
    const same = handled({ kind: 'transfer', queue: 'queue/first', reason: 'x' });
    expect(await codesOf(same)).toBe('request-queue-same');
    expect(await shown(id)).toMatchObject({ owner: 'amy', revision: 2 });
    expect(await handled({ kind: 'extend', clock: 'resolve', to: 'P6D', reason: 'x' })).toMatchObject({ owner: 'tom' });
  });

  it('is shown with the documents by which it is handled, the events it takes, and its clocks as they stand now', async () => {
    const { id } = await desk.register();
    await desk.publish([queueOf('first', { title: { 'zh-CN': '新', en: 'Newer' } }), renaming()]);
    desk.later(HOUR);
    const { definitions, events, clocks, state } = await shown(id);
    expect(definitions).toMatchObject({ queue: { title: { en: 'first' } }, workflow: { name: 'inquiry' } });
    expect([state, events]).toEqual([['new'], ['claim', 'withdraw']]);
    expect(clocks).toMatchObject([{ name: 'resolve', consumed: 'PT1H', dueAt: '2026-11-26T01:00:00Z' }]);
    await desk.send(id, 'claim');
    // Whether a guard lets it through is said where it is sent.
    expect((await shown(id)).events).toEqual(['note', 'release', 'hurry', 'hand', 'answer']);
    expect((await shown((await desk.register({ customer: 'C-2' })).id)).events).toContain('correct');
    desk.later(HOUR);
    await desk.send(id, 'release');
    await desk.send(id, 'withdraw');
    desk.later(HOUR);
    const closed = await shown(id);
    expect([closed.events, closed.clocks]).toMatchObject([[], [{ consumed: 'PT2H', verdict: 'met' }]]);
    const { life } = await desk.store.database
      .selectFrom('service_request')
      .select('life')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(Object.keys((JSON.parse(life) as { line: object }).line)).toEqual(['clocks', 'rungs']);
    await written(desk.store, async ({ database }) => {
      await database.updateTable('service_request').set({ queue_closure: 'gone' }).where('id', '=', id).execute();
    });
    expect(await shown(id)).toMatchObject({ definitions: null, events: [], clocks: [{ consumed: 'PT2H' }] });
  });
});
