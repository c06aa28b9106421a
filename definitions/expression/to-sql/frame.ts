import type { Expression, Field, FieldRead } from '../expression.ts';
import type { ReadField } from '../../read-set.ts';
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
import { type RowFrame, rowFrame } from './row-frame.ts';
import type { SqlContext, SqlGap, SqlSource } from './source.ts';
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
  const { context, source, seats, gaps } = spec;
  const g = sqlGraph();
  const readings = new Map<string, Reading>();
  const children = new Map<string, GroupFrame | RowFrame>();
  const reading = (field: Field): Reading => {
    const known = readings.get(field.name);
    if (known !== undefined) return known;
    const made = readField(spec, g, field);
    readings.set(field.name, made);
    return made;
  };
  const isOwn = (of: Expression | null) => seats.has(seatOf(of) ?? '?');
  const childOf = <Child extends GroupFrame | RowFrame>(
    field: Field,
    make: (source: SqlSource, reads: readonly ReadField[], tag: string) => Child,
  ): Child | undefined => {
    const known = children.get(field.name);
    if (known !== undefined) return known as Child;
    const relation = relationOf(context, field);
    const related = relation === undefined ? undefined : context.related.get(relation.entity);
    const reads = spec.reads.find((read) => read.field.name === field.name)?.rows ?? [];
    if (relation === undefined || related === undefined) return undefined;
    const child = make(related, reads, `${spec.tag}${children.size + 1}`);
    children.set(field.name, child);
    return child;
  };
  const self: Frame = {
    context,
    gaps,
    source,
    children,
    reading,
    rowStruct: (field) => {
      const child = row(readOf(field, null));
      return child === undefined ? absent(spec, g, field, readOf(field, null)) : child.struct();
    },
    e: emitter({
      g,
      dialect: context.dialect,
      asOf: context.asOf,
      cuts: context.cuts,
      hasPrevious: context.hasPrevious,
      cutColumns: context.cutColumns ?? new Set(),
      rawField: (node) => (isOwn(node.of) ? reading(node.field).raw : null),
      field: (node) => fieldOf(node),
      elsewhere: (of) => elsewhere(of),
    }),
    conditions: () => [
      ...spec.reads.filter(isOneValue).flatMap(({ field }) => requiredAndGood(self, field)),
      ...nested.conditions,
      ...[...children.values()].flatMap((child) => child.condition()),
    ],
    faults: () => [...spec.reads.filter(isOneValue).flatMap((read) => faultsOf(self, read)), ...nested.faults],
    doubts: (roots) => [
      ...doubtsOf(self.e, roots, (of) => isElsewhere(of)),
      ...[...children.values()].flatMap((child) => child.doubt()),
    ],
    from: () => joined(spec, [...children.values()], context),
  };
  const nested: { conditions: Sql[]; faults: FrameFault[] } = { conditions: [], faults: [] };
  const group = (node: FieldRead) =>
    childOf(node.field, (related, reads, tag) =>
      groupFrame({ frame, spec, field: node.field, source: related, reads, tag, parent: self }),
    );
  const row = (node: FieldRead) =>
    childOf(node.field, (related, reads, tag) =>
      rowFrame({ frame, spec, seat: seatOf(node) ?? '', field: node.field, source: related, reads, tag, parent: self }),
    );

  /** The single relation of this frame on the way to a row further behind, if that is where an expression reads. */
  const stepTo = (of: Expression | null): FieldRead | undefined => {
    const node = of === null ? null : unnamed(of);
    if (node?.kind !== 'field' || node.type.kind !== 'row') return undefined;
    return isOwn(node.of) ? node : stepTo(node.of);
  };
  const isElsewhere = (of: Expression): boolean => {
    if (of.kind === 'field') return !isOwn(of.of) && stepTo(of.of) !== undefined;
    if (of.kind !== 'aggregate') return false;
    const flat = flatAggregate(of);
    if (flat === undefined) return false;
    if (!isOwn(flat.rows.of)) return stepTo(flat.rows.of) !== undefined;
    return !source.columns.has(flat.rows.field.name);
  };
  const elsewhere = (of: Expression): Sql | undefined => {
    if (!isElsewhere(of)) return undefined;
    const flat = of.kind === 'aggregate' ? flatAggregate(of) : undefined;
    if (flat !== undefined && isOwn(flat.rows.of))
      return group(flat.rows)?.aggregate(flat) ?? absent(spec, g, flat.rows.field, of);
    const step = stepTo(flat !== undefined ? flat.rows.of : of.kind === 'field' ? of.of : null);
    if (step === undefined) return undefined;
    return row(step)?.value(of) ?? absent(spec, g, step.field, of);
  };
  const fieldOf = (node: FieldRead): Sql => {
    const { dialect } = context;
    if (!isOwn(node.of)) {
      if (node.of === null) throw new Error(`${node.field.name} is not read here`);
      return g.wide(widthOf(node.type), dialect.member(g, self.e.value(node.of), node.field.name));
    }
    const isRows = node.type.kind === 'row' || (node.type.kind === 'list' && node.type.of.kind === 'row');
    const column = source.columns.get(node.field.name);
    if (!isRows && node.type.kind !== 'list') return reading(node.field).value;
    if (column !== undefined) {
      const read = spec.reads.find(({ field }) => field.name === node.field.name);
      const rows = nestedRows(context, g, node.field, read?.rows ?? null, column);
      if (rows === undefined) return absent(spec, g, node.field, node);
      nested.conditions.push(...rows.conditions.filter((one) => !nested.conditions.includes(one)));
      nested.faults.push(...rows.faults.filter((one) => !nested.faults.some((known) => known.when === one.when)));
      return rows.value;
    }
    if (node.type.kind === 'row') return row(node)?.present() ?? absent(spec, g, node.field, node);
    return (isRows ? group(node)?.list() : undefined) ?? absent(spec, g, node.field, node);
  };
  return self;
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
