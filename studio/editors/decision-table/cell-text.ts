import type { Language, TableCell, TableResult } from '../../../definitions/index.ts';
import type { GridColumn } from './columns.ts';
import { readMember, writeMember } from './read-value.ts';

/** A cell as a document keeps it: of an input what it tests, of an output what the rule gives. */
export type Cell = TableCell | TableResult;
type Scalar = string | number | boolean;

/** What a text was read as. */
export interface ReadCell {
  readonly cell: Cell;
  /** False where the text is kept as it is because it is none of what the column may hold. */
  readonly isUnderstood: boolean;
}

/**
 * A cell as it is typed, copied and pasted; reading the text gives the very cell again. Texts in quotes are texts whatever they say; what
 * has no other form is written as `json:` and its JSON.
 */
export function cellText(cell: Cell, column: GridColumn, language: Language): string {
  const found = [
    plainForm(cell, column, language),
    ...(typeof cell === 'string' ? [cell, JSON.stringify(cell)] : []),
  ].find((text) => isSame(readCell(text, column).cell, cell));
  return found ?? `${JSON_MARK}${JSON.stringify(cell)}`;
}

/** Reads what was typed or pasted. Nothing is lost: what is not understood is kept as text, which the check then tells of. */
export function readCell(text: string, column: GridColumn): ReadCell {
  const trimmed = text.trim();
  const written = readWritten(trimmed);
  if (written !== undefined) return { cell: written, isUnderstood: true };
  return column.side === 'when' ? readTest(text, trimmed, column) : readResult(text, trimmed, column);
}

export const isSame = (a: Cell, b: Cell): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const JSON_MARK = 'json:';
const ANYTHING = /^(-|任意|不限|any|)$/i;
const MISSING = /^(缺失|missing)$/i;
/** Where any text is a value only signs say so: `非居民` and `not rated` are values. */
const EXCEPT_FREE = /^(?:≠|!=|<>|除(?=.*以外$))\s*(.+?)(?:以外)?$/is;
const EXCEPT = /^(?:≠|!=|<>|not\s+|非\s*|除(?=.*以外$))\s*(.+?)(?:以外)?$/is;

/** A text in quotes, or JSON. */
function readWritten(text: string): Cell | undefined {
  const json = text.startsWith(JSON_MARK) ? text.slice(JSON_MARK.length) : /^".*"$/s.test(text) ? text : undefined;
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as Cell;
  } catch {
    return undefined;
  }
}

function readTest(raw: string, text: string, column: GridColumn): ReadCell {
  const { values } = column;
  const understood = (cell: TableCell): ReadCell => ({ cell, isUnderstood: true });
  if (text === '' || text === '-') return understood('-');
  if (values.members.some(({ value }) => value === text)) return understood(text);
  if (ANYTHING.test(text)) return understood('-');
  if (MISSING.test(text)) return understood({ missing: true });
  if (text.startsWith('=')) return understood(readEqual(text.slice(1).trim(), column));
  const member = readMember(text, values);
  if (member !== undefined) return understood(member);
  const [, excluded] = (isFree(column) ? EXCEPT_FREE : EXCEPT).exec(text) ?? [];
  const not = excluded === undefined ? undefined : readList(excluded, column);
  if (not !== undefined) return understood({ not });
  const list = readList(text, column);
  if (Array.isArray(list)) return understood(list as readonly Scalar[]);
  // A blank behind a text is not meant, and meets nothing.
  return isFree(column) ? understood(text) : { cell: raw, isUnderstood: false };
}

/** `= 5` is five, anything else behind the sign a unary test in FEEL. */
function readEqual(text: string, column: GridColumn): TableCell {
  return readMember(text, column.values) ?? { text };
}

function readResult(raw: string, text: string, column: GridColumn): ReadCell {
  if (text === '') return { cell: null, isUnderstood: true };
  if (text.startsWith('=')) return { cell: { text: text.slice(1).trim() }, isUnderstood: true };
  const { values } = column;
  const isInterval = (member: Scalar) => typeof member === 'string' && /^[[(]/.test(member);
  const member = readMember(text, values);
  if (member !== undefined && (values.type === 'string' || !isInterval(member)))
    return { cell: member, isUnderstood: true };
  return { cell: raw, isUnderstood: isFree(column) };
}

/** Whether any text is a value of the column. */
function isFree({ values }: GridColumn): boolean {
  return values.members.length === 0 && (values.type === 'string' || values.type === 'any');
}

/** One value, or several with `、`, `;` or, where values are listed or are figures, commas between. Undefined where one is none. */
function readList(text: string, column: GridColumn): Scalar | readonly Scalar[] | undefined {
  const single = readMember(text, column.values);
  if (single !== undefined) return single;
  const parts = text.split(isFree(column) ? /[;；、]/ : /[;；、,，|\n]/).map((part) => part.trim());
  const read = parts.map(
    (part) => readMember(part, column.values) ?? (isFree(column) && part !== '' ? part : undefined),
  );
  const members = read.filter((one) => one !== undefined);
  if (members.length < parts.length) return undefined;
  return members.length === 1 ? members[0] : members;
}

function plainForm(cell: Cell, column: GridColumn, language: Language): string {
  const { values, side } = column;
  const member = (one: Scalar) => writeMember(one, values, language);
  const list = (ones: Scalar | readonly Scalar[]) =>
    Array.isArray(ones) ? ones.map(member).join(language === 'en' ? '; ' : '、') : member(ones as Scalar);
  if (cell === null) return '';
  if (cell === '-' && side === 'when') return '-';
  if (typeof cell !== 'object') return member(cell);
  if (Array.isArray(cell)) return list(cell as readonly Scalar[]);
  if ('missing' in cell) return language === 'en' ? 'missing' : '缺失';
  if ('not' in cell) return `≠ ${list(cell.not)}`;
  return 'text' in cell ? `= ${cell.text}` : '';
}
