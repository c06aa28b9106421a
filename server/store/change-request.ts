import type { ServiceRequestTable } from './request-tables.ts';
import { statement } from './statement.ts';
import type { Transaction } from './store.ts';

/** What a step may change of a request. */
const CHANGING = [
  'queue',
  'queue_version',
  'queue_closure',
  'workflow_version',
  'priority',
  'owner',
  'previous_owner',
  'assigned_at',
  'escalated',
  'state',
  'is_open',
  'life',
  'revision',
  'order_key',
  'due_at',
  'closed_at',
] as const satisfies readonly (keyof ServiceRequestTable)[];

type Changed = ServiceRequestTable & { readonly before: number };
const updates = new Map<string, ReturnType<typeof updateOf>>();

/** Writes a request anew in the place of the revision before, as it was read within the transaction: what is as it was is not touched. */
export async function changeRequest(
  tx: Transaction,
  was: ServiceRequestTable,
  row: ServiceRequestTable,
): Promise<void> {
  const columns = CHANGING.filter((name) => was[name] !== row[name]);
  const names = columns.join(' ');
  const update = updates.get(names) ?? updateOf(columns);
  updates.set(names, update);
  // Two that write at once are put in an order by the database.
  const otherwise = `${row.number} changed within a transaction that had read it`;
  await tx.tell(update, { ...row, before: was.revision }, otherwise);
}

/** An index whose columns are written anew is made anew, whatever stood in them: so each set of columns has a statement of its own. */
const updateOf = (columns: readonly (typeof CHANGING)[number][]) =>
  statement((database, given: Changed) =>
    database
      .updateTable('service_request')
      .set(Object.fromEntries(columns.map((name) => [name, given[name]])))
      .where('id', '=', given.id)
      .where('revision', '=', given.before),
  );
