import type { Library } from '../library.ts';
import { canonical } from '../model/hash.ts';
import { decisionMember, stepMember } from './member-titles.ts';
import { kindOf } from '../kinds/index.ts';
import { isObject, type Json, type JsonObject, stepInto } from '../model/json.ts';
import { type Language, say, type Text } from '../model/text.ts';

/** One member of two answers: where it stands in them, such as `next.misses`, and what each says. */
export interface MemberPair {
  readonly path: string;
  readonly left: Json | undefined;
  readonly right: Json | undefined;
}

/**
 * The members of two answers that differ, outermost first. What only one of them has is not told of, and how a score came about only
 * where nothing plainer differs.
 */
export function differingMembers(left: JsonObject, right: JsonObject, path = ''): readonly MemberPair[] {
  const shared = Object.keys(left).filter((name) => Object.hasOwn(right, name));
  const pairs = shared.map((name) => ({ path: `${path}${name}`, left: left[name], right: right[name] }));
  const other = pairs.filter((pair) => canonical(pair.left ?? null) !== canonical(pair.right ?? null));
  const plain = other.filter((pair) => !isObject(pair.left) && !isObject(pair.right));
  if (plain.length > 0) return plain;
  return other.flatMap((pair) =>
    isObject(pair.left) && isObject(pair.right)
      ? differingMembers(pair.left, pair.right, `${path}${lastOf(pair.path)}.`)
      : [pair],
  );
}

/** Where a document declares classes and bands. */
const DECLARING = ['classes', 'bands', 'cells', 'otherwise', 'rows', 'columns', 'shifts'] as const;

/** What a member of an answer is called: an output, a line, a characteristic by its title, or by that of the fact it looks at. */
export function memberLabel(library: Library, document: JsonObject, path: string, language: Language): string {
  const name = lastOf(path);
  const part = partsOf(document).find((one) => one['name'] === name);
  const title =
    caseTitle(document, path) ??
    decisionMember(path) ??
    part?.['title'] ??
    factTitle(library, document, String(part?.['fact'] ?? name)) ??
    refTitle(library, name) ??
    stepMember(name);
  return say((title ?? name) as Text, language);
}

/** What a member within a member is called: of a step's answer these are clocks and effects, whose members are never declared. */
function innerLabel(library: Library, document: JsonObject, name: string, language: Language): string {
  const told = isStepped(document) ? stepMember(name) : undefined;
  return told === undefined ? memberLabel(library, document, name, language) : say(told, language);
}

const isStepped = ({ kind }: JsonObject): boolean => kindOf(String(kind))?.expectsMembers === true;

/** A value as it is read: classes and bands by their titles, what is not there as a dash, members by what they are called. */
export function memberText(
  library: Library,
  document: JsonObject,
  value: Json | undefined,
  language: Language,
): string {
  const isEnglish = language === 'en';
  if (value === undefined || value === null) return isEnglish ? 'none' : '无';
  if (typeof value === 'boolean') return (value ? ['是', 'yes'] : ['否', 'no'])[isEnglish ? 1 : 0] ?? '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    const declared = DECLARING.map((key) => document[key] ?? null);
    const title =
      declaredTitle(declared, value) ??
      kindOf(String(document['kind']))?.titleOf?.(value, document as never, library.environment);
    const text = say((title ?? value) as Text, language);
    return isEnglish ? text : `「${text}」`;
  }
  const texts = Array.isArray(value)
    ? (value as readonly Json[]).map((item) => memberText(library, document, item, language))
    : Object.entries(value as JsonObject).map(
        ([name, one]) =>
          `${innerLabel(library, document, name, language)} ${memberText(library, document, one, language)}`,
      );
  if (texts.length === 0) return isEnglish ? 'none' : '无';
  const joined = texts.join(isEnglish ? ', ' : '、');
  return Array.isArray(value) ? joined : `(${joined})`;
}

/** What the schema of a kind calls a member of its cases, where they are not the facts of a decision and what it answers. */
function caseTitle({ kind: name }: JsonObject, path: string): Text | undefined {
  const kind = kindOf(String(name));
  if (kind?.expectsMembers !== true) return undefined;
  const steps = ['properties', 'cases', 'items', 'properties'];
  const one = steps.reduce((part: Json | undefined, step) => stepInto(part, step), kind.schema);
  const titles = ['expect', 'given'].flatMap((key) => {
    const member = stepInto(stepInto(stepInto(one, key), 'properties'), path.split('.')[0] ?? '');
    return stepInto(member, 'title') ?? [];
  });
  const [chinese, english] = typeof titles[0] === 'string' ? titles[0].split(' / ') : [];
  return chinese === undefined || english === undefined ? undefined : { 'zh-CN': chinese, en: english.toLowerCase() };
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Everything of a document that has a name of its own: outputs, lines, characteristics. */
function partsOf(document: JsonObject): readonly JsonObject[] {
  return Object.values(document).flatMap((list) =>
    Array.isArray(list)
      ? (list as readonly Json[]).filter(isObject).filter(({ name }) => typeof name === 'string')
      : [],
  );
}

/** The title under which a document declares a class or band of a name: in a list, in a matrix's cell, or as what is otherwise. */
function declaredTitle(declared: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(declared)) {
    for (const one of declared as readonly Json[]) {
      const title = declaredTitle(one, name);
      if (title !== undefined) return title;
    }
    return undefined;
  }
  if (!isObject(declared)) return undefined;
  const isIt = declared['name'] === name || declared['class'] === name;
  if (isIt && declared['title'] !== undefined) return declared['title'];
  return declaredTitle(Object.values(declared), name);
}

function factTitle(library: Library, document: JsonObject, fact: string): Json | undefined {
  const fields = documentOf(library, String(document['entity']))?.['fields'];
  const field = isObject(fields) ? fields[fact] : undefined;
  return isObject(field) ? field['title'] : undefined;
}

const refTitle = (library: Library, name: string): Json | undefined =>
  [...library.definitions.values()].find(({ document }) => document.name === name)?.document.title as Json | undefined;

// Documents are JSON.
const documentOf = (library: Library, ref: string): JsonObject | undefined =>
  library.definitions.get(ref)?.document as unknown as JsonObject | undefined;
