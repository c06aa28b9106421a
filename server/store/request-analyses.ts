import {
  type Expression,
  type ExpressionBuilder,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from 'kysely';
import type { Database, Tables } from './tables.ts';

/** A stretch of time by its name: from an instant on, before another, in UTC. */
export interface Span {
  readonly key: string;
  readonly from: string;
  readonly until: string;
}

/** What figures of requests are put side by side by; a person is who works on a request, or who did something with it. */
export type Dimension = 'period' | 'organisation' | 'queue' | 'person' | 'type';

/** What figures are made of: the requests that whoever asks sees, the spans that count, and how they are put side by side; null: not at all. */
export interface Figured {
  readonly seen: SelectQueryBuilder<Tables, 'service_request', object>;
  readonly spans: readonly Span[];
  readonly by: Dimension | null;
  /** Whether of open requests those alone count that came in within the spans. */
  readonly isOfPeriod: boolean;
}

/**
 * A condition by which no index is looked up: rows are found by their instants, and it is asked of these alone. SQLite would else look
 * through all requests of a queue or a person anew for each span.
 */
export const askedOfRows = (each: ExpressionBuilder<Tables, 'service_request'>, of: Expression<SqlBool>) =>
  each(each.case().when(of).then(1).else(0).end(), '=', 1);

/** One figure or several of one group, and of one part of it. Null is nobody, or all together. */
interface Group {
  readonly key: string | null;
  readonly part: string | null;
}

/** Of a span and of the requests that are seen, flattened by both databases: what is not asked for is not read. */
type Joined = { readonly span: Spanned; readonly seen: Seen };
interface Spanned {
  readonly span_key: string;
  readonly starts_at: string;
  readonly ends_at: string;
}
type Seen = Pick<
  Tables['service_request'],
  | 'id'
  | 'node'
  | 'queue'
  | 'type'
  | 'owner'
  | 'workflow'
  | 'state'
  | 'is_open'
  | 'escalated'
  | 'due_at'
  | 'registered_at'
  | 'closed_at'
>;
const SEEN = [
  'id',
  'node',
  'queue',
  'type',
  'owner',
  'workflow',
  'state',
  'is_open',
  'escalated',
  'due_at',
  'registered_at',
  'closed_at',
] as const satisfies readonly (keyof Seen)[];

/** How many requests came in, by their types. */
export async function registeredCounts(database: Database, { seen, spans, by }: Figured) {
  const rows = await withinSpans(database, spans)
    .crossJoin(seen.select(SEEN).as('seen'))
    .whereRef('seen.registered_at', '>=', 'span.starts_at')
    .whereRef('seen.registered_at', '<', 'span.ends_at')
    .select((each) => [keyOf(each, by), 'seen.type as part', each.fn.countAll<number>().as('registered')])
    .groupBy(['key', 'part'])
    .execute();
  return rows.map(numbered);
}

/** How many requests were closed, by the states they ended in: `workflow/complaint ["closed"]`; and how many of them had been escalated. */
export async function closedCounts(database: Database, { seen, spans, by }: Figured) {
  const rows = await withinSpans(database, spans)
    .crossJoin(seen.select(SEEN).where('closed_at', 'is not', null).as('seen'))
    .whereRef('seen.closed_at', '>=', 'span.starts_at')
    .whereRef('seen.closed_at', '<', 'span.ends_at')
    .select((each) => [
      keyOf(each, by),
      stateOf(),
      each.fn.countAll<number>().as('closed'),
      each.fn.sum<number>(each.case().when('seen.escalated', '>', 0).then(1).else(0).end()).as('escalated'),
    ])
    .groupBy(['key', 'part'])
    .execute();
  return rows.map(numbered);
}

/** The open requests as they stand now, by their states: how many, how many of them are late, belong to nobody, were escalated. */
export async function openCounts(database: Database, { seen, spans, by, isOfPeriod }: Figured, now: string) {
  const open = seen.select(SEEN).where((each) => each('is_open', '=', each.lit(1)));
  const all = withinSpans(database, isOfPeriod ? spans : [ALWAYS]).crossJoin(open.as('seen'));
  const asked = isOfPeriod
    ? all.whereRef('seen.registered_at', '>=', 'span.starts_at').whereRef('seen.registered_at', '<', 'span.ends_at')
    : all;
  const rows = await asked
    .select((each) => [keyOf(each, by), stateOf(), ...standing(each, now)])
    .groupBy(['key', 'part'])
    .execute();
  return rows.map(numbered);
}

/** A span that nothing is compared with. */
const ALWAYS: Span = { key: '', from: '', until: '' };

/** How much people did with requests, notes and assignments among it, and with how many of them. By person: who did it. */
export async function handledCounts(database: Database, { seen, spans, by }: Figured, person: string | null) {
  const rows = await withinSpans(database, spans)
    .crossJoin('request_event')
    .crossJoin(seen.select(SEEN).as('seen'))
    .whereRef('seen.id', '=', 'request_event.request')
    .whereRef('request_event.occurred_at', '>=', 'span.starts_at')
    .whereRef('request_event.occurred_at', '<', 'span.ends_at')
    .where('request_event.actor_kind', '=', 'person')
    .$if(person !== null, (query) => query.where('request_event.actor', '=', person ?? ''))
    .select((each) => [
      by === 'person' ? sql<string | null>`request_event.actor`.as('key') : keyOf(each as never, by),
      sql<string | null>`null`.as('part'),
      each.fn.countAll<number>().as('handled'),
      each.fn.count<number>('request_event.request').distinct().as('requests'),
    ])
    .groupBy('key')
    .execute();
  return rows.map(numbered);
}

/**
 * What clocks came to that stopped, by their names: how many were met and missed, and of what they counted, in milliseconds, the sum, the
 * median and what nine of ten stay within (nearest rank). Merged ones count for neither.
 */
export async function stoppedCounts(database: Database, { seen, spans, by }: Figured) {
  const stopped = withinSpans(database, spans)
    .crossJoin('request_clock')
    .crossJoin(seen.select(SEEN).as('seen'))
    .whereRef('seen.id', '=', 'request_clock.request')
    .whereRef('request_clock.stopped_at', '>=', 'span.starts_at')
    .whereRef('request_clock.stopped_at', '<', 'span.ends_at')
    .where('request_clock.verdict', '!=', 'merged')
    .select((each) => [
      keyOf(each as never, by),
      'request_clock.clock as part',
      'request_clock.verdict',
      'request_clock.consumed_ms',
    ]);
  const ranked = database
    .selectFrom(stopped.as('stopped'))
    .selectAll()
    .select([
      sql<number>`row_number() over (partition by key, part order by consumed_ms)`.as('place'),
      sql<number>`count(*) over (partition by key, part)`.as('places'),
    ]);
  const at = (place: RawBuilder<number>) => sql<number>`max(case when place = ${place} then consumed_ms end)`;
  const rows = await database
    .selectFrom(ranked.as('ranked'))
    .select((each) => [
      'key',
      'part',
      each.fn.countAll<number>().as('stopped'),
      each.fn.sum<number>(each.case().when('verdict', '=', 'missed').then(1).else(0).end()).as('missed'),
      each.fn.sum<number>('consumed_ms').as('consumed'),
      at(sql`(places + 1) / 2`).as('median'),
      at(sql`(9 * places + 9) / 10`).as('ninth'),
    ])
    .groupBy(['key', 'part'])
    .execute();
  return rows.map(numbered);
}

/** The spans as rows that come before all they are joined with: each is looked for in an index. */
function withinSpans(database: Database, spans: readonly Span[]) {
  const [first, ...others] = spans.map(({ key, from, until }) =>
    database.selectNoFrom(({ val }) => [val(key).as('span_key'), val(from).as('starts_at'), val(until).as('ends_at')]),
  );
  if (first === undefined) throw new Error('Figures are of one span at least');
  const all = others.reduce((some, one) => some.unionAll(one), first);
  return database.selectFrom(all.as('span'));
}

function keyOf(each: ExpressionBuilder<Joined, 'span' | 'seen'>, by: Dimension | null) {
  switch (by) {
    case 'period':
      return each.ref('span.span_key').$castTo<string | null>().as('key');
    case 'organisation':
      return each.ref('seen.node').$castTo<string | null>().as('key');
    case 'queue':
      return each.ref('seen.queue').$castTo<string | null>().as('key');
    case 'person':
      return each.ref('seen.owner').$castTo<string | null>().as('key');
    case 'type':
      return each.ref('seen.type').$castTo<string | null>().as('key');
    case null:
      return sql<string | null>`null`.as('key');
  }
}

const stateOf = () => sql<string | null>`seen.workflow || ' ' || seen.state`.as('part');

function standing(each: ExpressionBuilder<Joined, 'span' | 'seen'>, now: string) {
  const countOf = (of: ReturnType<typeof each>) => each.fn.sum<number>(each.case().when(of).then(1).else(0).end());
  return [
    each.fn.countAll<number>().as('open'),
    countOf(each('seen.due_at', '<', now)).as('late'),
    countOf(each('seen.owner', 'is', null)).as('unassigned'),
    countOf(each('seen.escalated', '>', 0)).as('escalated'),
  ] as const;
}

/** PostgreSQL writes counts and sums as texts. */
function numbered<Row extends Group>({ key, part, ...figures }: Row) {
  const numbers = Object.entries(figures).map(([name, figure]) => [name, Number(figure)]);
  return {
    key,
    part,
    ...(Object.fromEntries(numbers) as { readonly [name in Exclude<keyof Row, keyof Group>]: number }),
  };
}
