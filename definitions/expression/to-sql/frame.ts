import type { Expression, Field, FieldRead } from '../expression.ts';
import type { ReadField } from '../../record/read-set.ts';
import { field as readOf } from '../build-logic.ts';
import type { Reading } from './dialect.ts';
import { doubtsOf } from './doubts.ts';
import { emitter } from './emit.ts';
import type { Emitter } from './emitter.ts';
import { unnamed } from './emitter.ts';
import { flatAggregate, seatOf } from './flat.ts';
import { type GroupFrame, groupFrame } from './group-frame.ts';
import { nestedRows } from './nested-rows.ts';
import { widthOf } from './number-size.ts';
import { relationOf } from './relation.ts';
import { type ChildSpec, type RowFrame, rowFrame } from './row-frame.ts';
import type { SourceColumn, SqlContext, SqlGap, SqlSource } from './source.ts';
import { typeText } from './source.ts';
import { type Sql, type SqlGraph, sqlGraph } from './sql.ts';

/** One relation that expressions are written over: the record's file, or a related one, with what its own relations answer. */
export interface Frame {
  readonly e: Emitter;
  readonly context: SqlContext;
  readonly gaps: SqlGap[];
  /** A field of this frame's rows as it is read. */
  reading(field: Field): Reading;
  /** Everything that has to hold of a row and the rows behind it. */
  conditions(): readonly Sql[];
  /** Why a row is refused: its own fields first, then the rows behind it. */
  faults(): readonly FrameFault[];
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
export function frame(spec: FrameSpec): Frame {
  const { context, source, gaps } = spec;
  const g = sqlGraph();
  const nested: Nested = { conditions: [], faults: [] };
  const children = new Map<string, GroupFrame | RowFrame>();
  const reading = memoised((field: Field) => readField(spec, g, field));
  const behind = relationsBehind(spec, () => self, children);
  const self: Frame = {
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
    doubts: (roots) => [
      ...doubtsOf(self.e, roots, (of) => isElsewhere(spec, of)),
      ...[...children.values()].flatMap((child) => child.doubt()),
    ],
    joinRest: () => joinRest(spec, self, behind),
    from: () => joined(spec, [...children.values()], context),
  };
  return self;
}

function joinRest({ reads, source }: FrameSpec, self: Frame, behind: Behind): void {
  for (const { field, rows } of reads) {
    const node = readOf(field, null);
    if (rows === null || node.kind !== 'field') continue;
    // Rows that stand in a column of the relation itself are checked once they are read.
    if (source.columns.has(field.name)) self.e.value(node);
    else if (field.type.kind === 'row') behind.row(node);
    else behind.group(node);
  }
  for (const child of self.children.values()) child.frame.joinRest();
}

function memoised(read: (field: Field) => Reading): (field: Field) => Reading {
  const known = new Map<string, Reading>();
  return (field) => {
    const made = known.get(field.name) ?? read(field);
    known.set(field.name, made);
    return made;
  };
}

/** Lists of rows that stand in columns of the relation itself. */
interface Nested {
  readonly conditions: Sql[];
  readonly faults: FrameFault[];
}

/** The relations behind a frame, each joined once however often it is read; undefined where no file holds its rows. */
interface Behind {
  group(node: FieldRead): GroupFrame | undefined;
  row(node: FieldRead): RowFrame | undefined;
}

function relationsBehind(spec: FrameSpec, parent: () => Frame, children: Map<string, GroupFrame | RowFrame>): Behind {
  const childOf = <Child extends GroupFrame | RowFrame>(
    field: Field,
    make: (child: ChildSpec) => Child,
  ): Child | undefined => {
    const known = children.get(field.name);
    if (known !== undefined) return known as Child;
    const relation = relationOf(spec.context, field);
    const source = relation === undefined ? undefined : spec.context.related.get(relation.entity);
    if (source === undefined) return undefined;
    const reads = spec.reads.find((read) => read.field.name === field.name)?.rows ?? [];
    const child = make({ frame, spec, field, source, reads, tag: `${spec.tag}${children.size + 1}`, parent: parent() });
    children.set(field.name, child);
    return child;
  };
  return {
    group: (node) => childOf(node.field, groupFrame),
    row: (node) => childOf(node.field, (child) => rowFrame({ ...child, seat: seatOf(node) ?? '' })),
  };
}

const isOwn = ({ seats }: FrameSpec, of: Expression | null) => seats.has(seatOf(of) ?? '?');

/** The single relation of a frame on the way to a row further behind, if that is where an expression reads. */
function stepTo(spec: FrameSpec, of: Expression | null): FieldRead | undefined {
  const node = of === null ? null : unnamed(of);
  if (node?.kind !== 'field' || node.type.kind !== 'row') return undefined;
  return isOwn(spec, node.of) ? node : stepTo(spec, node.of);
}

function isElsewhere(spec: FrameSpec, of: Expression): boolean {
  if (of.kind === 'field') return !isOwn(spec, of.of) && stepTo(spec, of.of) !== undefined;
  const flat = of.kind === 'aggregate' ? flatAggregate(of) : undefined;
  if (flat === undefined) return false;
  if (!isOwn(spec, flat.rows.of)) return stepTo(spec, flat.rows.of) !== undefined;
  return !spec.source.columns.has(flat.rows.field.name);
}

/** What a relation behind answers: an aggregate of its rows, or whatever is read of a single row. */
function elsewhere(spec: FrameSpec, { e }: Frame, behind: Behind, of: Expression): Sql | undefined {
  if (!isElsewhere(spec, of)) return undefined;
  const flat = of.kind === 'aggregate' ? flatAggregate(of) : undefined;
  if (flat !== undefined && isOwn(spec, flat.rows.of))
    return behind.group(flat.rows)?.aggregate(flat) ?? absent(spec, e.g, flat.rows.field, of);
  const step = stepTo(spec, flat !== undefined ? flat.rows.of : of.kind === 'field' ? of.of : null);
  if (step === undefined) return undefined;
  return behind.row(step)?.value(of) ?? absent(spec, e.g, step.field, of);
}

function fieldOf(spec: FrameSpec, self: Frame, nested: Nested, behind: Behind, node: FieldRead): Sql {
  const { g, dialect } = self.e;
  if (!isOwn(spec, node.of)) {
    if (node.of === null) throw new Error(`${node.field.name} is not read here`);
    return g.wide(widthOf(node.type), dialect.member(g, self.e.value(node.of), node.field.name));
  }
  const isRows = node.type.kind === 'row' || (node.type.kind === 'list' && node.type.of.kind === 'row');
  if (!isRows && node.type.kind !== 'list') return self.reading(node.field).value;
  const column = spec.source.columns.get(node.field.name);
  if (column !== undefined) return nestedField(spec, self, nested, node, column);
  const answer =
    node.type.kind === 'row' ? behind.row(node)?.present() : isRows ? behind.group(node)?.list() : undefined;
  return answer ?? absent(spec, g, node.field, node);
}

function nestedField(spec: FrameSpec, { e }: Frame, nested: Nested, node: FieldRead, column: SourceColumn): Sql {
  const read = spec.reads.find(({ field }) => field.name === node.field.name);
  const rows = nestedRows(spec.context, e.g, node.field, read?.rows ?? null, column);
  if (rows === undefined) return absent(spec, e.g, node.field, node);
  nested.conditions.push(...rows.conditions.filter((one) => !nested.conditions.includes(one)));
  nested.faults.push(...rows.faults.filter((one) => !nested.faults.some((known) => known.when === one.when)));
  return rows.value;
}

/** Neither a relation nor a series: those are read, and told of, where they are nested. */
const isOneValue = ({ rows, field }: ReadField) => rows === null && field.type.kind !== 'list';

/** A field's column read by the dialect; a column that is not there is missing in every row, or a gap where the field is required. */
function readField({ context, entity, source, gaps }: FrameSpec, g: SqlGraph, field: Field): Reading {
  const column = source.columns.get(field.name);
  const none = (): Reading => {
    const value = g.leaf(`CAST(NULL AS ${context.dialect.typeName(field.type)})`, widthOf(field.type));
    return { value, raw: null, good: null, faults: [], found: g.leaf('NULL') };
  };
  if (column === undefined) {
    if (!field.optional) gaps.push({ kind: 'missing-column', entity, field: field.name });
    return none();
  }
  const { quote } = context.dialect;
  const width = column.type.kind === 'integer' ? integerWidth(column.type.maximum) : 0;
  const read = context.dialect.read(g, field, { sql: g.leaf(quote(column.name), width), type: column.type });
  if (read === undefined) {
    gaps.push({ kind: 'column-type', entity, field: field.name, column: column.name, type: typeText(column.type) });
    return none();
  }
  if (field.unreadable === 'refuse' || read.good === null) return read;
  // A dirty feed: what is not good counts as missing and is reported, not refused.
  return { ...read, raw: null, value: g.wide(read.value.width, g.sql`CASE WHEN ${read.good} THEN ${read.value} END`) };
}

const integerWidth = (maximum: bigint) =>
  maximum < 2n ** 15n ? 2 : maximum < 2n ** 31n ? 4 : maximum < 2n ** 63n ? 8 : 16;

/** What has to hold of a field: it is there where it is required, and good. NULL where a required field is missing: not kept. */
function requiredAndGood(frameOf: Frame, field: Field): readonly Sql[] {
  const { g } = frameOf.e;
  const { good, value, raw, found } = frameOf.reading(field);
  if (field.unreadable === 'missing') return field.optional ? [] : [g.sql`${found} IS NOT NULL`];
  if (good === null) return field.optional ? [] : [g.sql`${raw?.sql ?? value} IS NOT NULL`];
  return [field.optional ? g.sql`COALESCE(${good}, TRUE)` : good];
}

function faultsOf(frameOf: Frame, { field, path }: ReadField): readonly FrameFault[] {
  const { g } = frameOf.e;
  const { faults, found, value } = frameOf.reading(field);
  const missing = field.optional
    ? []
    : [{ path, code: 'required-missing', when: g.sql`${found} IS NULL AND ${value} IS NULL`, found }];
  if (field.unreadable === 'missing') return missing;
  return [...missing, ...faults.map((fault) => ({ path, code: fault.code, when: fault.when, found }))];
}

/** A relation that no file holds: nothing for an optional one, a gap for rows that have to be there. */
function absent({ context, entity, gaps }: FrameSpec, g: SqlGraph, field: Field, of: Expression): Sql {
  const relation = relationOf(context, field);
  if (!field.optional)
    gaps.push({ kind: 'missing-relation', entity, field: field.name, related: relation?.entity ?? '' });
  return g.leaf(`CAST(NULL AS ${context.dialect.typeName(of.type)})`, widthOf(of.type));
}

function joined(spec: FrameSpec, children: readonly (GroupFrame | RowFrame)[], { dialect }: SqlContext): string {
  if (children.length === 0) return spec.source.from;
  const own = `${dialect.quote(`#${spec.tag}`)}`;
  const joins = children.map((child) => {
    const { from, on, alias } = child.joined((name) => `${own}.${dialect.quote(name)}`);
    return `LEFT JOIN (${from}) AS ${alias} ON ${on}`;
  });
  const columns = children.flatMap((child) => child.columns());
  return `(SELECT ${[`${own}.*`, ...columns].join(', ')}\nFROM ${spec.source.from} AS ${own}\n${joins.join('\n')})`;
}
