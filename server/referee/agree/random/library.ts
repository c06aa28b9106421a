import type { JsonObject, Source } from '../../../../definitions/index.ts';
import { Chance } from './chance.ts';
import { randomCriteria } from './criteria.ts';
import { randomTable } from './decision-tables.ts';
import { derived, nounsOf } from './derived.ts';
import { randomDictionaries } from './entities.ts';
import { randomFeed } from './feeds.ts';
import { randomCallables, randomFormula } from './formulas.ts';
import { randomMatching } from './matchings.ts';
import { randomReference, tableNoun } from './references.ts';
import { randomRegression } from './regressions.ts';
import { bandNoun, withClass, withLines, withOutputs, withScore, withValue } from './results.ts';
import { randomScorecard } from './scorecards.ts';
import { randomSegmentation } from './segmentations.ts';
import { relatedDecisions } from './related-decisions.ts';
import { type CriteriaNoun, type Noun, resultNoun, type Vocabulary } from './vocabulary.ts';

/** A random library: dictionaries, reference tables, and decisions of all kinds that build on each other. Some will be refused by check. */
export function randomLibrary(seed: number): readonly Source[] {
  const chance = new Chance(seed);
  const { documents, customer, product, grades } = ground(chance);
  let words = customer;
  const add = (
    document: JsonObject | undefined,
    nouns: readonly Noun[] = [],
    criteria: readonly CriteriaNoun[] = [],
  ) => {
    if (document === undefined) return;
    documents.push(document);
    words = { ...words, nouns: [...words.nouns, ...nouns], criteria: [...words.criteria, ...criteria] };
  };
  const makers = chance.shuffled([0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 5, 5]);
  makers.forEach((kind, i) => {
    const name = `d${i}`;
    if (kind === 0)
      return add(
        randomCriteria(chance, name, words),
        [resultNoun(`criteria/${name}#holds`, `holds${i}`, { kind: 'boolean' })],
        [{ condition: `criteria/${name}` }],
      );
    if (kind === 1) return add(...withOutputs(randomTable(chance, name, words), name, i));
    if (kind === 2) return add(...withScore(randomScorecard(chance, name, words), name, i));
    if (kind === 3) return add(...withLines(randomFormula(chance, name, words), name, i));
    if (kind === 4) return add(...withValue(randomRegression(chance, name, words), name, i));
    return add(...withClass(randomSegmentation(chance, name, words), name, i));
  });
  const productGrade = (grades['bands'] ?? null) === null ? [] : [bandNoun(grades, 'product-risk', 99)];
  add(randomMatching(chance, 'match', words, { ...product, nouns: [...product.nouns, ...productGrade] }));
  documents.push(randomFeed(new Chance(seed + 1), documents[0] ?? {}));
  return documents.map((document) => ({ document }));
}

/** What decisions stand on: dictionaries with derived fields, reference tables, formulas to be called, and what can be said of customers and products. */
function ground(chance: Chance) {
  const dictionaries = randomDictionaries(chance);
  const references = [randomReference(chance, 'ftp'), randomReference(chance, 'fees')];
  const tableNouns = references.map(tableNoun);
  const bare: Vocabulary = { entity: '', nouns: [], rows: [], criteria: [], tables: tableNouns, calls: [] };
  const { documents: callables, calls } = randomCallables(chance, bare, references);
  const tables = [...references, ...callables];
  const wordsOf = (entity: JsonObject, rows: Vocabulary['rows'], more: readonly Noun[] = []): Vocabulary => ({
    entity: `entity/${String(entity['name'])}`,
    nouns: [...nounsOf(entity), ...more],
    rows,
    criteria: [],
    tables: tableNouns,
    calls,
  });
  const area = derived(chance, dictionaries.area, wordsOf(dictionaries.area, []), tables);
  const toArea = nounsOf(area).map((noun) => along('area', noun));
  const household = derived(chance, dictionaries.household, wordsOf(dictionaries.household, [], toArea), [
    area,
    ...tables,
  ]);
  const toHousehold = [...nounsOf(household), ...toArea].map((noun) => along('household', noun));
  const hasBranch = dictionaries.account['relations'] !== undefined;
  const toBranch = hasBranch ? nounsOf(household).map((noun) => along('branch', noun)) : [];
  const account = derived(chance, dictionaries.account, wordsOf(dictionaries.account, [], toBranch), [
    household,
    area,
    ...tables,
  ]);
  const rows = [{ name: 'accounts', nouns: [...nounsOf(account), ...toBranch] }];
  const plain = wordsOf(dictionaries.customer, rows, toHousehold);
  const customer = derived(chance, dictionaries.customer, plain, [household, area, account, ...tables]);
  const product = derived(chance, dictionaries.product, wordsOf(dictionaries.product, []), tables);
  const productWords = wordsOf(product, []);
  const areas = relatedDecisions(chance, 'area', 'area', wordsOf(area, []));
  const ofArea = { nouns: areas.nouns, criteria: areas.criteria };
  const households = relatedDecisions(chance, 'household', 'home', withAll(wordsOf(household, [], toArea), ofArea));
  const customerWords = withAll(wordsOf(customer, rows, toHousehold), households);
  const grades = randomScorecard(chance, 'product-risk', {
    ...productWords,
    nouns: productWords.nouns.filter((noun) => noun.feel !== 'code'),
  });
  return {
    documents: [
      ...[customer, account, household, area, product, ...tables, grades],
      ...[...areas.documents, ...households.documents],
    ],
    customer: customerWords,
    product: productWords,
    grades,
  };
}

/** What can be said, with what the decisions on related rows say. */
const withAll = (words: Vocabulary, { nouns, criteria }: Pick<Vocabulary, 'nouns' | 'criteria'>): Vocabulary => ({
  ...words,
  nouns: [...words.nouns, ...nouns],
  criteria: [...words.criteria, ...criteria],
});

/** What can be named on a row, named from where a single relation leads to it. */
function along(relation: string, noun: Noun): Noun {
  const path = noun.fact?.path === undefined ? `$.${noun.feel}` : `$.${noun.fact.fact}${noun.fact.path.slice(1)}`;
  return {
    ...noun,
    feel: `${relation}.${noun.feel}`,
    fact: noun.fact === null ? null : { fact: relation, path },
    isOptional: true,
    isField: false,
  };
}
