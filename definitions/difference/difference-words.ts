import type { Definition } from '../linking/definition.ts';
import { kindOf } from '../kinds/index.ts';
import { parseInterval } from '../model/interval.ts';
import { isObject, type Json, type JsonObject, pointerSteps, stepInto } from '../model/json.ts';
import { type Language, say, type Text } from '../model/text.ts';
import type { Library } from '../library.ts';
import { type Change, changesBetween } from './changes.ts';
import { lineChanges } from './line-changes.ts';

/** A definition as it stands in a library. */
export interface Side {
  readonly library: Library;
  readonly definition: Definition;
}

/**
 * A change of a definition in sentences: where a score's classes begin now; then what of its sentences is other than it was; then
 * what is said about it, and its cases. What no sentence tells is named by its place.
 */
export function differenceWords(
  before: Side,
  after: Side,
  changes: readonly Change[],
  language: Language,
): readonly string[] {
  const meaning = changes.filter(({ path }) => !isAbout(path));
  const starts = startChanges(before, after, language);
  const isAllTold = meaning.length > 0 && starts.isAll;
  const lines = isAllTold ? [] : lineChanges(linesOf(before, language), linesOf(after, language), language);
  const told = [...starts.sentences, ...lines];
  const untold = told.length === 0 ? meaning.map((change) => placeSentence(change, language)) : [];
  return [...told, ...untold, ...aboutSentences(before, after, changes, language)];
}

/** The sentences of a definition as it stands in a library; none where it has errors. */
export function linesOf({ library, definition }: Side, language: Language): readonly string[] {
  const kind = kindOf(definition.kind);
  const { environment } = library;
  if (kind === undefined || library.broken.has(definition.id)) return [];
  return kind.words(definition.document, environment.decision(definition.id) ?? null, environment, language);
}

/** Where classes or bands of a score begin that began elsewhere; and whether nothing but their bounds changed. */
function startChanges(
  before: Side,
  after: Side,
  language: Language,
): { readonly sentences: readonly string[]; readonly isAll: boolean } {
  const none = { sentences: [], isAll: false };
  const pointer = kindOf(after.definition.kind)?.divided?.(after.definition.document);
  const key = pointer === undefined ? '' : (pointerSteps(pointer)[0] ?? '');
  const [left, right] = [documentOf(before), documentOf(after)];
  const [old, now] = [left[key], right[key]];
  if (key === '' || !Array.isArray(old) || !Array.isArray(now)) return none;
  const startOf = (item: Json): string | null | undefined => {
    const text = isObject(item) ? item['in'] : undefined;
    return typeof text === 'string' ? parseInterval(text)?.low : undefined;
  };
  const oldOf = new Map(old.filter(isObject).map((item) => [item['name'], item]));
  const sentences = now.filter(isObject).flatMap((item) => {
    const own = oldOf.get(item['name']);
    const [from, to] = [own === undefined ? undefined : startOf(own), startOf(item)];
    if (typeof from !== 'string' || typeof to !== 'string' || Number(from) === Number(to)) return [];
    // The schema holds: a title is a text, a name a string.
    const name = say((item['title'] ?? item['name']) as Text, language);
    if (language === 'en') return [`${name} now starts at ${to} instead of ${from}.`];
    return [`${name}的起点由 ${from} 分${Number(to) > Number(from) ? '上调' : '下调'}为 ${to} 分。`];
  });
  if (sentences.length === 0) return none;
  const bounded = old.map((item, i) => {
    const other = now[i];
    return isObject(item) && isObject(other) && item['name'] === other['name'] && other['in'] !== undefined
      ? { ...item, in: other['in'] }
      : item;
  });
  const rest = changesBetween({ ...left, [key]: bounded }, right).filter(({ path }) => !isAbout(path));
  return { sentences, isAll: rest.length === 0 };
}

const documentOf = ({ definition }: Side): JsonObject => definition.document as unknown as JsonObject;

