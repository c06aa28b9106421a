import fc from 'fast-check';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { computedOf, figureWithUses, TYPED } from './computed.ts';
import { GATE } from './conditions.ts';
import { documented, maybe, of, TEXT, together } from './head.ts';
import { intervals, parts } from './intervals.ts';

const POINTS = fc.constantFrom<Json>(0, 1, 2, 3, 0.5, '1.5', -1);
const score = (bin: JsonObject): fc.Arbitrary<JsonObject> =>
  together(
    fc.constant(bin),
    POINTS.map((points): JsonObject => ({ score: points })),
    maybe('title', TEXT, 25),
    maybe('reason', fc.constant('why'), 12),
  );

/** The bins of a fact, sometimes with conditions among them. */
function binsOf(fact: string): fc.Arbitrary<readonly JsonObject[]> {
  const mixed = fc
    .tuple(parts(fact), fc.array(GATE, { minLength: 1, maxLength: 2 }), fc.nat(4))
    .map(([bins, conditions, at]) => {
      const place = Math.min(at, bins.length - (bins.at(-1)?.['otherwise'] === true ? 1 : 0));
      return [...bins.slice(0, place), ...conditions.map((when): JsonObject => ({ when })), ...bins.slice(place)];
    });
  return fc
    .oneof({ weight: 3, arbitrary: parts(fact) }, { weight: 1, arbitrary: mixed })
    .chain((bins) => fc.tuple(...bins.map(score)));
}

const onFact = fc
  .constantFrom('n', 'm', 'x', 'g', 'h', 'b', 'c', 'd', 'k', 'v')
  .chain((fact) => binsOf(fact).map((bins): JsonObject => ({ fact, bins })));
const onFormula = fc
  .oneof(
    { weight: 2, arbitrary: computedOf('integer').map((formula) => ['k', formula] as const) },
    { weight: 1, arbitrary: figureWithUses('integer').map((formula) => ['k', formula] as const) },
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(...TYPED)
        .chain(([type, fact]) => computedOf(type).map((formula) => [fact, formula] as const)),
    },
  )
  .chain(([fact, formula]) => binsOf(fact).map((bins): JsonObject => ({ formula, bins })));
const onNothing = fc
  .tuple(fc.array(GATE, { minLength: 1, maxLength: 3 }), fc.boolean())
  .chain(([conditions, hasRest]) =>
    fc.tuple(
      ...[...conditions.map((when): JsonObject => ({ when })), ...(hasRest ? [{ otherwise: true }] : [])].map(score),
    ),
  )
  .map((bins): JsonObject => ({ bins }));

const CHARACTERISTIC = together(
  fc.oneof({ weight: 6, arbitrary: onFact }, { weight: 2, arbitrary: onFormula }, { weight: 1, arbitrary: onNothing }),
  maybe('title', TEXT, 20),
  maybe('description', TEXT, 20),
  maybe('baseline', POINTS, 10),
  maybe('reason', fc.constant('why'), 6),
);

const bands = fc
  .oneof(intervals(['0', '1', '2', '3']), intervals(['1', '2', '4']))
  .chain((all) =>
    fc.tuple(
      ...all.map((text, i) =>
        together(fc.constant<JsonObject>({ name: `band-${i}`, in: text }), maybe('title', TEXT, 25)),
      ),
    ),
  );

const DIRECTION = fc.constantFrom<JsonObject>({}, { direction: 'high-is-good' }, { direction: 'high-is-bad' });
const ORDERED = fc.oneof(
  { weight: 5, arbitrary: fc.constant<JsonObject>({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<JsonObject>(
      { reasonOrder: 'none' },
      { reasonOrder: { against: 'best', loss: 'below' } },
      { reasonOrder: { loss: 'above' } },
      { reasonOrder: { against: 'baseline' } },
    ),
  },
);

/** A scorecard on the customer. */
export const SCORECARD: fc.Arbitrary<JsonObject> = documented(
  fc
    .record({
      characteristics: fc.array(CHARACTERISTIC, { minLength: 1, maxLength: 3 }),
      weights: fc.array(fc.constantFrom<Json>(1, 2, 0.5, '1'), { minLength: 3, maxLength: 3 }),
      combine: fc.constantFrom('sum', 'sum', 'weighted-mean'),
      head: together(
        of({ decimals: fc.constantFrom(0, 1, 1) }),
        maybe('initial', fc.constantFrom(0, 1, -1), 6),
        DIRECTION,
        ORDERED,
      ),
      bands: fc.option(bands, { nil: undefined }),
    })
    .map(({ characteristics, weights, combine, head, bands: drawn }): JsonObject => {
      const order = head['reasonOrder'];
      const needsBaseline = typeof order === 'object' && (order as JsonObject)['against'] === 'baseline';
      const hasReason = JSON.stringify(characteristics).includes('"why"');
      return {
        kind: 'scorecard',
        name: 'target',
        entity: 'entity/customer',
        combine,
        ...head,
        characteristics: characteristics.map((own, i) => ({
          name: `part-${i}`,
          ...(combine === 'weighted-mean' ? { weight: weights[i] ?? 1 } : {}),
          ...(needsBaseline ? { baseline: 1 } : {}),
          ...own,
        })),
        ...(hasReason && order !== 'none' ? { reasons: { why: 'Why' } } : {}),
        ...(drawn === undefined ? {} : { bands: drawn }),
      };
    }),
);
