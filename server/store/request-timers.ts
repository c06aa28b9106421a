import type { RequestTimerTable } from './request-tables.ts';
import { statement } from './statement.ts';
import type { Database } from './tables.ts';

/**
 * The timers of requests. Whoever carries them out claims those that are due for a while; what is not carried out by then can be claimed by
 * another. A timer that fired has no row any more: neither a second claim nor an older generation finds one.
 */
interface Claim {
  readonly holder: string;
  readonly most: number;
  readonly now: string;
  readonly until: string;
}

/** Claims timers that are due, the most overdue first, and answers whose they are. */
export const claimTimers = statement((database, given: Claim, dialect) => {
  const due = database
    .selectFrom('request_timer')
    .select(['request', 'key', 'generation'])
    .where('due_at', '<=', given.now)
    .where((each) => each.or([each('lease_until', 'is', null), each('lease_until', '<', given.now)]))
    .orderBy('due_at')
    .limit(given.most);
  return database
    .updateTable('request_timer')
    .set((each) => ({ holder: given.holder, lease_until: given.until, attempts: each('attempts', '+', 1) }))
    .where((each) =>
      each(
        each.refTuple('request', 'key', 'generation'),
        'in',
        // Where several write at a time, what another is about to claim is passed by.
        (dialect === 'postgresql' ? due.forUpdate().skipLocked() : due).$asTuple('request', 'key', 'generation'),
      ),
    )
    .returning(['request', 'due_at']);
});

/** The timers of a request that are claimed by somebody and due, the first first. */
export const dueTimers = statement(
  (database, given: { readonly request: string; readonly holder: string; readonly now: string }) =>
    database
      .selectFrom('request_timer')
      .select(['key', 'generation', 'name', 'due_at', 'attempts', 'fault'])
      .where('request', '=', given.request)
      .where('holder', '=', given.holder)
      .where('due_at', '<=', given.now)
      .orderBy('due_at'),
);

/** Says why a timer could not be carried out, and until when it is left alone. */
export const postponeTimer = statement(
  (
    database,
    given: Pick<RequestTimerTable, 'request' | 'key' | 'generation'> & {
      readonly until: string;
      readonly fault: string;
    },
  ) =>
    database
      .updateTable('request_timer')
      .set({ holder: null, lease_until: given.until, fault: given.fault })
      .where('request', '=', given.request)
      .where('key', '=', given.key)
      .where('generation', '=', given.generation),
);

/** Whether some timer is due by an instant, and nobody has claimed it. */
export async function hasDueTimer(database: Database, now: string): Promise<boolean> {
  const found = await database
    .selectFrom('request_timer')
    .select('request')
    .where('due_at', '<=', now)
    .where((each) => each.or([each('lease_until', 'is', null), each('lease_until', '<', now)]))
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
