import type { Json, JsonObject } from '../../../definitions/index.ts';
import { setAt } from '../edit.ts';
import { isNegative, keyOf, type Mention, mentionOf, readNode, type Relation, type Row } from './node.ts';

/** Edits of one row: each answers the item that stands in its place. What is no row stays as it is. */

/** What a row's operator is written as. */
export function operatorOf({ name, isNot, isFolded }: Relation): string {
  return `${isNot ? 'not:' : ''}${isFolded ? 'folded:' : ''}${name}`;
}

/** Another relation; a test of presence takes its own value, and leaves none behind. */
export function setRelation(item: JsonObject, relation: Relation): JsonObject {
  const row = readNode(item);
  if (row.kind !== 'row') return item;
  const [wasPresence, isPresence] = [asksPresence(row.relation), asksPresence(relation)];
  const operator = operatorOf(relation);
  if (operator === operatorOf(row.relation)) return item;
  const leaf: JsonObject = { ...row.leaf, operator };
  // What decides of the unknown has nothing to decide beside a test that asks for it.
  if (isPresence) return { ...leaf, value: true };
  return withLeaf(item, row, wasPresence ? without(leaf, 'value') : leaf);
}

/** Another value; undefined takes it away: the row is half filled then. */
export function setValue(item: JsonObject, value: Json | undefined): JsonObject {
  const row = readNode(item);
  if (row.kind !== 'row') return item;
  return withLeaf(item, row, value === undefined ? without(row.leaf, 'value') : { ...row.leaf, value });
}

/** Another field, with its relation and value as they are: what of them does not fit it is for the caller to say. */
export function setMention(item: JsonObject, mention: Mention): JsonObject {
  const row = readNode(item);
  if (row.kind !== 'row' || keyOf(row.mention) === keyOf(mention)) return item;
  return withLeaf(item, row, mentioning(row.leaf, mention));
}

/** What becomes of a record that does not know the field. */
export function setUnknown(item: JsonObject, unknown: 'fails' | 'passes'): JsonObject {
  const row = readNode(item);
  if (row.kind !== 'row' || asksPresence(row.relation) || row.guard === unknown) return item;
  const isKnown = (value: 'isPresent' | 'isMissing'): JsonObject => ({ ...row.mention, operator: value, value: true });
  if (unknown === 'passes') return { any: [isKnown('isMissing'), row.leaf] };
  return isNegative(row.relation) ? { all: [isKnown('isPresent'), row.leaf] } : row.leaf;
}

/** The item with another leaf; its guard asks of what the leaf reads. */
function withLeaf(item: JsonObject, { leafAt, mention }: Row, leaf: JsonObject): JsonObject {
  if (leafAt === '') return leaf;
  const next = setAt(item, leafAt, leaf);
  const now = mentionOf(leaf);
  if (keyOf(now) === keyOf(mention)) return next;
  const guardAt = leafAt.endsWith('/0') ? leafAt.replace(/0$/, '1') : leafAt.replace(/1$/, '0');
  const [, mode = 'all', index = '0'] = guardAt.split('/');
  const guard = (item[mode] as readonly JsonObject[])[Number(index)] ?? {};
  return setAt(next, guardAt, mentioning(guard, now));
}

function mentioning(leaf: JsonObject, { fact, path, of }: Mention): JsonObject {
  const { path: _, of: __, ...rest } = leaf;
  return { ...rest, fact, ...(path === undefined ? {} : { path }), ...(of === undefined ? {} : { of }) };
}

function without(leaf: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(leaf).filter(([one]) => one !== key));
}

const asksPresence = ({ name }: Relation) => name === 'isMissing' || name === 'isPresent';
