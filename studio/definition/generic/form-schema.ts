import { isObject, type Json, type JsonObject, type Language, LANGUAGES, nameFor } from '../../../definitions/index.ts';

/** What of a document a form shows: a schema of those parts alone, and the keys that stay as they are. */
export interface FormOfKind {
  readonly schema: JsonObject;
  readonly kept: readonly string[];
}

/** So deep parts within parts are shown. */
const DEEPEST = 5;
/** Keys that say which document it is, and what is tried on it: none of them is a field of a form. */
const ASIDE: ReadonlySet<string> = new Set(['kind', 'name', 'cases']);

/** What every definition says about itself. */
export const HEAD: ReadonlySet<string> = new Set([
  'title',
  'description',
  'subject',
  'owner',
  'purpose',
  'basis',
  'reviewBy',
]);

/**
 * The form of a document of a kind: every part of its schema that plain fields can hold, with the schema's own titles and descriptions in
 * the reader's language. Of a part that may have several forms the one it has is shown; dictionaries are shown by the names they have. `only`: of these keys alone.
 */
export function formOfKind(
  schema: JsonObject,
  document: JsonObject,
  language: Language,
  only: ReadonlySet<string> | null = null,
): FormOfKind {
  const properties = membersOf(schema['properties']).filter(([key]) => !ASIDE.has(key) && (only?.has(key) ?? true));
  const walk = { language, definitions: Object.fromEntries(membersOf(schema['$defs'])), depth: 0 };
  const shown = properties.map(([key, part]) => [key, shownAs(part, document[key], walk)] as const);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(shown.filter((entry): entry is [string, JsonObject] => entry[1] !== null)),
      required: required.filter((key) => shown.some(([name, part]) => name === key && part !== null)),
    },
    kept: shown.filter(([key, part]) => part === null && document[key] !== undefined).map(([key]) => key),
  };
}

interface Walk {
  readonly language: Language;
  readonly definitions: Readonly<Record<string, JsonObject>>;
  readonly depth: number;
}

/** The schema of a part as a form shows it; null where plain fields cannot hold it. */
function shownAs(part: JsonObject, value: Json | undefined, walk: Walk): JsonObject | null {
  if (walk.depth > DEEPEST) return null;
  const name = /^#\/\$defs\/(.+)$/.exec(String(part['$ref'] ?? ''))?.[1];
  const piece = name === undefined ? part : (walk.definitions[name] ?? {});
  const said = labelled({ ...piece, ...part }, walk.language);
  const inner = { ...walk, depth: walk.depth + 1 };
  const forms = piece['anyOf'];
  if (Array.isArray(forms)) {
    const fitting = forms.filter((one: Json): one is JsonObject => isObject(one)).filter((one) => fits(one, value));
    // Of what is not there yet, the richest form is offered: a text for each language.
    const form = value === undefined ? fitting.findLast(({ type }) => type === 'object') : fitting[0];
    const shown = form === undefined ? null : shownAs(form, value, inner);
    return shown === null ? null : { ...shown, ...said };
  }
  if (!fits(piece, value)) return null;
  if (Array.isArray(piece['enum'])) return { type: 'string', enum: piece['enum'], ...said };
  switch (piece['type']) {
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
      return { type: piece['type'], ...said };
    case 'array': {
      const items = itemsShown(piece['items'], value, inner);
      return items === null ? null : { type: 'array', items, ...said };
    }
    case 'object':
      return objectShown(piece, value, inner, said);
    default:
      return null;
  }
}

/** Items of a list are shown where one form shows them all. */
function itemsShown(items: Json | undefined, value: Json | undefined, walk: Walk): JsonObject | null {
  if (!isObject(items)) return null;
  const found = Array.isArray(value) ? (value as readonly Json[]) : [];
  const shown = (found.length === 0 ? [undefined] : found).map((one) => shownAs(items, one, walk));
  const [first] = shown;
  const isOne =
    first !== undefined && first !== null && shown.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return isOne ? first : null;
}

function objectShown(piece: JsonObject, value: Json | undefined, walk: Walk, said: JsonObject): JsonObject | null {
  const own = isObject(value) ? value : {};
  const members = piece['additionalProperties'];
  const parts = isObject(members)
    ? Object.keys(own).map((key): [string, JsonObject] => [key, { title: key, ...members }])
    : membersOf(piece['properties']).map(([key, part]): [string, JsonObject] => [
        key,
        { ...(isLanguage(key) ? { title: IN_LANGUAGE[key] } : {}), ...part },
      ]);
  if (parts.length === 0) return null;
  const shown = parts.map(([key, part]) => [key, shownAs(part, own[key], walk)] as const);
  if (shown.some(([, part]) => part === null)) return null;
  return { type: 'object', properties: Object.fromEntries(shown) as JsonObject, ...said };
}

/** The two languages of a text, as the schemas write a name in both. */
const IN_LANGUAGE: Readonly<Record<Language, string>> = { 'zh-CN': '中文 / Chinese', en: '英文 / English' };
const isLanguage = (key: string): key is Language => LANGUAGES.some((one) => one === key);

/** Whether a value has the form of a schema, as far as its type tells. */
function fits(piece: JsonObject, value: Json | undefined): boolean {
  if (value === undefined) return true;
  if (piece['$ref'] !== undefined) return true;
  const types = [piece['type']].flat();
  const found = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  if (Array.isArray(piece['enum']) && piece['type'] === undefined) return piece['enum'].includes(value);
  return types.includes(found) || (found === 'number' && types.includes('integer') && Number.isInteger(value));
}

/** A document with what a form says of its shown parts; what is emptied is gone, and what the form does not show is as it was. */
export function withForm(document: JsonObject, data: Json, { schema }: FormOfKind): JsonObject {
  if (!isObject(data)) return document;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const next: Record<string, Json> = { ...document };
  for (const key of Object.keys(properties)) {
    const value = cleaned(data[key], document[key]);
    if (value === undefined) delete next[key];
    else next[key] = value;
  }
  return JSON.stringify(next) === JSON.stringify(document) ? document : next;
}

/** A part without what nothing was typed into; parts that did not change are the same, in the order they had. */
function cleaned(value: Json | undefined, before: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return value === before ? before : undefined;
  if (Array.isArray(value)) {
    const stood: readonly Json[] = Array.isArray(before) ? before : [];
    // An item that was just added holds nothing yet.
    return (value as readonly (Json | undefined)[]).map(
      (one, i) => cleaned(one, stood[i]) ?? (isObject(one ?? null) ? {} : ''),
    );
  }
  if (!isObject(value)) return value;
  const own = isObject(before) ? before : {};
  const keys = [...Object.keys(own), ...Object.keys(value).filter((key) => !(key in own))];
  const entries = keys.flatMap((key): [string, Json][] => {
    const part = cleaned(value[key], own[key]);
    return part === undefined ? [] : [[key, part]];
  });
  return entries.length === 0 && !isObject(before) ? undefined : Object.fromEntries(entries);
}

function labelled(part: JsonObject, language: Language): JsonObject {
  const { title, description } = part;
  const [zh = '', en = ''] = String(description ?? '').split('\n');
  const told = language === 'en' ? en : zh;
  return {
    ...(typeof title === 'string' ? { title: nameFor(title, language) } : {}),
    ...(told === '' ? {} : { description: told }),
  };
}

function membersOf(part: Json | undefined): readonly (readonly [string, JsonObject])[] {
  return isObject(part)
    ? Object.entries(part).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    : [];
}
