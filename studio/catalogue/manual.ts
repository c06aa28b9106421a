import { isObject, type Json, type JsonObject, type Language, nameFor } from '../../definitions/index.ts';

/** One key of a kind's documents, as its manual page tells it. */
export interface ManualLine {
  /** The keys that lead to it; `[]` stands for each item of a list, `{}` for each member by its name. */
  readonly path: string;
  readonly depth: number;
  /** What people call it; empty where the schema does not say. */
  readonly title: string;
  readonly told: string;
  readonly form: ManualForm;
  /** The only values it may have. */
  readonly values: readonly string[];
  readonly isRequired: boolean;
}

export type ManualForm = 'text' | 'figure' | 'whole' | 'yes-no' | 'list' | 'parts' | 'named' | 'several' | 'any';

/** So deep parts within parts are told; what points back to what it stands in is told once. */
const DEEPEST = 3;

/** The keys of a kind's documents, in the order of its schema: each with what the schema itself says of it in a language. */
export function manualLines(schema: JsonObject, language: Language): readonly ManualLine[] {
  return linesIn(schema, { path: '', depth: 0, language, definitions: partsOf(schema, '$defs'), within: [] });
}

/** A description in both languages, one a line: the one in this language. */
export function toldIn(description: Json | undefined, language: Language): string {
  const [zh = '', en] = String(description ?? '').split('\n');
  return language === 'en' ? (en ?? '') : zh;
}

interface Walk {
  readonly path: string;
  readonly depth: number;
  readonly language: Language;
  readonly definitions: Readonly<Record<string, JsonObject>>;
  /** The pieces that are being told, by their names. */
  readonly within: readonly string[];
}

function linesIn(object: JsonObject, walk: Walk): readonly ManualLine[] {
  const required = Array.isArray(object['required']) ? (object['required'] as readonly Json[]) : [];
  return Object.entries(partsOf(object, 'properties')).flatMap(([key, part]) =>
    linesOf(part, { ...walk, path: walk.path === '' ? key : `${walk.path}.${key}` }, required.includes(key)),
  );
}

function linesOf(part: JsonObject, walk: Walk, isRequired: boolean): readonly ManualLine[] {
  const { piece, name } = resolved(part, walk.definitions);
  const { language, path, depth } = walk;
  const line: ManualLine = {
    path,
    depth,
    title: nameFor(String(part['title'] ?? piece['title'] ?? ''), language),
    told: toldIn(part['description'] ?? piece['description'], language),
    form: formOf(piece),
    values: Array.isArray(piece['enum']) ? piece['enum'].map(String) : [],
    isRequired,
  };
  if (depth >= DEEPEST || (name !== null && walk.within.includes(name))) return [line];
  const inner = { ...walk, depth: depth + 1, within: name === null ? walk.within : [...walk.within, name] };
  return [line, ...alternatives(piece).flatMap((one) => within(one, inner))];
}

/** The parts of an object, of each item of a list, of each member of a dictionary. */
function within(piece: JsonObject, walk: Walk): readonly ManualLine[] {
  const own = linesIn(piece, walk);
  const nested = (key: 'items' | 'additionalProperties', sign: string) => {
    const item = piece[key];
    if (!isObject(item)) return [];
    const found = resolved(item, walk.definitions);
    if (found.name !== null && walk.within.includes(found.name)) return [];
    const inner = {
      ...walk,
      path: walk.path + sign,
      within: found.name === null ? walk.within : [...walk.within, found.name],
    };
    return alternatives(found.piece).flatMap((one) => linesIn(one, inner));
  };
  return [...own, ...nested('items', '[]'), ...nested('additionalProperties', '{}')];
}

const alternatives = (piece: JsonObject): readonly JsonObject[] => {
  const any = piece['anyOf'] ?? piece['oneOf'];
  return Array.isArray(any) ? any.filter((one: Json): one is JsonObject => isObject(one)) : [piece];
};

function resolved(part: JsonObject, definitions: Readonly<Record<string, JsonObject>>) {
  const name = /^#\/\$defs\/(.+)$/.exec(String(part['$ref'] ?? ''))?.[1] ?? null;
  const piece = name === null ? part : (definitions[name] ?? part);
  return { piece, name };
}

function formOf(piece: JsonObject): ManualForm {
  if (piece['anyOf'] !== undefined || piece['oneOf'] !== undefined) return 'several';
  if (piece['enum'] !== undefined || piece['const'] !== undefined) return 'text';
  if (isObject(piece['additionalProperties'])) return 'named';
  const forms: Readonly<Record<string, ManualForm>> = {
    string: 'text',
    number: 'figure',
    integer: 'whole',
    boolean: 'yes-no',
    array: 'list',
    object: 'parts',
  };
  const { type } = piece;
  return Array.isArray(type) ? 'several' : (forms[String(type)] ?? 'any');
}

function partsOf(object: JsonObject, key: string): Readonly<Record<string, JsonObject>> {
  const parts = object[key];
  return isObject(parts)
    ? Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, JsonObject] => isObject(entry[1])))
    : {};
}
