import type { DecisionTable, Language, Text } from '../../../definitions/index.ts';
import { type Cell, cellText } from './cell-text.ts';
import type { GridColumn } from './columns.ts';
import { cellAt } from './edits.ts';

/** What a cell of a sheet holds; null is empty. */
export type SheetCell = string | number | null;
export type SheetRow = readonly SheetCell[];

/** A table as two sheets: the rules as a person reads them, and what cells cannot say. A CSV file has the second above the first. */
export interface TableSheets {
  readonly table: readonly SheetRow[];
  readonly definition: readonly SheetRow[];
}

/** The first cells of the rows of the definition sheet. */
export const MARKS = { head: '#guiju', policy: '#hitPolicy', input: '#input', output: '#output' } as const;

/** The words of a sheet that are no column's title, in both languages. */
export const SHEET_WORDS = {
  en: { table: 'Table', definition: 'Definition', id: '#', title: 'Rule', note: 'Note', otherwise: 'otherwise' },
  'zh-CN': { table: '表', definition: '定义', id: '#', title: '规则', note: '备注', otherwise: '其他情况' },
} as const;

/** What a person takes along: cells as they are typed, figures as figures, every rule with its id, title and note. */
export function tableSheets(document: DecisionTable, columns: readonly GridColumn[], language: Language): TableSheets {
  const { inputs, outputs, rules, otherwise, hitPolicy, name } = document;
  const words = SHEET_WORDS[language];
  const titles = columnTitles(columns);
  const cells = (row: number) =>
    columns.map((column, i) => {
      const cell = cellAt(document, { row, column: i });
      return cell === undefined ? null : sheetCell(cell, column, language);
    });
  return {
    table: [
      [words.id, ...titles, words.title, words.note],
      ...rules.map(({ id, title, note }, row) => [idText(id), ...cells(row), textCell(title), textCell(note)]),
      ...(otherwise === undefined ? [] : [[words.otherwise, ...cells(rules.length), null, null]]),
    ],
    definition: [
      [MARKS.head, 'decision-table', name],
      [MARKS.policy, hitPolicy],
      ...inputs.map((input, i) => [MARKS.input, titles[i] ?? '', jsonCell(input)]),
      ...outputs.map((output, i) => [MARKS.output, titles[inputs.length + i] ?? '', jsonCell(output)]),
    ],
  };
}

/** The titles of columns as a sheet's first row has them: each another, and none of the sheet's own words. */
export function columnTitles(columns: readonly GridColumn[]): readonly string[] {
  const taken = new Set(Object.values(SHEET_WORDS).flatMap((words) => Object.values(words).map(foldedTitle)));
  return columns.map(({ title, unit }) => {
    const own = safeText(unit === '' ? title : `${title} (${unit})`);
    let name = own;
    for (let turn = 2; name === '' || taken.has(foldedTitle(name)); turn++) name = `${own} ${turn}`.trim();
    taken.add(foldedTitle(name));
    return name;
  });
}

/** A title without what people write in many ways. */
export const foldedTitle = (title: string) => title.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();

function sheetCell(cell: Cell, column: GridColumn, language: Language): SheetCell {
  if (typeof cell === 'number' && isFigureHere(cell, column)) return cell;
  const text = cellText(cell, column, language);
  return text === '' ? null : isUnsafe(text) ? jsonCell(cell) : text;
}

/** Whether a spreadsheet keeps a figure to its last digit, and it is read as one again. */
function isFigureHere(cell: number, { values }: GridColumn): boolean {
  return (
    (values.type === 'number' || values.type === 'any') &&
    /^-?\d{1,15}(\.\d+)?$/.test(String(cell)) &&
    String(cell).length < 16
  );
}

/** An id as it is; one that would be read as something else in quotes. */
function idText(id: string | undefined): string | null {
  if (id === undefined) return null;
  const isTaken = Object.values(SHEET_WORDS).some(({ otherwise }) => otherwise === id);
  return isTaken || id.trim() !== id || /^(json:|")/.test(id) || isUnsafe(id) ? jsonCell(id) : id;
}

/** A text of a rule; one in both languages as JSON. */
function textCell(text: Text | undefined): string | null {
  if (text === undefined) return null;
  const isPlain = typeof text === 'string' && text !== '' && text.trim() === text && !/^(json:|")/.test(text);
  return isPlain && !isUnsafe(text) ? text : jsonCell(text);
}

const jsonCell = (value: unknown): string => {
  const json = JSON.stringify(value).replaceAll(UNSAFE, escaped);
  return `json:${json}`;
};

/** What a sheet's XML cannot hold (lone halves of characters too), or reads otherwise: a carriage return, `_x000D_`. */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/g;
const isUnsafe = (text: string) => text.search(UNSAFE) >= 0;
const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
const safeText = (text: string) => text.replaceAll(UNSAFE, ' ').trim();
