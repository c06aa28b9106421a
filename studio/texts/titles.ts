import {
  claimedId,
  type DeclaredField,
  isObject,
  type Json,
  type JsonObject,
  type Text,
  unitName,
  unitWords,
} from '../../definitions/index.ts';
import type { Reader } from './reader.ts';
import { intervalText } from './interval-text.ts';
import './views.ts';

/** The documents a definition stands on, by id: where the titles of facts and results are found. */
export type Shelf = ReadonlyMap<string, JsonObject>;

/** Documents by the ids they claim; what is no document is left out. */
export const shelfOf = (documents: readonly unknown[]): Shelf =>
  new Map(
    documents
      .filter((one): one is JsonObject => isObject(one as Json))
      .map((document) => [claimedId(document), document]),
  );

/** How a view speaks of facts, results and classes by their titles. */
export interface Titles {
  /** A definition's title. */
  definition(id: string): string;
  /** The title of a fact: a field or derived field of `entity`, `customer.x` of a pair, or a result (`scorecard/credit#score`). */
  fact(fact: string): string;
  /** A value of a fact: bands and classes by their titles, figures with separators, yes and no in words. */
  value(fact: string, value: Json): string;
  /** A figure of a fact with its unit and at least so many decimals: `CNY 2,000`, `2,000 元`, `24 months`. */
  measured(fact: string, value: number | string, decimals?: number): string;
  /** A figure of a fact where its unit stands elsewhere; a share of one always in percent, which is how sentences tell it. */
  figure(fact: string, value: number | string, decimals?: number): string;
  /** An interval of a fact with its unit, as figures a reader takes in at once: `60 – <120 months`. */
  interval(fact: string, text: string): string;
  /** The same where the unit stands elsewhere. */
  bounds(fact: string, text: string): string;
  /** The unit of a fact, empty where it has none or is told in percent. */
  unit(fact: string): string;
  /** How a fact is declared: a field, a derived field, an input, or the line or output that gives a result. Undefined where that is not known. */
  declared(fact: string): JsonObject | undefined;
  /** The facts that may be named: fields, derived fields and inputs. */
  facts(): readonly string[];
  /** The titled parts that a result may be: bands, classes. None of a field. */
  parts(fact: string): readonly JsonObject[];
}

export function titlesOf(shelf: Shelf, entities: Readonly<Record<string, string>>, reader: Reader): Titles {
  const definition = (id: string) => reader.say(titleIn(shelf.get(id)) ?? id);
  const field = (fact: string) => stepsOf(shelf, entities, fact)?.at(-1);
  const declaredAs = (fact: string) => (fact.includes('/') ? resultPart(shelf, fact) : field(fact));
  const isShare = (fact: string) => isPercent(declaredAs(fact));
  const unit = (fact: string) => {
    const written = declaredAs(fact)?.['unit'];
    return typeof written === 'string' && !isShare(fact) ? unitName(reader, written) : '';
  };
  const figure = (fact: string, value: number | string, decimals = 0) =>
    isShare(fact) ? percentText(value, reader) : reader.number(value, decimals);
  const bounds = (fact: string, text: string) =>
    intervalText(text, { number: (end: number | string) => figure(fact, end) });
  return {
    definition,
    fact(fact) {
      if (fact.includes('/')) return resultTitle(shelf, fact, reader);
      const names = fact.split('.');
      const steps = stepsOf(shelf, entities, fact) ?? [];
      const titles = steps.map((step, i) =>
        reader.say(titleIn(step) ?? names[names.length - steps.length + i] ?? fact),
      );
      return titles.length === 0 ? fact : titles.join(reader.language === 'en' ? ': ' : '：');
    },
    value(fact, value) {
      if (typeof value === 'boolean') return reader.t(value ? 'form.yes' : 'form.no');
      if (typeof value === 'number') return figure(fact, value);
      if (typeof value === 'string')
        return reader.say(partTitle(shelf, fact, value) ?? labelIn(declaredAs(fact), value) ?? value);
      if (Array.isArray(value))
        return value.map((one: Json) => this.value(fact, one)).join(reader.language === 'en' ? ', ' : '、');
      if (isObject(value) && typeof value['fact'] === 'string') return this.fact(value['fact']);
      return value === null ? reader.t('view.missing') : JSON.stringify(value);
    },
    measured: (fact, value, decimals = 0) => {
      // What is counted is said by the title in English: `Loans renewed 2`.
      const isSaid = reader.language === 'en' && unitWords(String(declaredAs(fact)?.['unit'] ?? ''))?.en === 'none';
      return withUnit(figure(fact, value, decimals), isSaid ? '' : unit(fact));
    },
    figure,
    interval: (fact, text) => withUnit(bounds(fact, text), unit(fact)),
    bounds,
    unit,
    declared: declaredAs,
    facts: () => factsOf(shelf.get(entities[''] ?? '')),
    parts: (fact) => (fact.includes('/') ? partsOf(shelf, fact) : []),
  };
}

