import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { examine } from './workbench.ts';

/** Sizes that are always decided. Nothing is timed here: the budget counts nodes, and *undecided* would show. */
const random = (seed: number) => {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
};

/** A box cut in two, again and again, until there are `count`: a sound table of any shape. */
function boxes(
  count: number,
  columns: number,
  next: (below: number) => number,
): readonly (readonly [number, number])[][] {
  const found: [number, number][][] = [Array.from({ length: columns }, () => [0, 1000])];
  while (found.length < count) {
    const at = next(found.length);
    const box = found[at] ?? [];
    const column = next(columns);
    const [low, high] = box[column] ?? [0, 0];
    if (high - low < 2) continue;
    const cut = low + 1 + next(high - low - 1);
    found[at] = box.map((range, i) => (i === column ? [low, cut] : range));
    found.push(box.map((range, i) => (i === column ? [cut, high] : range)));
  }
  return found;
}

const FIELDS: JsonObject = {
  kind: 'entity',
  name: 'thing',
  fields: Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [`f${i}`, { type: 'integer', minimum: 0, maximum: 999 }]),
  ),
};

describe('what is always decided', () => {
  it.each([1, 2, 3])('a table of 200 rules on 6 inputs, cut at random (%i)', (seed) => {
    const rules = boxes(200, 6, random(seed)).map((box, i) => ({
      when: box.map(([low, high]) => `[${low}, ${high})`),
      then: [i],
    }));
    const table = (some: typeof rules): JsonObject => ({
      kind: 'decision-table',
      name: 'table',
      entity: 'entity/thing',
      hitPolicy: 'unique',
      inputs: Array.from({ length: 6 }, (_, i) => ({ fact: `f${i}` })),
      outputs: [{ name: 'n', type: 'integer' }],
      rules: some,
    });
    expect(examine(FIELDS, table(rules)).faults).toEqual([]);
    expect(examine(FIELDS, table(rules.filter((_, i) => i !== 77))).faults).toEqual([
      'complete refuted table-gap /rules',
    ]);
  });

  it('criteria of 64 leaves', () => {
    const next = random(7);
    const leaf = () => ({
      fact: `f${next(16)}`,
      operator: next(2) === 0 ? 'lessThan' : 'greaterThanInclusive',
      value: 1 + next(998),
    });
    const pairs = Array.from({ length: 16 }, () => ({ any: [{ all: [leaf(), leaf()] }, { all: [leaf(), leaf()] }] }));
    const examined = examine(FIELDS, { kind: 'criteria', name: 'c', entity: 'entity/thing', when: { all: pairs } });
    expect(examined.errors).toEqual([]);
    expect(examined.proofs.map((proof) => proof.verdict)).not.toContain('undecided');
  });

  it('a scorecard of 20 characteristics that share no fact, down to a band one step wide', () => {
    const next = random(11);
    const characteristics = Array.from({ length: 20 }, (_, i) => ({
      name: `c${i}`,
      fact: `f${i}`,
      weight: (1 + next(40)) / 100,
      bins: Array.from({ length: 8 }, (_, j) => ({ in: `[${j * 125}, ${(j + 1) * 125})`, score: next(101) })),
    }));
    const bands = [
      { name: 'low', in: '[0, 50)' },
      { name: 'edge', in: '[50, 50]' },
      { name: 'high', in: '(50, 100]' },
    ];
    const examined = examine(FIELDS, {
      kind: 'scorecard',
      name: 'card',
      entity: 'entity/thing',
      decimals: 2,
      combine: 'weighted-mean',
      characteristics,
      bands,
    });
    expect(examined.errors).toEqual([]);
    expect(examined.proofs.map((proof) => `${proof.property} ${proof.verdict}`)).not.toContain(
      'bands-reachable undecided',
    );
    expect(examined.faults).toEqual([]);
  });

  it('a scorecard whose parts are all multiples of 7: nothing scores between', () => {
    const characteristics = Array.from({ length: 12 }, (_, i) => ({
      name: `c${i}`,
      fact: `f${i}`,
      bins: [
        { in: '[0, 500)', score: 7 * i },
        { in: '[500, 999]', score: 7 * (i + 3) },
      ],
    }));
    const bands = [
      { name: 'low', in: '[0, 500)' },
      { name: 'none', in: '[505, 510]' },
      { name: 'high', in: '(510, 2000]' },
    ];
    const examined = examine(FIELDS, {
      kind: 'scorecard',
      name: 'card',
      entity: 'entity/thing',
      decimals: 0,
      combine: 'sum',
      characteristics,
      bands,
    });
    expect(examined.faults.filter((fault) => fault.includes('undecided'))).toEqual([]);
    expect(examined.faults).toContain('bands-reachable refuted band-unreachable /bands/1');
  });

  it.each<[string, number, number, string]>([
    ['six decimals of weight', 6, 3, 'sum'],
    ['nine decimals of score', 3, 9, 'weighted-mean'],
    ['nine decimals of both', 9, 9, 'sum'],
  ])('a scorecard of 24 characteristics with %s, down to a gap one step wide', (_, weights, scores, combine) => {
    const next = random(23);
    const figure = (below: number, decimals: number) =>
      Number(((1 + next(below)) / 10 ** 4 + (1 + next(999)) / 10 ** decimals).toFixed(decimals));
    const characteristics = Array.from({ length: 24 }, (_character, i) => ({
      name: `c${i}`,
      fact: `f${i}`,
      weight: figure(9000, weights),
      bins: Array.from({ length: 5 }, (_bin, j) => ({
        in: `[${j * 200}, ${(j + 1) * 200})`,
        score: figure(900_000, scores),
      })),
    }));
    const ends = [Math.min, Math.max].map((end) =>
      characteristics.reduce((sum, { weight, bins }) => sum + weight * end(...bins.map((bin) => bin.score)), 0),
    );
    const divisor = combine === 'sum' ? 1 : characteristics.reduce((sum, { weight }) => sum + weight, 0);
    const [low = 0, high = 0] = ends.map((end) => end / divisor);
    const [middle, above] = [((low + high) / 2).toFixed(2), (high + 1).toFixed(2)];
    const faults = (bands: readonly string[]) =>
      examine(FIELDS, {
        kind: 'scorecard',
        name: 'card',
        entity: 'entity/thing',
        decimals: 2,
        combine,
        characteristics,
        bands: bands.map((range, i) => ({ name: `b${i}`, in: range })),
      }).faults;
    expect(faults([`(-∞, ${middle})`, `[${middle}, ∞)`])).toEqual([]);
    expect(faults([`(-∞, ${middle})`, `(${middle}, ∞)`])).toEqual(['bands-partition refuted band-gap /bands']);
    expect(faults([`(-∞, ${above})`, `[${above}, ∞)`])).toEqual(['bands-reachable refuted band-unreachable /bands/1']);
  });

  it.each(['first', 'unique', 'any'])('a %s table of 200 rules whose six inputs are three facts', (policy) => {
    const next = random(5);
    const facts = ['f0', 'f0', 'f1', 'f1', 'f2', 'f2'];
    const cell = () => {
      const [low, width] = [next(400), 50 + next(549)];
      return next(5) === 0 ? '-' : `[${low}, ${low + width}]`;
    };
    const rules = Array.from({ length: 200 }, (_, i) => ({ when: facts.map(cell), then: [i % 7] }));
    const examined = examine(FIELDS, {
      kind: 'decision-table',
      name: 'table',
      entity: 'entity/thing',
      hitPolicy: policy,
      inputs: facts.map((fact) => ({ fact })),
      outputs: [{ name: 'n', type: 'integer' }],
      rules,
    });
    expect(examined.errors).toEqual([]);
    expect(examined.proofs.map((proof) => proof.verdict)).not.toContain('undecided');
  });

  it('criteria of 60 leaves that name their facts in the worst order', () => {
    const leaf = (i: number) => ({ fact: `f${i}`, operator: 'greaterThan', value: 500 });
    const first = Array.from({ length: 12 }, (_, i) => ({ not: leaf(i) }));
    const pairs = Array.from({ length: 12 }, (_, i) => ({ all: [leaf(i), leaf(i + 12)] }));
    const examined = examine(FIELDS, {
      kind: 'criteria',
      name: 'c',
      entity: 'entity/thing',
      when: { all: [{ any: first.map(({ not }) => not) }, ...first, { any: pairs }] },
    });
    expect(examined.faults).toEqual(['can-hold refuted criteria-never /when']);
  });
});
