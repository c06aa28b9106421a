import { fireDueTimers } from '../../../server/operations/requests/fire-timers.ts';
import { HOUR } from '../../server/support/requests.ts';
import { type Firing, perSecond } from './firing.ts';
import { tickingDesk } from './ticking.ts';

/** The keeper of requests: each act is a step of the workflow in a transaction of its own, with timeline and audit. */
export async function ours(url: string, many: number): Promise<Firing> {
  const ticking = await tickingDesk({ kind: 'postgresql', url }, 0);
  await ticking.fill(many - 1);
  return {
    name: 'timers of requests',
    async run() {
      // A minute more, so that none is missed that was registered or fired later than the first.
      ticking.aheadMs += HOUR + 60_000;
      return await perSecond(many, async () => {
        while ((await fireDueTimers(ticking.desk, { holder: 'bench' })) > 0);
      });
    },
    async acted() {
      const events = ticking.desk.store.database.selectFrom('request_event').where('kind', '=', 'timer');
      const counted = await events.select((each) => each.fn.countAll().as('many')).executeTakeFirstOrThrow();
      return Number(counted.many);
    },
    close: async () => await ticking.close(),
  };
}
