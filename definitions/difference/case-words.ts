import type { Library } from '../library.ts';
import { canonical } from '../model/hash.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Language, say, type Text } from '../model/text.ts';

/** What is shown of a result beside a case: its value, and the codes of reasons and problems. */
export interface CaseAnswer {
  readonly value: Json;
  readonly reasons: readonly string[];
  readonly problems: readonly string[];
}

/** One case and two answers to it. */
interface Answered {
  readonly name: string;
  readonly from: Partial<CaseAnswer>;
  readonly to: Partial<CaseAnswer>;
}

/** How a case comes out otherwise than it did (`change`), or than it expects (`failure`), in a sentence. */
export function caseWords(
  library: Library,
  ref: string,
  { name, from, to }: Answered,
  what: 'change' | 'failure',
  language: Language,
): string {
  const document = library.definitions.get(ref)?.document;
  const title = say(document?.title ?? ref, language);
  // Documents are JSON.
  const shown = (value: Json | undefined) => valueWords(value, (document ?? {}) as unknown as JsonObject, language);
  const parts = differing(from, to).map(({ label, left, right }) => {
    const subject = label === 'value' ? '' : labelOf(label, language);
    const [old, now] = [shown(left), shown(right)];
    if (language === 'en') return `${subject === '' ? '' : `${subject} `}${now} instead of ${old}`;
    return what === 'change' ? `${subject}由${old}变为${now}` : `${subject}应为${old}，实为${now}`;
  });
  if (language === 'en') return `${title}, case “${name}”: ${what === 'change' ? 'now ' : ''}${parts.join(', ')}.`;
  return `${title}，用例「${name}」：${parts.join('，')}。`;
}

/** What of two answers differs: member by member where their values are objects. A member that only one has is not told of. */
function differing(from: Partial<CaseAnswer>, to: Partial<CaseAnswer>) {
  const parts = (['value', 'reasons', 'problems'] as const).flatMap((label) => {
    // Answers are JSON.
    const [left, right] = [from[label], to[label]] as readonly (Json | undefined)[];
    if (label !== 'value' || !isObject(left) || !isObject(right)) return [{ label, left, right }];
    const names = Object.keys(left).filter((name) => Object.hasOwn(right, name));
    return names.map((name) => ({ label: name, left: left[name], right: right[name] }));
  });
  const other = parts.filter(({ left, right }) => canonical(left ?? null) !== canonical(right ?? null));
  // How a score came about is told where nothing plainer is.
  const plain = other.filter(({ left, right }) => !isObject(left ?? null) && !isObject(right ?? null));
  return plain.length > 0 ? plain : other;
}

const LABELS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  class: ['类别', 'class'],
  band: ['评分段', 'band'],
  score: ['得分', 'score'],
  reasons: ['原因', 'reasons'],
  problems: ['问题', 'problems'],
};

function labelOf(name: string, language: Language): string {
  const [zh, en] = LABELS[name] ?? [name, name];
  return language === 'en' ? en : zh;
}

/** A value as it is read: classes by their titles, what is not there as a dash. */
function valueWords(value: Json | undefined, document: JsonObject, language: Language): string {
  if (value === undefined || value === null) return language === 'en' ? 'none' : '无';
  if (typeof value === 'boolean') {
    if (language === 'en') return value ? 'yes' : 'no';
    return value ? '是' : '否';
  }
  if (typeof value === 'string') {
    const named = ['classes', 'bands'].flatMap((key) => {
      const items = document[key];
      return Array.isArray(items) ? (items as readonly Json[]).filter(isObject) : [];
    });
    const text = say((named.find(({ name }) => name === value)?.['title'] ?? value) as Text, language);
    return language === 'en' ? text : `「${text}」`;
  }
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => valueWords(item, document, language));
    if (items.length === 0) return language === 'en' ? 'none' : '无';
    return items.join(language === 'en' ? ', ' : '、');
  }
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
