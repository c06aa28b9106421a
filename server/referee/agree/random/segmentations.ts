import type { Json, JsonObject } from '../../../../definitions/index.ts';
import { randomBins, randomParts } from './bins.ts';
import type { Chance } from './chance.ts';
import { randomCondition } from './conditions.ts';
import { binnable, type Vocabulary } from './vocabulary.ts';

/** A random segmentation of any method, with exceptions, stability and a limit of whom it is about. */
export function randomSegmentation(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const made = chance.pick([composite, composite, byCriteria, matrix, share])(chance, words);
  const classes = classNames(made);
  const isAll = made['mode'] === 'all';
  const exceptions = chance.is(0.35)
    ? {
        exceptions: chance.many(chance.whole(1, 2), (i) => ({
          when: randomCondition(chance, words, 1),
          class: chance.pick(classes),
          reason: `exception-${i}`,
        })),
      }
    : {};
  const hasScore = made['method'] === 'composite' || made['method'] === 'share';
  const move = (): JsonObject => ({
    after: chance.whole(1, 3),
    ...(chance.is(0.4) ? { atMost: chance.whole(1, 2) } : {}),
    ...(chance.is(0.3) ? { at: chance.pick(['month-end', 'quarter-end']) } : {}),
  });
  const buffer = hasScore && chance.is(0.5) ? { buffer: chance.whole(0, 50) / 10 } : {};
  const stability =
    !isAll && chance.is(0.4)
      ? {
          stability: {
            up: move(),
            ...(chance.is(0.8) ? { down: { ...move(), ...buffer } } : {}),
          },
        }
      : {};
  const appliesTo = chance.is(0.3) ? { appliesTo: randomCondition(chance, words, 1) } : {};
  return { kind: 'segmentation', name, entity: words.entity, ...made, ...appliesTo, ...exceptions, ...stability };
}

/** The names of the classes a segmentation can give. */
export function classNames(made: JsonObject): readonly string[] {
  const classes = made['classes'];
  const own = Array.isArray(classes) ? classes.map((one) => String((one as JsonObject)['name'])) : [];
  const { otherwise } = made;
  if (typeof otherwise === 'string') return own.includes(otherwise) ? own : [...own, otherwise];
  return typeof otherwise === 'object' && otherwise !== null && !Array.isArray(otherwise)
    ? [...own, String((otherwise as JsonObject)['name'])]
    : own;
}

const numbers = (words: Vocabulary) => binnable(words).filter(({ kind }) => kind === 'number');
const NAMES = ['bronze', 'silver', 'gold', '钻石'];

function composite(chance: Chance, words: Vocabulary): JsonObject {
  const scores = words.nouns.filter((noun) => noun.use?.endsWith('#score') === true && noun.kind === 'number');
  const pool = scores.length > 0 && chance.is(0.8) ? scores : numbers(words);
  const decimals = chance.whole(0, 4);
  const parts = [...new Set(chance.many(chance.whole(1, 3), () => chance.pick(pool)))].map((noun) => ({
    of: noun.fact?.fact ?? '',
    weight: chance.is(0.05) ? 0 : chance.whole(1, 100) / 100,
    ...(noun.isOptional
      ? chance.pick<JsonObject>([
          { ifMissing: 'reweigh' },
          { ifMissing: 'refuse' },
          { ifMissing: chance.whole(0, 80) },
          {},
        ])
      : {}),
  }));
  const range = { kind: 'number', decimals, low: -50, high: 150 } as const;
  const classes = randomParts(chance, range, 3).map((text, i) => ({
    name: NAMES[i] ?? `class${i}`,
    in: text,
    title: { 'zh-CN': `第${i}档`, en: `Tier ${i}` },
  }));
  return { method: 'composite', decimals, scores: parts, classes: chance.is(0.5) ? classes : chance.shuffled(classes) };
}

function byCriteria(chance: Chance, words: Vocabulary): JsonObject {
  const classes = NAMES.slice(0, chance.whole(1, 3)).map((name, i) => ({
    name,
    order: i,
    when: randomCondition(chance, words, 1),
  }));
  const otherwise = chance.pick<JsonObject>([
    {},
    { otherwise: { name: 'rest', order: 9 } },
    { otherwise: classes[0]?.name ?? '' },
    { otherwise: 'all-others' },
  ]);
  return {
    method: 'criteria',
    classes,
    ...(chance.is(0.4) ? { mode: chance.pick(['first', 'all']) } : {}),
    ...otherwise,
  };
}

function matrix(chance: Chance, words: Vocabulary): JsonObject {
  const axis = (prefix: string): { readonly of: string; readonly bands: readonly JsonObject[] } => {
    const noun = chance.pick(binnable(words));
    const bins = randomBins(chance, noun, { ...words, criteria: [] }, () => ({})).filter(
      (bin) => bin['when'] === undefined,
    );
    return { of: noun.fact?.fact ?? '', bands: bins.map((bin, i) => ({ name: `${prefix}${i}`, ...bin })) };
  };
  const [rows, columns] = [axis('r'), axis('c')];
  const cell = (): JsonObject => ({
    class: chance.pick(NAMES),
    ...(chance.is(0.4) ? { treatment: chance.pick<Json>(['电话回访', { 'zh-CN': '面谈', en: 'Meet' }]) } : {}),
  });
  const cells = Object.fromEntries(
    rows.bands.map((row) => [
      String(row['name']),
      Object.fromEntries(columns.bands.map((column) => [String(column['name']), cell()])),
    ]),
  );
  const classes = NAMES.map((name, i) => ({
    name,
    order: i,
    ...(i === 0 ? { treatment: { 'zh-CN': '自助', en: 'Self service' } } : {}),
  }));
  return { method: 'matrix', rows: { ...rows }, columns: { ...columns }, cells, classes };
}

function share(chance: Chance, words: Vocabulary): JsonObject {
  const noun = chance.pick(numbers(words));
  const cuts = [...new Set(chance.many(chance.whole(1, 3), () => chance.whole(1, 99)))].sort((a, b) => a - b);
  const bounds = [0, ...cuts, 100];
  const classes = bounds
    .slice(1)
    .map((high, i) => ({ name: NAMES[i] ?? `class${i}`, share: `(${bounds[i]}, ${high}]` }));
  return { method: 'share', of: noun.fact?.fact ?? '', classes };
}
