import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { AbsenceTable } from './people-tables.ts';
import type { Database, Tables } from './tables.ts';

/** Until which day somebody is absent, and who stands in for him. */
export interface Absent {
  readonly until: string;
  readonly standIn: string | null;
}

/** Who of some people is absent on a day of the bank. */
export async function absentAmong(
  database: Database,
  people: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, Absent>> {
  if (people.length === 0) return new Map();
  const rows = await database
    .selectFrom('absence')
    .select(['person', 'to_on', 'stand_in'])
    .where('person', 'in', [...people])
    .where('from_on', '<=', day)
    .where('to_on', '>=', day)
    .where('ended_at', 'is', null)
    .orderBy('to_on')
    .execute();
  return new Map(rows.map(({ person, to_on, stand_in }) => [person, { until: to_on, standIn: stand_in }]));
}

/** An absence of a person that shares a day with some days; undefined where none does. */
export async function absenceWithin(
  database: Database,
  { person, from_on, to_on }: Pick<AbsenceTable, 'person' | 'from_on' | 'to_on'>,
): Promise<AbsenceTable | undefined> {
  return await database
    .selectFrom('absence')
    .selectAll()
    .where('person', '=', person)
    .where('from_on', '<=', to_on)
    .where('to_on', '>=', from_on)
    .where('ended_at', 'is', null)
    .orderBy('from_on')
    .executeTakeFirst();
}

export async function insertAbsence(database: Database, absence: AbsenceTable): Promise<void> {
  await database.insertInto('absence').values(absence).execute();
}

/** An absence with the place of whose it is. */
export async function findAbsence(database: Database, id: string) {
  return await database
    .selectFrom('absence')
    .innerJoin('person', 'person.id', 'absence.person')
    .selectAll('absence')
    .select('person.node')
    .where('absence.id', '=', id)
    .executeTakeFirst();
}

export async function endAbsenceAt(database: Database, id: string, at: string): Promise<void> {
  await database.updateTable('absence').set({ ended_at: at }).where('id', '=', id).execute();
}

/** Whose absences are read: those of some places, and those that somebody has or stands in for. */
interface AbsencesAsked {
  readonly nodes: readonly string[];
  readonly people: readonly string[];
  /** They last until this day or beyond it. */
  readonly since: string;
  readonly after: readonly [from: string, id: string] | undefined;
  readonly limit: number;
}

/** One page of absences, those that begin first before others, and how many there are. */
export async function absencesPage(database: Database, { nodes, people, since, after, limit }: AbsencesAsked) {
  type Each = ExpressionBuilder<Pick<Tables, 'absence' | 'person'>, 'absence' | 'person'>;
  const isSeen = (each: Each): Expression<SqlBool> =>
    each.or([
      ...(nodes.length === 0 ? [] : [each('person.node', 'in', [...nodes])]),
      ...(people.length === 0
        ? []
        : [each('absence.person', 'in', [...people]), each('absence.stand_in', 'in', [...people])]),
    ]);
  const found = database
    .selectFrom('absence')
    .innerJoin('person', 'person.id', 'absence.person')
    .where('absence.to_on', '>=', since)
    .where(isSeen);
  const counted = await found.select((each) => each.fn.countAll().as('total')).executeTakeFirst();
  const page = after === undefined ? found : found.where((each) => beyond(each, after));
  const rows = await page.selectAll('absence').orderBy('absence.from_on').orderBy('absence.id').limit(limit).execute();
  return { rows, total: Number(counted?.total ?? 0) };
}

const beyond = (
  each: ExpressionBuilder<Pick<Tables, 'absence' | 'person'>, 'absence' | 'person'>,
  [from, id]: readonly [string, string],
): Expression<SqlBool> => each(each.refTuple('absence.from_on', 'absence.id'), '>', each.tuple(from, id));
