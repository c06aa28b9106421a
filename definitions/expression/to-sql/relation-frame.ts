import type { FlatAggregate } from './flat.ts';
import type { Emitter } from './emitter.ts';
import type { SqlContext, SqlGap, SqlSource } from './source.ts';
import type { Field, Expression } from '../../model/expression.ts';
import type { ColumnReading } from './dialect.ts';
import type { Sql } from './sql.ts';
import type { ReadField } from '../read-set.ts';

/** A relation of many rows: grouped by the field both sides share, aggregates as columns. */
export interface GroupFrame extends JoinedFrame {
  aggregate(flat: FlatAggregate): Sql;
  /** All rows as a list of structs, for what a GROUP BY cannot say. */
  list(): Sql;
}

/** What a relation behind a frame gives it: columns, a condition, doubts, and how it is joined. */
export interface JoinedFrame {
  readonly frame: RelationFrame;
  /** The field that leads here, and the field both sides share. */
  readonly field: Field;
  readonly by: string;
  readonly reads: readonly ReadField[];
  readonly source: SqlSource;
  condition(): readonly Sql[];
  doubt(): readonly Sql[];
  /** What of the rows behind counts as missing; once asked for, it is among the columns. */
  unusable(): readonly Unusable[];
  /** Why rows of the frame in front are refused because of how many there are behind. */
  faults(): readonly FrameFault[];
  columns(): readonly string[];
  joined(own: (column: string) => string): { readonly from: string; readonly alias: string; readonly on: string };
}

/** A single relation: its row joined, what is read of it as columns. */
export interface RowFrame extends JoinedFrame {
  /** What stands for its row (see seatOf). */
  readonly seats: Set<string>;
  value(of: Expression): Sql;
  /** TRUE where there is a row. */
  present(): Sql;
  /** The row as a struct of what is read of it; missing where there is none. */
  struct(): Sql;
}

export interface ChildSpec {
  /** Makes the frame behind: handed down, so that the files of frames do not run in a circle. */
  readonly frame: (spec: FrameSpec) => RelationFrame;
  readonly spec: FrameSpec;
  readonly parent: RelationFrame;
  readonly field: Field;
  readonly source: SqlSource;
  readonly reads: readonly ReadField[];
  readonly tag: string;
}

/** One relation that expressions are written over: the record's file, or a related one, with what its own relations answer. */
export interface RelationFrame {
  readonly e: Emitter;
  readonly context: SqlContext;
  readonly gaps: SqlGap[];
  /** A field of this frame's rows as it is read. */
  reading(field: Field): ColumnReading;
  /** Everything that has to hold of a row and the rows behind it. */
  conditions(): readonly Sql[];
  /** Why a row is refused: its own fields first, then the rows behind it. */
  faults(): readonly FrameFault[];
  /** Values that are of no use and count as missing: what has to be told beside the result. */
  unusable(): readonly Unusable[];
  /** Where the compiled function has to decide. */
  doubts(roots: readonly Expression[]): readonly Sql[];
  /** A single relation's row as a struct of what is read of it. */
  rowStruct(field: Field): Sql;
  readonly source: SqlSource;
  /**
   * Joins what is read but was not needed to write the expressions (a test that holds whatever the rows say): rows behind a record
   * refuse it all the same. Called once everything is written.
   */
  joinRest(): void;
  /** The relation with the answers of the relations behind it joined. */
  from(): string;
  readonly children: ReadonlyMap<string, GroupFrame | RowFrame>;
}

export interface FrameFault {
  readonly path: readonly string[];
  readonly code: string;
  readonly when: Sql;
  readonly found: Sql;
}

/** That a value of a field counts as missing: the field's path from the record. */
export interface Unusable {
  readonly path: readonly string[];
  readonly when: Sql;
}

export interface FrameSpec {
  readonly context: SqlContext;
  readonly entity: string;
  readonly source: SqlSource;
  readonly reads: readonly ReadField[];
  /** What stands for a row of this relation (see seatOf). */
  readonly seats: Set<string>;
  /** Tells the columns of one frame from another's. */
  readonly tag: string;
  readonly gaps: SqlGap[];
}
