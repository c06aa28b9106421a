import { type DecisionTable, HIT_POLICIES, isObject, type Json } from '../../../definitions/index.ts';
import type { GridColumn } from './columns.ts';
import { columnTitles, foldedTitle, MARKS, SHEET_WORDS, type SheetCell, type SheetRow } from './sheet-rows.ts';

/** What is wrong with a cell of a file, by its address (`表!C7`). */
export interface SheetProblem {
  readonly address: string;
  readonly found: string;
  readonly code:
    | 'kept'
    | 'no-definition'
    | 'policy'
    | 'column'
    | 'unknown-column'
    | 'column-absent'
    | 'column-twice'
    | 'text'
    | 'empty';
  /** The column's title, where it is said. */
  readonly column: string;
  /** What the column may hold; of the code `kept`. */
  readonly type?: GridColumn['values']['type'];
}

/** A table as the definition sheet declares it, its rules as they were; null where a cell of the sheet says nothing of the kind. */
export function readDefinition(
  current: DecisionTable,
  rows: readonly SheetRow[],
  sheet: string,
): { readonly document: DecisionTable | null; readonly problems: readonly SheetProblem[] } {
  if (rows.length === 0) return { document: current, problems: [] };
  const problems: SheetProblem[] = [];
  const [inputs, outputs]: [Json[], Json[]] = [[], []];
  let hitPolicy: string = current.hitPolicy;
  rows.forEach((row, i) => {
    const [mark, title] = [textOf(row[0]), textOf(row[1])];
    const fault = (code: SheetProblem['code'], column: number) =>
      problems.push({ address: `${sheet}!${addressOf(i, column)}`, found: textOf(row[column]), code, column: title });
    if (mark === MARKS.policy) {
      hitPolicy = title;
      if (!HIT_POLICIES.some((one) => one === title)) fault('policy', 1);
    } else if (mark === MARKS.input || mark === MARKS.output) {
      const read = readJsonCell(textOf(row[2]));
      const needed = mark === MARKS.input ? ['fact', 'formula'] : ['name'];
      if (!isObject(read) || !needed.some((key) => key in read)) fault('column', 2);
      else (mark === MARKS.input ? inputs : outputs).push(read);
    }
  });
  if (problems.length === 0 && (inputs.length === 0 || outputs.length === 0))
    problems.push({ address: `${sheet}!A1`, found: textOf(rows[0]?.[0]), code: 'no-definition', column: '' });
  if (problems.length > 0) return { document: null, problems };
  return { document: { ...current, hitPolicy, inputs, outputs } as unknown as DecisionTable, problems };
}

/** Which cell of a row is which column, by the titles in the first row. */
export interface HeadPlaces {
  /** By column of the table. */
  readonly columns: readonly number[];
  readonly id: number | undefined;
  readonly title: number | undefined;
  readonly note: number | undefined;
}

/** Finds the columns by the first row of the table sheet; every title that is none of theirs, and every column that has none, is a problem. */
export function readHead(
  first: SheetRow,
  columns: readonly GridColumn[],
  definition: readonly SheetRow[],
  at: (row: number, column: number) => string,
): { readonly places: HeadPlaces; readonly problems: readonly SheetProblem[] } {
  const written = definition
    .filter(([mark]) => mark === MARKS.input || mark === MARKS.output)
    .map((row) => textOf(row[1]));
  const known = columns.map((column, i) => namesOf(column, i, columns, written[i]));
  const own = (key: 'id' | 'title' | 'note') => {
    const found = first.findIndex((cell) => Object.values(SHEET_WORDS).some((words) => words[key] === textOf(cell)));
    return found < 0 ? undefined : found;
  };
  const [id, title, note] = [own('id'), own('title'), own('note')];
  const places = known.map((names) => first.findIndex((cell) => names.includes(foldedTitle(textOf(cell)))));
  const taken = new Set([...places, id, title, note]);
  const problems: SheetProblem[] = first.flatMap((cell, i): SheetProblem[] => {
    if (isBlank(cell ?? null) || taken.has(i)) return [];
    const isTwice = known.some((names) => names.includes(foldedTitle(textOf(cell))));
    return [{ address: at(0, i), found: textOf(cell), code: isTwice ? 'column-twice' : 'unknown-column', column: '' }];
  });
  const absent = columns.filter((_, i) => (places[i] ?? -1) < 0);
  const missing = absent.map(
    ({ title: column }): SheetProblem => ({ address: at(0, 0), found: '', code: 'column-absent', column }),
  );
  return { places: { columns: places, id, title, note }, problems: [...problems, ...missing] };
}

/** The names a column goes by: as the file declares it, by its titles, by its fact. */
function namesOf(
  column: GridColumn,
  i: number,
  columns: readonly GridColumn[],
  written: string | undefined,
): readonly string[] {
  if (written !== undefined && written !== '') return [foldedTitle(written)];
  return [columnTitles(columns)[i] ?? '', column.title, column.fact].filter((name) => name !== '').map(foldedTitle);
}

/** `C7` of the seventh row's third cell. */
export function addressOf(row: number, column: number): string {
  let letters = '';
  for (let at = column + 1; at > 0; at = Math.floor((at - 1) / 26))
    letters = String.fromCharCode(65 + ((at - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

/** What a cell holds as JSON; undefined where it is none. */
export function readJsonCell(text: string): Json | undefined {
  if (!text.startsWith('json:')) return undefined;
  try {
    return JSON.parse(text.slice(5)) as Json;
  } catch {
    return undefined;
  }
}

export const isBlank = (cell: SheetCell | undefined) => cell === null || cell === undefined || cell === '';
export const textOf = (cell: SheetCell | undefined): string =>
  cell === null || cell === undefined ? '' : String(cell);
