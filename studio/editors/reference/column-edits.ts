import type { DeclaredField, ReferenceDocument } from '../../../definitions/index.ts';
import { type NameFault, nameFault } from '../parts/declared.ts';
import { columnsOf } from './edits.ts';

/** Why a text cannot name a column; null where it can. `now` is the column's own name, undefined of a new one. */
export function columnNameFault(document: ReferenceDocument, name: string, now?: string): NameFault | null {
  return nameFault(name, (one) => one !== now && columnsOf(document).includes(one));
}

/** Puts a column of texts behind the others; rows say nothing in it yet. */
export function addColumn(document: ReferenceDocument, name: string): ReferenceDocument {
  return { ...document, fields: { ...document.fields, [name]: { type: 'string', optional: true } } };
}

/** Another name for a column, at its place, and in every row. Formulas of other definitions name it as before. */
export function renameColumn(document: ReferenceDocument, from: string, to: string): ReferenceDocument {
  if (from === to || columnsOf(document).includes(to)) return document;
  const own = (name: string) => (name === from ? to : name);
  const renamed = <Value>(of: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.hasOwn(of, from) ? Object.fromEntries(Object.entries(of).map(([name, part]) => [own(name), part])) : of;
  const { validFrom, validTo } = document;
  return {
    ...document,
    key: document.key.map(own),
    ...(validFrom === undefined ? {} : { validFrom: own(validFrom) }),
    ...(validTo === undefined ? {} : { validTo: own(validTo) }),
    fields: renamed(document.fields),
    rows: document.rows.map(renamed),
  };
}

/** Writes what a column is; one that was not declared is from then on. Its cells stay as they are. */
export function setColumn(
  document: ReferenceDocument,
  name: string,
  edit: (field: DeclaredField) => DeclaredField,
): ReferenceDocument {
  const field = document.fields[name] ?? { type: 'string' };
  return { ...document, fields: { ...document.fields, [name]: edit(field) } };
}

/** Whether a column may go: rows are found by their keys, and a table declares one column at least. */
export const mayGo = ({ key, fields }: ReferenceDocument, name: string): boolean =>
  !key.includes(name) && (!Object.hasOwn(fields, name) || Object.keys(fields).length > 1);

/** Takes a column out with its cells, and with what says that it holds the days of rows. */
export function removeColumn(document: ReferenceDocument, name: string): ReferenceDocument {
  if (!mayGo(document, name)) return document;
  const without = <Value>(of: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.hasOwn(of, name) ? Object.fromEntries(Object.entries(of).filter(([one]) => one !== name)) : of;
  // What stays keeps its place in the document.
  const kept = Object.entries(document).filter(
    ([key, value]) => !((key === 'validFrom' || key === 'validTo') && value === name),
  );
  const rest = Object.fromEntries(kept) as unknown as ReferenceDocument;
  return { ...rest, fields: without(document.fields), rows: document.rows.map(without) };
}
