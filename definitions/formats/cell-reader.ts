import type { Type } from '../model/type.ts';
import { fold as folded } from '../expression/fold.ts';
import { narrow, trimmed } from './blanks-and-width.ts';
import type { ColumnFormat, FeedFormat } from './format.ts';
import { dateReader, instantReader } from './read-date.ts';
import { numberReader } from './read-number.ts';

/**
 * Reads one cell into the strict text of its field's type: a plain decimal, `2026-01-31`, `2026-01-31T01:30:00Z`, `true` or `false`, a
 * text. Null: it is missing. Undefined: it is not written as the format says. Whether the value lies in the field's domain is left to
 * the strict reader that every value passes. `isTyped`: the file kept a number, a day or a truth value rather than a text (Parquet, JSON,
 * a spreadsheet), so that marks, signs and forms of texts do not apply to it.
 */
export type CellReader = (cell: string, isTyped?: boolean) => string | null | undefined;

/** The reader of a column's cells; the one reader behind every command, import and preview. */
export function cellReader(format: ColumnFormat, type: Type, feed: FeedFormat = {}): CellReader {
  const { trim = false, fold = false } = format;
  const missing = new Set((format.missing ?? []).map((word) => (fold ? folded(word) : word)));
  const read = valueReader(format, type, feed);
  const keepsEmpty = feed.empty === 'text' && type.kind === 'string';
  return (cell, isTyped = false) => {
    const text = trim ? trimmed(cell) : cell;
    if (text === '') return missing.has('') || !keepsEmpty ? null : '';
    if (missing.size > 0 && missing.has(fold ? folded(text) : text)) return null;
    return read(text, isTyped);
  };
}

/** Whether cells are in the strict form already, so that nothing has to be read: a blank is missing, all else is as it stands. */
export function isStrictFormat(format: ColumnFormat, type: Type, { empty }: Pick<FeedFormat, 'empty'>): boolean {
  const isStrict = type.kind === 'number' || type.kind === 'boolean' || type.kind === 'date';
  return Object.keys(format).length === 0 && (isStrict || (type.kind === 'string' && empty !== 'text'));
}

type ValueReader = (text: string, isTyped: boolean) => string | undefined;

function valueReader(format: ColumnFormat, type: Type, feed: FeedFormat): ValueReader {
  const { fold = false } = format;
  const narrowed = (read: ValueReader): ValueReader =>
    fold ? (text, isTyped) => read(narrow(text), isTyped) : (text, isTyped) => read(text, isTyped);
  switch (type.kind) {
    case 'number':
      return narrowed(numberReader(format, type));
    case 'date':
      return narrowed(dateReader(format));
    case 'instant':
      return narrowed(instantReader(format, feed));
    case 'boolean':
      return booleanReader(format);
    case 'string':
      return textReader(format, type.enum);
    default:
      return () => undefined;
  }
}

const WORDS = ['true', 'TRUE', 'True'];
const OTHERS = ['false', 'FALSE', 'False'];

function booleanReader({ fold = false, true: yes, false: no }: ColumnFormat): ValueReader {
  const key = fold ? folded : (text: string) => text;
  const isStated = yes !== undefined || no !== undefined;
  const words = new Map<string, string>([
    ...(isStated ? (no ?? []) : OTHERS).map((word): [string, string] => [key(word), 'false']),
    ...(isStated ? (yes ?? []) : WORDS).map((word): [string, string] => [key(word), 'true']),
  ]);
  return (text, isTyped) => (isTyped && /^(true|false)$/.test(text) ? text : words.get(key(text)));
}

function textReader({ fold = false, values = {} }: ColumnFormat, members: readonly string[] | undefined): ValueReader {
  const key = fold ? folded : (text: string) => text;
  const mapped = new Map(Object.entries(values).map(([from, to]) => [key(from), to]));
  const own = new Map((fold && members !== undefined ? members : []).map((member) => [folded(member), member]));
  const plain = fold && members === undefined ? narrow : (text: string) => text;
  return (text) => mapped.get(key(text)) ?? own.get(key(text)) ?? plain(text);
}
