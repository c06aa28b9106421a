import { describe, expect, it } from 'vitest';
import { compile, createProver, type Library, link, prove } from '../../../../definitions/index.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';

const number = { type: 'integer', minimum: 0, maximum: 6 };
const entity = {
  kind: 'entity',
  name: 'e',
  fields: { x: number, y: number },
  derived: { sum: { text: 'x + y', type: 'integer' }, gap: { text: 'abs(x - y)', type: 'integer' } },
};

function drawn(chance: Chance, i: number): object {
  const leaf = () => ({
    fact: chance.pick(['x', 'y', 'sum', 'gap']),
    operator: chance.pick(['lessThan', 'greaterThan', 'equal', 'notEqual']),
    value: chance.whole(0, 6),
  });
  const when = { [chance.pick(['all', 'any'])]: chance.many(chance.whole(1, 2), leaf) };
  return { kind: 'criteria', name: `c${i}`, entity: 'entity/e', when };
}

/** What each criteria answers for every record there is, by the compiled function. */
function answersOf(library: Library, refs: readonly string[]): readonly string[] {
  const { decide } = compile(library, refs);
  const results = Array.from({ length: 49 }, (_, i) => decide({ facts: { x: i % 7, y: Math.floor(i / 7) } }));
  return refs.map((ref) => results.map((result) => String(result[ref]?.value)).join());
}

describe('criteria that mean the same', () => {
  it.each(Array.from({ length: 8 }, (_, seed) => seed))(
    'found 36: are found among all at once as pair by pair, record by record, seed %i',
    (seed) => {
      const chance = new Chance(seed);
      const library = link([entity, ...chance.many(40, (i) => drawn(chance, i))].map((document) => ({ document })));
      const refs = [...library.definitions.keys()].filter((id) => id !== 'entity/e' && !library.broken.has(id));
      const answers = answersOf(library, refs);
      const twins = new Map(refs.map((ref, i) => [ref, refs.filter((_, j) => j !== i && answers[j] === answers[i])]));
      for (const { id, proofs } of prove(library, refs)) {
        const { verdict, problem } = proofs.find(({ property }) => property === 'distinct') ?? {};
        expect([id, verdict]).toEqual([id, twins.get(id)?.length === 0 ? 'proved' : 'refuted']);
        const named = (twins.get(id) ?? []).some((twin) => problem?.message.en.includes(`(${twin})`));
        expect([id, named]).toEqual([id, verdict === 'refuted']);
      }
    },
  );

  it.each(Array.from({ length: 6 }, (_, seed) => seed))(
    'are found again where some changed, came and went, as if nothing had been known, seed %i',
    (seed) => {
      const chance = new Chance(100 + seed);
      const linked = (documents: readonly object[]) => link([entity, ...documents].map((document) => ({ document })));
      let documents = chance.many(30, (i) => drawn(chance, i));
      let library = linked(documents);
      let prover = createProver(library);
      for (let step = 0; step < 5; step += 1) {
        documents = documents.flatMap((document, i) =>
          chance.is(0.05) ? [] : [chance.is(0.1) ? drawn(chance, 100 * (step + 1) + i) : document],
        );
        const next = linked(documents);
        const before = new Map(
          [...next.definitions.values()].flatMap(({ id, closure }) =>
            library.definitions.get(id)?.closure === closure
              ? [[id, { print: prover.print(id), among: prover.among(id) }] as const]
              : [],
          ),
        );
        [library, prover] = [next, createProver(next, undefined, before)];
        const anew = createProver(library);
        for (const id of library.definitions.keys()) {
          const verdicts = [prover, anew].map((one) => one.among(id).map(({ verdict }) => verdict));
          expect([id, verdicts[0]]).toEqual([id, verdicts[1]]);
        }
      }
    },
  );

  it('are told apart though all of them compute what they test', () => {
    const criteria = Array.from({ length: 60 }, (_, i) => ({
      kind: 'criteria',
      name: `c${i}`,
      entity: 'entity/wide',
      when: { all: [{ fact: i % 2 === 0 ? 'left' : 'both', operator: 'greaterThanInclusive', value: 100 + i }] },
    }));
    const amount = { type: 'integer', minimum: 0, maximum: 1_000_000 };
    const wide = {
      kind: 'entity',
      name: 'wide',
      fields: { income: amount, loan: amount },
      derived: { left: { text: 'income - loan', type: 'integer' }, both: { text: 'income + loan', type: 'integer' } },
    };
    const library = link([wide, ...criteria].map((document) => ({ document })));
    const verdicts = prove(library).flatMap(({ proofs }) =>
      proofs.flatMap(({ property, verdict }) => (property === 'distinct' ? [verdict] : [])),
    );
    expect(verdicts).toEqual(criteria.map(() => 'proved'));
  });
});
