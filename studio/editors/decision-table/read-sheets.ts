import { type DecisionTable, type JsonObject, type TableResult, type Text } from '../../../definitions/index.ts';
import { readCell } from './cell-text.ts';
import type { GridColumn } from './columns.ts';
import type { ReadFile } from './sheet-file.ts';
import {
  addressOf,
  type HeadPlaces,
  isBlank,
  readDefinition,
  readHead,
  readJsonCell,
  type SheetProblem,
  textOf,
} from './sheet-head.ts';
import { SHEET_WORDS, type SheetRow } from './sheet-rows.ts';

/** A table read from a file; null where its columns are not understood. Cells that are not understood are kept as text. */
export interface SheetImport {
  readonly document: DecisionTable | null;
  readonly problems: readonly SheetProblem[];
}

type ColumnsFor = (document: DecisionTable) => readonly GridColumn[];
type Rule = DecisionTable['rules'][number];

/**
 * Reads a table over the one that is there: columns and hit policy as the definition sheet says, else as they are; rules as the table
 * sheet says, in its order. Columns go by their titles in its first row, in any order. Rules keep what the file has no column for.
 */
export function readSheets(
  current: DecisionTable,
  { sheets, names, firstRow }: ReadFile,
  columnsFor: ColumnsFor,
): SheetImport {
  const declared = readDefinition(current, sheets.definition, names.definition);
  if (declared.document === null) return declared;
  const shell = declared.document;
  const columns = columnsFor(shell);
  const at = (row: number, column: number) => `${names.table}!${addressOf(firstRow + row, column)}`;
  const [first = [], ...rows] = sheets.table;
  const head = readHead(first, columns, sheets.definition, at);
  if (head.problems.length > 0) return { document: null, problems: head.problems };
  const problems: SheetProblem[] = [];
  const read = rows.flatMap((row, i) =>
    row.every(isBlank) ? [] : [readRow(row, head.places, columns, { at: (column) => at(i + 1, column), problems })],
  );
  const partner = partners(current, head.places);
  const rules = read
    .filter(({ isOtherwise }) => !isOtherwise)
    .map(({ rule }) => kept(rule, head.places, partner(rule)));
  if (rules.length === 0) problems.push({ address: at(1, 0), found: '', code: 'empty', column: '' });
  const { otherwise, ...rest } = shell;
  const none =
    read.find(({ isOtherwise }) => isOtherwise)?.rule.then ?? (sheets.definition.length === 0 ? otherwise : undefined);
  const document = { ...rest, rules, ...(none === undefined ? {} : { otherwise: none }) } as DecisionTable;
  return { document: rules.length === 0 ? null : inOrderOf(current, document), problems };
}

function readRow(
  row: SheetRow,
  { columns: places, id, title, note }: HeadPlaces,
  columns: readonly GridColumn[],
  { at, problems }: { readonly at: (column: number) => string; readonly problems: SheetProblem[] },
): { readonly rule: Rule; readonly isOtherwise: boolean } {
  const idWritten = id === undefined ? '' : textOf(row[id]).trim();
  const isOtherwise = Object.values(SHEET_WORDS).some(({ otherwise }) => otherwise === idWritten);
  const cells = columns.map((column, i) => {
    const place = places[i] ?? -1;
    const text = textOf(row[place]);
    const read = readCell(text, column);
    if (!read.isUnderstood && !(isOtherwise && column.side === 'when'))
      problems.push({ address: at(place), found: text, code: 'kept', column: column.title, type: column.values.type });
    return read.cell;
  });
  const text = (place: number | undefined): Text | undefined => {
    const written = place === undefined ? '' : textOf(row[place]);
    const read = readJsonCell(written);
    if (read === undefined && written.startsWith('json:'))
      problems.push({ address: at(place ?? 0), found: written, code: 'text', column: '' });
    return (read ?? (written === '' ? undefined : written)) as Text | undefined;
  };
  const [ownTitle, ownNote] = [text(title), text(note)];
  const ownId = readJsonCell(idWritten) ?? idWritten;
  const width = columns.filter(({ side }) => side === 'when').length;
  return {
    isOtherwise,
    rule: {
      ...(typeof ownId !== 'string' || ownId === '' ? {} : { id: ownId }),
      ...(ownTitle === undefined ? {} : { title: ownTitle }),
      ...(ownNote === undefined ? {} : { note: ownNote }),
      when: cells.slice(0, width) as unknown as Rule['when'],
      then: cells.slice(width) as unknown as readonly TableResult[],
    },
  };
}

/** Finds the rule that is there already: the one with the same id, or where the file has no ids one that tests the same. */
function partners({ rules }: DecisionTable, { id }: HeadPlaces): (rule: Rule) => Rule | undefined {
  const keyOf = (rule: Rule) => (id === undefined ? JSON.stringify(rule.when) : rule.id);
  const waiting = new Map<string | undefined, Rule[]>();
  for (const rule of rules) waiting.set(keyOf(rule), [...(waiting.get(keyOf(rule)) ?? []), rule]);
  return (rule) => (keyOf(rule) === undefined ? undefined : waiting.get(keyOf(rule))?.shift());
}

/** A rule with what the file has no column for, of the rule that it is. */
function kept(rule: Rule, { id, title, note }: HeadPlaces, before: Rule | undefined): Rule {
  if (before === undefined) return rule;
  return inOrderOf(before, {
    ...(id === undefined && before.id !== undefined ? { id: before.id } : {}),
    ...(title === undefined && before.title !== undefined ? { title: before.title } : {}),
    ...(note === undefined && before.note !== undefined ? { note: before.note } : {}),
    ...rule,
  });
}

/** A part of a document with its keys in the order they had: what did not change reads as it did. */
function inOrderOf<Part extends object>(before: Part, after: Part): Part {
  const own = after as unknown as JsonObject;
  const keys = [
    ...Object.keys(before).filter((key) => key in own),
    ...Object.keys(own).filter((key) => !(key in before)),
  ];
  return Object.fromEntries(keys.map((key) => [key, own[key]])) as unknown as Part;
}
