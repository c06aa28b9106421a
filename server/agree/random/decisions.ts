import type { Json, JsonObject } from '../../../definitions/index.ts';
import { randomBins, randomParts } from './bins.ts';
import type { Chance } from './chance.ts';
import { constant, distinct, interval, randomCondition } from './conditions.ts';
import { FeelWriter } from './feel.ts';
import type { Noun, Vocabulary } from './vocabulary.ts';

/** Random documents of the kinds that decide, over what an entity's vocabulary says. */

const POLICIES = [
  'unique',
  'first',
  'any',
  'priority',
  'rule-order',
  'output-order',
  'collect',
  'collect-sum',
  'collect-min',
  'collect-max',
  'collect-count',
] as const;

/** A computed value with what its text uses. */
export function randomComputed(
  chance: Chance,
  words: Vocabulary,
  kind: Noun['kind'],
  depth: number,
  more: readonly JsonObject[] = [],
): JsonObject {
  const writer = new FeelWriter(chance, words);
  const text = writer.text(kind, depth);
  const uses = writer.uses.size === 0 ? {} : { uses: Object.fromEntries(writer.uses) };
  const type =
    kind === 'number'
      ? chance.is(0.2)
        ? { type: 'integer' }
        : { type: 'decimal', decimals: chance.whole(0, 6) }
      : { type: kind };
  const ifMissing = chance.pick<JsonObject>([
    {},
    {},
    { ifMissing: 'missing' },
    { ifMissing: 'refuse' },
    ...(kind === 'number' ? [{ ifMissing: chance.whole(-3, 9) }] : []),
    ...more,
  ]);
  return { text, ...type, ...ifMissing, ...uses };
}

export function randomCriteria(chance: Chance, name: string, words: Vocabulary): JsonObject {
  return { kind: 'criteria', name, entity: words.entity, when: randomCondition(chance, words, chance.whole(1, 3)) };
}

const binnable = (words: Vocabulary) =>
  words.nouns.filter((noun) => !noun.isList && noun.fact !== null && noun.fact.path === undefined);

export function randomTable(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const hitPolicy = chance.pick(POLICIES);
  const isAggregate = hitPolicy.startsWith('collect-');
  const inputs = chance.many(chance.whole(1, 4), () => {
    if (!chance.is(0.2)) {
      const noun = chance.pick(binnable(words));
      return { noun, input: { ...noun.fact } as JsonObject };
    }
    const kind = chance.pick(['number', 'string', 'boolean'] as const);
    const formula = randomComputed(chance, words, kind, 2);
    const decimals = formula['type'] === 'decimal' ? Number(formula['decimals']) : 0;
    return {
      noun: {
        feel: '',
        fact: null,
        kind,
        decimals,
        low: null,
        high: null,
        values: null,
        isOptional: true,
        isList: false,
        isField: false,
      } satisfies Noun,
      input: { formula },
    };
  });
  const outputs = chance.many(isAggregate ? 1 : chance.whole(1, 3), (i): JsonObject => {
    const named = { name: `out${i}` };
    if (isAggregate)
      return { ...named, ...chance.pick<JsonObject>([{ type: 'integer' }, { type: 'decimal', decimals: 2 }]) };
    if (i === 0 && (hitPolicy === 'priority' || hitPolicy === 'output-order'))
      return { ...named, type: 'string', enum: ['best', '中等', 'worst'] };
    return {
      ...named,
      ...chance.pick<JsonObject>([
        { type: 'decimal', decimals: 2 },
        { type: 'string' },
        { type: 'boolean' },
        { type: 'date' },
        { type: 'string', enum: ['a', '乙'] },
      ]),
    };
  });
  const row = (): Json[] => outputs.map((output) => resultOf(chance, output, isAggregate));
  const rules = chance.many(chance.pick([1, 2, 4, 6, 9]), () => ({
    when: inputs.map(({ noun }) => cell(chance, noun)),
    then: row(),
  }));
  const otherwise = hitPolicy !== 'collect-count' && chance.is(0.5) ? { otherwise: row() } : {};
  return {
    kind: 'decision-table',
    name,
    entity: words.entity,
    hitPolicy,
    inputs: inputs.map(({ input }) => input),
    outputs,
    rules,
    ...otherwise,
  };
}

function resultOf(chance: Chance, output: JsonObject, isSure: boolean): Json {
  if (!isSure && chance.is(0.1)) return null;
  if (Array.isArray(output['enum'])) return chance.pick(output['enum'] as readonly string[]);
  switch (output['type']) {
    case 'integer':
      return chance.whole(-5, 20);
    case 'decimal':
      return chance.whole(-500, 5000) / 100;
    case 'boolean':
      return chance.is(0.5);
    case 'date':
      return chance.pick(['2026-01-01', '2027-12-31']);
    default:
      return chance.pick(['yes', '否', "o'"]);
  }
}

function cell(chance: Chance, noun: Noun): Json {
  const one = (): boolean | number | string =>
    noun.kind === 'boolean' || noun.kind === 'string' || chance.is(0.2)
      ? constant(chance, noun)
      : interval(chance, noun);
  return chance.pick<() => Json>([
    () => '-',
    () => (noun.kind === 'string' && noun.values === null ? 'gold' : one()),
    () => (noun.kind === 'string' && noun.values === null ? '银行' : one()),
    () => distinct([one(), one()]),
    () => ({ not: chance.is(0.5) ? one() : distinct([one(), one()]) }),
    () => (noun.isOptional ? { missing: true } : '-'),
  ])();
}

