import { field as readOf } from '../build-logic.ts';
import type { Expression, Field, FieldRead } from '../../model/expression.ts';
import { unnamed } from './emitter.ts';
import { flatAggregate, seatOf } from './flat.ts';
import type { RelationFrame, FrameSpec, GroupFrame, ChildSpec, RowFrame } from './relation-frame.ts';
import { groupFrame } from './group-frame.ts';
import { widthOf } from './number-size.ts';
import { relationOf } from './relation.ts';
import { rowFrame } from './row-frame.ts';
import type { SqlContext } from './source.ts';
import type { Sql, SqlGraph } from './sql.ts';

/** The relations behind a frame, each joined once however often it is read; undefined where no file holds its rows. */
export interface Behind {
  group(node: FieldRead): GroupFrame | undefined;
  row(node: FieldRead): RowFrame | undefined;
}

export function relationsBehind(
  spec: FrameSpec,
  parent: () => RelationFrame,
  children: Map<string, GroupFrame | RowFrame>,
  frame: ChildSpec['frame'],
): Behind {
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
    row: (node) => {
      const child = childOf(node.field, rowFrame);
      // One row is reached in several ways: from the record, from a pair's customer, by each loop over the rows in front.
      child?.seats.add(seatOf(node) ?? '');
      return child;
    },
  };
}

/** Joins what is read but was not needed to write the expressions. */
export function joinRest({ reads, source, seats }: FrameSpec, self: RelationFrame, behind: Behind): void {
  // Whatever loop led here: what follows is asked of the row itself.
  seats.add('');
  for (const { field, rows } of reads) {
    const node = readOf(field, null);
    if (node.kind !== 'field' || (rows === null && field.type.kind !== 'list')) continue;
    // Rows that stand in a column of the relation itself are checked once they are read.
    if (source.columns.has(field.name)) self.e.value(node);
    else if (field.type.kind === 'row') behind.row(node);
    else if (rows !== null) behind.group(node);
  }
  for (const child of self.children.values()) child.frame.joinRest();
}

/** Whether an expression is a row of the frame itself. */
export const isOwn = ({ seats }: FrameSpec, of: Expression | null) => seats.has(seatOf(of) ?? '?');

/** The single relation of a frame on the way to a row further behind, if that is where an expression reads. */
function stepTo(spec: FrameSpec, of: Expression | null): FieldRead | undefined {
  const node = of === null ? null : unnamed(of);
  if (node?.kind !== 'field' || node.type.kind !== 'row') return undefined;
  return isOwn(spec, node.of) ? node : stepTo(spec, node.of);
}

/** Whether a relation behind answers an expression. */
export function isElsewhere(spec: FrameSpec, of: Expression): boolean {
  if (of.kind === 'field') return !isOwn(spec, of.of) && stepTo(spec, of.of) !== undefined;
  const flat = of.kind === 'aggregate' ? flatAggregate(of) : undefined;
  if (flat === undefined) return false;
  if (!isOwn(spec, flat.rows.of)) return stepTo(spec, flat.rows.of) !== undefined;
  return !spec.source.columns.has(flat.rows.field.name);
}

/** What a relation behind answers: an aggregate of its rows, or whatever is read of a single row. */
export function elsewhere(spec: FrameSpec, { e }: RelationFrame, behind: Behind, of: Expression): Sql | undefined {
  if (!isElsewhere(spec, of)) return undefined;
  const flat = of.kind === 'aggregate' ? flatAggregate(of) : undefined;
  if (flat !== undefined && isOwn(spec, flat.rows.of))
    return behind.group(flat.rows)?.aggregate(flat) ?? absent(spec, e.g, flat.rows.field, of);
  const step = stepTo(spec, flat !== undefined ? flat.rows.of : of.kind === 'field' ? of.of : null);
  if (step === undefined) return undefined;
  return behind.row(step)?.value(of) ?? absent(spec, e.g, step.field, of);
}

/** A relation that no file holds: nothing for an optional one, a gap for rows that have to be there. */
export function absent({ context, entity, gaps }: FrameSpec, g: SqlGraph, field: Field, of: Expression): Sql {
  const relation = relationOf(context, field);
  if (!field.optional)
    gaps.push({ kind: 'missing-relation', entity, field: field.name, related: relation?.entity ?? '' });
  return g.leaf(`CAST(NULL AS ${context.dialect.typeName(of.type)})`, widthOf(of.type));
}

/** The relation with the answers of the relations behind it joined. */
export function joined(spec: FrameSpec, children: readonly (GroupFrame | RowFrame)[], { dialect }: SqlContext): string {
  if (children.length === 0) return spec.source.from;
  const own = `${dialect.quote(`#${spec.tag}`)}`;
  const joins = children.map((child) => {
    const { from, on, alias } = child.joined((name) => `${own}.${dialect.quote(name)}`);
    return `LEFT JOIN ${from} AS ${alias} ON ${on}`;
  });
  const columns = children.flatMap((child) => child.columns());
  return `(SELECT ${[`${own}.*`, ...columns].join(', ')}\nFROM ${spec.source.from} AS ${own}\n${joins.join('\n')})`;
}
