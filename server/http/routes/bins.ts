import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { READING } from '../../operations/impacts/read-impact.ts';
import { readBins, type ReadBins } from '../../operations/population/read-bins.ts';
import type { SampleHost } from '../../operations/population/sample-request.ts';
import { DIRECTIONS } from '../../statistics/propose-bins.ts';
import { Refusal } from '../../terminal.ts';
import { strictJson } from '../plugins/json-body.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { routeOptions } from '../route.ts';

interface BinsRoute {
  readonly Params: { readonly kind: string; readonly name: string };
  readonly Body: Static<typeof body>;
}

/** POST /api/v1/definitions/{kind}/{name}/bins: what happened in the bins of a list, and the bins that would tell most of it. */
export async function binsRoutes(app: FastifyInstance, host: SampleHost): Promise<void> {
  let queue: Promise<unknown> = Promise.resolve();
  await app.register(async (scope) => {
    strictJson(scope);
    scope.post<BinsRoute>('/api/v1/definitions/:kind/:name/bins', route, async (request, reply) => {
      const { kind, name } = request.params;
      const { document, list, outcome, file, direction = 'either', leastShare = 0.05, most = 6 } = request.body;
      const rights = request.asker.kind === 'visitor' ? null : request.asker.rights;
      const rules = { direction, leastShare, most };
      // One after the other: each may use what memory the database engine is given.
      const asked = { id: `${kind}/${name}`, document, rights, list, outcome, rules, file };
      const turn = queue.then(() => readBins(host, asked));
      queue = turn.catch(() => {});
      return reply.header('cache-control', 'no-store').send(binsOnWire(await turn.catch(refused)));
    });
  });
}

function refused(error: unknown): never {
  const [first, ...others] = error instanceof Refusal ? error.problems : [];
  throw first === undefined ? error : new RefusedRequest([first, ...others]);
}

const binsOnWire = ({ problems: _, within, today, proposed, ...found }: ReadBins): Static<typeof answer> => ({
  ...found,
  within: within === null ? null : [...within],
  today: [...today],
  proposed: proposed === null ? null : [...proposed],
});

const body = Type.Object(
  {
    document: Type.Optional(Type.Object({}, { description: 'A draft of the definition; absent: the one in force' })),
    list: Type.String({ maxLength: 200, description: 'The list of intervals, such as `/characteristics/0/bins`' }),
    outcome: Type.String({
      minLength: 1,
      maxLength: 300,
      pattern: '^[^=]',
      description: 'A field that says what happened, or `field=value` where one value means that it did',
    }),
    file: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Rows as CSV with a head, in place of the population: fields by their names, and the column of the outcome',
      }),
    ),
    direction: Type.Optional(Type.Enum([...DIRECTIONS], { description: 'How the rate goes with the figure' })),
    leastShare: Type.Optional(Type.Number({ minimum: 0, maximum: 0.5, description: 'Of every proposed bin' })),
    most: Type.Optional(Type.Integer({ minimum: 2, maximum: 20, description: 'So many bins are proposed at most' })),
  },
  { additionalProperties: false },
);
const orNull = <Of extends Parameters<typeof Type.Union>[0][number]>(of: Of) => Type.Union([of, Type.Null()]);
const bin = Type.Object({
  in: orNull(Type.String()),
  pointer: orNull(Type.String()),
  count: Type.Integer(),
  events: Type.Integer(),
  rate: Type.Number(),
  woe: orNull(
    Type.Number({
      description: 'ln((others here / all others) / (events here / all events)); null: it has no finite one',
    }),
  ),
  iv: orNull(Type.Number()),
});
const answer = Type.Object({
  snapshot: orNull(Type.String()),
  asOf: Type.String({ format: 'date' }),
  customers: Type.Integer({ description: 'Within the scope of whoever asks; of rows that were brought, all' }),
  sampled: Type.Integer(),
  within: orNull(Type.Array(Type.String())),
  used: Type.Integer({ description: 'Sampled ones with an outcome; all counts are of these' }),
  events: Type.Integer(),
  leftOut: Type.Object({ noOutcome: Type.Integer(), unreadable: Type.Integer(), refused: Type.Integer() }),
  today: Type.Array(bin, { description: 'Every item of the list as it is' }),
  nowhere: orNull(bin),
  proposed: orNull(Type.Array(bin, { description: 'Null: no two bins keep the rules' })),
  direction: orNull(Type.Enum(['rising', 'falling'])),
  informationValue: Type.Object({ today: Type.Number(), proposed: orNull(Type.Number()) }),
});
const route = routeOptions({
  id: 'proposeBins',
  summary: 'What happened in the bins of a definition, or of a draft of it, and the bins that would tell most of it',
  tag: 'population',
  serves: { roles: READING, whileTrying: true },
  params: ['kind', 'name'],
  body,
  answer,
  refusals: [404, 422, 503],
});
