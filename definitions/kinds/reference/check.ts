import { dateText } from '../../expression/date-text.ts';
import { isInDomain } from '../../expression/domain.ts';
import { DATE, type Type } from '../../expression/type.ts';
import { below, type Json, type JsonObject } from '../../json.ts';
import { listed } from '../../listed.ts';
import { nearestName } from '../../nearest-name.ts';
import type { Place, Problem } from '../../problem.ts';
import { readValue, referenceTable } from '../../scope.ts';
import { typeWords } from '../../bins/type-words.ts';
import { fieldProblems, typeOf } from '../field.ts';
import { referenceProblem } from './problems.ts';
import type { ReferenceDocument } from './reference.ts';

interface Column {
  readonly name: string;
  readonly type: Type;
  readonly isRequired: boolean;
}

/** Sound columns, rows that fit them, no key twice, no two rows of one key valid on one day. */
export function checkReference(document: ReferenceDocument): readonly Problem[] {
  const at = (...steps: readonly (string | number)[]): Place & { definition: string } => ({
    definition: `reference/${document.name}`,
    pointer: below('', ...steps),
  });
  const columns = columnsOf(document);
  const inFields = Object.entries(document.fields).flatMap(([name, of]) => fieldProblems(of, at('fields', name)));
  const inRows = rowsProblems(document, columns, at);
  const declared = [...inFields, ...useProblems(document, at), ...keyTypeProblems(document, at)];
  if (declared.length > 0 || inRows.length > 0) return [...declared, ...inRows];
  return validityProblems(document, columns, at).slice(0, MOST_TOLD);
}

/** A table pasted in with a wrong column would repeat one problem for every row. */
const MOST_TOLD = 50;

function columnsOf(document: ReferenceDocument): ReadonlyMap<string, Column> {
  const table = referenceTable(`reference/${document.name}`, document);
  const keys = table.keys.map(({ name, type }) => {
    const declared = document.fields[name];
    return { name, type: declared === undefined ? type : typeOf(declared), isRequired: true };
  });
  const days = [document.validFrom, document.validTo].filter((name) => name !== undefined);
  const dates = days.map((name) => ({ name, type: DATE, isRequired: name === document.validFrom }));
  const others = Object.entries(document.fields).map(([name, of]) => ({
    name,
    type: typeOf(of),
    isRequired: of.optional !== true,
  }));
  return new Map([...others, ...dates, ...keys].map((column) => [column.name, column]));
}

function useProblems(
  { key, validFrom, validTo }: ReferenceDocument,
  at: (...steps: readonly string[]) => Place,
): readonly Problem[] {
  const problems = (
    [
      ['validFrom', validFrom],
      ['validTo', validTo],
    ] as const
  ).flatMap(([use, column]) =>
    column !== undefined && key.includes(column) ? [referenceProblem('column-has-two-uses', at(use), { column })] : [],
  );
  const isSame = validFrom !== undefined && validFrom === validTo;
  return isSame
    ? [...problems, referenceProblem('column-has-two-uses', at('validTo'), { column: validFrom })]
    : problems;
}

function keyTypeProblems(
  document: ReferenceDocument,
  at: (...steps: readonly (string | number)[]) => Place,
): readonly Problem[] {
  return document.key.flatMap((column, i) => {
    if (Object.hasOwn(document.fields, column)) return [];
    const types = new Set(document.rows.map((row) => typeof row[column]));
    types.delete('undefined');
    return types.size > 1 ? [referenceProblem('key-types-mixed', at('key', i), { column })] : [];
  });
}

/** The problems of the first rows that have some; who has told of fifty need not look on. */
function rowsProblems(
  { rows }: ReferenceDocument,
  columns: ReadonlyMap<string, Column>,
  at: (...steps: readonly (string | number)[]) => Place,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [i, row] of rows.entries()) {
    if (problems.length >= MOST_TOLD) break;
    problems.push(...rowProblems(row, columns, (column) => at('rows', i, column)));
  }
  return problems.slice(0, MOST_TOLD);
}

