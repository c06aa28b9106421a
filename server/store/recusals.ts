import { chunks } from './spans.ts';
import { statement } from './statement.ts';
import type { Database } from './tables.ts';

/** Who is recused from a request, each by whom it names. */
export const findRecused = statement((database, given: { readonly request: string }) =>
  database
    .selectFrom('request_recused')
    .select(['person', 'subject'])
    .where('request', '=', given.request)
    .orderBy('person')
    .orderBy('subject'),
);

/** Which of some requests some people are recused from. */
export async function recusedAmong(
  database: Database,
  requests: readonly string[],
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  if (requests.length === 0 || people.length === 0) return new Set();
  const rows = await database
    .selectFrom('request_recused')
    .select('request')
    .distinct()
    .where('request', 'in', [...requests])
    .where('person', 'in', [...people])
    .execute();
  return new Set(rows.map(({ request }) => request));
}

/** Whether somebody is recused from a request. */
export const findRecusedFrom = statement((database, given: { readonly request: string; readonly person: string }) =>
  database
    .selectFrom('request_recused')
    .select('subject')
    .where('request', '=', given.request)
    .where('person', '=', given.person)
    .limit(1),
);

/** Whom a field names: people of that id, account or name. An account is the same however it is capitalised. */
export async function peopleCalled(database: Database, names: readonly string[]) {
  const called = [];
  for (const some of chunks(names)) {
    const accounts = some.map((name) => name.toLowerCase());
    const found = database
      .selectFrom('person')
      .select(['id', 'account', 'name'])
      .where((where) =>
        where.or([where('id', 'in', some), where('account', 'in', accounts), where('name', 'in', some)]),
      )
      .orderBy('id');
    called.push(...(await found.execute()));
  }
  return called;
}

/** `report`: some people, and all who report to them at any depth, each with whose report he is, himself included. */
export const withReports = (database: Database, subjects: readonly string[]) =>
  // A line that bites its own tail ends where it began: rows that are there already are not followed again.
  database.withRecursive('report', (of) =>
    of
      .selectFrom('person')
      .select(['id as person', 'id as subject'])
      .where('id', 'in', [...subjects])
      .union(
        of
          .selectFrom('person')
          .innerJoin('report', 'report.person', 'person.manager')
          .select(['person.id as person', 'report.subject']),
      ),
  );

/** Some people, and all who report to them at any depth: each with whose report he is, himself included. */
export async function reportsOf(
  database: Database,
  subjects: readonly string[],
): Promise<readonly { readonly person: string; readonly subject: string }[]> {
  const rows = [];
  for (const some of chunks(subjects)) {
    const reports = withReports(database, some).selectFrom('report').select(['person', 'subject']);
    rows.push(...(await reports.orderBy('subject').orderBy('person').execute()));
  }
  return rows;
}

/** Whom a person reports to, directly and through others, the nearest first. */
export async function managersOf(database: Database, person: string): Promise<readonly string[]> {
  const above: string[] = [];
  for (let at = person; ; ) {
    const row = await database.selectFrom('person').select('manager').where('id', '=', at).executeTakeFirst();
    const manager = row?.manager ?? null;
    if (manager === null || manager === person || above.includes(manager)) return above;
    above.push(manager);
    at = manager;
  }
}

/** By whom somebody is recused from a request, the first by id. */
export const findSubject = statement((database, given: { readonly request: string; readonly person: string }) =>
  database
    .selectFrom('request_recused')
    .select('subject')
    .where('request', '=', given.request)
    .where('person', '=', given.person)
    .orderBy('subject')
    .limit(1),
);
