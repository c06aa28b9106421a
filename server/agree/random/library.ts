import { type DeclaredField, type JsonObject, link, type Source } from '../../../definitions/index.ts';
import { Chance } from './chance.ts';
import { randomMatching, randomSegmentation } from './classifications.ts';
import {
  randomComputed,
  randomCriteria,
  randomFormula,
  randomRegression,
  randomScorecard,
  randomTable,
} from './decisions.ts';
import { randomDictionaries } from './entities.ts';
import { type Noun, nounOf, resultNoun, type TableNoun, type Vocabulary } from './vocabulary.ts';

/** A random library: dictionaries, reference tables, and decisions of all kinds that build on each other. Some will be refused by check. */
export function randomLibrary(seed: number): readonly Source[] {
  const chance = new Chance(seed);
  const dictionaries = randomDictionaries(chance);
  const { product } = dictionaries;
  const tables = [randomReference(chance, 'ftp'), randomReference(chance, 'fees')];
  const tableNouns = tables.map(tableNoun);
  const wordsOf = (entity: JsonObject, rows: Vocabulary['rows'], more: readonly Noun[] = []): Vocabulary => ({
    entity: `entity/${String(entity['name'])}`,
    nouns: [...nounsOf(entity), ...more],
    rows,
    criteria: [],
    tables: tableNouns,
  });
  const household = derived(chance, dictionaries.household, wordsOf(dictionaries.household, []), tables);
  const account = derived(chance, dictionaries.account, wordsOf(dictionaries.account, []), [household, ...tables]);
  const toHousehold = nounsOf(household).map(
    (noun): Noun => ({
      ...noun,
      feel: `household.${noun.feel}`,
      fact: { fact: 'household', path: `$.${noun.feel}` },
      isOptional: true,
      isField: false,
    }),
  );
  const rows = [{ name: 'accounts', nouns: nounsOf(account) }];
  const plain = wordsOf(dictionaries.customer, rows, toHousehold);
  const customer = derived(chance, dictionaries.customer, plain, [household, account, ...tables]);
  let words = wordsOf(customer, rows, toHousehold);
  const productWords: Vocabulary = {
    entity: 'entity/product',
    nouns: nounsOf(product),
    rows: [],
    criteria: [],
    tables: tableNouns,
  };
  const grades = randomScorecard(chance, 'product-risk', {
    ...productWords,
    nouns: productWords.nouns.filter((noun) => noun.feel !== 'code'),
  });
  const documents: JsonObject[] = [customer, account, household, product, ...tables, grades];
  const add = (document: JsonObject | undefined, nouns: readonly Noun[] = [], criteria: readonly string[] = []) => {
    if (document === undefined) return;
    documents.push(document);
    words = { ...words, nouns: [...words.nouns, ...nouns], criteria: [...words.criteria, ...criteria] };
  };
  const makers = chance.shuffled([0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 5]);
  makers.forEach((kind, i) => {
    const name = `d${i}`;
    if (kind === 0)
      return add(
        randomCriteria(chance, name, words),
        [resultNoun(`criteria/${name}#holds`, `holds${i}`, { kind: 'boolean' })],
        [`criteria/${name}`],
      );
    if (kind === 1) return add(...withOutputs(randomTable(chance, name, words), name, i));
    if (kind === 2) return add(...withScore(randomScorecard(chance, name, words), name, i));
    if (kind === 3) return add(...withLines(randomFormula(chance, name, words), name, i));
    if (kind === 4) return add(...withValue(randomRegression(chance, name, words), name, i));
    return add(randomSegmentation(chance, name, words));
  });
  const productGrade = (grades['bands'] ?? null) === null ? [] : [bandNoun(grades, 'product-risk', 99)];
  add(randomMatching(chance, 'match', words, { ...productWords, nouns: [...productWords.nouns, ...productGrade] }));
  return documents.map((document) => ({ document }));
}

/** Fields and derived fields. */
function nounsOf(entity: JsonObject): readonly Noun[] {
  const fields = Object.entries(entity['fields'] as unknown as Readonly<Record<string, DeclaredField>>);
  const own = (entity['derived'] ?? {}) as unknown as Readonly<Record<string, JsonObject>>;
  return [...fields.map(([name, declared]) => nounOf(name, declared)), ...derivedNouns(own)];
}

/** The entity with some derived fields; those that the check refuses are left out. `before`: what the entity stands on. */
function derived(chance: Chance, entity: JsonObject, words: Vocabulary, before: readonly JsonObject[]): JsonObject {
  let own: Record<string, JsonObject> = {};
  for (let i = 0; i < chance.whole(1, 3); i += 1) {
    const kind = chance.pick(['number', 'number', 'boolean', 'string', 'date'] as const);
    const known = { ...words, nouns: [...words.nouns, ...derivedNouns(own)] };
    own[`own${i}`] = randomComputed(chance, known, kind, 2);
  }
  for (;;) {
    const document = { ...entity, ...(Object.keys(own).length === 0 ? {} : { derived: own }) };
    const { problems } = link([...before, document].map((one) => ({ document: one })));
    const broken = problems.find(({ severity, pointer }) => severity === 'error' && pointer.startsWith('/derived/'));
    if (broken === undefined) return document;
    const [, , name] = broken.pointer.split('/');
    own = Object.fromEntries(Object.entries(own).filter(([one]) => one !== name));
  }
}

