import type { Json, JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { randomComputed } from './computed.ts';
import { randomCondition } from './conditions.ts';
import type { Noun, Vocabulary } from './vocabulary.ts';

/** The customer against the product: by fields with an enum, or by bands of scorecards. */
export function randomMatching(
  chance: Chance,
  name: string,
  customer: Vocabulary,
  product: Vocabulary,
): JsonObject | undefined {
  const graded = (words: Vocabulary, side: string) =>
    words.nouns
      .filter(
        (noun) =>
          noun.kind === 'string' &&
          noun.values !== null &&
          !noun.isList &&
          noun.fact !== null &&
          noun.fact.path === undefined &&
          noun.fact.of === undefined,
      )
      .map((noun) => ({
        grade: noun.use ?? `${side}.${noun.feel}`,
        values: noun.values ?? [],
      }));
  const [ours, theirs] = [graded(customer, 'customer'), graded(product, 'product')];
  if (ours.length === 0 || theirs.length === 0) return undefined;
  const [own, other] = [chance.pick(ours), chance.pick(theirs)];
  const grid = Object.fromEntries(
    own.values.map((grade) => [
      grade,
      Object.fromEntries(other.values.map((one) => [one, chance.pick(['offer', 'refer', 'refuse'])])),
    ]),
  );
  const pair = pairOf(customer, product);
  return {
    kind: 'matching',
    name,
    customer: customer.entity,
    product: product.entity,
    customerGrade: own.grade,
    productGrade: other.grade,
    grid,
    ...(chance.is(0.6) ? { eligible: randomCondition(chance, pair, 1) } : {}),
    ...(chance.is(0.7)
      ? { rank: { ...randomComputed(chance, pair, 'number', 2), ifMissing: chance.pick<Json>(['missing', 0]) } }
      : {}),
  };
}

/** What can be said of both: `customer.x`, `product.y`, results of either. */
function pairOf(customer: Vocabulary, product: Vocabulary): Vocabulary {
  const of = (words: Vocabulary, side: string): readonly Noun[] =>
    words.nouns
      // A list is no fact of a side.
      .filter((noun) => !(noun.use !== undefined && noun.isList))
      .map((noun) => {
        if (noun.fact?.of !== undefined) return { ...noun, fact: { ...noun.fact, of: `${side}.${noun.fact.of}` } };
        if (noun.use !== undefined) return noun;
        const fact = noun.fact && { ...noun.fact, fact: `${side}.${noun.fact.fact}` };
        return { ...noun, feel: `${side}.${noun.feel}`, fact };
      });
  return {
    entity: '',
    nouns: [...of(customer, 'customer'), ...of(product, 'product')],
    rows: customer.rows.map((rows) => ({ ...rows, name: `customer.${rows.name}` })),
    criteria: customer.criteria.map((one) => (one.of === undefined ? one : { ...one, of: `customer.${one.of}` })),
    tables: customer.tables,
    calls: customer.calls,
  };
}
