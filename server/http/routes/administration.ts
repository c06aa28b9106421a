import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { OF_PEOPLE, type Role } from '../../authority/role.ts';
import { bankDay, type Clock } from '../../clock.ts';
import { entriesAsCsv, readEntries, subjectNames, READS_AUDIT } from '../../operations/audit/read-entries.ts';
import { OPERATION_TITLES, operationTitle } from '../../operations/operation-titles.ts';
import { listPlaces } from '../../operations/people/organisation-list.ts';
import { SEES_PEOPLE } from '../../operations/people/people-list.ts';
import { sampleCode } from '../../operations/people/sample-people.ts';
import type { AuditEntryTable } from '../../store/audit-tables.ts';
import { readSnapshots, type StoredSnapshot } from '../../store/snapshots.ts';
import type { Store } from '../../store/store.ts';
import { rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, pageOf, pageQuery } from '../page.ts';
import { routeOptions } from '../route.ts';
import { roleName } from './people.ts';

const text = Type.String();
const whole = Type.Integer();
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const asked = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }));
const filter = {
  actor: asked('Only what this person or key did'),
  subject: asked('Only of this subject, or of all that begins with it and a `/`: `release`, `person/ann`'),
  operation: asked('Only this operation'),
  since: Type.Optional(Type.String({ format: 'date-time' })),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Not included' })),
};
const auditQuery = Type.Object({ ...filter, ...pageQuery.properties });
const fileQuery = Type.Object(filter);

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
}

/** What administrators and auditors look at beside people and keys: places, the audit, and what data there is. */
export async function administrationRoutes(app: FastifyInstance, { store, clock }: Parts): Promise<void> {
  app.get('/api/v1/organisation', organisationRoute, async (request, reply) =>
    reply.header('cache-control', 'no-store').send({ items: await listPlaces(store, rightsOf(request.asker)) }),
  );
  app.get<{ Querystring: Static<typeof auditQuery> }>('/api/v1/audit', auditRoute, async (request, reply) => {
    const { cursor, limit, ...rest } = request.query;
    const [at, writer, number] = keyIn(cursor, 'string', 'number', 'number') ?? [];
    const after = at === undefined ? undefined : { at, writer: writer ?? 0, number: number ?? 0 };
    const { entries, next } = await readEntries(store, {
      rights: rightsOf(request.asker),
      filter: filterOf(rest),
      after,
      limit,
    });
    const names = await subjectNames(store, entries);
    return reply.header('cache-control', 'no-store').send({
      items: entries.map((one) => shown(one, names)),
      next: next && cursorAfter([next.at, next.writer, next.number]),
    });
  });
  app.get('/api/v1/audit/operations', operationsRoute, async (_request, reply) =>
    reply.send({ items: Object.entries(OPERATION_TITLES).map(([name, title]) => ({ name, title })) }),
  );
  app.get<{ Querystring: Static<typeof fileQuery> }>('/api/v1/audit/file', fileRoute, async (request, reply) => {
    const pieces = entriesAsCsv(store, { rights: rightsOf(request.asker), filter: filterOf(request.query) });
    // Who may not read it is told so before the file begins.
    const first = await pieces.next();
    const rest = async function* () {
      yield first.value ?? '';
      yield* pieces;
    };
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .send(Readable.from(rest()));
  });
  app.get('/api/v1/snapshots', snapshotsRoute, async (_request, reply) => {
    const today = bankDay(clock);
    const seen = new Set<string>();
    const items = (await readSnapshots(store.database)).map((one) => {
      const isCurrent = one.asOf <= today && !seen.has(one.entity);
      if (isCurrent) seen.add(one.entity);
      return snapshotShown(one, isCurrent);
    });
    return reply.header('cache-control', 'no-store').send({ items, today });
  });
  app.get('/api/v1/me/sample-code', codeRoute, async ({ asker }, reply) => {
    const code = asker.kind === 'person' ? await sampleCode(store, asker.id, clock.now()) : null;
    return reply.header('cache-control', 'no-store').send({ code });
  });
}

