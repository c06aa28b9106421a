import { nearestHint, type Problem, type Query, type ReadSet } from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import type { InputFile } from './rows.ts';
import { batchProblem } from '../problems.ts';
import type { BatchRequest } from '../batch-request.ts';
import { alike, mapHint } from './likely-column.ts';
import { gapProblems } from './sources.ts';
import type { StagedFile } from './staged.ts';

/** Columns stand for fields of the entity. */
export function checkMapping({ library, mapping }: BatchRequest, entity: string): void {
  const fields = library.environment.entity(entity)?.fields;
  const unknown = Object.values(mapping).filter((field) => fields !== undefined && !fields.has(field));
  if (unknown.length === 0) return;
  throw new Refusal(
    unknown.map((field) => {
      const hint = nearestHint(field, fields?.keys() ?? [], 0);
      return batchProblem('mapped-field-unknown', { pointer: '' }, { field, entity, hint });
    }),
  );
}

/** The columns that are read: of fields, of relations' shared fields, of the key. */
export function columnsFor({ library, mapping, columns }: BatchRequest, entityId: string, reads: ReadSet) {
  const entity = library.environment.entity(entityId);
  const back = new Map(Object.entries(mapping).map(([column, field]) => [field, column]));
  const asColumn = (field: string) => back.get(field) ?? field;
  const key = entity?.key === undefined ? undefined : asColumn(entity.key);
  const fields = reads.fields.map(({ field }) => field.name);
  const shared = [...(entity?.relations.values() ?? [])].map(({ by }) => by);
  const wanted = [
    ...new Set([...[...fields, ...shared].map(asColumn), ...(key === undefined ? [] : [key]), ...columns]),
  ];
  return { wanted, key };
}

export function keyOf({ key }: BatchRequest, input: InputFile, keyField: string | undefined): string {
  if (key === 'rownum') return '#row';
  if (key !== undefined) {
    checkColumns(input, [key]);
    return key;
  }
  return keyField !== undefined && isSeen(input, keyField) ? keyField : '#row';
}

const isSeen = ({ columns, seen }: InputFile, name: string) =>
  seen === undefined ? columns.some((column) => column.name === name) : seen.has(name);

export function checkColumns(input: InputFile, asked: readonly string[]): void {
  const columns = input.columns
    .map(({ name }) => name)
    .filter((name) => isSeen(input, name))
    .join(', ');
  const unknown = asked.filter((name) => !isSeen(input, name));
  if (unknown.length === 0) return;
  throw new Refusal(
    unknown.map((column) => batchProblem('column-not-found', { pointer: '' }, { path: input.path, column, columns })),
  );
}

export function refuseGaps(query: Query, { input: path, feeds }: BatchRequest, input: InputFile): void {
  const names = input.columns.map(({ name }) => name).filter((name) => name !== '' && isSeen(input, name));
  if (query.gaps.length > 0) throw new Refusal(gapProblems(query.gaps, path, names, feeds));
  // Formats and engines do not keep names apart that differ only by case.
  const folded = query.columns.map((name) => name.toLowerCase());
  const taken = query.columns.find((_, i) => folded.indexOf(folded[i] ?? '') !== i);
  if (taken !== undefined) throw new Refusal([batchProblem('column-name-taken', { pointer: '' }, { column: taken })]);
}

/** That the file has no column of the entity's key, so that rows go by their number; the likely one is offered. */
export function keyAbsent(
  { input: path, key }: BatchRequest,
  input: InputFile,
  keyField: string | undefined,
  used: string,
): readonly Problem[] {
  if (key !== undefined || keyField === undefined || used !== '#row') return [];
  const names = input.columns.map(({ name }) => name).filter((name) => name !== '' && isSeen(input, name));
  const near = alike(keyField, names);
  return [batchProblem('key-column-absent', { pointer: '' }, { path, field: keyField, hint: mapHint(near, keyField) })];
}

export function ignoredColumns(
  { input: path, mapping }: BatchRequest,
  { input, unnamed }: StagedFile,
  used: readonly string[],
): readonly Problem[] {
  const known = new Set([...used, ...Object.keys(mapping)]);
  const ignored = input.columns.flatMap(({ name }, i) => {
    if (name === '' && unnamed !== null) return unnamed.get(i) === true ? [`(${i + 1})`] : [];
    return known.has(name) ? [] : [name === '' ? '""' : name];
  });
  const empty = [...(unnamed ?? [])].flatMap(([i, hasValues]) =>
    hasValues ? [] : [batchProblem('column-without-name', { pointer: '' }, { path, found: i + 1 })],
  );
  return ignored.length === 0
    ? empty
    : [...empty, batchProblem('columns-ignored', { pointer: '' }, { path, columns: ignored.join(', ') })];
}
