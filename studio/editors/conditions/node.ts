import {
  isObject,
  type Json,
  type JsonObject,
  type Operator,
  parseOperator,
  type OperatorName,
} from '../../../definitions/index.ts';

/** How many of a group's items have to hold. */
export type GroupMode = 'all' | 'any' | 'none';

/** A junction with its items. `list` is where they stand in its node: `not` holds one item, the others a list. */
export interface Group {
  readonly kind: 'group';
  readonly mode: GroupMode;
  readonly items: readonly Json[];
  readonly list: 'all' | 'any' | 'not/any' | 'not';
}

/** What a row reads: a fact, a field of the record that a relation leads to (`path`), or a decision of that record (`of`). */
export interface Mention {
  readonly fact: string;
  readonly path?: string;
  readonly of?: string;
}

/** What a row asks: an operator, or its opposite. */
export interface Relation {
  readonly name: OperatorName;
  readonly isNot: boolean;
  readonly isFolded: boolean;
}

/**
 * A test of one field. `leaf` is its node; where what is unknown was decided in words of its own, the leaf stands beside a test of
 * presence, and `guard` tells how: `fails` is all of *is known* and the leaf, `passes` any of *is unknown* and the leaf.
 */
export interface Row {
  readonly kind: 'row';
  readonly leaf: JsonObject;
  readonly mention: Mention;
  readonly relation: Relation;
  /** Undefined while it is not given yet. */
  readonly value: Json | undefined;
  readonly guard: 'fails' | 'passes' | null;
  /** Where the leaf stands in the item: `''`, or `/all/1` and the like behind a guard. */
  readonly leafAt: string;
}

/** A condition's node as the builder shows it. What it cannot show in full is locked: kept, moved and removed whole. */
export type ConditionNode =
  | Group
  | Row
  | { readonly kind: 'criteria'; readonly id: string; readonly of: string | undefined }
  | { readonly kind: 'locked' };

export function readNode(node: Json): ConditionNode {
  if (!isObject(node)) return { kind: 'locked' };
  return readGuarded(node) ?? readGroup(node) ?? readCriteria(node) ?? readRow(node) ?? { kind: 'locked' };
}

/** The junction that a node is, also where a row would be shown for it; undefined where it is none. */
export function readGroup(node: Json): Group | undefined {
  if (!isObject(node)) return undefined;
  for (const mode of ['all', 'any'] as const) {
    const items = node[mode];
    if (Array.isArray(items) && hasOnly(node, [mode, ...NOTES])) return { kind: 'group', mode, items, list: mode };
  }
  const inside = node['not'];
  if (inside === undefined || !hasOnly(node, ['not', ...NOTES])) return undefined;
  const listed = isObject(inside) && hasOnly(inside, ['any']) ? inside['any'] : undefined;
  if (Array.isArray(listed)) return { kind: 'group', mode: 'none', items: listed, list: 'not/any' };
  return { kind: 'group', mode: 'none', items: [inside], list: 'not' };
}

/** A node's items with their JSON pointers, where `at` is the node's. */
export function itemsOf(group: Group, at: string): readonly { readonly node: Json; readonly at: string }[] {
  return group.items.map((node, i) => ({
    node,
    at: group.list === 'not' ? `${at}/not` : `${at}/${group.list}/${String(i)}`,
  }));
}

export const mentionOf = ({ fact, path, of }: JsonObject): Mention => ({
  fact: String(fact),
  ...(typeof path === 'string' ? { path } : {}),
  ...(typeof of === 'string' ? { of } : {}),
});

/** What a value mentions, where a row compares with another field; undefined where it is a value of its own. */
export function comparedWith(value: Json | undefined): Mention | undefined {
  if (!isObject(value) || typeof value['fact'] !== 'string' || !hasOnly(value, ['fact', 'path'])) return undefined;
  return value['path'] === undefined || typeof value['path'] === 'string' ? mentionOf(value) : undefined;
}

