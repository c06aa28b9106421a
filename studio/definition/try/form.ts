import {
  type Field,
  type JsonObject,
  type Json,
  type Language,
  type ReadField,
  type ReadSet,
  say,
  type Text,
  type Type,
  unitName,
} from '../../../definitions/index.ts';

/** A request as a form: JSON Schema 2020-12, every part with its title, unit and domain in the reader's language. */
export type TryForm = JsonObject;

/** A class that the last run may have given: its name and title. */
export interface KnownClass {
  readonly name: string;
  readonly title: Text;
}

/** The form of a request: only what the decision reads. `classes` are those that `$previous` may name. */
export function formOf(reads: ReadSet, language: Language, classes: readonly KnownClass[] = []): TryForm {
  const products = reads.products;
  return {
    type: 'object',
    properties: {
      facts: objectOf(reads.fields, language),
      ...(products === null
        ? {}
        : { products: { ...listOf(objectOf(products, language)), title: SAID.products[language] } }),
      ...(reads.asOf ? { $asOf: { type: 'string', format: 'date', title: SAID.asOf[language] } } : {}),
      ...(reads.previous ? { $previous: previousOf(language, classes) } : {}),
    },
    required: ['facts'],
  };
}

const SAID = {
  products: { 'zh-CN': '产品', en: 'Products' },
  asOf: { 'zh-CN': '评估日', en: 'As of' },
  previous: { 'zh-CN': '上次分类', en: 'Class of the last run' },
  class: { 'zh-CN': '类别', en: 'Class' },
  since: { 'zh-CN': '自', en: 'Since' },
  misses: { 'zh-CN': '连续未达标次数', en: 'Runs below the bound' },
  run: { 'zh-CN': '上次评估日', en: 'Day of the last run' },
} as const;

function previousOf(language: Language, classes: readonly KnownClass[]): JsonObject {
  const choices = {
    enum: classes.map(({ name }) => name),
    labels: Object.fromEntries(classes.map(({ name, title }) => [name, say(title, language)])),
  };
  return {
    type: 'object',
    title: SAID.previous[language],
    properties: {
      class: { type: 'string', title: SAID.class[language], ...(classes.length === 0 ? {} : choices) },
      since: { type: 'string', format: 'date', title: SAID.since[language] },
      misses: { type: 'integer', title: SAID.misses[language] },
      run: { type: 'string', format: 'date', title: SAID.run[language] },
    },
  };
}

function objectOf(fields: readonly ReadField[], language: Language): JsonObject {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((read) => [read.field.name, partOf(read, language)])),
    required: fields.filter(({ field }) => !field.optional).map(({ field }) => field.name),
  };
}

function partOf({ field, rows }: ReadField, language: Language): JsonObject {
  const title = titleOf(field, language);
  if (rows !== null) {
    const row = objectOf(rows, language);
    return field.type.kind === 'list' ? { ...listOf(row), title } : { ...row, title };
  }
  return { ...valueOf(field.type), ...labelsOf(field, language), title, ...hintOf(field.type, language) };
}

/** The members of an enum by their labels, under a key that validators ignore: the widget shows them. */
function labelsOf({ labels }: Field, language: Language): { readonly labels?: JsonObject } {
  if (labels === undefined) return {};
  return {
    labels: Object.fromEntries(Object.entries(labels).map(([member, label]) => [member, say(label, language)])),
  };
}

const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items });

function titleOf(field: Field, language: Language): string {
  const title = say(field.title, language);
  if (field.unit === undefined || field.unit === '') return title;
  const unit = unitName({ language }, field.unit);
  return language === 'zh-CN' ? `${title}（${unit}）` : `${title} (${unit})`;
}

function valueOf(type: Type): JsonObject {
  switch (type.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'string':
      return type.enum === undefined ? { type: 'string' } : { type: 'string', enum: type.enum };
    case 'number': {
      // A figure beyond 15 digits goes as text: a JSON number would lose digits.
      if (isWide(type)) return { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };
      const [minimum, maximum] = [end(type.minimum, type.decimals), end(type.maximum, type.decimals)];
      return {
        type: type.decimals === 0 ? 'integer' : 'number',
        ...(minimum === undefined ? {} : { minimum }),
        ...(maximum === undefined ? {} : { maximum }),
      };
    }
    case 'date':
      return { type: 'string', format: 'date' };
    case 'instant':
      return { type: 'string', format: 'date-time' };
    case 'list':
      return listOf(valueOf(type.of));
    case 'duration':
    case 'approximate':
    case 'row':
      return {};
  }
}

const DIGITS_15 = 999_999_999_999_999n;
type Figures = Extract<Type, { kind: 'number' }>;
const isWide = (type: Figures) => type.minimum < -DIGITS_15 || type.maximum > DIGITS_15;

/** A bound that somebody stated; the default domain of 15 digits is no news to a reader. */
function end(scaled: bigint, decimals: number): number | undefined {
  return scaled === DIGITS_15 || scaled === -DIGITS_15 ? undefined : Number(scaled) / 10 ** decimals;
}

/** Bounds as far away as this are there for the arithmetic, not for the reader. */
const NO_NEWS = 1e9;

/** The domain as a hint under the field. */
function hintOf(type: Type, language: Language): { readonly [key: string]: Json } {
  if (type.kind !== 'number' || isWide(type)) return {};
  const text = (scaled: bigint) => {
    const bound = end(scaled, type.decimals);
    if (bound === undefined || Math.abs(bound) >= NO_NEWS) return undefined;
    return bound.toLocaleString(language, { maximumFractionDigits: 12 });
  };
  const [low, high] = [text(type.minimum), text(type.maximum)];
  if (low !== undefined && high !== undefined) return { description: `${low} – ${high}` };
  if (low !== undefined) return { description: `≥ ${low}` };
  return high === undefined ? {} : { description: `≤ ${high}` };
}
