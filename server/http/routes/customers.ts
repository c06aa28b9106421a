import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { STANDINGS } from '../../../definitions/index.ts';
import { keptListings } from '../../operations/population/kept-listings.ts';
import { type CustomersHost, readCustomers } from '../../operations/population/read-customers.ts';
import { READING_RECORDS } from '../../operations/population/read-records.ts';
import { Refusal } from '../../terminal.ts';
import { rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, pageOf, pageQuery } from '../page.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { routeOptions } from '../route.ts';

const className = (description: string) => Type.Optional(Type.String({ maxLength: 200, description }));
const figure = (description: string) =>
  Type.Optional(Type.Number({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000, description }));
const params = Type.Object({ name: Type.String({ maxLength: 200, examples: ['customer-class'] }) });
const query = Type.Object({
  class: className('Only those of this class'),
  rest: Type.Optional(
    Type.Enum(['none', 'undecided'], {
      description: 'Only those in no class: decided so, or not decided (not among those it applies to, or refused)',
    }),
  ),
  search: Type.Optional(
    Type.String({ maxLength: 100, description: 'Only those whose key or name begins like this, whatever the case' }),
  ),
  near: className('Only those whose figure lies below where this class begins, by one point unless `within` says more'),
  within: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1_000_000_000,
      description: 'Only those who lack so many points at most of `near`, or else of the next class',
    }),
  ),
  from: figure('Only those whose figure is at least this, by whom it decides'),
  below: figure('Only those whose figure is less than this, by whom it decides'),
  ...pageQuery.properties,
});

/** GET /api/v1/population/{name}/customers: the customers of the current snapshot by a segmentation, for those in charge of them. */
export async function customerRoutes(app: FastifyInstance, host: Omit<CustomersHost, 'listings'>): Promise<void> {
  const listings = keptListings();
  app.addHook('onClose', () => listings.close());
  app.get<{ Params: Static<typeof params>; Querystring: Static<typeof query> }>(
    '/api/v1/population/:name/customers',
    route,
    async ({ params: { name }, query: { cursor, ...asked }, asker }, reply) => {
      const after = keyIn(cursor, 'number')?.[0];
      const rights = rightsOf(asker);
      const request = { ...asked, id: `segmentation/${name}`, rights, after };
      const page = await refusing(readCustomers({ ...host, listings }, request));
      const next = page.next === null ? null : cursorAfter([page.next]);
      return reply.header('cache-control', 'no-store').send({ ...page, next });
    },
  );
}

async function refusing<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const [first, ...others] = error instanceof Refusal ? error.problems : [];
    throw first === undefined ? error : new RefusedRequest([first, ...others]);
  }
}

const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const decimal = (description: string) => Type.String({ description, examples: ['89.25'] });
const customer = Type.Object({
  key: Type.String(),
  name: orNull(Type.String()),
  classes: Type.Array(Type.String()),
  standing: Type.Enum([...STANDINGS]),
  figure: orNull(decimal('What the classes divide')),
  reach: orNull(
    Type.Object(
      { class: Type.String(), by: decimal('Points that are lacking') },
      { description: 'The class that begins next above the figure' },
    ),
  ),
});
const route = routeOptions({
  id: 'listCustomers',
  summary: 'The customers of the current snapshot by a segmentation, within the scope of whoever asks',
  tag: 'population',
  serves: { roles: READING_RECORDS },
  params,
  query,
  answer: Type.Object({
    ...pageOf(customer).properties,
    snapshot: Type.String(),
    asOf: Type.String({ format: 'date' }),
    entity: Type.String(),
    withheld: Type.Array(Type.String(), { description: 'What is too sensitive to be listed: fields, `figure`' }),
    lows: Type.Array(
      Type.Object({
        class: Type.String(),
        from: decimal('Where the class begins'),
        hasBelow: Type.Boolean({ description: 'Whether another interval lies below it, from which it can be reached' }),
      }),
    ),
  }),
  refusals: [400, 404, 422, 503],
});
