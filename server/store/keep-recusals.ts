import { sql } from 'kysely';
import { withReports } from './recusals.ts';
import { chunks } from './spans.ts';
import type { Database } from './tables.ts';

/** Longer is nobody's name. */
const LONGEST_NAME = 200;

/** Writes who is recused from a request anew: `subjects`, all who report to them, and whoever comes on record by one of the names. */
export async function keepRecused(
  database: Database,
  request: string,
  { subjects, names }: { readonly subjects: readonly string[]; readonly names: readonly string[] },
): Promise<void> {
  await database.deleteFrom('request_recused').where('request', '=', request).execute();
  await database.deleteFrom('request_name').where('request', '=', request).execute();
  const known = [...new Set(names)].filter(({ length }) => length <= LONGEST_NAME);
  for (const some of chunks(known)) {
    const rows = some.map((name) => ({ request, name, account: name.toLowerCase() }));
    await database.insertInto('request_name').values(rows).execute();
  }
  for (const some of chunks(subjects))
    await withReports(database, some)
      .insertInto('request_recused')
      .columns(['request', 'person', 'subject'])
      .expression((of) =>
        of.selectFrom('report').select((each) => [each.val(request).as('request'), 'person', 'subject']),
      )
      .execute();
}

/** Somebody is on record by an id, an account and a name: he, and all who report to him, are recused from what names him so. */
export async function recuseNamed(database: Database, person: string): Promise<void> {
  await withReports(database, [person])
    .insertInto('request_recused')
    .columns(['request', 'person', 'subject'])
    .expression((of) =>
      of
        .selectFrom('request_name as named')
        .innerJoin('person as who', (join) =>
          join.on((on) =>
            on.or([
              on('named.name', '=', on.ref('who.id')),
              on('named.name', '=', on.ref('who.name')),
              on('named.account', '=', on.ref('who.account')),
            ]),
          ),
        )
        .innerJoin('report', 'report.subject', 'who.id')
        .select(['named.request', 'report.person', 'report.subject'])
        .distinct()
        .where('who.id', '=', person),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** `moved`: somebody and all who report to him; `above`: whom he reports to, directly and through others. */
const withLine = (database: Database, person: string) =>
  database
    .withRecursive('moved', (of) =>
      of
        .selectFrom('person')
        .select('id')
        .where('id', '=', person)
        .union(of.selectFrom('person').innerJoin('moved', 'moved.id', 'person.manager').select('person.id')),
    )
    .withRecursive('above', (of) =>
      of
        .selectFrom('person')
        .select((each) => each.ref('manager').$castTo<string>().as('id'))
        .where('id', '=', person)
        .where('manager', 'is not', null)
        .union(
          of
            .selectFrom('person')
            .innerJoin('above', 'above.id', 'person.id')
            .select((each) => each.ref('person.manager').$castTo<string>().as('id'))
            .where('person.manager', 'is not', null),
        ),
    );

/** Somebody reports to another than before: he and his are recused by whom they report to now, and by nobody else outside of them. */
export async function recuseAnew(database: Database, person: string): Promise<void> {
  await withLine(database, person)
    .deleteFrom('request_recused')
    .where('person', 'in', (of) => of.selectFrom('moved').select('moved.id'))
    .where('subject', 'not in', (of) => of.selectFrom('moved').select('moved.id'))
    .where('subject', 'not in', (of) => of.selectFrom('above').select('above.id'))
    .execute();
  await withLine(database, person)
    .insertInto('request_recused')
    .columns(['request', 'person', 'subject'])
    .expression((of) =>
      of
        .selectFrom('request_recused as named')
        .innerJoin('moved', (join) => join.on(sql<boolean>`1 = 1`))
        .select(['named.request', 'moved.id', 'named.subject'])
        .whereRef('named.person', '=', 'named.subject')
        .where('named.subject', 'in', (above) => above.selectFrom('above').select('above.id')),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The open requests that somebody, and all who report to him, work on and are recused from. */
export async function ownRecused(database: Database, person: string) {
  return await withLine(database, person)
    .selectFrom('service_request')
    .selectAll('service_request')
    .where('owner', 'in', (of) => of.selectFrom('moved').select('moved.id'))
    .where('is_open', '=', 1)
    .where((each) =>
      each.exists(
        each
          .selectFrom('request_recused')
          .select('request_recused.subject')
          .whereRef('request_recused.request', '=', 'service_request.id')
          .whereRef('request_recused.person', '=', 'service_request.owner'),
      ),
    )
    .orderBy('service_request.id')
    .execute();
}
