import type { Field } from '../../model/expression.ts';
import type { RowType, Type } from '../../model/type.ts';
import type { Entity, Relation } from '../../model/entity.ts';
import { below } from '../../model/json.ts';

const known = new WeakMap<Relation, Field>();

/**
 * A relation as a field of rows. A many-relation is never missing: a record states its rows, if only as an empty list (in batch no
 * row of the file is an empty list). A single relation's row may be absent.
 */
export function relationField(entity: Entity, relation: Relation): Field {
  const before = known.get(relation);
  if (before !== undefined) return before;
  const row: RowType = { kind: 'row', entity: relation.entity };
  const type: Type = relation.many ? { kind: 'list', of: row } : row;
  const origin = { definition: entity.id, pointer: below('/relations', relation.name) };
  const field: Field = {
    name: relation.name,
    type,
    optional: !relation.many,
    title: relation.title,
    unreadable: 'refuse',
    origin,
  };
  known.set(relation, field);
  return field;
}
