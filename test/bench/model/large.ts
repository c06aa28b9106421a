import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { definitions } from './definitions.ts';
import { FACTS } from './workload.ts';

/** Definitions of the sizes that a whole bank comes to: each seeded, so that every machine checks the same ones. */

type Json = object;
const ENTITY = 'entity/customer';
export const entity = (): Json => definitions()[0]?.document ?? {};

/** Criteria that differ from each other in some figure, over one to four of the facts. */
export function criteriaLibrary(count: number): readonly Json[] {
  return [entity(), ...criteria(count)];
}

function criteria(count: number): readonly Json[] {
  const random = new Chance(36);
  return random.many(count, (i) => ({ kind: 'criteria', name: `c${i}`, entity: ENTITY, when: condition(random, i) }));
}

/** A condition that no other number has: its first figure is its own. */
function condition(random: Chance, i: number): Json {
  const own = { fact: 'avgBalance', operator: 'greaterThanInclusive', value: 1000 + i };
  const others = random.shuffled(FACTS.filter(({ name }) => name !== 'avgBalance')).slice(0, random.whole(0, 3));
  return { [random.is(0.6) ? 'all' : 'any']: [own, ...others.map((fact) => leaf(random, fact))] };
}

function leaf(random: Chance, { name: fact, type, enum: members }: (typeof FACTS)[number]): Json {
  if (type === 'boolean') return { fact, operator: 'equal', value: random.is(0.5) };
  if (members !== undefined) return { fact, operator: 'in', value: random.some(members, members.length - 1) };
  const operator = random.pick(['lessThan', 'greaterThanInclusive', 'greaterThan', 'lessThanInclusive']);
  return { fact, operator, value: random.whole(1, 500) };
}

/** Half of them criteria, the rest tables, scorecards, formulas, and segmentations that stand on those. */
export function mixedLibrary(count: number): readonly Json[] {
  const random = new Chance(45);
  const made: Json[] = [entity(), wideEntity()];
  const one = criteria(count);
  for (let i = 0; made.length < count; i += 1) {
    made.push(...one.slice(i * 5, i * 5 + 5), decisionTable(`t${i}`, 20, 4, random), scorecard(`s${i}`, 8, random));
    made.push(formula(i, random), composite(i), byCriteria(i));
  }
  return made.slice(0, count);
}

function formula(i: number, random: Chance): Json {
  const text = `feeIncome * ${random.whole(1, 9)} + depositVolume / ${random.whole(2, 90)} - if loanCount > ${random.whole(0, 9)} then ${i} else txPerMonth`;
  const lines = [{ name: 'worth', text, type: 'decimal', decimals: 2 }];
  return { kind: 'formula', name: `f${i}`, entity: ENTITY, lines, outputs: ['worth'] };
}

function composite(i: number): Json {
  return {
    kind: 'segmentation',
    name: `g${i}`,
    entity: ENTITY,
    method: 'composite',
    decimals: 2,
    scores: [{ of: `scorecard/s${i}#score`, weight: 1 }],
    classes: [
      { name: 'low', in: `(-∞, ${38 + (i % 5)})` },
      { name: 'high', in: `[${38 + (i % 5)}, ∞)` },
    ],
    exceptions: [{ when: { condition: `criteria/c${i * 5}` }, class: 'high', reason: 'told-apart' }],
  };
}

function byCriteria(i: number): Json {
  const classes = [1, 2, 3].map((k) => {
    const range = { fact: 'avgBalance', operator: 'between', value: `[${k * 1_000_000}, ${(k + 1) * 1_000_000})` };
    return { name: `k${k}`, when: { all: [range, { condition: `criteria/c${i * 5 + k}` }] } };
  });
  return { kind: 'segmentation', name: `b${i}`, entity: ENTITY, method: 'criteria', classes, otherwise: 'others' };
}

/** A scorecard over the workload's numbers; five intervals each. */
function scorecard(name: string, most: number, random: Chance): Json {
  const numbers = random.shuffled(FACTS.filter(({ type }) => type === 'integer' || type === 'decimal')).slice(0, most);
  const characteristics = numbers.map(({ name: fact, optional }) => {
    const cuts = [10, 20, 30, 40].map((cut) => cut + random.whole(0, 9));
    const bins = [0, ...cuts].map((low, i) => ({
      in: `[${low}, ${cuts[i] ?? '∞'})`,
      score: random.whole(0, 10),
    }));
    return { name: fact, fact, bins: optional ? [...bins, { missing: true, score: 0 }] : bins };
  });
  return {
    kind: 'scorecard',
    name,
    entity: ENTITY,
    decimals: 0,
    combine: 'sum',
    direction: 'high-is-good',
    characteristics,
  };
}

