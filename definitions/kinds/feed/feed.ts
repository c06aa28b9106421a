import { type CellReader, cellReader } from '../../formats/cell-reader.ts';
import type { ColumnFormat, FeedFormat } from '../../formats/format.ts';
import type { Field } from '../../model/expression.ts';
import type { Document } from '../../model/document.ts';
import type { Entity } from '../../model/entity.ts';

/** A feed: how the columns of a file become the fields of an entity's rows. */
export interface FeedDocument extends Document, FeedFormat {
  readonly kind: 'feed';
  readonly entity: string;
  /** The encoding of a text file; UTF-8 unless stated. */
  readonly encoding?: string;
  /** The line of the header, from 1; what stands above it is passed over. */
  readonly header?: number;
  /** What becomes of a cell that cannot be read, or whose value is outside its domain. */
  readonly unreadable?: 'refuse' | 'missing';
  /** By column: the field, or the field with how its cells are written. */
  readonly columns: Readonly<Record<string, string | DeclaredColumn>>;
}

export interface DeclaredColumn extends ColumnFormat {
  readonly field: string;
}

/** A feed ready to read. */
export interface Feed {
  readonly id: string;
  readonly entity: string;
  readonly encoding: string | undefined;
  readonly header: number;
  readonly unreadable: 'refuse' | 'missing';
  readonly empty: 'missing' | 'text';
  readonly columns: readonly FeedColumn[];
}

export interface FeedColumn {
  readonly name: string;
  readonly field: Field;
  readonly format: ColumnFormat;
  readonly read: CellReader;
}

/** What a column says, in one form. */
export const declaredColumn = (declared: string | DeclaredColumn): DeclaredColumn =>
  typeof declared === 'string' ? { field: declared } : declared;

/** The readers of a sound feed over the fields of its entity. */
export function feedOf(document: FeedDocument, entity: Entity): Feed {
  const { encoding, header = 1, unreadable = 'refuse', empty = 'missing' } = document;
  const columns = Object.entries(document.columns).flatMap(([name, declared]): readonly FeedColumn[] => {
    const { field: of, ...format } = declaredColumn(declared);
    const field = entity.fields.get(of);
    return field === undefined ? [] : [{ name, field, format, read: cellReader(format, field.type, document) }];
  });
  return { id: `feed/${document.name}`, entity: document.entity, encoding, header, unreadable, empty, columns };
}
