import { describe, expect, it } from 'vitest';
import { link, prove } from '../../../definitions/index.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';

const LEAVES = ['x', 'y'] as const;
interface Leaf {
  readonly fact: (typeof LEAVES)[number];
  readonly low: number;
  readonly high: number;
}
type Record = { readonly x: number; readonly y: number };

const drawn = (chance: Chance, count: number): readonly (readonly Leaf[])[] =>
  chance.many(count, () =>
    chance.many(chance.whole(1, 2), () => {
      const low = chance.whole(0, 9);
      return { fact: chance.pick(LEAVES), low, high: chance.whole(low, Math.min(9, low + 4)) };
    }),
  );

const RECORDS: readonly Record[] = Array.from({ length: 100 }, (_, i) => ({ x: i % 10, y: Math.floor(i / 10) }));
const holds = (leaves: readonly Leaf[], record: Record) =>
  leaves.every(({ fact, low, high }) => record[fact] >= low && record[fact] <= high);
const written = (leaves: readonly Leaf[]) => ({
  all: leaves.map(({ fact, low, high }) => ({ fact, operator: 'between', value: `[${low}, ${high}]` })),
});

const number = { type: 'integer', minimum: 0, maximum: 9 };
const entity = { kind: 'entity', name: 'e', fields: { x: number, y: number } };

function proofsOf(document: object, id: string) {
  const library = link([{ document: entity }, { document }]);
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return prove(library, [id])[0]?.proofs ?? [];
}

describe.each(Array.from({ length: 12 }, (_, seed) => seed))('many ordered conditions, seed %i', (seed) => {
  const chance = new Chance(seed);
  const conditions = drawn(chance, chance.whole(25, 60));
  /** The positions that some record comes to, by trying every record. */
  const firsts = new Set(RECORDS.map((record) => conditions.findIndex((leaves) => holds(leaves, record))));

  it('of bins: each is used exactly where a record comes to it', () => {
    const bins = conditions.map((leaves, i) => ({ when: written(leaves), score: i }));
    const card = {
      kind: 'scorecard',
      name: 's',
      entity: 'entity/e',
      decimals: 0,
      combine: 'sum',
      characteristics: [{ name: 'c', bins: [...bins, { otherwise: true, score: 0 }] }],
    };
    const proofs = proofsOf(card, 'scorecard/s').filter(({ property }) => property === 'bins-reachable');
    const idle = [...conditions.keys()].flatMap((i) => (firsts.has(i) ? [] : [`/characteristics/0/bins/${i}`]));
    const rest = firsts.has(-1) ? [] : [`/characteristics/0/bins/${conditions.length}`];
    const found = proofs
      .filter(({ verdict }) => verdict !== 'proved')
      .map(({ verdict, pointer }) => [verdict, pointer]);
    expect(found).toEqual([...idle, ...rest].map((pointer) => ['refuted', pointer]));
  });

  it('of classes behind exceptions: each is reached exactly where a record comes to it', () => {
    const exceptions = conditions.slice(0, 10);
    const classes = conditions.slice(10);
    const segmentation = {
      kind: 'segmentation',
      name: 's',
      entity: 'entity/e',
      method: 'criteria',
      classes: classes.map((leaves, i) => ({ name: `k${i}`, when: written(leaves) })),
      exceptions: exceptions.map((leaves, i) => ({ when: written(leaves), class: 'k0', reason: `r${i}` })),
    };
    const proofs = proofsOf(segmentation, 'segmentation/s');
    const of = (property: string) =>
      proofs.filter((proof) => proof.property === property && proof.verdict !== 'proved');
    const idle = classes.flatMap((_, i) => (firsts.has(10 + i) ? [] : [i]));
    // The first class is given by exceptions as well.
    const refuted = of('classes-reachable').filter(({ pointer }) => pointer !== '/classes/0');
    expect(refuted.map(({ verdict, pointer }) => [verdict, pointer])).toEqual(
      idle.flatMap((i) => (i === 0 ? [] : [['refuted', `/classes/${i}`]])),
    );
    const gap = firsts.has(-1) ? ['refuted'] : [];
    expect(of('classes-partition').map(({ verdict }) => verdict)).toEqual(gap);
    const unused = exceptions.flatMap((_, i) => (firsts.has(i) ? [] : [i]));
    expect(of('exceptions-reachable').map(({ verdict }) => verdict)).toEqual(unused.map(() => 'refuted'));
  });
});
