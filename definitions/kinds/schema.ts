import type { JsonObject } from '../model/json.ts';
import { LANGUAGES } from '../model/text.ts';
import { CAMEL_NAME, type Form, KEBAB_NAME, referenceForm } from './forms.ts';

/**
 * What kinds' schemas are made of (JSON Schema 2020-12). A kind's schema stands alone: the pieces it points at by
 * `#/$defs/…` are put into it by `kindSchema`. Titles are bilingual, "中文 / English", because a form shows them as they are.
 *
 * Keywords that definitions are validated by (others are annotations): type, enum, const, pattern, minimum, maximum,
 * exclusiveMinimum, minLength, maxLength, items, minItems, maxItems, uniqueItems, properties, required, additionalProperties,
 * propertyNames, minProperties, maxProperties, dependentRequired, anyOf, oneOf, $ref to `#/$defs/…`.
 */

/** A title in both languages. */
export const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });

/** A text of a given form. */
export function formed(form: Form, zh: string, en: string): JsonObject {
  return { type: 'string', maxLength: 300, pattern: form.pattern, ...title(zh, en) };
}
/** A mention of a definition of one of `kinds` (none named: of any kind). */
export const mention = (zh: string, en: string, ...kinds: readonly string[]) => formed(referenceForm(kinds), zh, en);
export const kebabName = (zh: string, en: string) => formed(KEBAB_NAME, zh, en);
export const camelName = (zh: string, en: string) => formed(CAMEL_NAME, zh, en);

/** An object whose keys are exactly `properties`. */
export function object(properties: JsonObject, required: readonly string[] = [], more: JsonObject = {}): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false, ...more };
}

/** A text that customers and staff read: in each language, of `most` characters. */
export function textInBoth(most: number, zh: string, en: string): JsonObject {
  const text = { type: 'string', minLength: 1, maxLength: most };
  return {
    ...title(zh, en),
    ...object({ 'zh-CN': { ...text, ...title('中文', 'Chinese') }, en: { ...text, ...title('英文', 'English') } }, [
      ...LANGUAGES,
    ]),
  };
}

/** A list. */
export function list(items: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'array', items, ...more };
}

/** An object as a dictionary: keys of a form, values of a schema. */
export function dictionary(keys: Form, values: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    type: 'object',
    propertyNames: { pattern: keys.pattern },
    additionalProperties: values,
    maxProperties: 5000,
    ...more,
  };
}
