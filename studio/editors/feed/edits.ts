import type { DeclaredColumn, FeedDocument, Json } from '../../../definitions/index.ts';
import { removeAt, setAt } from '../edit.ts';

/** A column in one form, however it is written. */
export const declaredAs = (declared: string | DeclaredColumn): DeclaredColumn =>
  typeof declared === 'string' ? { field: declared } : declared;

/** The field that a column becomes; how its cells are written stays. */
export function setField(document: FeedDocument, column: string, field: string): FeedDocument {
  const declared = document.columns[column];
  if (declared === undefined) return document;
  return withColumn(document, column, typeof declared === 'string' ? field : { ...declared, field });
}

/** Says how the cells of a column are written, or with undefined no more; a column of which nothing is said is its field alone. */
export function setFormat(
  document: FeedDocument,
  column: string,
  key: Exclude<keyof DeclaredColumn, 'field'>,
  value: Json | undefined,
): FeedDocument {
  const declared = document.columns[column];
  if (declared === undefined) return document;
  const { field, [key]: before, ...rest } = declaredAs(declared);
  if (value === undefined && before === undefined) return document;
  if (value !== undefined) return withColumn(document, column, { ...declaredAs(declared), [key]: value });
  return withColumn(document, column, Object.keys(rest).length === 0 ? field : { field, ...rest });
}

/** What is said of the whole file: its encoding, its header, its zone, cells that are empty or cannot be read. */
export function setFile(
  document: FeedDocument,
  key: 'encoding' | 'header' | 'zone' | 'empty' | 'unreadable',
  value: string | number | undefined,
): FeedDocument {
  return value === undefined ? removeAt(document, `/${key}`) : setAt(document, `/${key}`, value);
}

/** A column more, behind the others. */
export function addColumn(document: FeedDocument, column: string, field: string): FeedDocument {
  if (column === '' || Object.hasOwn(document.columns, column)) return document;
  return { ...document, columns: { ...document.columns, [column]: field } };
}

/** Takes a column out: it is not read then. The last one stays. */
export function removeColumn(document: FeedDocument, column: string): FeedDocument {
  const left = Object.entries(document.columns).filter(([name]) => name !== column);
  return left.length === 0 ? document : { ...document, columns: Object.fromEntries(left) };
}

/** The column as the file calls it now, at its place. */
export function renameColumn(document: FeedDocument, from: string, to: string): FeedDocument {
  const { columns } = document;
  if (to === '' || to === from || Object.hasOwn(columns, to) || !Object.hasOwn(columns, from)) return document;
  const renamed = Object.entries(columns).map(([name, declared]) => [name === from ? to : name, declared] as const);
  return { ...document, columns: Object.fromEntries(renamed) };
}

const withColumn = (document: FeedDocument, column: string, declared: string | DeclaredColumn): FeedDocument => ({
  ...document,
  columns: { ...document.columns, [column]: declared },
});
