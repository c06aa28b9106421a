import { readSeparated } from '../decision-table/clipboard.ts';

/** Something that may have happened: a column whose values say yes or no, or one value of a column. */
export interface OutcomeChoice {
  /** `column`, or `column=value`. */
  readonly key: string;
  readonly title: string;
}

/** Rows that somebody brought to divide bins by. */
export interface BroughtFile {
  readonly name: string;
  readonly text: string;
  readonly outcomes: readonly OutcomeChoice[];
}

/** So many bytes are sent with what else is asked. */
const MOST_BYTES = 4_000_000;
/** A column of more values than these is no outcome. */
const MOST_VALUES = 12;

const YES = ['true', '1', '1.0', 'yes', 'y', '是'];
const NO = ['false', '0', '0.0', 'no', 'n', '否'];

/** Reads a CSV file with a head; undefined where it is too large, or has no column that could say what happened. */
export function readBroughtFile(
  name: string,
  bytes: Uint8Array,
  titleOf: (column: string, value: string) => string,
): BroughtFile | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  const text = decoded(bytes);
  const [head = [], ...rows] = readSeparated(text.replace(/^\uFEFF/, ''), ',');
  const outcomes = head.flatMap((column, i): readonly OutcomeChoice[] => {
    const values = new Set<string>();
    for (const row of rows) {
      const value = row[i] ?? '';
      if (value.trim() !== '') values.add(value);
      if (values.size > MOST_VALUES) return [];
    }
    if (column === '' || values.size < 2) return [];
    const all = [...values];
    if (all.every((value) => [...YES, ...NO].includes(value.toLowerCase()))) return [{ key: column, title: column }];
    return all.map((value) => ({ key: `${column}=${value}`, title: titleOf(column, value) }));
  });
  return outcomes.length === 0 ? undefined : { name, text, outcomes };
}

/** UTF-8, else what spreadsheets write in China. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
