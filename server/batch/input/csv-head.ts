/** What the beginning of a CSV file says of it. */
export interface CsvHead {
  readonly delimiter: string;
  /** The names as they stand; a name of blanks is no name and stands as the empty text. */
  readonly names: readonly string[];
  /** Whether a line before the header names the separator, as spreadsheets write it: `sep=;`. */
  readonly isDeclared: boolean;
}

/** Reads the header (RFC 4180): its separator is declared, or what stands most often outside quotes. */
export function csvHead(text: string): CsvHead {
  const declared = /^"?sep=([^"\r\n])"?(?:\r\n|\n|\r)/i.exec(text);
  const line = firstRecord(text.slice(declared?.[0].length ?? 0));
  const delimiter = declared?.[1] ?? delimiterOf(line);
  const names = valuesOf(line, delimiter).map((name) => (name.trim() === '' ? '' : name));
  return { delimiter, names, isDeclared: declared !== null };
}

/** The text up to the first line end outside quotes. */
function firstRecord(text: string): string {
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === '\n' || sign === '\r')) return text.slice(0, i);
  }
  return text;
}

function delimiterOf(line: string): string {
  const outside = line.replaceAll(/"[^"]*"/g, '');
  const counted = [',', '\t', ';', '|'].map((sign) => ({ sign, count: outside.split(sign).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

function valuesOf(line: string, delimiter: string): readonly string[] {
  const values: string[] = [];
  let value = '';
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i] ?? '';
    if (sign === '"') {
      if (isQuoted && line[i + 1] === '"') value += line[++i];
      else isQuoted = !isQuoted;
    } else if (sign === delimiter && !isQuoted) {
      values.push(value);
      value = '';
    } else value += sign;
  }
  return [...values, value];
}
