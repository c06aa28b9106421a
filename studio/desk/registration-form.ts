import { isObject, type Json, type JsonObject, say, type Text, unitName } from '../../definitions/index.ts';
import { bankInstant } from '../texts/day.ts';
import type { Reader } from '../texts/reader.ts';

/** The fields that a type of requests asks for, as JSON Schema: titles, labels and bounds of its entity, in the order of its form. */
export function registrationForm(
  type: JsonObject,
  entity: JsonObject,
  { language }: Pick<Reader, 'language'>,
): JsonObject {
  const fields = isObject(entity['fields']) ? entity['fields'] : {};
  const asked = askedFields(type).filter((name) => isObject(fields[name]));
  const properties = Object.fromEntries(
    asked.map((name) => [name, partOf(fields[name] as JsonObject, name, language)]),
  );
  const required = asked.filter((name) => (fields[name] as JsonObject)['optional'] !== true);
  return {
    type: 'object',
    properties: { facts: { type: 'object', properties, required } },
    required: ['facts'],
  };
}

/** The fields of a type's form, in their order. */
export function askedFields(type: JsonObject): readonly string[] {
  const form = type['form'];
  const sections = isObject(form) && Array.isArray(form['sections']) ? form['sections'] : [];
  return sections.flatMap((section: Json) =>
    isObject(section) && Array.isArray(section['fields']) ? section['fields'].map(String) : [],
  );
}

/** How the types of fields stand in JSON Schema. */
const TYPES: Readonly<Record<string, JsonObject>> = {
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  decimal: { type: 'number' },
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
};

function partOf(field: JsonObject, name: string, language: Reader['language']): JsonObject {
  const { labels, minimum, maximum, unit } = field;
  // Bounds beyond 15 digits are written as text; so is a figure within them, which a JSON number would cut.
  const isWide = typeof minimum === 'string' || typeof maximum === 'string';
  const told = isObject(labels)
    ? { labels: Object.fromEntries(Object.entries(labels).map(([code, text]) => [code, say(text as Text, language)])) }
    : {};
  return {
    ...(isWide
      ? { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }
      : (TYPES[String(field['type'])] ?? { type: 'string' })),
    ...(Array.isArray(field['enum']) && { enum: field['enum'] }),
    ...(typeof minimum === 'number' && { minimum }),
    ...(typeof maximum === 'number' && { maximum }),
    ...told,
    title: withUnit(say((field['title'] as Text | undefined) ?? name, language), unit, language),
  };
}

/** What a new registration begins with: its instants are now, by the bank's clock. */
export function filledIn(form: JsonObject, now: Date): JsonObject {
  const { facts } = form['properties'] as {
    readonly facts: { readonly properties: Readonly<Record<string, JsonObject>> };
  };
  const at = bankInstant(now);
  return Object.fromEntries(
    Object.entries(facts.properties).flatMap(([name, { format }]) => (format === 'date-time' ? [[name, at]] : [])),
  );
}

function withUnit(title: string, unit: Json | undefined, language: Reader['language']): string {
  if (typeof unit !== 'string' || unit === '') return title;
  const name = unitName({ language }, unit);
  return language === 'zh-CN' ? `${title}（${name}）` : `${title} (${name})`;
}
