import type { Json, JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { constant, distinct, finer, interval } from './constants.ts';
import type { Noun, Vocabulary } from './vocabulary.ts';

/** A random condition that `check` accepts: junctions, every operator, decorators, paths, results, criteria. */
export function randomCondition(chance: Chance, words: Vocabulary, depth: number): JsonObject {
  if (depth <= 0) return { all: [leaf(chance, words)] };
  const inside = () => (chance.is(0.6) ? leaf(chance, words) : randomCondition(chance, words, depth - 1));
  return chance.pick<() => JsonObject>([
    () => ({ all: chance.many(chance.whole(1, 3), inside) }),
    () => ({ any: chance.many(chance.whole(1, 3), inside) }),
    () => ({ all: [inside(), { any: [inside(), inside()] }] }),
    () => ({ not: inside() }),
    () => (words.criteria.length === 0 ? { all: [inside()] } : { all: [{ ...chance.pick(words.criteria) }, inside()] }),
    () => ({ any: [{ ...inside(), name: '一项', priority: chance.whole(1, 5) }, inside()] }),
  ])();
}

function leaf(chance: Chance, words: Vocabulary): JsonObject {
  const readable = words.nouns.filter((noun) => noun.fact !== null);
  const noun = chance.pick(readable);
  const fact = noun.fact ?? { fact: '' };
  const [operator, value] = noun.isList ? ofList(chance, noun) : test(chance, noun, readable);
  const params = chance.is(0.03) ? { params: { since: '2026-01-01', limit: 3 } } : {};
  return { ...fact, operator, value, ...params };
}

type Test = readonly [operator: string, value: Json];

function test(chance: Chance, noun: Noun, others: readonly Noun[]): Test {
  const nots = () => chance.pick(['', '', '', 'not:', 'not:not:']);
  if (noun.isOptional && noun.isField && chance.is(0.12))
    return [chance.pick(['', '', 'not:']) + chance.pick(['isMissing', 'isPresent']), chance.is(0.5)];
  const same = others.filter((other) => other.kind === noun.kind && other !== noun && !other.isList);
  const other = (): Json =>
    same.length > 0 && chance.is(0.15) ? { ...chance.pick(same).fact } : constant(chance, noun);
  const list = (): Json => distinct(chance.many(chance.whole(1, 4), () => constant(chance, noun)));
  const sign = () => chance.pick(['equal', 'notEqual']);
  switch (noun.kind) {
    case 'number':
      // What a result can never be is refused as a constant of equality.
      if (!noun.isField) return ofResult(chance, noun, nots());
      return chance.pick<() => Test>([
        () => [nots() + order(chance), other()],
        () => [nots() + order(chance), finer(chance, noun)],
        () => [nots() + sign(), other()],
        () => [nots() + chance.pick(['in', 'notIn']), list()],
        () => [nots() + 'between', interval(chance, noun)],
        () => [`${nots()}${chance.pick(['someValue:', 'everyValue:'])}${chance.pick([order(chance), sign()])}`, list()],
        () => [`${nots()}swap:${order(chance)}`, constant(chance, noun)],
      ])();
    case 'string':
      return chance.pick<() => Test>([
        () => [nots() + sign(), other()],
        () => [nots() + chance.pick(['in', 'notIn']), list()],
        () => [nots() + chance.pick(PARTS), chance.pick(['g', '银', 'A', "o'", '%', 'Ｇ', 'old', 'D', ''])],
        () => [
          nots() + 'matches',
          chance.pick(['^[a-z]+$', '银.', 'A|低', '[0-9]{2}', "o'", '^\\S+$', '\\s', '^\\w\\D']),
        ],
        () => [
          `${nots()}folded:${chance.pick(PARTS)}`,
          chance.is(0.15) ? other() : chance.pick(['G', 'ｏ', ' A', "O'", '％']),
        ],
        () => [`${nots()}folded:${sign()}`, other()],
        () => [`${nots()}${chance.pick(['folded:someValue:', 'everyValue:folded:'])}${sign()}`, list()],
        () => [`${nots()}folded:${chance.pick(['in', 'notIn'])}`, list()],
        () => [`swap:${chance.pick(['contains', 'doesNotContain'])}`, list()],
      ])();
    case 'boolean':
      return [nots() + sign(), other()];
    case 'date':
    case 'instant':
      return chance.pick<() => Test>([
        () => [nots() + chance.pick(['before', 'after']), other()],
        () => [nots() + 'between', interval(chance, noun)],
        () => [nots() + sign(), constant(chance, noun)],
        () => [nots() + 'withinLast', chance.pick(['P1M', 'P3M', 'P1Y', 'P30D', 'P400D'])],
        () => [nots() + chance.pick(['in', 'notIn']), list()],
      ])();
  }
}

function ofResult(chance: Chance, noun: Noun, nots: string): Test {
  return chance.is(0.5) ? [nots + order(chance), finer(chance, noun)] : [`${nots}between`, interval(chance, noun)];
}

function ofList(chance: Chance, noun: Noun): Test {
  const operator =
    noun.kind === 'number' ? order(chance) : chance.pick(['equal', 'equal', 'folded:equal', 'folded:notEqual']);
  return chance.pick<() => Test>([
    () => [chance.pick(['contains', 'doesNotContain', 'not:contains']), constant(chance, noun)],
    () => [
      `${chance.pick(['someFact:', 'everyFact:', 'not:someFact:', 'everyFact:not:'])}${operator}`,
      constant(chance, noun),
    ],
    () => [
      `${chance.pick(['someFact:', 'everyFact:'])}${chance.pick(['someValue:', 'everyValue:'])}${operator}`,
      distinct(chance.many(2, () => constant(chance, noun))),
    ],
    () => [
      noun.kind === 'string' ? chance.pick(['someFact:in', 'folded:someFact:in']) : 'someFact:in',
      distinct(chance.many(2, () => constant(chance, noun))),
    ],
  ])();
}

const PARTS = ['startsWith', 'endsWith', 'containsText'] as const;
const order = (chance: Chance) => chance.pick(['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive']);