export function randomScorecard(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const combine = chance.pick(['sum', 'weighted-mean']);
  const decimals = chance.whole(0, 3);
  const scoreOf = () => chance.pick([chance.whole(0, 100), chance.whole(-200, 1000) / 10]);
  const codes = ['short-tenure', 'low-balance', '信息不足'];
  const characteristics = chance.many(chance.whole(1, 4), (i): JsonObject => {
    const reason = chance.is(0.5) ? { reason: chance.pick(codes) } : {};
    const worth = (): JsonObject => ({ score: scoreOf(), ...(chance.is(0.2) ? { reason: chance.pick(codes) } : {}) });
    const weight = combine === 'sum' && chance.is(0.5) ? {} : { weight: chance.whole(1, 100) / 100 };
    const common = { name: `part${i}`, ...weight, ...reason, baseline: chance.whole(0, 100) };
    if (chance.is(0.12)) {
      const bins = [
        ...chance.many(chance.whole(1, 3), () => ({ when: randomCondition(chance, words, 1), ...worth() })),
        { otherwise: true, ...worth() },
      ];
      return { ...common, bins };
    }
    if (chance.is(0.2)) {
      const formula = randomComputed(chance, words, 'number', 2);
      const noun: Noun = {
        feel: '',
        fact: null,
        kind: 'number',
        decimals: Number(formula['decimals'] ?? 0),
        low: null,
        high: null,
        values: null,
        isOptional: true,
        isList: false,
        isField: false,
      };
      return { ...common, formula, bins: randomBins(chance, noun, words, worth) };
    }
    const noun = chance.pick(binnable(words));
    return { ...common, fact: noun.fact?.fact ?? '', bins: randomBins(chance, noun, words, worth) };
  });
  const reasonOrder = chance.pick<JsonObject>([
    {},
    {},
    { reasonOrder: 'none' },
    { reasonOrder: { against: chance.pick(['best', 'baseline']), loss: chance.pick(['below', 'above']) } },
  ]);
  const range: Noun = {
    feel: '',
    fact: null,
    kind: 'number',
    decimals,
    low: -100,
    high: 200,
    values: null,
    isOptional: true,
    isList: false,
    isField: false,
  };
  const bands = chance.is(0.75)
    ? { bands: randomParts(chance, range, 3).map((text, i) => ({ name: `band${i}`, in: text })) }
    : {};
  return {
    kind: 'scorecard',
    name,
    entity: words.entity,
    decimals,
    combine,
    ...(chance.is(0.3) ? { initial: chance.whole(-10, 50) } : {}),
    ...(chance.is(0.3) ? { direction: chance.pick(['high-is-good', 'high-is-bad']) } : {}),
    characteristics,
    ...(chance.is(0.7)
      ? { reasons: Object.fromEntries(codes.map((code) => [code, { 'zh-CN': `原因${code}`, en: `Reason ${code}` }])) }
      : {}),
    ...reasonOrder,
    ...bands,
  };
}

export function randomFormula(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const lines: JsonObject[] = [];
  const known: Noun[] = [];
  for (let i = 0; i < chance.whole(1, 3); i += 1) {
    const kind = chance.pick(['number', 'number', 'number', 'boolean', 'string', 'date'] as const);
    const line = {
      name: `line${i}`,
      ...randomComputed(chance, { ...words, nouns: [...known, ...known, ...words.nouns] }, kind, chance.whole(1, 3)),
    };
    lines.push(line);
    known.push({
      feel: `line${i}`,
      fact: null,
      kind,
      decimals: Number((line as JsonObject)['decimals'] ?? 0),
      low: null,
      high: null,
      values: null,
      isOptional: true,
      isList: false,
      isField: false,
    });
  }
  return { kind: 'formula', name, entity: words.entity, lines, outputs: lines.map((line) => String(line['name'])) };
}

export function randomRegression(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const terms = chance.many(chance.whole(1, 4), (): JsonObject => {
    const noun = chance.pick(binnable(words));
    const isWhole = noun.kind === 'number' && noun.decimals === 0;
    const isListed = noun.kind === 'string' || noun.kind === 'boolean' || (isWhole && chance.is(0.2));
    const ifMissing = noun.isOptional
      ? { ifMissing: chance.pick<Json>(['refuse', 'missing', chance.whole(-5, 5) / 10]) }
      : {};
    const coefficient = () => chance.whole(-3000, 3000) / chance.pick([1000, 100_000]);
    if (isListed) {
      const keys =
        noun.kind === 'boolean' ? ['true'] : distinct(chance.many(2, () => String(constant(chance, noun)) || 'x'));
      return {
        fact: noun.fact?.fact ?? '',
        values: Object.fromEntries(keys.map((key) => [key, coefficient()])),
        ...ifMissing,
      };
    }
    return { fact: noun.fact?.fact ?? '', coefficient: coefficient(), ...ifMissing };
  });
  const sound = terms.filter((term) =>
    binnable(words).some(
      (noun) => noun.fact?.fact === term['fact'] && (term['values'] !== undefined || noun.kind === 'number'),
    ),
  );
  return {
    kind: 'regression',
    name,
    entity: words.entity,
    link: chance.pick(['identity', 'logit']),
    intercept: chance.whole(-300, 300) / 100,
    terms: sound,
    decimals: chance.whole(0, 6),
  };
}
