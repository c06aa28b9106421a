import type { Expression, Field } from '../../model/expression.ts';
import type { ReadField } from '../read-set.ts';
import { field as readOf } from '../build-logic.ts';
import type { ColumnReading } from './dialect.ts';
import { doubtsOf } from './recheck-rows.ts';
import { emitter } from './emit.ts';
import type { Emitter } from './emitter.ts';
import { fieldOf, type Nested } from './frame-field.ts';
import { faultsOf, isOneValue, readField, requiredAndGood } from './frame-reading.ts';
import { absent, elsewhere, isElsewhere, isOwn, joined, joinRest, relationsBehind } from './frame-relations.ts';
import type { GroupFrame } from './group-frame.ts';
import type { RowFrame } from './row-frame.ts';
import type { SqlContext, SqlGap, SqlSource } from './source.ts';
import { type Sql, sqlGraph } from './sql.ts';

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

/** A relation with all that is read of it, and the relations behind it. */
export function frame(spec: FrameSpec): RelationFrame {
  const { context, source, gaps } = spec;
  const g = sqlGraph();
  const nested: Nested = { conditions: [], faults: [], unusable: new Map() };
  const children = new Map<string, GroupFrame | RowFrame>();
  const reading = memoised((field: Field) => readField(spec, g, field));
  const unusable = lazily(() => unusableOf(spec, self, nested));
  const behind = relationsBehind(spec, () => self, children, frame);
  const self: RelationFrame = {
    context,
    gaps,
    source,
    children,
    reading,
    rowStruct: (field) => behind.row(readOf(field, null))?.struct() ?? absent(spec, g, field, readOf(field, null)),
    e: emitter({
      g,
      dialect: context.dialect,
      asOf: context.asOf,
      cuts: context.cuts,
      hasPrevious: context.hasPrevious,
      cutColumns: context.cutColumns ?? new Set(),
      rawField: (node) => (isOwn(spec, node.of) ? reading(node.field).raw : null),
      field: (node) => fieldOf(spec, self, nested, behind, node),
      elsewhere: (of) => elsewhere(spec, self, behind, of),
    }),
    conditions: () => [
      ...spec.reads.filter(isOneValue).flatMap(({ field }) => requiredAndGood(self, field)),
      ...nested.conditions,
      ...[...children.values()].flatMap((child) => child.condition()),
    ],
    faults: () => [...spec.reads.filter(isOneValue).flatMap((read) => faultsOf(self, read)), ...nested.faults],
    unusable: () => unusable(),
    doubts: (roots) => [
      ...doubtsOf(self.e, roots, (of) => isElsewhere(spec, of)),
      ...[...children.values()].flatMap((child) => child.doubt()),
    ],
    joinRest: () => joinRest(spec, self, behind),
    from: () => joined(spec, [...children.values()], context),
  };
  return self;
}

/** Own fields, lists in columns of the relation, and the rows behind: asked for before the relation is put together. */
function unusableOf({ reads }: FrameSpec, self: RelationFrame, nested: Nested): readonly Unusable[] {
  const { g } = self.e;
  return reads.flatMap(({ field, rows }): readonly Unusable[] => {
    if (rows !== null || field.type.kind === 'list')
      return [...(nested.unusable.get(field.name) ?? []), ...(self.children.get(field.name)?.unusable() ?? [])];
    const { good } = self.reading(field);
    return field.unreadable === 'refuse' || good === null ? [] : [{ path: [field.name], when: g.sql`NOT (${good})` }];
  });
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function memoised(read: (field: Field) => ColumnReading): (field: Field) => ColumnReading {
  const known = new Map<string, ColumnReading>();
  return (field) => {
    const made = known.get(field.name) ?? read(field);
    known.set(field.name, made);
    return made;
  };
}
