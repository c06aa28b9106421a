import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, isObject, type JsonObject, link } from '../../../../definitions/index.ts';
import { weightedScores } from '../../../../studio/editors/intervals/population/figures-key.ts';
import { weightedMeans } from '../../../../studio/editors/intervals/population/weighted-means.ts';
import { clientEntity, tierOf } from '../../../support/tier-documents.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const CLIENT = clientEntity({
  a: { type: 'decimal', decimals: 1, minimum: -50, maximum: 100, optional: true },
  b: { type: 'integer', minimum: 0, maximum: 100, optional: true },
  c: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100, optional: true },
});
const FIELDS = ['a', 'b', 'c'] as const;
const DECIMALS = [1, 0, 2] as const;
const anyMissing = fc.constantFrom('reweigh' as const, 'refuse' as const, 12, undefined);
const anyWeight = fc.constantFrom(0, 1, 2, 0.35, '0.125', 0.1, 3.7);
const anyComposite = fc.record({
  weights: fc.tuple(anyWeight, anyWeight, anyWeight).filter((all) => all.some((weight) => Number(weight) !== 0)),
  ifMissing: fc.tuple(anyMissing, anyMissing, anyMissing),
  decimals: fc.integer({ min: 0, max: 3 }),
});
const anyClients = fc.array(
  fc.record({
    a: fc.option(fc.integer({ min: -500, max: 1000 })),
    b: fc.option(fc.integer({ min: 0, max: 100 })),
    c: fc.option(fc.integer({ min: 0, max: 10_000 })),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('composites by other weights', () => {
  it(`are those that the compiled definition reckons, to the last place (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(anyComposite, anyClients, ({ weights, ifMissing, decimals }, clients) => {
        const scores = FIELDS.map((of, i) => {
          const missing = ifMissing[i];
          return { of, weight: weights[i] ?? 0, ...(missing === undefined ? {} : { ifMissing: missing }) };
        });
        const document = tierOf([{ name: 'all', in: '[-50, 100]' }], { decimals, scores }) as unknown as JsonObject;
        const library = link([CLIENT, document].map((one) => ({ document: one })));
        const compiled = compile(library, ['segmentation/tier']);
        const expected = clients.map((client) => {
          const facts = Object.fromEntries(
            FIELDS.flatMap((field, i) => {
              const units = client[field];
              return units === null ? [] : [[field, units / 10 ** (DECIMALS[i] ?? 0)]];
            }),
          );
          const value = compiled.decide({ facts: { id: 'k', ...facts } })['segmentation/tier']?.value ?? null;
          return isObject(value) ? Math.round(Number(value['score']) * 10 ** decimals) : null;
        });
        const isWeighted = (i: number) => Number(weights[i]) !== 0;
        const columns = FIELDS.flatMap((field, i) => {
          const filled = ifMissing[i];
          const stand = typeof filled === 'number' ? filled * 10 ** (DECIMALS[i] ?? 0) : Number.NaN;
          const values = Float64Array.from(clients, (client) => client[field] ?? stand);
          return isWeighted(i) ? [{ decimals: DECIMALS[i] ?? 0, values }] : [];
        });
        const found = weightedMeans(columns, weightedScores(document, '/classes') ?? [], decimals);
        // Whom a score without weight refuses is told by the server, and has no class whatever his composite.
        const isRefused = (client: (typeof clients)[number]) =>
          FIELDS.some(
            (field, i) => !isWeighted(i) && client[field] === null && (ifMissing[i] ?? 'refuse') === 'refuse',
          );
        clients.forEach((client, i) => {
          if (isRefused(client)) return;
          const own = found[i] ?? Number.NaN;
          expect(Number.isNaN(own) ? null : own).toBe(expected[i]);
        });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('are of no other list, and scores without weight are none of them', () => {
    const document = tierOf([], {
      scores: [
        { of: 'a', weight: 0 },
        { of: 'b', weight: 1e-7, ifMissing: 'reweigh' },
        { of: 'c', weight: '0.250' },
      ],
    }) as unknown as JsonObject;
    expect(weightedScores(document, '/classes')).toEqual([
      { weight: '0.0000001', isLeftOut: true },
      { weight: '0.250', isLeftOut: false },
    ]);
    expect(weightedScores(document, '/bands')).toBeNull();
    expect(weightedScores({ ...document, method: 'share' }, '/classes')).toBeNull();
  });
});
