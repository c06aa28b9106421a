import type { EntityDocument, JsonObject, Library } from '../../../definitions/index.ts';
import { readSetOf } from '../read-set.ts';
import { Chance } from './random/chance.ts';
import { landmarksOf } from './random/landmarks.ts';
import { randomRequests, type RequestPlan } from './random/request.ts';

const DAYS = [
  '2026-02-28',
  '2027-01-01',
  '2026-03-31',
  '2026-06-30',
  '2025-02-28',
  '2026-11-22',
  '2028-02-29',
  '2026-03-31T16:30:00Z',
  '2026-06-30T23:59:59+08:00',
];

/** The decisions of a library, in order. */
export function decisionsOf(library: Library): readonly string[] {
  return [...library.definitions.keys()].filter((id) => library.environment.decision(id) !== undefined);
}

/** Random requests for one decision. */
export function requestsFor(library: Library, ref: string, count: number, seed: number): readonly JsonObject[] {
  const chance = new Chance(seed);
  const documents = (id: string) => library.definitions.get(id)?.document;
  const plan: RequestPlan = {
    set: readSetOf(documents, ref),
    landmarks: landmarksOf([...library.definitions.values()].map(({ document }) => document as unknown as JsonObject)),
    entity: (id) => documents(id) as EntityDocument,
    asOf: chance.pick(DAYS),
  };
  return randomRequests(chance, plan, count);
}

/** Cuts for every segmentation by share, so that records are decided; every fifth library has none. */
export function cutsFor(library: Library, seed: number): Readonly<Record<string, readonly number[]>> {
  const chance = new Chance(seed);
  if (chance.is(0.2)) return {};
  const shares = [...library.definitions.values()].flatMap(({ id, document }) => {
    const { method, classes } = document as unknown as {
      readonly method?: string;
      readonly classes?: readonly unknown[];
    };
    return method === 'share' && classes !== undefined ? [[id, classes.length - 1] as const] : [];
  });
  return Object.fromEntries(
    shares.map(([id, count]) => [id, [...chance.many(count, () => chance.whole(-20, 200))].sort((a, b) => a - b)]),
  );
}
