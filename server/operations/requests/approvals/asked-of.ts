import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { confinementOf } from '../../../authority/confinement.ts';
import type { Organisation } from '../../../authority/organisation.ts';
import type { Right } from '../../../authority/rights.ts';
import { bankDayAt } from '../../../clock.ts';
import { isTaskOf, type TasksOf } from '../../../store/approvals.ts';
import type { ServiceRequestTable } from '../../../store/request-tables.ts';
import type { Transaction } from '../../../store/store.ts';
import type { Tables } from '../../../store/tables.ts';
import { WORKING } from '../queue-access.ts';

/** Who asks what waits for him, with what he may. */
interface Held {
  readonly rights: readonly Right[];
  readonly people: readonly string[];
}

/** Which approvals ask some people on a day of the bank: themselves, and as stand-ins for what they may sign themselves. */
export function tasksOf(organisation: Organisation, { rights, people }: Held, day: string): TasksOf {
  const nodesOf = (roles: TasksRoles): readonly string[] | null => {
    const within = confinementOf(organisation, rights, roles);
    return within.kind === 'none' ? null : within.nodes;
  };
  const roles = [...new Set(rights.map(({ role }) => role))].filter((role) => WORKING.includes(role));
  const standingIn = [
    ...roles.map((role) => ({ role, nodes: nodesOf([role]) })),
    { role: null, nodes: nodesOf(WORKING) },
  ];
  return { people, day, standingIn };
}

type TasksRoles = Parameters<typeof confinementOf>[2];

/** Whether a request asks some people for their approval, or one of them has signed it. */
export const isAskedFor = (each: ExpressionBuilder<Tables, 'service_request'>, tasks: TasksOf): Expression<SqlBool> =>
  each.exists(
    each
      .selectFrom('approval_task')
      .select('approval_task.place')
      .whereRef('approval_task.request', '=', 'service_request.id')
      .where((of) => isTaskOf(of, tasks)),
  );

/** The same of one request within a transaction. */
export async function isAsked(
  { database, now }: Transaction,
  { id }: Pick<ServiceRequestTable, 'id'>,
  { organisation, rights, people }: Held & { readonly organisation: Organisation },
): Promise<boolean> {
  const tasks = tasksOf(organisation, { rights, people }, bankDayAt(now));
  const found = await database
    .selectFrom('service_request')
    .select('id')
    .where('id', '=', id)
    .where((each) => isAskedFor(each, tasks))
    .executeTakeFirst();
  return found !== undefined;
}