/** A mention as one text, by which fields are told apart. */
export const keyOf = ({ fact, path = '', of = '' }: Mention) => `${of} ${fact} ${path}`;

/** Whether a row asks only whether something is known, and if so which; undefined where it compares. */
export function presenceAsked({ relation: { name, isNot }, value }: Pick<Row, 'relation' | 'value'>) {
  if (name !== 'isMissing' && name !== 'isPresent') return undefined;
  return ((name === 'isPresent') === (value === true)) !== isNot ? 'known' : 'unknown';
}

/** Whether what is unknown passes a row that says nothing of it: it tells what a field is not. */
export function isNegative({ name, isNot }: Relation): boolean {
  return (name === 'notEqual' || name === 'notIn') !== isNot;
}

const NOTES = ['name', 'priority'];

function readCriteria(node: JsonObject): ConditionNode | undefined {
  const { condition, of } = node;
  if (typeof condition !== 'string' || !hasOnly(node, ['condition', 'of', ...NOTES])) return undefined;
  return of === undefined || typeof of === 'string' ? { kind: 'criteria', id: condition, of } : undefined;
}

function readRow(node: JsonObject): Row | undefined {
  const { fact, operator, path, of, value } = node;
  if (typeof fact !== 'string' || !hasOnly(node, ['fact', 'operator', 'value', 'path', 'of', ...NOTES]))
    return undefined;
  if (![path, of].every((one) => one === undefined || typeof one === 'string')) return undefined;
  const relation = typeof operator === 'string' ? relationOf(parseOperator(operator)) : undefined;
  if (relation === undefined || !isShown(value)) return undefined;
  return { kind: 'row', leaf: node, mention: mentionOf(node), relation, value, guard: null, leafAt: '' };
}

/** An operator with at most one `not`, and nothing that looks into lists or turns sides round. */
function relationOf(operator: Operator | undefined): Relation | undefined {
  if (operator === undefined || operator.decorators.some((one) => one !== 'not')) return undefined;
  if (operator.decorators.length > 1) return undefined;
  return { name: operator.name, isNot: operator.decorators.length === 1, isFolded: operator.isFolded };
}

const isShown = (value: Json | undefined) =>
  Array.isArray(value)
    ? (value as readonly Json[]).every(isScalar)
    : value === undefined || isScalar(value) || comparedWith(value) !== undefined;
const isScalar = (value: Json) => value !== null && typeof value !== 'object';

function readGuarded(node: JsonObject): Row | undefined {
  for (const mode of ['all', 'any'] as const) {
    const items = node[mode] as Json | undefined;
    if (!Array.isArray(items) || items.length !== 2 || !hasOnly(node, [mode])) continue;
    const [guardAt, leafAt] = isGuard(items[0] as Json, mode) ? [0, 1] : [1, 0];
    const [guard, leaf] = [items[guardAt] as Json, items[leafAt] as Json];
    const row = isObject(leaf) ? readRow(leaf) : undefined;
    if (row === undefined || !isObject(guard) || !isGuard(guard, mode) || presenceAsked(row) !== undefined) continue;
    if (keyOf(mentionOf(guard)) !== keyOf(row.mention)) continue;
    return { ...row, guard: mode === 'all' ? 'fails' : 'passes', leafAt: `/${mode}/${String(leafAt)}` };
  }
  return undefined;
}

/** Whether a node is a test of presence that decides, beside another test in a junction, what becomes of the unknown. */
function isGuard(node: Json, mode: 'all' | 'any'): boolean {
  const row = isObject(node) && hasOnly(node, ['fact', 'operator', 'value', 'path', 'of']) ? readRow(node) : undefined;
  return row !== undefined && presenceAsked(row) === (mode === 'all' ? 'known' : 'unknown');
}

function hasOnly(node: JsonObject, keys: readonly string[]): boolean {
  return Object.keys(node).every((key) => keys.includes(key));
}
