import type { DecisionTable, Language } from '../../../definitions/index.ts';
import { percentText } from '../../texts/titles.ts';
import { cellText, readCell } from './cell-text.ts';
import type { GridColumn } from './columns.ts';
import { addRules, cellAt, type CellPlace, type CellRange, setCells } from './edits.ts';

/** The cells of a range as texts, row by row. */
export function copiedBlock(
  document: DecisionTable,
  columns: readonly GridColumn[],
  { top, left, bottom, right }: CellRange,
  language: Language,
): readonly (readonly string[])[] {
  return Array.from({ length: bottom - top + 1 }, (_, i) =>
    columns.slice(left, right + 1).map((column, j) => {
      const cell = cellAt(document, { row: top + i, column: left + j });
      return cell === undefined ? '' : cellText(cell, column, language);
    }),
  );
}

/** A block as spreadsheets put it on the clipboard: tabs and line ends between cells, quotes around what has such within. */
export function writeTsv(block: readonly (readonly string[])[]): string {
  const quoted = (text: string) => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return block.map((row) => `${row.map(quoted).join('\t')}\r\n`).join('');
}

/**
 * The cells of a range as spreadsheets read them from a page: figures as figures, shares of one in percent, everything else marked as text,
 * so that neither `000123` nor `1-2` nor `= a` becomes something else. Marks of Excel (`mso-number-format`) and of LibreOffice (`sdnum`).
 */
export function writeHtml(
  document: DecisionTable,
  columns: readonly GridColumn[],
  { top, left, bottom, right }: CellRange,
  language: Language,
): string {
  const rows = Array.from({ length: bottom - top + 1 }, (_, i) =>
    columns.slice(left, right + 1).map((column, j) => {
      const cell = cellAt(document, { row: top + i, column: left + j });
      return typeof cell === 'number'
        ? figureCell(cell, column.values.isPercent)
        : textCell(cell === undefined ? '' : cellText(cell, column, language));
    }),
  );
  const style = '<style>td{mso-number-format:General}br{mso-data-placement:same-cell}</style>';
  const body = rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('');
  return `<html><head><meta charset="utf-8">${style}</head><body><table>${body}</table></body></html>`;
}

function figureCell(figure: number, isPercent: boolean): string {
  if (!isPercent) return `<td sdval="${figure}" sdnum="1033;">${figure}</td>`;
  const text = percentText(figure, { number: String });
  // With the sign of percent. Of one decimal LibreOffice knows no such form.
  const decimals = text.split('.')[1]?.length ?? 0;
  const format = decimals === 0 ? '0%' : `0.${'0'.repeat(Math.max(2, decimals - 1))}%`;
  return `<td style="mso-number-format:'${format.replace('.', '\\.')}'" sdval="${figure}" sdnum="1033;0;${format}">${text}</td>`;
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function textCell(text: string): string {
  const escaped = text.replaceAll(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign).replaceAll(/\r?\n/g, '<br>');
  return `<td style="mso-number-format:'\\@';white-space:pre" sdnum="1033;0;@">${escaped}</td>`;
}

/** A block from the clipboard, every row as wide as the widest. A quote that is never closed is part of its text. */
export const readTsv = (text: string) => readSeparated(text, '\t');

/** Rows of cells with a sign between, as in a block from the clipboard or a CSV file. */
export function readSeparated(text: string, separator: '\t' | ',' | ';'): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = new RegExp(`"((?:[^"]|"")*)"(?=${separator}|\\r?\\n|\\r|$)|([^${separator}\\r\\n]*)`, 'y');
  const sign = new RegExp(`${separator}|\\r?\\n|\\r`, 'y');
  for (let at = 0; ; ) {
    cell.lastIndex = at;
    const [whole = '', quoted, plain = ''] = cell.exec(text) ?? [];
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    at += whole.length;
    sign.lastIndex = at;
    const [between] = sign.exec(text) ?? [];
    if (between === undefined) break;
    at += between.length;
    if (between !== separator) {
      // A line end behind the last row begins no other.
      if (at >= text.length) break;
      rows.push([]);
    }
  }
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
}

/** For each column of a pasted block the column of the table that takes it; null: left out by the person's own choice. */
export type Targets = readonly (number | null)[];

/** Which columns take a block that is pasted at a place: those from there on; undefined where it is wider, and a person has to choose. */
export function targetsAt(columns: readonly GridColumn[], place: CellPlace, width: number): Targets | undefined {
  if (place.column + width > columns.length) return undefined;
  return Array.from({ length: width }, (_, i) => place.column + i);
}

/** What is offered where a block is wider than the table: columns by their titles in its first row, else in order. */
export function likelyTargets(
  columns: readonly GridColumn[],
  block: readonly (readonly string[])[],
): { readonly targets: Targets; readonly hasTitles: boolean } {
  const [first = []] = block;
  const folded = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
  const named = first.map((text) =>
    columns.findIndex(({ title, fact }) => [title, fact].map(folded).includes(folded(text)) && text.trim() !== ''),
  );
  const hasTitles = named.some((at) => at >= 0);
  if (!hasTitles) return { targets: first.map((_, i) => (i < columns.length ? i : null)), hasTitles };
  return { targets: named.map((at, i) => (at < 0 || named.indexOf(at) < i ? null : at)), hasTitles };
}

/** Pastes a block from a row on, as one edit: rules are added where there are too few, and none that is empty. */
export function pasteBlock(
  document: DecisionTable,
  columns: readonly GridColumn[],
  row: number,
  targets: Targets,
  block: readonly (readonly string[])[],
): DecisionTable {
  const isOtherwise = row >= document.rules.length && document.otherwise !== undefined && block.length === 1;
  const missing = isOtherwise ? 0 : Math.max(0, row + block.length - document.rules.length);
  const room = missing === 0 ? document : addRules(document, document.rules.length, missing);
  return setCells(
    room,
    block.flatMap((texts, i) =>
      targets.flatMap((target, j) => {
        const column = target === null ? undefined : columns[target];
        if (target === null || column === undefined) return [];
        return [{ place: { row: row + i, column: target }, cell: readCell(texts[j] ?? '', column).cell }];
      }),
    ),
  );
}