/** Instants as the audit writes them, whatever zone they were asked in. */
const filterOf = ({ since, until, ...rest }: Static<typeof fileQuery>) => ({
  ...rest,
  ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
  ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
});

const shown = (entry: AuditEntryTable, names: ReadonlyMap<string, string>) => ({
  at: entry.at,
  actorKind: entry.actor_kind,
  actor: entry.actor,
  actorName: entry.actor_name,
  operation: entry.operation,
  title: operationTitle(entry.operation),
  outcome: entry.outcome,
  subject: entry.subject,
  called: names.get(entry.subject) ?? null,
  body: JSON.parse(entry.body) as unknown,
  position: entry.position,
});

const snapshotShown = ({ id, entity, asOf, importedAt, importedBy, manifest }: StoredSnapshot, isCurrent: boolean) => ({
  id,
  entity,
  asOf,
  importedAt,
  importedBy,
  isCurrent,
  tables: manifest.tables.map(({ entity: of, rows, refused, source }) => ({
    entity: of,
    rows,
    refused,
    source: source.name,
    feed: source.feed,
  })),
});

const tag = 'administration';
const organisationRoute = routeOptions({
  id: 'listPlaces',
  summary: 'The places of the organisation within the scope of whoever asks',
  tag,
  serves: { roles: SEES_PEOPLE },
  answer: Type.Object({
    items: Type.Array(
      Type.Object({
        id: text,
        title: text,
        above: orNull(text),
        people: whole,
        rights: Type.Array(Type.Object({ role: roleName, scope: text }), {
          description: 'What all who belong to it, or below it, hold',
        }),
      }),
    ),
  }),
});
const bothLanguages = Type.Object({ 'zh-CN': text, en: text });
const entry = Type.Object({
  at: text,
  actorKind: text,
  actor: text,
  actorName: text,
  operation: text,
  title: bothLanguages,
  outcome: Type.Enum(['done', 'refused']),
  subject: text,
  called: Type.Union([text, Type.Null()], {
    description: 'What the subject is called: a person by name, a change by title',
  }),
  body: Type.Unknown(),
  position: orNull(whole),
});
const auditRoute = routeOptions({
  id: 'listAudit',
  summary: 'The audit, newest first: by actor, subject, operation and time',
  tag,
  serves: { roles: READS_AUDIT },
  query: auditQuery,
  answer: Type.Object({ items: Type.Array(entry), next: pageOf(entry).properties.next }),
  refusals: [400, 404],
});
const operationsRoute = routeOptions({
  id: 'listAuditOperations',
  summary: 'What operations stand in the audit under which name',
  tag,
  serves: { roles: READS_AUDIT },
  answer: Type.Object({ items: Type.Array(Type.Object({ name: text, title: bothLanguages })) }),
});
const fileRoute = routeOptions({
  id: 'getAuditFile',
  summary: 'The same as CSV, in which no text is a formula',
  tag,
  serves: { roles: READS_AUDIT },
  query: fileQuery,
  answer: { mediaType: 'text/csv' },
  refusals: [400, 404],
});
const SEES_DATA: readonly Role[] = ['system-administrator', 'auditor', 'author', 'approver', 'president', 'importer'];
const snapshotsRoute = routeOptions({
  id: 'listSnapshots',
  summary: 'The populations there are: as of which day, from which files, how many rows, and which counts',
  tag,
  serves: { roles: SEES_DATA },
  answer: Type.Object({
    today: Type.String({ description: "The bank's day" }),
    items: Type.Array(
      Type.Object({
        id: text,
        entity: text,
        asOf: text,
        importedAt: text,
        importedBy: text,
        isCurrent: Type.Boolean(),
        tables: Type.Array(
          Type.Object({ entity: text, rows: whole, refused: whole, source: text, feed: orNull(text) }),
        ),
      }),
    ),
  }),
});
const codeRoute = routeOptions({
  id: 'getSampleCode',
  summary: 'The code a sample person would read from an authenticator; null for everybody else',
  tag,
  serves: { roles: OF_PEOPLE },
  answer: Type.Object({ code: orNull(text) }),
});
