import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Role } from '../../authority/role.ts';
import { approversIn } from '../../operations/people/change-list.ts';
import { namesOf } from '../../store/people.ts';
import { type KeptSettings, readSettings, settingsBefore } from '../../store/settings.ts';
import type { Reader } from '../../store/store.ts';
import { cursorAfter, keyIn, namesShown, pageOf, pageQuery } from '../page.ts';
import { tagOf } from '../precondition.ts';
import { routeOptions } from '../route.ts';

const closed = { additionalProperties: false };
const person = Type.String({ pattern: '^[\\w.-]{1,64}$' });
const whole = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description });

/** Settings as somebody writes them: all of them, each within what makes sense. */
export const settingsSchema = Type.Object(
  {
    tolerance: Type.Object(
      {
        percent: Type.Number({ minimum: 0, maximum: 100, description: 'How far a count may be from the approved one' }),
        leastCustomers: whole(0, 1_000_000, 'Differences of fewer customers never hold anything'),
      },
      closed,
    ),
    latenessHours: whole(1, 168, 'How long after its instant a release may still go live by itself'),
    expiryDays: whole(1, 365, 'How long a request waits for an approval'),
    reviewDays: whole(1, 90, 'Until when a roll back is to be explained'),
    snapshotFallPercent: Type.Number({
      minimum: 0,
      maximum: 100,
      description: 'By how much of its rows a snapshot may fall without a second person',
    }),
    approvers: Type.Array(
      Type.Object(
        {
          subject: Type.String({
            pattern: '^([a-z-]+/([\\w.-]+|\\*)|\\*)$',
            maxLength: 200,
            description: '`kind/name`, `kind/*` or `*`; the narrowest that fits counts',
          }),
          people: Type.Array(person, { minItems: 1, maxItems: 50, uniqueItems: true }),
        },
        closed,
      ),
      { maxItems: 500, description: 'Who approves what; for all else, whoever may approve over the bank' },
    ),
  },
  closed,
);

const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const version = Type.Object({
  version: Type.String(),
  begunBy: orNull(Type.String()),
  confirmedBy: orNull(Type.String()),
  inForceAt: orNull(Type.String({ format: 'date-time' })),
  settings: settingsSchema,
});

const READING: readonly Role[] = [
  'security-administrator',
  'system-administrator',
  'auditor',
  'author',
  'approver',
  'president',
];
const tag = 'people';

/** By what changes and populations are judged, now and before. They change as authority does: `POST /api/v1/authority-changes`. */
export async function settingsRoutes(app: FastifyInstance, { store }: { readonly store: Reader }): Promise<void> {
  app.get('/api/v1/settings', settingsRoute, async (_request, reply) => {
    const { kept, names } = await store.read(async (database) => {
      const found = await readSettings(database);
      const people = [found.begunBy ?? [], found.confirmedBy ?? [], approversIn(found)].flat();
      return { kept: found, names: await namesOf(database, people) };
    });
    return reply.header('etag', tagOf('settings', kept.version)).send({ ...shown(kept), names });
  });
  app.get<{ Querystring: Static<typeof pageQuery> }>(
    '/api/v1/settings/versions',
    versionsRoute,
    async (request, reply) => {
      const { cursor, limit } = request.query;
      const number = keyIn(cursor, 'number')?.[0] ?? Number.MAX_SAFE_INTEGER;
      const page = await store.read(async (database) => ({
        newest: (await readSettings(database)).number,
        items: await settingsBefore(database, { number, limit }),
      }));
      const last = page.items.at(-1)?.number ?? 0;
      return reply.send({
        items: page.items.map(shown),
        // The usual ones, which nobody set, are the first.
        total: page.newest + 1,
        next: last === 0 ? null : cursorAfter([last]),
      });
    },
  );
}

const shown = ({ number: _number, ...kept }: KeptSettings) => kept;

const settingsRoute = routeOptions({
  id: 'getSettings',
  summary: 'The settings in force: tolerance, terms, and who approves what',
  tag,
  serves: { roles: READING },
  answer: Type.Object({ ...version.properties, names: namesShown }),
});
const versionsRoute = routeOptions({
  id: 'listSettings',
  summary: 'All settings there were, newest first, each with the two persons who put it in force',
  tag,
  serves: { roles: READING },
  query: pageQuery,
  answer: pageOf(version),
});
