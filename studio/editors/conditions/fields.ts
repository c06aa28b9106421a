import {
  type DeclaredField,
  isObject,
  type Json,
  type JsonObject,
  LANGUAGES,
  say,
} from '../../../definitions/index.ts';
import { type Shelf, type Titles, titleIn } from '../../texts/titles.ts';
import { type ColumnValues, valuesOf } from '../decision-table/columns.ts';
import { keyOf, type Mention } from './node.ts';

/** A field as a row may read it: of the record, of a record that one relation leads to, or a result of another definition. */
export interface ReadableField {
  readonly mention: Mention;
  readonly title: string;
  /** What it is found by: its titles in every language and its name, in small letters. */
  readonly names: readonly string[];
  readonly type: DeclaredField['type'];
  readonly isList: boolean;
  readonly unit: string;
  /** How its values are written and read; its members are the only ones, where there are any. */
  readonly values: ColumnValues;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly decimals: number | null;
  readonly mayBeMissing: boolean;
}

/** The entities whose records are read: under `''` of plain facts, under its seat each of a pair (`customer.age`). */
export type Seats = Readonly<Record<string, string>>;

/** What rows may read of records of entities, by `keyOf` of its mention. `self`: the definition itself, whose result it cannot read. */
export function fieldsOf(seats: Seats, self: string, shelf: Shelf, titles: Titles): ReadonlyMap<string, ReadableField> {
  const plain = seats[''];
  const entities = new Set(Object.values(seats));
  const own = Object.entries(seats).flatMap(([seat, entity]) =>
    ownFields(shelf.get(entity)).map(([name, declared, isOptional]) => ({
      mention: { fact: seat === '' ? name : `${seat}.${name}` },
      declared,
      isOptional,
      titles: [declared],
    })),
  );
  const related = relationsOf(plain === undefined ? undefined : shelf.get(plain)).flatMap(([relation, of]) =>
    ownFields(shelf.get(String(of['entity']))).map(([name, declared]) => ({
      mention: { fact: relation, path: `$.${name}` },
      declared,
      isOptional: true,
      titles: [of, declared],
    })),
  );
  const results = [...shelf].flatMap(([id, document]) =>
    id === self || !entities.has(String(document['entity']))
      ? []
      : resultsOf(document).map(([output, declared]) => ({
          mention: { fact: `${id}#${output}` },
          declared,
          isOptional: true,
          titles: [document, declared],
        })),
  );
  const made = [...own, ...related, ...results].map((one) => readable(one, titles));
  return new Map(made.map((field) => [keyOf(field.mention), field]));
}

type Declared = JsonObject;

function readable(
  from: {
    readonly mention: Mention;
    readonly declared: Declared;
    readonly isOptional: boolean;
    readonly titles: readonly JsonObject[];
  },
  titles: Titles,
): ReadableField {
  const { mention, declared } = from;
  const path = `${mention.fact}${(mention.path ?? '').replace(/^\$/, '')}`;
  const inEach = LANGUAGES.map((language) =>
    from.titles.map((one) => say(titleIn(one) ?? '', language)).join(language === 'en' ? ': ' : '：'),
  );
  return {
    mention,
    title: titles.fact(path),
    names: [titles.fact(path), ...inEach, mention.fact].map((name) => name.toLowerCase()).filter((name) => name !== ''),
    // The schema of a declared field holds.
    type: declared['type'] as DeclaredField['type'],
    isList: declared['series'] === true,
    unit: titles.unit(path),
    values: valuesOf(declared, []),
    minimum: boundOf(declared['minimum']),
    maximum: boundOf(declared['maximum']),
    decimals:
      declared['type'] === 'integer' ? 0 : typeof declared['decimals'] === 'number' ? declared['decimals'] : null,
    mayBeMissing: from.isOptional,
  };
}

const boundOf = (bound: Json | undefined) =>
  typeof bound === 'number' || typeof bound === 'string' ? String(bound) : null;

/** Fields and derived fields of an entity, and whether each may be missing. */
function ownFields(entity: JsonObject | undefined): readonly (readonly [string, Declared, boolean])[] {
  const [fields, derived] = [entriesOf(entity?.['fields']), entriesOf(entity?.['derived'])];
  return [
    ...fields.map(([name, declared]) => [name, declared, declared['optional'] === true] as const),
    ...derived.map(([name, declared]) => [name, declared, true] as const),
  ];
}

/** Relations that lead to one record. */
const relationsOf = (entity: JsonObject | undefined) =>
  entriesOf(entity?.['relations']).filter(([, relation]) => relation['many'] !== true);

const entriesOf = (part: Json | undefined): readonly (readonly [string, JsonObject])[] =>
  isObject(part) ? Object.entries(part).flatMap(([name, one]) => (isObject(one) ? [[name, one] as const] : [])) : [];

/** The results of a definition that other conditions may read, each declared as a field is. */
function resultsOf(document: JsonObject): readonly (readonly [string, Declared])[] {
  switch (document['kind']) {
    case 'scorecard': {
      const bands = namedParts(document['bands']);
      const score = ['score', { type: 'decimal', decimals: document['decimals'] ?? 0, title: '' }] as const;
      return bands.length === 0 ? [score] : [score, ['band', choiceOf(bands)]];
    }
    case 'segmentation':
      return document['mode'] === 'all' || document['method'] === 'matrix'
        ? []
        : [['class', choiceOf([...namedParts(document['classes']), ...namedParts([document['otherwise'] ?? null])])]];
    case 'regression':
      return [['value', { type: 'decimal', decimals: document['decimals'] ?? 0, title: '' }]];
    case 'formula': {
      const outputs = document['outputs'];
      const named = Array.isArray(outputs) ? (outputs as readonly Json[]) : null;
      return namedParts(document['lines']).flatMap((line) =>
        line['series'] === true || (named !== null && !named.includes(line['name'] ?? null))
          ? []
          : [[String(line['name']), line] as const],
      );
    }
    case 'decision-table':
      return /^(unique|first|any|priority)$/.test(String(document['hitPolicy']))
        ? namedParts(document['outputs']).map((output) => [String(output['name']), output] as const)
        : [];
    default:
      return [];
  }
}

const namedParts = (list: Json | undefined): readonly JsonObject[] =>
  Array.isArray(list)
    ? list.filter((one: Json): one is JsonObject => isObject(one) && typeof one['name'] === 'string')
    : [];

function choiceOf(parts: readonly JsonObject[]): Declared {
  return {
    type: 'string',
    enum: parts.map((part) => String(part['name'])),
    labels: Object.fromEntries(parts.map((part) => [String(part['name']), part['title'] ?? String(part['name'])])),
  };
}
