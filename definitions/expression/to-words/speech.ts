import type { Surroundings } from '../../kinds/kind.ts';
import { type Language, say, type Text } from '../../text.ts';
import type { Expression } from '../expression.ts';

/** Who is spoken to, and where titles of other definitions are found. */
export interface Speech {
  readonly language: Language;
  readonly around: Surroundings;
}

/** The text of the reader's language. */
export function pick2(speech: Pick<Speech, 'language'>, zh: string, en: string): string {
  return speech.language === 'zh-CN' ? zh : en;
}

export function spoken(speech: Speech, text: Text | undefined): string {
  return say(text, speech.language);
}

/** A list as people say it: `甲、乙或丙`, `a, b or c`. */
export function listed(speech: Speech, items: readonly string[], last: 'and' | 'or'): string {
  if (items.length < 2) return items.join('');
  const head = items.slice(0, -1).join(pick2(speech, '、', ', '));
  const word = last === 'and' ? pick2(speech, '和', ' and ') : pick2(speech, '或', ' or ');
  return `${head}${word}${items.at(-1) ?? ''}`;
}

/** A name in quotation marks of the language. */
export function quoted(speech: Speech, text: string): string {
  return pick2(speech, `「${text}」`, `“${text}”`);
}

/** What a value is measured in: the unit of the field, derived field or result it comes from. */
export function unitOf(e: Expression): string | undefined {
  switch (e.kind) {
    case 'field':
      return e.field.unit;
    case 'named':
      return e.unit ?? unitOf(e.of);
    case 'round':
    case 'isMissing':
      return unitOf(e.of);
    case 'aggregate':
    case 'forEach':
      return 'over' in e ? unitOf(e.kind === 'forEach' ? (e.body ?? e.over) : e.over) : undefined;
    case 'if':
      return unitOf(e.otherwise) ?? unitOf(e.then);
    case 'coalesce':
      return e.items[0] === undefined ? undefined : unitOf(e.items[0]);
    case 'arithmetic':
      return e.operator === 'multiply' ? undefined : e.items.map(unitOf).find((unit) => unit !== undefined);
    default:
      return undefined;
  }
}

/** The first letter as a sentence has it; Chinese is left alone. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A title inside an English sentence: its first letter small, unless it is an abbreviation; Chinese is left alone. */
export function lowerFirst(speech: Speech, text: string): string {
  if (speech.language !== 'en' || /^.?[A-Z]/.test(text.slice(1))) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}
