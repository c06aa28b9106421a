import type { Library } from '../library.ts';
import { canonical } from '../model/hash.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Language, say } from '../model/text.ts';
import { differingMembers, memberLabel, type MemberPair, memberText } from './answer-members.ts';

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
  const own = (document ?? {}) as unknown as JsonObject;
  const shown = (value: Json | undefined) => memberText(library, own, value, language);
  const parts = differing(from, to).map(({ path, left, right }) => {
    const subject = path === 'value' ? '' : memberLabel(library, own, path, language);
    const [old, now] = [shown(left), shown(right)];
    if (language === 'en') return `${subject === '' ? '' : `${subject} `}${now} instead of ${old}`;
    return what === 'change' ? `${subject}由${old}变为${now}` : `${subject}应为${old}，实为${now}`;
  });
  if (language === 'en') return `${title}, case “${name}”: ${what === 'change' ? 'now ' : ''}${parts.join(', ')}.`;
  return `${title}，用例「${name}」：${parts.join('，')}。`;
}

/** What of two answers differs: member by member where their values are objects. */
const differing = (from: Partial<CaseAnswer>, to: Partial<CaseAnswer>): readonly MemberPair[] =>
  (['value', 'reasons', 'problems'] as const).flatMap((path) => {
    // Answers are JSON.
    const [left, right] = [from[path], to[path]] as readonly (Json | undefined)[];
    if (path === 'value' && isObject(left) && isObject(right)) return differingMembers(left, right);
    return canonical(left ?? null) === canonical(right ?? null) ? [] : [{ path, left, right }];
  });
