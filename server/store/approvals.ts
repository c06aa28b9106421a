import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { ApprovalTaskTable, RequestApprovalTable } from './request-tables.ts';
import { chunks } from './spans.ts';
import { statement } from './statement.ts';
import type { Database, Tables } from './tables.ts';

/** The newest approval of a request. */
export const findApproval = statement((database, given: { readonly request: string }) =>
  database
    .selectFrom('request_approval')
    .selectAll()
    .where('request', '=', given.request)
    .orderBy('number', 'desc')
    .limit(1),
);

export const insertApproval = statement((database, given: RequestApprovalTable) =>
  database.insertInto('request_approval').values({
    request: given.request,
    number: given.number,
    state: given.state,
    round: given.round,
    asked_by: given.asked_by,
    facts_hash: given.facts_hash,
    began_at: given.began_at,
    ended_at: given.ended_at,
    outcome: given.outcome,
  }),
);

export const updateApproval = statement((database, given: RequestApprovalTable) =>
  database
    .updateTable('request_approval')
    .set({
      round: given.round,
      asked_by: given.asked_by,
      facts_hash: given.facts_hash,
      ended_at: given.ended_at,
      outcome: given.outcome,
    })
    .where('request', '=', given.request)
    .where('number', '=', given.number),
);

/** Who is asked in the newest approval of a request, and who has signed it. */
export const findTasks = statement((database, given: { readonly request: string }) =>
  database.selectFrom('approval_task').selectAll().where('request', '=', given.request).orderBy('place'),
);

/** Writes who is asked in the place of who was. */
export async function keepTasks(
  database: Database,
  request: string,
  tasks: readonly ApprovalTaskTable[],
): Promise<void> {
  await database.deleteFrom('approval_task').where('request', '=', request).execute();
  if (tasks.length > 0)
    await database
      .insertInto('approval_task')
      .values([...tasks])
      .execute();
}

/** Requests in which somebody is asked who may not sign any more for what changed about him, or nobody is. */
export async function askedInVain(database: Database, people: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const some of chunks(people.length === 0 ? [''] : people)) {
    const rows = await database
      .selectFrom('approval_task as task')
      .select('task.request')
      .distinct()
      .where('task.standing', '!=', 'signed')
      .where((each) =>
        each.or([
          each('task.person', 'in', [...some]),
          each('task.person', 'is', null),
          each.exists(
            each
              .selectFrom('request_recused')
              .select('request_recused.subject')
              .whereRef('request_recused.request', '=', 'task.request')
              .whereRef('request_recused.person', '=', 'task.person'),
          ),
        ]),
      )
      .execute();
    for (const { request } of rows) found.add(request);
  }
  return [...found].toSorted((one, other) => (one < other ? -1 : 1));
}

/** Who may be asked, on a day of the bank: some people themselves, and for a role those that they may stand in for, over some places. */
export interface TasksOf {
  readonly people: readonly string[];
  readonly day: string;
  /** By role, the places over which they hold it; null: everywhere. A signer who was added is of no role: `null`. */
  readonly standingIn: readonly { readonly role: string | null; readonly nodes: readonly string[] | null }[];
}

type Each = ExpressionBuilder<Tables, 'service_request' | 'approval_task'>;

/**
 * Whether a task is of some people: their own, or of somebody absent for whom one of them stands in and may sign himself. Who has a place of
 * his own, has signed for somebody, or asks for the approval stands in for nobody.
 */
export function isTaskOf(each: Each, { people, day, standingIn }: TasksOf): Expression<SqlBool> {
  if (people.length === 0) return each.or([]);
  const standsIn = each.exists(
    each
      .selectFrom('absence')
      .select('absence.id')
      .whereRef('absence.person', '=', 'approval_task.person')
      .where('absence.stand_in', 'in', [...people])
      .where('absence.from_on', '<=', day)
      .where('absence.to_on', '>=', day)
      .where('absence.ended_at', 'is', null),
  );
  const holds = each.or(
    standingIn.map(({ role, nodes }) =>
      each.and([
        role === null ? each('approval_task.role', 'is', null) : each('approval_task.role', '=', role),
        nodes === null
          ? each.and([])
          : nodes.length === 0
            ? each.or([])
            : each('service_request.node', 'in', [...nodes]),
      ]),
    ),
  );
  const takesPart = each.exists(
    each
      .selectFrom('approval_task as own')
      .select('own.place')
      .whereRef('own.request', '=', 'approval_task.request')
      .where('own.person', 'in', [...people]),
  );
  const asks = each.exists(
    each
      .selectFrom('request_approval as open')
      .select('open.number')
      .whereRef('open.request', '=', 'approval_task.request')
      .where('open.ended_at', 'is', null)
      .where((of) => of.or(people.map((one) => isAmong('open.asked_by', one)))),
  );
  return each.or([
    each('approval_task.person', 'in', [...people]),
    each.and([
      each('approval_task.may_delegate', '=', 1),
      each('approval_task.standing', '=', 'asked'),
      standsIn,
      holds,
      each.not(takesPart),
      each.not(asks),
    ]),
  ]);
}

/** Whether a list of texts, kept as JSON, has one: to the letter, where `like` of SQLite takes small for capital. */
const isAmong = (column: string, text: string): Expression<SqlBool> =>
  sql<SqlBool>`replace(${sql.ref(column)}, ${JSON.stringify(text)}, '') <> ${sql.ref(column)}`;
