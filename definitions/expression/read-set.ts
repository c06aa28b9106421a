import type { Decision, Facts, ReasonPlan, Shape } from '../model/decision.ts';
import type { Expression, Field, FieldRead } from '../model/expression.ts';
import { nodesOf, ownParts } from './walk.ts';
import type { Entity } from '../model/entity.ts';

/** What some decisions read of a request, transitively: nothing else is asked for, read or required. */
export interface ReadSet {
  /** Fields and relations of the record, in the order of their declaration. */
  readonly fields: readonly ReadField[];
  /** Fields of each product, where the request has to bring products (matching); else null. */
  readonly products: readonly ReadField[] | null;
  readonly asOf: boolean;
  readonly previous: boolean;
}

/** A field that is read. A relation is a field of type row, or list of rows, with the fields that are read of its rows. */
export interface ReadField {
  readonly field: Field;
  /** Names from the record (or the product) down to this field; lists of rows take one step. */
  readonly path: readonly string[];
  /** Null where the field is not a relation. */
  readonly rows: readonly ReadField[] | null;
}

/** Where a root `FieldRead` of a pair's decision leads to. */
export type Seat = 'customer' | 'product';

/** The read set of decisions asked together. `entity` gives the order of declaration. */
export function readSet(decisions: readonly Decision[], entity: (id: string) => Entity | undefined): ReadSet {
  const [record, products] = [newGroup(), newGroup()];
  const inputs = new Set<string>();
  const seats = seatsOf(decisions);
  const nodes = nodesOf(
    decisions.flatMap((decision) => [...expressionsOf(decision), ...decision.reads]),
    ownParts,
  );
  const rowsOf = groupsBy(nodes, seats, record, products);
  for (const node of nodes) {
    if (node.kind === 'input') inputs.add(node.name);
    if (node.kind !== 'field' || seats.has(node)) continue;
    for (const group of node.of === null ? [record] : rowsOf(node.of)) memberOf(group, node.field);
  }
  const needsProducts = decisions.some((decision) => decision.facts.kind === 'pair');
  const declared = decisions.flatMap((decision) => declaredNames(decision.facts, entity));
  return {
    fields: listed(record, [], declared, entity),
    products: needsProducts
      ? listed(
          products,
          [],
          decisions.flatMap((d) => productNames(d.facts, entity)),
          entity,
        )
      : null,
    asOf: inputs.has('$asOf'),
    previous: [...inputs].some((name) => name !== '$asOf'),
  };
}

/** All a decision evaluates to make its result: value, reasons, problems, partial, in this order. */
export function expressionsOf(decision: Decision): readonly Expression[] {
  return [
    ...shapeParts(decision.value),
    ...reasonParts(decision.reasons),
    ...decision.problems.map((plan) => plan.when),
    ...(decision.partial === null ? [] : [decision.partial]),
  ];
}

function reasonParts(plans: readonly ReasonPlan[]): readonly Expression[] {
  return plans.flatMap((plan) => (plan.loss === null ? [plan.index] : [plan.index, plan.loss]));
}

/** The expressions a shape is put together from. */
export function shapeParts(shape: Shape): readonly Expression[] {
  switch (shape.kind) {
    case 'constant':
      return [];
    case 'value':
      return [shape.of];
    case 'text':
      return [shape.index];
    case 'object':
      return [
        ...(shape.presentWith ? [shape.presentWith] : []),
        ...shape.members.flatMap((member) => shapeParts(member.shape)),
      ];
    case 'list':
      return shape.items.flatMap((item) => [item.when, ...shapeParts(item.shape)]);
    case 'products':
      return [...shapeParts(shape.item), shape.order, ...reasonParts(shape.reasons)];
  }
}

/** The nodes by which a pair's decision reaches its customer and its product: root fields of these names. */
export function seatsOf(decisions: readonly Decision[]): ReadonlyMap<FieldRead, Seat> {
  const seats = new Map<FieldRead, Seat>();
  for (const decision of decisions) {
    if (decision.facts.kind !== 'pair') continue;
    for (const node of nodesOf([...expressionsOf(decision), ...decision.reads])) {
      if (node.kind !== 'field' || node.of !== null || node.type.kind !== 'row') continue;
      if (node.field.name === 'customer' || node.field.name === 'product') seats.set(node, node.field.name);
    }
  }
  return seats;
}

interface Group {
  readonly members: Map<string, { readonly field: Field; readonly rows: Group | null }[]>;
}

const newGroup = (): Group => ({ members: new Map() });

