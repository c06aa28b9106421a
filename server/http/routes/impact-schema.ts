import Type from 'typebox';

const count = Type.Integer({ minimum: 0 });
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const text = Type.String();
const decimal = Type.String({ description: 'A decimal' });

const spread = Type.Object({
  count,
  ...Object.fromEntries(
    ['minimum', 'tenth', 'quarter', 'median', 'threeQuarters', 'nineTenths', 'maximum'].map((name) => [
      name,
      orNull(decimal),
    ]),
  ),
});
const figure = Type.Object({
  name: text,
  before: spread,
  after: spread,
  step: Type.Number({ description: 'From how much on a figure counts as moved' }),
  up: count,
  down: count,
  lost: count,
  gained: count,
  ranges: Type.Array(Type.Object({ from: orNull(decimal), to: orNull(decimal), before: count, after: count })),
});
const report = Type.Object({
  ref: text,
  rows: count,
  compared: count,
  refusedBefore: count,
  refusedAfter: count,
  refusedOnly: Type.Object({ before: count, after: count }),
  column: orNull(text),
  matrix: Type.Record(text, Type.Record(text, count), {
    description: 'How many were in a class before and are in one after',
  }),
  moved: count,
  up: orNull(count),
  down: orNull(count),
  moves: Type.Record(text, Type.Object({ out: count, in: count, net: Type.Integer() })),
  changed: Type.Record(text, count),
  outputs: Type.Object({ removed: Type.Array(text), added: Type.Array(text) }),
  figures: Type.Array(figure),
  organisations: orNull(
    Type.Array(
      Type.Object({ organisation: text, compared: count, moved: count, up: orNull(count), down: orNull(count) }),
    ),
  ),
  atStake: orNull(
    Type.Object({ field: text, compared: decimal, moved: decimal, up: orNull(decimal), down: orNull(decimal) }),
  ),
});

export const lackingSchema = Type.Array(Type.Object({ entity: text, definitions: Type.Array(text) }), {
  description: 'The populations that are not there: of these definitions nothing is told',
});

/** An impact as it is answered. */
export const impactSchema = Type.Object({
  id: text,
  state: Type.Enum(['running', 'done', 'cancelled', 'failed']),
  begunBy: text,
  begunAt: text,
  endedAt: orNull(text),
  base: Type.Integer({ description: 'The publication that the change is held against' }),
  digest: orNull(Type.String({ description: 'Of all reports, once all are there: what an approval binds' })),
  problems: Type.Array(Type.Object({})),
  within: orNull(
    Type.Array(text, { description: 'The places of the organisation over whose customers it was counted' }),
  ),
  asked: orNull(
    Type.Array(
      Type.Object({
        entity: text,
        snapshot: text,
        asOf: text,
        definitions: Type.Array(Type.Object({ ref: text, kind: Type.Enum(['changed', 'reached']) })),
      }),
    ),
  ),
  lacking: lackingSchema,
  results: Type.Array(Type.Object({ ref: text, digest: text, report })),
  progress: orNull(Type.Object({ ref: text, step: text, share: Type.Number() })),
});
