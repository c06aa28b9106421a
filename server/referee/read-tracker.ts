import { declaredOf, type DocumentsById, entityDocument } from './declared.ts';

/** What a decision reads of one subject: fields, relations with what is read of their rows, and the reserved inputs. */
export class ReadTracker {
  readonly entity: string | null;
  readonly fields = new Map<string, ReadTracker | null>();
  readonly derived = new Set<string>();
  readonly definitions = new Set<string>();
  readonly shared: { asOf: boolean; previous: boolean };
  /** Whether it is a related row, of which nothing is told that was decided before. */
  readonly isRelated: boolean;

  constructor(entity: string | null, shared = { asOf: false, previous: false }, isRelated = false) {
    this.entity = entity;
    this.isRelated = isRelated;
    this.shared = shared;
  }

  field(name: string): void {
    if (!this.fields.has(name)) this.fields.set(name, null);
  }

  /** What is read of a relation's rows. */
  relation(name: string, entity: string): ReadTracker {
    const known = this.fields.get(name) ?? new ReadTracker(entity, this.shared, true);
    this.fields.set(name, known);
    return known;
  }
}

/** What is known of a part of a formula before any record comes. */
export type ReadSort =
  | { readonly sort: 'plain' }
  | { readonly sort: 'approximate' }
  | { readonly sort: 'number'; readonly decimals: number }
  | { readonly sort: 'list'; readonly of: ReadSort }
  | { readonly sort: 'row'; readonly reads: ReadTracker; readonly path: readonly string[] | null };

export const PLAIN: ReadSort = { sort: 'plain' };

/** A member of a row. `path` is the way from the record where no loop lies between. */
export function memberSort(
  documents: DocumentsById,
  row: Extract<ReadSort, { sort: 'row' }>,
  name: string,
  derived: (reads: ReadTracker, name: string) => void,
): ReadSort | undefined {
  const { reads } = row;
  if (reads.entity === null) return undefined;
  const document = entityDocument(documents, reads.entity);
  const own = <T>(of: Readonly<Record<string, T>> | undefined) =>
    of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
  const field = own(document.fields);
  if (field !== undefined) {
    reads.field(name);
    return sortOf(field);
  }
  const relation = own(document.relations);
  if (relation !== undefined) {
    const rows = reads.relation(name, relation.entity);
    if (relation.many === true) return { sort: 'list', of: { sort: 'row', reads: rows, path: null } };
    return { sort: 'row', reads: rows, path: row.path === null ? null : [...row.path, name] };
  }
  const computed = own(document.derived);
  if (computed === undefined) return undefined;
  derived(reads, name);
  return sortOf(computed);
}

export function sortOf(of: Parameters<typeof declaredOf>[0]): ReadSort {
  const { kind, decimals, isList } = declaredOf(of);
  const one: ReadSort = kind === 'number' ? { sort: 'number', decimals } : PLAIN;
  return isList ? { sort: 'list', of: one } : one;
}
