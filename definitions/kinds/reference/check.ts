import { isInDomain } from '../../model/domain.ts';
import { expectation } from '../../expression/expectation.ts';
import { DATE, type Type } from '../../model/type.ts';
import { below, type Json, type JsonObject } from '../../model/json.ts';
import { listed } from '../../model/listed.ts';
import { nearestName } from '../../model/did-you-mean.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { readValue, referenceTable } from '../../expression/scope/index.ts';
import { typeOf } from '../field.ts';
import { fieldProblems } from '../field-check.ts';
import { referenceProblem } from './problems.ts';
import type { ReferenceDocument } from './reference.ts';
import { validityProblems } from './validity.ts';

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
  const typeOfColumn = (name: string) => columns.get(name)?.type;
  return validityProblems(document, typeOfColumn, at).slice(0, MOST_TOLD);
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
  if (value !== null && isInDomain(value, type)) return [];
  const code = value === null ? 'row-value-unreadable' : 'row-value-out-of-domain';
  const slots = { column, found: JSON.stringify(json).slice(0, 60), expected: expectation(type) };
  return [referenceProblem(code, at, slots, { found: json })];
}
