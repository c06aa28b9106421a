import type { FieldRead } from '../../model/expression.ts';
import type { RelationFrame, FrameFault, FrameSpec, Unusable } from './relation-frame.ts';
import { absent, type Behind, isOwn } from './frame-relations.ts';
import { nestedRows } from './nested-rows.ts';
import { widthOf } from './number-size.ts';
import type { SourceColumn } from './source.ts';
import type { Sql } from './sql.ts';

/** Lists of rows that stand in columns of the relation itself. */
export interface Nested {
  readonly conditions: Sql[];
  readonly faults: FrameFault[];
  /** By field: what of the list counts as missing. */
  readonly unusable: Map<string, readonly Unusable[]>;
}

/** What an expression that reads a field becomes: a value of the frame, a list in a column of it, or what stands behind it. */
export function fieldOf(spec: FrameSpec, self: RelationFrame, nested: Nested, behind: Behind, node: FieldRead): Sql {
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

function nestedField(
  spec: FrameSpec,
  { e }: RelationFrame,
  nested: Nested,
  node: FieldRead,
  column: SourceColumn,
): Sql {
  const read = spec.reads.find(({ field }) => field.name === node.field.name);
  const rows = nestedRows(spec.context, e.g, node.field, read?.rows ?? null, column);
  if (rows === undefined) return absent(spec, e.g, node.field, node);
  nested.conditions.push(...rows.conditions.filter((one) => !nested.conditions.includes(one)));
  nested.faults.push(...rows.faults.filter((one) => !nested.faults.some((known) => known.when === one.when)));
  nested.unusable.set(node.field.name, rows.unusable);
  return rows.value;
}
