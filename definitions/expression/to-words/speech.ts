import type { Environment } from '../../model/environment.ts';
import { type Language, say, type Text, visible } from '../../model/text.ts';
import type { Expression, Labels } from '../../model/expression.ts';
import type { Footnotes } from './footnotes.ts';

/**
 * Who is spoken to, and where titles of other definitions are found. Nouns hold conditions (accounts whose category is …) and
 * conditions hold nouns: each side reaches the other through the speech.
 */
export interface Speech {
  readonly language: Language;
  readonly environment: Environment;
  /** What the texts of the value that is being told are called, where it states so itself (a derived field). */
  readonly labels?: Labels;
  /** What a record is called (`customer`), where a statement without a subject is to say of whom. */
  readonly one?: string;
  /** What the sentence tells behind itself; absent: brackets stand within brackets. */
  readonly footnotes?: Footnotes;
  /** A value as a noun phrase. */
  readonly noun: (e: Expression) => string;
  /** A condition as one clause inside a phrase. */
  readonly clause: (e: Expression) => string;
}

/** The text of the reader's language. */
export function pick2(speech: Pick<Speech, 'language'>, chinese: string, english: string): string {
  return speech.language === 'zh-CN' ? chinese : english;
}

export function spoken(speech: Pick<Speech, 'language'>, text: Text | undefined): string {
  return say(text, speech.language);
}

/** A list as people say it: `甲、乙或丙`, `a, b or c`. */
export function listed(speech: Pick<Speech, 'language'>, items: readonly string[], last: 'and' | 'or'): string {
  if (items.length < 2) return items.join('');
  const head = items.slice(0, -1).join(pick2(speech, '、', ', '));
  const gap = /[0-9A-Za-z]$/.test(head) ? ' ' : '';
  const word = last === 'and' ? pick2(speech, `${gap}和`, ' and ') : pick2(speech, `${gap}或`, ' or ');
  const tail = items.at(-1) ?? '';
  return `${head}${word}${speech.language === 'zh-CN' && /^[0-9A-Za-z]/.test(tail) ? ' ' : ''}${tail}`;
}

/** A name in quotation marks, the same in both languages. */
export function quoted(text: string): string {
  return `“${visible(text)}”`;
}

/** A title inside an English sentence: its first letter small, unless it is an abbreviation; Chinese is left alone. */
export function lowerFirst(speech: Pick<Speech, 'language'>, text: string): string {
  if (speech.language !== 'en' || /^.?[A-Z0-9]/.test(text.slice(1))) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}
