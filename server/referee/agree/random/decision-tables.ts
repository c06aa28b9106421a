import { HIT_POLICIES, type Json, type JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { randomComputed } from './computed.ts';
import { constant, distinct, interval } from './constants.ts';
import { binnable, freeNoun, type Noun, type Vocabulary } from './vocabulary.ts';

export function randomTable(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const hitPolicy = chance.pick(HIT_POLICIES);
  const isAggregate = hitPolicy.startsWith('collect-');
  const inputs = chance.many(chance.whole(1, 4), () => {
    if (!chance.is(0.2)) {
      const noun = chance.pick(binnable(words));
      return { noun, input: { ...noun.fact } as JsonObject };
    }
    const kind = chance.pick(['number', 'string', 'boolean', 'date', 'instant'] as const);
    const formula = randomComputed(chance, words, kind, 2);
    const decimals = formula['type'] === 'decimal' ? Number(formula['decimals']) : 0;
    return {
      noun: freeNoun(kind, decimals),
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
        { type: 'instant' },
        { type: 'integer' },
        { type: 'string', enum: ['a', '乙'] },
      ]),
    };
  });
  const isOrdered = hitPolicy === 'priority' || hitPolicy === 'output-order';
  const hasFormulas = chance.is(0.4);
  const row = (): Json[] =>
    outputs.map((output) =>
      hasFormulas && chance.is(0.4) && hitPolicy !== 'collect-count' && !(isOrdered && output['enum'] !== undefined)
        ? computedResult(chance, output, words)
        : resultOf(chance, output, isAggregate),
    );
  const rules = chance.many(chance.pick([1, 2, 4, 6, 9]), (i) => ({
    ...(chance.is(0.3) ? { id: `r${String(i)}`, note: '见附件' } : {}),
    when: inputs.map(({ noun }) =>
      hasFormulas && chance.is(0.3) ? unaryCell(chance, noun, words) : cell(chance, noun),
    ),
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
    case 'instant':
      return chance.pick(['2026-01-01T00:00:00Z', '2027-12-31T08:00:00+08:00']);
    default:
      return chance.pick(['yes', '否', "o'"]);
  }
}

/** A formula of an output's type. */
function computedResult(chance: Chance, output: JsonObject, words: Vocabulary): Json {
  const { type } = output;
  const kind = type === 'integer' || type === 'decimal' ? 'number' : (type as Noun['kind']);
  const { text, uses } = randomComputed(chance, words, kind, 2);
  return { text: text ?? '', ...(uses === undefined ? {} : { uses }) };
}

/** A unary test against other values of the input's kind. */
function unaryCell(chance: Chance, noun: Noun, words: Vocabulary): Json {
  const one = () => randomComputed(chance, words, noun.kind, 1);
  const [first, second] = [one(), one()];
  const uses = { ...(first['uses'] as object | undefined), ...(second['uses'] as object | undefined) };
  const [a, b] = [String(first['text']), String(second['text'])];
  const isOrdered = noun.kind === 'number' || noun.kind === 'date' || noun.kind === 'instant';
  const text = chance.pick(
    isOrdered
      ? [`< ${a}`, `<= ${a}`, `> ${a}`, `>= ${a}`, `not(> ${a})`, `[${a}..${b}]`, `< ${a}, > ${b}`, a]
      : [a, `not(${a})`, `${a}, ${b}`],
  );
  return { text, ...(Object.keys(uses).length === 0 ? {} : { uses }) };
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
