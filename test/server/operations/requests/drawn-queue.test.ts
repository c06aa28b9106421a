import { expect, it } from 'vitest';
import { claimedId, type QueueDocument } from '../../../../definitions/index.ts';
import { fireDueTimers } from '../../../../server/operations/requests/fire-timers.ts';
import { newDocument } from '../../../../studio/definition/new/templates.ts';
import { setAt } from '../../../../studio/editors/edit.ts';
import { addRung } from '../../../../studio/editors/queue/edits.ts';
import { stepMark } from '../../../../studio/editors/queue/marks.ts';
import { deskDocuments, HOUR, openDesk } from '../../support/requests.ts';
import { onBothDatabases } from '../../support/stores.ts';

/** A queue as an administrator draws it in the studio from nothing: two levels of escalation, the second drawn an hour earlier. */
function drawnQueue(): QueueDocument {
  const stands = ['workflow/inquiry', 'calendar/always'].map((id) => {
    const document = deskDocuments.find((one) => claimedId(one) === id);
    if (document === undefined) throw new Error(id);
    return { id, document };
  });
  const ground = { entity: '', document: undefined, product: '', productDocument: undefined, stands };
  const head = { name: 'nowhere', title: { 'zh-CN': '新队列', en: 'A new queue' } };
  // What was made for the kind holds its schema.
  const begun = newDocument('queue', 'empty', head, ground) as unknown as QueueDocument;
  const staffed = setAt(
    begun,
    '/members',
    ['agent', 'team-lead'].map((role) => ({ role, organisation: 'bank' })),
  );
  const laddered = addRung(addRung(staffed, 'resolve'), 'resolve');
  return stepMark(laddered, '/ladder/1/at', -4);
}

onBothDatabases('a queue drawn in the studio', (stores) => {
  it('takes the first request that is routed to it, and calls both levels when its ladder says so', async () => {
    const desk = await openDesk(stores);
    await desk.publish([drawnQueue() as never]);
    const { id } = await desk.register({ facts: { topic: 'other' } });
    await desk.send(id, 'claim');
    const now = async () => {
      await fireDueTimers(desk, { holder: 'h' });
      return await desk.store.database
        .selectFrom('service_request')
        .select(['queue', 'escalated'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
    };
    const levels: number[] = [];
    for (const hours of [72 - 1, 1, 2, 1]) {
      desk.later(hours * HOUR);
      const { queue, escalated } = await now();
      expect(queue).toBe('queue/nowhere');
      levels.push(Number(escalated));
    }
    expect(levels).toEqual([0, 1, 1, 2]);
  });
});