/** The member of a group for a field; two declarations of one name stay two members. */
function memberOf(group: Group, field: Field): { readonly field: Field; readonly rows: Group | null } {
  const same = group.members.get(field.name) ?? [];
  const known = same.find((member) => isSameField(member.field, field));
  if (known !== undefined) return known;
  const isRelation = field.type.kind === 'row' || (field.type.kind === 'list' && field.type.of.kind === 'row');
  const member = { field, rows: isRelation ? newGroup() : null };
  group.members.set(field.name, [...same, member]);
  return member;
}

/** Whether two fields are one declaration. */
export function isSameField(a: Field, b: Field): boolean {
  return (
    a === b ||
    (a.name === b.name && a.origin.definition === b.origin.definition && a.origin.pointer === b.origin.pointer)
  );
}

/** Answers which groups the rows of an expression (a row or a list of rows) belong to. */
function groupsBy(nodes: readonly Expression[], seats: ReadonlyMap<FieldRead, Seat>, record: Group, products: Group) {
  // A variable may be bound by several loops: the same formula read from the customer and from the product.
  const loops = new Map<number, Expression[]>();
  for (const node of nodes) {
    if (node.kind === 'forEach') loops.set(node.variable.id, [...(loops.get(node.variable.id) ?? []), node.over]);
  }
  const known = new Map<Expression, ReadonlySet<Group>>();
  const find = (node: Expression): ReadonlySet<Group> => {
    const before = known.get(node);
    if (before !== undefined) return before;
    known.set(node, new Set());
    const found = new Set(search(node));
    known.set(node, found);
    return found;
  };
  const search = (node: Expression): readonly Group[] => {
    switch (node.kind) {
      case 'field': {
        const seat = seats.get(node);
        if (seat !== undefined) return [seat === 'customer' ? record : products];
        const parents = node.of === null ? [record] : [...find(node.of)];
        return parents.flatMap((parent) => memberOf(parent, node.field).rows ?? []);
      }
      case 'variable':
        return (loops.get(node.id) ?? []).flatMap((over) => [...find(over)]);
      case 'forEach':
        return [...find(node.body ?? node.over)];
      case 'named':
        return [...find(node.of)];
      case 'if':
        return [...find(node.then), ...find(node.otherwise)];
      case 'coalesce':
      case 'list':
        return node.items.flatMap((item) => [...find(item)]);
      case 'itemAt':
        return [...find(node.list)];
      default:
        return [];
    }
  };
  return find;
}

function declaredNames(facts: Facts, entity: (id: string) => Entity | undefined): readonly string[] {
  switch (facts.kind) {
    case 'inputs':
      return facts.fields.map((field) => field.name);
    case 'entity':
      return entityNames(entity(facts.entity));
    case 'pair':
      return entityNames(entity(facts.customer));
  }
}

function productNames(facts: Facts, entity: (id: string) => Entity | undefined): readonly string[] {
  return facts.kind === 'pair' ? entityNames(entity(facts.product)) : [];
}

/** Names a record of an entity may carry: its fields, then its relations. */
export function entityNames(entity: Entity | undefined): readonly string[] {
  return entity === undefined ? [] : [...entity.fields.keys(), ...entity.relations.keys()];
}

function listed(
  group: Group,
  above: readonly string[],
  declared: readonly string[],
  entity: (id: string) => Entity | undefined,
): readonly ReadField[] {
  const position = new Map([...new Set(declared)].map((name, i) => [name, i]));
  const place = (name: string) => position.get(name) ?? declared.length;
  const names = [...group.members.keys()].sort((a, b) => place(a) - place(b));
  return names.flatMap((name) =>
    (group.members.get(name) ?? []).map(({ field, rows }) => {
      const path = [...above, name];
      return { field, path, rows: rows && listed(rows, path, entityNames(entity(rowEntity(field) ?? '')), entity) };
    }),
  );
}

/** What is read of a single relation's row; nothing of any other field. */
export function singleRow({ field, rows }: ReadField): readonly ReadField[] {
  return rows === null || field.type.kind === 'list' ? [] : rows;
}

/** Fields, and behind each single relation what is read of its row. */
export function withinSingleRows(fields: readonly ReadField[]): readonly ReadField[] {
  return fields.flatMap((read) => [read, ...withinSingleRows(singleRow(read))]);
}

/** The entity whose rows a relation leads to; undefined for other fields. */
export function rowEntity(field: Field): string | undefined {
  const type = field.type.kind === 'list' ? field.type.of : field.type;
  return type.kind === 'row' ? type.entity : undefined;
}
