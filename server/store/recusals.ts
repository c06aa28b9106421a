import { sql } from 'kysely';
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

export const insertRecused = statement(
  (database, given: { readonly request: string; readonly person: string; readonly subject: string }) =>
    database
      .insertInto('request_recused')
      .values({ request: given.request, person: given.person, subject: given.subject }),
);

export const dropRecused = statement((database, given: { readonly request: string }) =>
  database.deleteFrom('request_recused').where('request', '=', given.request),
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

/** Whom a field names: people of that id, account or name. An account is the same however it is capitalised. */
export async function peopleCalled(database: Database, names: readonly string[]) {
  if (names.length === 0) return [];
  return await database
    .selectFrom('person')
    .select(['id', 'account', 'name'])
    .where((where) =>
      where.or([
        where('id', 'in', [...names]),
        where('account', 'in', [...names.map((name) => name.toLowerCase())]),
        where('name', 'in', [...names]),
      ]),
    )
    .orderBy('id')
    .execute();
}

/** Some people, and all who report to them at any depth: each with whose report he is, himself included. */
export async function reportsOf(
  database: Database,
  subjects: readonly string[],
): Promise<readonly { readonly person: string; readonly subject: string }[]> {
  if (subjects.length === 0) return [];
  // A line that bites its own tail ends where it began: rows that are there already are not followed again.
  return await database
    .withRecursive('report', (of) =>
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
    )
    .selectFrom('report')
    .select(['person', 'subject'])
    .orderBy('subject')
    .orderBy('person')
    .execute();
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

/** So many people are written at a time: a statement takes so many values. */
const AT_A_TIME = 500;

/** Some people report to others than before: they are recused by whom they report to now, and by nobody else outside of them. */
export async function recuseAnew(
  database: Database,
  moved: readonly string[],
  above: readonly string[],
): Promise<void> {
  const still = [...moved, ...above];
  for (let first = 0; first < moved.length; first += AT_A_TIME) {
    const people = moved.slice(first, first + AT_A_TIME);
    await database
      .deleteFrom('request_recused')
      .where('person', 'in', people)
      .where('subject', 'not in', still)
      .execute();
    if (above.length === 0) continue;
    await database
      .insertInto('request_recused')
      .columns(['request', 'person', 'subject'])
      .expression((of) =>
        of
          .selectFrom('request_recused as named')
          .innerJoin('person', (join) => join.on(sql<boolean>`1 = 1`))
          .select(['named.request', 'person.id', 'named.subject'])
          .whereRef('named.person', '=', 'named.subject')
          .where('named.subject', 'in', [...above])
          .where('person.id', 'in', people),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** The open requests of some people from which they are recused. */
export async function ownRecused(database: Database, people: readonly string[]) {
  return await database
    .selectFrom('service_request')
    .innerJoin('request_recused', (join) =>
      join
        .onRef('request_recused.request', '=', 'service_request.id')
        .onRef('request_recused.person', '=', 'service_request.owner'),
    )
    .selectAll('service_request')
    .distinct()
    .where('service_request.owner', 'in', [...people])
    .where('service_request.is_open', '=', 1)
    .orderBy('service_request.id')
    .execute();
}
