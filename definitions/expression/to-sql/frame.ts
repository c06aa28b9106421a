import { lazily } from '../../model/lazily.ts';
import type { FrameSpec, RelationFrame, Unusable, GroupFrame, RowFrame } from './relation-frame.ts';
import type { Field } from '../../model/expression.ts';
import { field as readOf } from '../build-logic.ts';
import type { ColumnReading } from './dialect.ts';
import { doubtsOf } from './recheck-rows.ts';
import { emitter } from './emit.ts';
import { fieldOf, type Nested } from './frame-field.ts';
import { faultsOf, isOneValue, readField, requiredAndGood } from './frame-reading.ts';
import { absent, elsewhere, isElsewhere, isOwn, joined, joinRest, relationsBehind } from './frame-relations.ts';
import { sqlGraph } from './sql.ts';

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

function memoised(read: (field: Field) => ColumnReading): (field: Field) => ColumnReading {
  const known = new Map<string, ColumnReading>();
  return (field) => {
    const made = known.get(field.name) ?? read(field);
    known.set(field.name, made);
    return made;
  };
}