function rowProblems(
  row: JsonObject,
  columns: ReadonlyMap<string, Column>,
  at: (column: string) => Place,
): readonly Problem[] {
  const unknown = Object.keys(row).filter((column) => !columns.has(column));
  const strange = unknown.slice(0, MOST_TOLD).map((column) => {
    const near = nearestName(column, columns.keys());
    const known = listed([...columns.keys()]);
    const hint =
      near === undefined
        ? { 'zh-CN': `可用：${known}`, en: `it has ${known}` }
        : { 'zh-CN': `是否指“${near}”？`, en: `did you mean "${near}"?` };
    return referenceProblem('column-unknown', at(column), { column, hint });
  });
  return [
    ...strange,
    ...[...columns.values()].flatMap((column) => valueProblems(row[column.name] ?? null, column, at(column.name))),
  ];
}

function valueProblems(json: Json, { name: column, type, isRequired }: Column, at: Place): readonly Problem[] {
  if (json === null) return isRequired ? [referenceProblem('row-value-missing', at, { column })] : [];
  const value = readValue(json, type);
  const found = JSON.stringify(json).slice(0, 60);
  if (value === null) {
    return [
      referenceProblem('row-value-unreadable', at, { column, found, expected: typeWords(type) }, { found: json }),
    ];
  }
  return isInDomain(value, type)
    ? []
    : [referenceProblem('row-value-out-of-domain', at, { column, found }, { found: json })];
}

interface Span {
  readonly row: number;
  readonly from: bigint | null;
  readonly to: bigint | null;
}

/** Rows of one key, in the order they become valid, neither begin on one day nor reach into the next. */
function validityProblems(
  document: ReferenceDocument,
  columns: ReadonlyMap<string, Column>,
  at: (...steps: readonly (string | number)[]) => Place,
): readonly Problem[] {
  const spans = new Map<string, Span[]>();
  const day = (row: JsonObject, column: string | undefined): bigint | null => {
    const value = column === undefined ? null : readValue(row[column] ?? null, DATE);
    return typeof value === 'bigint' ? value : null;
  };
  document.rows.forEach((row, i) => {
    const key = JSON.stringify(document.key.map((name) => keyText(row[name] ?? null, columns.get(name)?.type)));
    const span = { row: i, from: day(row, document.validFrom), to: day(row, document.validTo) };
    const group = spans.get(key);
    if (group === undefined) spans.set(key, [span]);
    else group.push(span);
  });
  return [...spans.values()].flatMap((of) => spanProblems(of, at));
}

/** 1 and 1.0 and "1.0" are one key. */
function keyText(json: Json, type: Type | undefined): string {
  return String(type === undefined ? json : readValue(json, type));
}

function spanProblems(
  spans: readonly Span[],
  at: (...steps: readonly (string | number)[]) => Place,
): readonly Problem[] {
  const sorted = [...spans].sort((a, b) => Number((a.from ?? 0n) - (b.from ?? 0n)) || a.row - b.row);
  return sorted.flatMap((span, i) => {
    const { row, from, to } = span;
    const since = from === null ? '' : { 'zh-CN': '和生效日期', en: ' and the first valid day' };
    const before = sorted[i - 1];
    if (before !== undefined && before.from === from) {
      return [referenceProblem('row-duplicate', at('rows', row), { since, other: before.row })];
    }
    if (to !== null && from !== null && to < from) {
      return [referenceProblem('row-validity-reversed', at('rows', row), { from: dateText(from), to: dateText(to) })];
    }
    const next = sorted[i + 1];
    if (to === null || next === undefined || next.from === null || next.from === from || to < next.from) return [];
    return [referenceProblem('row-validity-overlaps', at('rows', row), { other: next.row, from: dateText(next.from) })];
  });
}