function derivedNouns(own: Readonly<Record<string, JsonObject>>): readonly Noun[] {
  return Object.entries(own).map(([name, { type, decimals }]) => ({
    feel: name,
    fact: { fact: name },
    kind: type === 'integer' || type === 'decimal' ? 'number' : (type as Noun['kind']),
    decimals: type === 'decimal' ? Number(decimals ?? 0) : 0,
    low: null,
    high: null,
    values: null,
    isOptional: true,
    isList: false,
    isField: false,
  }));
}

function withOutputs(document: JsonObject, name: string, i: number): [JsonObject, readonly Noun[]] {
  const isList = /^(rule-order|output-order|collect)$/.test(String(document['hitPolicy']));
  const outputs = document['outputs'] as readonly JsonObject[];
  if (isList) return [document, []];
  const nouns = outputs.map((output, j) => {
    const kind =
      output['type'] === 'integer' || output['type'] === 'decimal' ? 'number' : (output['type'] as Noun['kind']);
    const isCount = document['hitPolicy'] === 'collect-count';
    return resultNoun(`decision-table/${name}#${String(output['name'])}`, `out${i}x${j}`, {
      kind,
      decimals: isCount ? 0 : Number(output['decimals'] ?? 0),
      values: (output['enum'] as readonly string[] | undefined) ?? null,
    });
  });
  return [document, nouns];
}

function withScore(document: JsonObject, name: string, i: number): [JsonObject, readonly Noun[]] {
  const score = resultNoun(`scorecard/${name}#score`, `score${i}`, {
    kind: 'number',
    decimals: Number(document['decimals']),
    low: -200,
    high: 400,
  });
  return [document, document['bands'] === undefined ? [score] : [score, bandNoun(document, name, i)]];
}

function withValue(document: JsonObject, name: string, i: number): [JsonObject, readonly Noun[]] {
  return [
    document,
    [resultNoun(`regression/${name}#value`, `value${i}`, { kind: 'number', decimals: Number(document['decimals']) })],
  ];
}

function bandNoun(document: JsonObject, name: string, i: number): Noun {
  const values = (document['bands'] as readonly JsonObject[]).map((band) => String(band['name']));
  return resultNoun(`scorecard/${name}#band`, `band${i}`, { kind: 'string', values });
}

function withLines(document: JsonObject, name: string, i: number): [JsonObject, readonly Noun[]] {
  const nouns = (document['lines'] as readonly JsonObject[]).map((line) => {
    const kind = line['type'] === 'integer' || line['type'] === 'decimal' ? 'number' : (line['type'] as Noun['kind']);
    return resultNoun(`formula/${name}#${String(line['name'])}`, `f${i}${String(line['name'])}`, {
      kind,
      decimals: Number(line['decimals'] ?? 0),
    });
  });
  return [document, nouns];
}

function randomReference(chance: Chance, name: string): JsonObject {
  const hasValidity = chance.is(0.6);
  const texts = ['1y', 'AAA', '高', 'deposit'];
  const rows: JsonObject[] = [];
  for (const term of chance.some(texts, 3)) {
    for (const level of chance.some([1, 2, 3], 2)) {
      const days = hasValidity ? chance.some(['2024-01-01', '2025-06-30', '2026-02-28', '2027-01-01'], 3) : [''];
      for (const from of days) {
        const until = hasValidity && chance.is(0.2) ? { until: `${from.slice(0, 4)}-07-31` } : {};
        rows.push({
          term,
          level,
          ...(hasValidity ? { from } : {}),
          ...(from === '2025-06-30' || until.until !== undefined ? until : {}),
          rate: chance.whole(0, 9999) / 10_000,
          ...(chance.is(0.8) ? { fee: chance.whole(0, 500) } : {}),
        });
      }
    }
  }
  const validity: JsonObject = hasValidity ? { validFrom: 'from', validTo: 'until' } : {};
  const fields = { rate: { type: 'decimal', decimals: 4 }, fee: { type: 'integer', optional: true } };
  return { kind: 'reference', name, key: ['term', 'level'], ...validity, fields, rows };
}

function tableNoun(document: JsonObject): TableNoun {
  const rows = document['rows'] as readonly JsonObject[];
  const values = (key: string) => [...new Set(rows.map((row) => row[key] as string | number))];
  return {
    id: `reference/${String(document['name'])}`,
    keys: [
      { kind: 'string', values: values('term') },
      { kind: 'number', values: values('level') },
    ],
    columns: [
      { name: 'rate', kind: 'number' },
      { name: 'fee', kind: 'number' },
    ],
  };
}
