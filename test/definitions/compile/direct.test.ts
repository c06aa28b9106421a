import { describe, expect, it } from 'vitest';
import { compile, type Json, type JsonObject, link } from '../../../definitions/index.ts';
import { cutsFor, decisionsOf, requestsFor } from '../../../server/referee/agree/draw.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { randomLibrary } from '../../../server/referee/agree/random/library.ts';

/** A request with one thing wrong, or merely odd, in it. */
function spoilt(request: Json, chance: Chance): Json {
  const { facts = {}, ...others } = request as { readonly facts?: JsonObject };
  const names = Object.keys(facts);
  const name = names.length === 0 ? 'none' : chance.pick(names);
  return chance.pick<Json>([
    {
      ...others,
      facts: { ...facts, [name]: chance.pick<Json>(['x', null, 1e9, 0.123456789, true, [], {}, '2024-02-30']) },
    },
    { ...others, facts: Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name)) },
    { ...others, facts: { ...facts, unheardOf: 1 } },
    { ...others, facts, other: 1 },
    { ...others, facts, $asOf: chance.pick<Json>(['2024-01-31', 'soon', null]) },
    { ...others, facts, $previous: chance.pick<Json>([{ class: 'a' }, { misses: 'x' }, 7]) },
    { ...others, facts: [] },
    [],
  ]);
}

describe('a request that is read and decided in one function', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))('is answered as by reading it first, seed %i', (seed) => {
    const chance = new Chance(seed);
    const library = link(randomLibrary(seed));
    let refused = 0;
    for (const ref of decisionsOf(library)) {
      const compiled = compile(library, [ref], { cuts: cutsFor(library, seed) });
      for (const whole of requestsFor(library, ref, 20, seed)) {
        for (const request of [whole, spoilt(whole, chance)]) {
          const reading = compiled.read(request);
          const direct = compiled.decide(request, 'en');
          if (reading.record !== undefined) expect(direct).toEqual(compiled.evaluate(reading.record, 'en'));
          else {
            refused += 1;
            const { value, problems, missing } = direct[ref] ?? {};
            expect([value, problems]).toEqual([null, reading.problems]);
            expect(reading.missing).toEqual(expect.arrayContaining([...(missing ?? [])]));
          }
        }
      }
    }
    expect(refused).toBeGreaterThan(0);
  });
});
