import type { JsonObject } from '../../../../definitions/index.ts';
import { randomBins, randomParts } from './bins.ts';
import type { Chance } from './chance.ts';
import { randomComputed } from './computed.ts';
import { randomCondition } from './conditions.ts';
import { binnable, freeNoun, type Vocabulary } from './vocabulary.ts';

export function randomScorecard(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const combine = chance.pick(['sum', 'weighted-mean']);
  const decimals = chance.whole(0, 3);
  const scoreOf = () => chance.pick([chance.whole(0, 100), chance.whole(-200, 1000) / 10]);
  const codes = ['short-tenure', 'low-balance', '信息不足'];
  const characteristics = chance.many(chance.whole(1, 4), (i): JsonObject => {
    const reason = chance.is(0.5) ? { reason: chance.pick(codes) } : {};
    const worth = (): JsonObject => ({ score: scoreOf(), ...(chance.is(0.2) ? { reason: chance.pick(codes) } : {}) });
    const weight =
      combine === 'sum' && chance.is(0.5) ? {} : { weight: chance.is(0.04) ? 0 : chance.whole(1, 100) / 100 };
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
      const noun = freeNoun('number', Number(formula['decimals'] ?? 0));
      return { ...common, formula, bins: randomBins(chance, noun, words, worth) };
    }
    const noun = chance.pick(binnable(words));
    return { ...common, fact: noun.fact?.fact ?? '', bins: randomBins(chance, noun, words, worth) };
  });
  const reasonOrder = chance.pick<JsonObject>([
    {},
    {},
    { reasonOrder: 'none' },
    { reasonOrder: { loss: chance.pick(['below', 'above']) } },
    { reasonOrder: { against: chance.pick(['best', 'baseline']) } },
    { reasonOrder: { against: chance.pick(['best', 'baseline']), loss: chance.pick(['below', 'above']) } },
  ]);
  const range = { ...freeNoun('number', decimals), low: -100, high: 200 };
  const bands = chance.is(0.75)
    ? { bands: randomParts(chance, range, 3).map((text, i) => ({ name: `band${i}`, in: text })) }
    : {};
  return {
    kind: 'scorecard',
    name,
    entity: words.entity,
    decimals,
    combine,
    ...(chance.is(0.3) ? { initial: chance.pick([chance.whole(-10, 50), chance.whole(-100, 500) / 10]) } : {}),
    ...(chance.is(0.3) ? { direction: chance.pick(['high-is-good', 'high-is-bad']) } : {}),
    characteristics,
    ...(chance.is(0.7)
      ? { reasons: Object.fromEntries(codes.map((code) => [code, { 'zh-CN': `原因${code}`, en: `Reason ${code}` }])) }
      : {}),
    ...reasonOrder,
    ...bands,
  };
}