/** What is said about a definition, and its cases: none of it changes an answer. */
const ABOUT: ReadonlySet<string> = new Set([
  'title',
  'description',
  'subject',
  'owner',
  'purpose',
  'basis',
  'reviewBy',
  'cases',
]);
const isAbout = (path: string): boolean => ABOUT.has(pointerSteps(path)[0] ?? '');

function aboutSentences(before: Side, after: Side, changes: readonly Change[], language: Language): readonly string[] {
  const changed = new Set(changes.map(({ path }) => pointerSteps(path)[0] ?? '').filter((key) => ABOUT.has(key)));
  const [left, right] = [documentOf(before), documentOf(after)];
  return [...changed].map((key) => {
    const [old, now] = [left[key], right[key]];
    if (key === 'cases') return casesSentence(old, now, language);
    const label = labelOf(after.definition.kind, key, language);
    const [from, to] = [textOf(old, language), textOf(now, language)];
    if (from === undefined || to === undefined || from === to)
      return language === 'en' ? `${label} is another.` : `${label}有改动。`;
    return language === 'en' ? `${label} is now “${to}” instead of “${from}”.` : `${label}由「${from}」改为「${to}」。`;
  });
}

/** Cases say what has to come out: one that is gone or expects another answer is as weighty as a changed rule. */
function casesSentence(old: Json | undefined, now: Json | undefined, language: Language): string {
  const namesOf = (cases: Json | undefined) =>
    new Map(
      (Array.isArray(cases) ? cases : []).filter(isObject).map((one) => [String(one['name']), JSON.stringify(one)]),
    );
  const [left, right] = [namesOf(old), namesOf(now)];
  const parts = [
    { names: [...right.keys()].filter((name) => !left.has(name)), zh: '新增', en: 'added' },
    { names: [...left.keys()].filter((name) => !right.has(name)), zh: '删除', en: 'removed' },
    {
      names: [...right].filter(([name, text]) => left.has(name) && left.get(name) !== text).map(([name]) => name),
      zh: '修改',
      en: 'changed',
    },
  ].filter(({ names }) => names.length > 0);
  const quoted = (names: readonly string[]) =>
    names.map((name) => (language === 'en' ? `“${name}”` : `「${name}」`)).join(language === 'en' ? ', ' : '、');
  return language === 'en'
    ? `Cases: ${parts.map(({ names, en }) => `${names.length} ${en} (${quoted(names)})`).join('; ')}.`
    : `用例：${parts.map(({ names, zh }) => `${zh} ${names.length} 个（${quoted(names)}）`).join('；')}。`;
}

/** What a key is called, as the kind's schema titles it in both languages. */
function labelOf(kind: string, key: string, language: Language): string {
  const properties = kindOf(kind)?.schema['properties'];
  const own = isObject(properties) ? stepInto(properties, key) : undefined;
  const title = isObject(own) ? own['title'] : undefined;
  const [zh, en] = typeof title === 'string' ? title.split(' / ') : [];
  return (language === 'en' ? en : zh) ?? key;
}

function textOf(value: Json | undefined, language: Language): string | undefined {
  if (typeof value === 'string') return value;
  const own = isObject(value) ? value[language] : undefined;
  return typeof own === 'string' ? own : undefined;
}

function placeSentence(change: Change, language: Language): string {
  const isEnglish = language === 'en';
  const shown = (value: Json) => JSON.stringify(value);
  switch (change.op) {
    case 'add':
      return isEnglish
        ? `New at ${change.path}: ${shown(change.value)}.`
        : `${change.path} 新增 ${shown(change.value)}。`;
    case 'remove':
      return isEnglish
        ? `Gone from ${change.path}: ${shown(change.before)}.`
        : `${change.path} 删去 ${shown(change.before)}。`;
    case 'replace':
      return isEnglish
        ? `At ${change.path}: ${shown(change.value)} instead of ${shown(change.before)}.`
        : `${change.path} 由 ${shown(change.before)} 改为 ${shown(change.value)}。`;
    case 'move':
      return isEnglish ? `Moved from ${change.from} to ${change.path}.` : `${change.from} 移到 ${change.path}。`;
  }
}
