import type { Library } from '../library.ts';
import { canonical } from '../model/hash.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Language, say } from '../model/text.ts';
import { memberLabel, memberText } from './answer-members.ts';
import { differences } from './difference.ts';

/** A case whose own text a change of definitions writes: one that is gone, new, or is given or expects something else. */
export interface CaseTextChange {
  readonly ref: string;
  readonly name: string;
  readonly what: 'added' | 'removed' | 'rewritten';
  /** With what it expected, and what it expects. */
  words(language: Language): string;
}

/**
 * What a change does to the cases themselves of every definition that both libraries have: a case that guards an answer and is taken out,
 * or expects another one, is as weighty as a changed rule, though no case fails by it. Cases are known again by what they say, then by name.
 */
export function caseTextChanges(before: Library, after: Library): readonly CaseTextChange[] {
  return differences(before, after)
    .filter(({ kind }) => kind === 'changed')
    .flatMap(({ id }) => changesOf(before, after, id));
}

function changesOf(before: Library, after: Library, ref: string): readonly CaseTextChange[] {
  const [old, now] = withoutShared(casesOf(before, ref), casesOf(after, ref));
  const left = [...old];
  const told = now.map((one): CaseTextChange => {
    const at = left.findIndex((other) => other['name'] === one['name']);
    const [was] = at < 0 ? [] : left.splice(at, 1);
    const name = String(one['name']);
    if (was === undefined)
      return { ref, name, what: 'added', words: (language) => aloneWords(after, ref, one, 'added', language) };
    return { ref, name, what: 'rewritten', words: (language) => rewrittenWords(after, ref, [was, one], language) };
  });
  const gone = left.map((one): CaseTextChange => {
    const words = (language: Language) => aloneWords(before, ref, one, 'removed', language);
    return { ref, name: String(one['name']), what: 'removed', words };
  });
  return [...told, ...gone];
}

const casesOf = (library: Library, ref: string): readonly JsonObject[] => {
  const { cases } = documentOf(library, ref);
  return Array.isArray(cases) ? (cases as readonly Json[]).filter(isObject) : [];
};

/** Two lists without the items that stand in both, wherever they stand. */
function withoutShared(old: readonly JsonObject[], now: readonly JsonObject[]) {
  const left = old.map((one) => ({ one, text: canonical(one) }));
  const right = now.filter((one) => {
    const at = left.findIndex(({ text }) => text === canonical(one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [left.map(({ one }) => one), right] as const;
}

function aloneWords(
  library: Library,
  ref: string,
  one: JsonObject,
  what: 'added' | 'removed',
  language: Language,
): string {
  const own = documentOf(library, ref);
  const expects = [...leavesOf(one['expect'])].map(([path, value]) =>
    `${labelOf(library, own, path, language)} ${memberText(library, own, value, language)}`.trim(),
  );
  const [head, listed] = [headOf(own, ref, one, language), expects.join(language === 'en' ? ', ' : '、')];
  if (language === 'en') return `${head}${what === 'added' ? 'new. It expects' : 'taken out. It expected'} ${listed}.`;
  return `${head}${what === 'added' ? '新增，预期' : '已删除，原预期'}${listed}。`;
}

function rewrittenWords(
  library: Library,
  ref: string,
  [was, is]: readonly [JsonObject, JsonObject],
  language: Language,
): string {
  const own = documentOf(library, ref);
  const isEnglish = language === 'en';
  const shown = (value: Json | undefined) => memberText(library, own, value, language);
  const othersOf = (key: 'given' | 'expect') => {
    const [left, right] = [leavesOf(was[key]), leavesOf(is[key])];
    const paths = [...new Set([...left.keys(), ...right.keys()])];
    return paths
      .filter((path) => canonical(left.get(path) ?? null) !== canonical(right.get(path) ?? null))
      .map((path) => {
        const [label, from, to] = [
          labelOf(library, own, path, language),
          shown(left.get(path)),
          shown(right.get(path)),
        ];
        return isEnglish ? `${label} ${to} instead of ${from}` : `${label}由${from}改为${to}`;
      })
      .join(isEnglish ? ', ' : '，');
  };
  const [expects, given] = [othersOf('expect'), othersOf('given')];
  const parts = [
    ...(expects === '' ? [] : [isEnglish ? `now expects ${expects}` : `预期的${expects}`]),
    ...(given === '' ? [] : [isEnglish ? `is given ${given}` : `所给的${given}`]),
  ];
  const told =
    parts.length > 0 ? parts.join(isEnglish ? '; ' : '；') : isEnglish ? 'is written otherwise' : '写法有改动';
  return `${headOf(own, ref, is, language)}${told}${isEnglish ? '.' : '。'}`;
}

function headOf({ title }: JsonObject, ref: string, { name }: JsonObject, language: Language): string {
  // The schema holds: a title is a text.
  const own = say((title ?? ref) as Parameters<typeof say>[0], language);
  return language === 'en' ? `${own}, case “${String(name)}”: ` : `${own}，用例「${String(name)}」：`;
}

/** What stands at the ends of a case's part, by where: a value's members without the word `value`. */
function leavesOf(value: Json | undefined, path = ''): ReadonlyMap<string, Json> {
  if (value === undefined) return new Map();
  if (!isObject(value) || Object.keys(value).length === 0) return new Map(path === '' ? [] : [[path, value]]);
  const below = (key: string) => (path === '' || path === 'value' || path === 'facts' ? key : `${path}.${key}`);
  return new Map(Object.entries(value).flatMap(([key, one]) => [...leavesOf(one, below(key))]));
}

const labelOf = (library: Library, own: JsonObject, path: string, language: Language): string =>
  path === 'value' || path === '' ? '' : memberLabel(library, own, path, language);

// Documents are JSON.
const documentOf = (library: Library, ref: string): JsonObject =>
  (library.definitions.get(ref)?.document ?? {}) as unknown as JsonObject;