/** Where a document's facts are declared: under '' for plain facts (an entity, or a formula's own inputs), under the seat for a pair's. */
export function entitiesOf(document: JsonObject): Readonly<Record<string, string>> {
  const { entity, customer, product, kind, name } = document;
  const plain = entity ?? customer ?? `${String(kind)}/${String(name)}`;
  return Object.fromEntries(
    Object.entries({ '': plain, customer, product }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** What the steps of a fact lead through: relations, then the field; undefined where one is not there. */
function stepsOf(
  shelf: Shelf,
  entities: Readonly<Record<string, string>>,
  fact: string,
): readonly JsonObject[] | undefined {
  const [seat = '', ...behind] = fact.split('.');
  const isSeat = behind.length > 0 && seat !== '' && Object.hasOwn(entities, seat);
  let id: Json | undefined = entities[isSeat ? seat : ''];
  const found: JsonObject[] = [];
  for (const name of isSeat ? behind : [seat, ...behind]) {
    const entity: JsonObject | undefined = typeof id === 'string' ? shelf.get(id) : undefined;
    const declared: JsonObject | undefined = entity === undefined ? undefined : declaredIn(entity, name);
    if (declared === undefined) return undefined;
    found.push(declared);
    id = declared['entity'];
  }
  return found;
}

function factsOf(entity: JsonObject | undefined): readonly string[] {
  return ['fields', 'derived', 'inputs'].flatMap((part) => {
    const declared = entity?.[part];
    return isObject(declared) ? Object.keys(declared) : [];
  });
}

function declaredIn(entity: JsonObject, name: string): JsonObject | undefined {
  for (const part of ['fields', 'derived', 'relations', 'inputs']) {
    const declared = entity[part];
    const found = isObject(declared) && Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (isObject(found)) return found;
  }
  return undefined;
}

function resultTitle(shelf: Shelf, fact: string, { say, t, language }: Reader): string {
  const [id = '', output = ''] = fact.split('#');
  const document = shelf.get(id);
  const title = say(titleIn(document) ?? id);
  const line = resultPart(shelf, fact);
  if (line !== undefined) return `${title}${language === 'en' ? ': ' : '：'}${say(titleIn(line) ?? output)}`;
  return output === 'class' ? `${title} (${t('view.class')})` : title;
}

/** Whether a field's figures are shares of one, which are told in percent. */
export const isPercent = (declared: { readonly unit?: unknown } | undefined) => declared?.unit === 'ratio';

/** A share of one in percent, exactly: `0.0005` is `0.05%`. */
export function percentText(share: number | string, { number }: Pick<Reader, 'number'>): string {
  const [, minus = '', whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain(share)) ?? [];
  if (whole === undefined) return number(share);
  const digits = whole + (fraction ?? '').padEnd(2, '0');
  const point = whole.length + 2;
  const [before, after] = [digits.slice(0, point).replace(/^0+(?=\d)/, ''), digits.slice(point).replace(/0+$/, '')];
  const figure = number(`${minus}${before}${after === '' ? '' : `.${after}`}`);
  return `${figure}%`;
}

/** A figure as plain decimal text, which very small numbers are not by themselves. */
const plain = (figure: number | string) =>
  typeof figure === 'string' ? figure : figure.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 15 });

/** A currency stands before its figure in English, every other unit behind it. */
function withUnit(figure: string, unit: string): string {
  if (unit === '') return figure;
  return /^[A-Z]{3}\b/.test(unit) ? `${unit} ${figure}` : `${figure} ${unit}`;
}

/** The line or output that a result names. */
function resultPart(shelf: Shelf, fact: string): JsonObject | undefined {
  const [id = '', output = ''] = fact.split('#');
  const parts = ['lines', 'outputs'].flatMap((key) => listIn(shelf.get(id), key));
  return parts.find((part) => part['name'] === output);
}

/** The title of a band or class that a result's text names, of a matrix's rows and columns too. */
function partTitle(shelf: Shelf, fact: string, value: string): Text | undefined {
  return titleIn(partsOf(shelf, fact).find((part) => part['name'] === value));
}

/** Bands and classes, of a matrix's rows, columns and cells too. */
function partsOf(shelf: Shelf, fact: string): readonly JsonObject[] {
  const document = shelf.get(fact.replace(/#.*$/, ''));
  const otherwise = document?.['otherwise'];
  return [
    ...[document, document?.['rows'], document?.['columns']].flatMap((one) =>
      isObject(one) ? listIn(one, 'bands') : [],
    ),
    ...listIn(document, 'classes'),
    ...(isObject(otherwise) ? [otherwise] : []),
    ...cellsIn(document).map((cell) => ({ ...cell, name: cell['class'] ?? '' })),
  ];
}

/** The cells of a matrix: each names a class, and may carry its title. */
function cellsIn(document: JsonObject | undefined): readonly JsonObject[] {
  const cells = document?.['cells'];
  const rows = isObject(cells) ? Object.values(cells).filter(isObject) : [];
  return rows.flatMap((row) => Object.values(row).filter(isObject));
}

function listIn(document: JsonObject | undefined, key: string): readonly JsonObject[] {
  const list = document?.[key];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The label of an enum's member, as a field, a column or an output declares it. */
export function labelIn(declared: { readonly labels?: unknown } | undefined, member: string): Text | undefined {
  const labels = declared?.labels;
  const label = isObject(labels) && Object.hasOwn(labels, member) ? labels[member] : undefined;
  return typeof label === 'string' || isObject(label) ? (label as Text) : undefined;
}

/** A document's or part's title: documents that passed their schema hold a text here. */
export function titleIn(part: JsonObject | DeclaredField | undefined): Text | undefined {
  const title = part?.title;
  return typeof title === 'string' || isObject(title) ? (title as Text) : undefined;
}
