import type { DeclaredField, Json, JsonObject, ReferenceDocument } from '../../../definitions/index.ts';
import { readFigure } from '../../texts/figure.ts';
import { isPercent, percentText } from '../../texts/titles.ts';

/** The columns of a reference table in the order they are shown: its key, its other columns, the days from and until which rows hold. */
export function columnsOf({ key, validFrom, validTo, fields }: ReferenceDocument): readonly string[] {
  return [...new Set([...key, ...Object.keys(fields), ...[validFrom, validTo].filter((one) => one !== undefined)])];
}

/** A cell as text to be typed over: figures without separators, shares of one in percent; nothing where the row says nothing. */
export function cellText(value: Json | undefined, field?: DeclaredField): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' && isPercent(field)) return percentText(value, { number: String });
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * What a typed text says in a column: a figure as its column reads one (`5万`, `1.3 %`), yes or no, a member by what people call it, else
 * the text itself. What is not understood is kept as text, which the check then tells of; undefined where nothing is typed.
 */
export function cellValue(text: string, field: DeclaredField | undefined): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (field === undefined) return trimmed;
  if (field.type === 'integer' || field.type === 'decimal') return figureValue(trimmed) ?? text;
  if (field.type === 'boolean') return YES.test(trimmed) ? true : NO.test(trimmed) ? false : text;
  if (field.type === 'string') return memberOf(trimmed, field) ?? text;
  return trimmed;
}

/** Writes a cell; an empty text takes it out of its row. */
export function setCell(document: ReferenceDocument, row: number, column: string, text: string): ReferenceDocument {
  return pasteCells(document, row, [column], [[text]]);
}

/** Writes a block of texts from a row on into columns; rows that are not there are added, texts beyond the columns are left out. */
export function pasteCells(
  document: ReferenceDocument,
  row: number,
  columns: readonly string[],
  block: readonly (readonly string[])[],
): ReferenceDocument {
  const rows = [...document.rows];
  block.forEach((texts, i) => {
    const at = row + i;
    let next: JsonObject = rows[at] ?? {};
    texts.slice(0, columns.length).forEach((text, j) => {
      const column = columns[j] ?? '';
      // What reads as it stood stays as it stood, a figure kept as text too.
      if (cellText(next[column], document.fields[column]) !== text)
        next = withCell(next, column, cellValue(text, document.fields[column]));
    });
    if (at <= rows.length) rows[at] = next;
  });
  return { ...document, rows };
}

export function addRow(document: ReferenceDocument): ReferenceDocument {
  return { ...document, rows: [...document.rows, {}] };
}

export function removeRow(document: ReferenceDocument, row: number): ReferenceDocument {
  return { ...document, rows: document.rows.filter((_, i) => i !== row) };
}

/** Moves a row up (-1) or down (1). */
export function moveRow(document: ReferenceDocument, row: number, by: -1 | 1): ReferenceDocument {
  const [moved, other] = [document.rows[row], document.rows[row + by]];
  if (moved === undefined || other === undefined) return document;
  return { ...document, rows: document.rows.map((one, i) => (i === row ? other : i === row + by ? moved : one)) };
}

/** Rows by the texts or figures of a column, low to high; those that say nothing there come last, like ones stay as they were. */
export function sortRows(document: ReferenceDocument, column: string): ReferenceDocument {
  const rank = (row: JsonObject) => row[column] ?? null;
  const rows = document.rows.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return cellText(a) < cellText(b) ? -1 : Number(cellText(a) > cellText(b));
  });
  return rows.every((row, i) => row === document.rows[i]) ? document : { ...document, rows };
}

/** Says which column holds the first or last day of a row; undefined: none does. */
export function setValidity(
  document: ReferenceDocument,
  key: 'validFrom' | 'validTo',
  column: string | undefined,
): ReferenceDocument {
  const { [key]: _, ...rest } = document;
  return column === undefined ? rest : { ...document, [key]: column };
}

function withCell(row: JsonObject, column: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return row[column] === value ? row : { ...row, [column]: value };
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== column));
}

const YES = /^(true|yes|y|是|真)$/i;
const NO = /^(false|no|n|否|假)$/i;

/** A figure, also one in percent; one that a number would round is kept as text, which is read exactly. */
function figureValue(text: string): number | string | undefined {
  const [, percent] = /^(.*?)\s*[%％]$/s.exec(text) ?? [];
  const figure = readFigure(percent ?? text);
  if (figure === undefined) return undefined;
  const exact = percent === undefined ? figure : hundredth(figure);
  return String(Number(exact)) === exact ? Number(exact) : exact;
}

/** A figure divided by a hundred, by its digits. */
function hundredth(figure: string): string {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(figure) ?? [];
  const digits = whole.padStart(3, '0');
  const behind = `${digits.slice(-2)}${fraction}`.replace(/0+$/, '');
  return `${minus}${digits.slice(0, -2).replace(/^0+(?=\d)/, '')}${behind === '' ? '' : `.${behind}`}`;
}

function memberOf(text: string, { enum: members, labels }: DeclaredField): string | undefined {
  if (members === undefined || members.includes(text)) return members === undefined ? undefined : text;
  return members.find((member) => {
    const label = labels?.[member];
    const said = typeof label === 'string' ? [label] : Object.values(label ?? {});
    return said.includes(text);
  });
}
