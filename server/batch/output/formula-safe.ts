/**
 * What a spreadsheet would take for a formula, whatever wrote the file: a text that begins, behind blanks, with a sign that opens one in
 * any program, full-width forms too. A plain figure is none.
 */
const FORMULA = /^[\s\u00a0\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]|^[\t\r\n]/;
const FIGURE = /^[+-]?\d+(\.\d+)?$/;

/**
 * A text as a cell of CSV holds it: one that would be taken for a formula, or that begins with an apostrophe itself, gets an apostrophe
 * before it, which spreadsheets take for the mark of a text. Taking one away gives the text again.
 */
export function formulaSafe(text: string): string {
  return text.startsWith("'") || (FORMULA.test(text) && !FIGURE.test(text)) ? `'${text}` : text;
}

/** The text of a cell that `formulaSafe` wrote. */
export const withoutMark = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);

/** A cell of CSV (RFC 4180). */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
