import type { JsonObject } from '../../definitions/index.ts';

/** Documents of a small bank that gives its clients a tier by a scorecard: each test says only what of them it is about. */

type Bins = readonly (readonly [interval: string, score: number])[];

/** The entity `client`, with fields beside its key `id`. */
export function clientEntity<More extends object = object>(fields: JsonObject, more?: More) {
  return {
    kind: 'entity',
    name: 'client',
    key: 'id',
    fields: { id: { type: 'string' }, ...fields },
    ...(more as More),
  };
}

/** A scorecard of clients: bins by the fact they are of, whose name the characteristic has. */
export function clientScorecard<More extends object = object>(
  name: string,
  bins: Readonly<Record<string, Bins>>,
  more?: More,
) {
  const characteristics = Object.entries(bins).map(([fact, intervals]) => ({
    name: fact,
    fact,
    bins: intervals.map(([interval, score]) => ({ in: interval, score })),
  }));
  return {
    kind: 'scorecard',
    name,
    entity: 'entity/client',
    combine: 'sum',
    decimals: 0,
    characteristics,
    ...(more as More),
  };
}

/** The segmentation `tier`, of the scorecard `worth`. */
export function tierOf<Class extends { name: string; in: string }, More extends object = object>(
  classes: Class[],
  more?: More,
) {
  return {
    kind: 'segmentation',
    name: 'tier',
    entity: 'entity/client',
    method: 'composite',
    decimals: 0,
    scores: [{ of: 'scorecard/worth#score', weight: 1, ifMissing: 'refuse' }],
    classes,
    ...(more as More),
  };
}