/** A table whose rules are tried one after the other; each tests one input or several, of integers `x0`, `x1` … */
export function decisionTable(name: string, rules: number, inputs: number, random: Chance = new Chance(64)): Json {
  const tested = wide(inputs);
  return {
    kind: 'decision-table',
    name,
    entity: 'entity/wide',
    hitPolicy: 'first',
    inputs: tested.map((fact) => ({ fact })),
    outputs: [{ name: 'result', type: 'integer' }],
    rules: random.many(rules, (i) => ({
      when: tested.map((_, k) =>
        k === i % inputs || k === (i + 1) % inputs || random.is(2 / inputs) ? interval(random) : '-',
      ),
      then: [i],
    })),
    otherwise: [-1],
  };
}

const wide = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `x${i}`);

/** An entity of 64 integers, as wide tables test them. */
export function wideEntity(): Json {
  const field = { type: 'integer', minimum: 0, maximum: 100_000 };
  return { kind: 'entity', name: 'wide', fields: Object.fromEntries(wide(64).map((name) => [name, field])) };
}

function interval(random: Chance): string {
  const low = random.whole(0, 90_000);
  return `[${low}, ${low + random.whole(1, 400)})`;
}

/** A segmentation by criteria: so many classes, each of a range of one fact and a test of another, and so many exceptions. */
export function manyClasses(classes: number, exceptions: number): Json {
  const random = new Chance(500);
  return {
    kind: 'segmentation',
    name: 'many',
    entity: ENTITY,
    method: 'criteria',
    classes: random.many(classes, (i) => ({
      name: `k${i}`,
      when: {
        all: [
          { fact: 'avgBalance', operator: 'greaterThanInclusive', value: i * 1000 },
          { fact: 'avgBalance', operator: 'lessThan', value: (i + 2) * 1000 },
          leaf(random, random.pick(FACTS.filter(({ name }) => name !== 'avgBalance'))),
        ],
      },
    })),
    otherwise: 'others',
    exceptions: random.many(exceptions, (i) => ({
      when: { all: [{ fact: 'lastActiveDays', operator: 'equal', value: 1000 + i }, leaf(random, random.pick(FACTS))] },
      class: `k${random.whole(0, classes - 1)}`,
      reason: `exception-${i}`,
    })),
  };
}

/** A scorecard of one characteristic whose bins are conditions, in the order they are tried. */
export function whenBins(count: number): Json {
  const random = new Chance(400);
  const bins = random.many(count, (i) => ({
    when: {
      all: [{ fact: 'avgBalance', operator: 'lessThan', value: (i + 1) * 100 }, leaf(random, random.pick(FACTS))],
    },
    score: random.whole(0, 100),
  }));
  return {
    kind: 'scorecard',
    name: 'conditions',
    entity: ENTITY,
    decimals: 0,
    combine: 'sum',
    direction: 'high-is-good',
    characteristics: [{ name: 'told', bins: [...bins, { otherwise: true, score: 0 }] }],
  };
}

/** Criteria of which each refers to the one before. */
export function criteriaChain(count: number): readonly Json[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: 'criteria',
    name: `c${i}`,
    entity: ENTITY,
    when: {
      all: [
        { fact: 'avgBalance', operator: 'greaterThanInclusive', value: i },
        ...(i === 0 ? [] : [{ condition: `criteria/c${i - 1}` }]),
      ],
    },
  }));
}

/** Criteria over a figure that is computed, so that what they mean cannot be read off the facts they test. */
export function computedCriteria(count: number): readonly Json[] {
  const entity = {
    kind: 'entity',
    name: 'computed',
    fields: {
      income: { type: 'integer', minimum: 0, maximum: 1_000_000 },
      loan: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    },
    derived: { left: { text: 'income - loan', type: 'integer' }, both: { text: 'income + loan', type: 'integer' } },
  };
  const criteria = Array.from({ length: count }, (_, i) => ({
    kind: 'criteria',
    name: `c${i}`,
    entity: 'entity/computed',
    when: { all: [{ fact: i % 2 === 0 ? 'left' : 'both', operator: 'greaterThanInclusive', value: 100 + i }] },
  }));
  return [entity, ...criteria];
}
