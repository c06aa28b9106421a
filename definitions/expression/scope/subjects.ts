import { field, variable } from '../build-logic.ts';
import type { Expression, Field, Variable } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import type { Facts } from '../../model/decision.ts';
import type { Entity, Surroundings } from '../../kinds/kind.ts';
import { derivedValue } from './derived.ts';
import { relationField } from './relation-field.ts';
import { mention, type NamedValue, plain, type Scope } from './scope.ts';

/** Scopes of a record: an entity's fields, a formula's own inputs, or matching's customer and product. */

/** The fields, relations and derived fields of one entity, read from the record. Without such an entity nothing has a name. */
export function entityScope(around: Surroundings, entity: string, definition: string): Scope {
  return subjectScope(around, definition, { kind: 'entity', entity }, entity, null);
}

/** A formula's own inputs. */
export function inputsScope(around: Surroundings, fields: readonly Field[], definition: string): Scope {
  const values = new Map(fields.map((declared) => [declared.name, plain(field(declared, null))]));
  const facts: Facts = { kind: 'inputs', fields };
  const scope = base(around, definition, facts);
  return {
    ...scope,
    name: (name) => mention(scope.mentioned, values.get(name)),
    names: () => [...values.keys()],
    seat: (other) => (other.kind === 'inputs' && other.fields.every((f) => fields.includes(f)) ? null : undefined),
  };
}

/** Matching's two subjects: `customer.x` and `product.y`. */
export function pairScope(around: Surroundings, customer: string, product: string, definition: string): Scope {
  const rows = {
    customer: rowOf(around, 'customer', customer, definition),
    product: rowOf(around, 'product', product, definition),
  };
  const scope = base(around, definition, { kind: 'pair', customer, product });
  const name = (text: string): NamedValue | undefined => {
    const [head = '', ...rest] = text.split('.');
    if (head !== 'customer' && head !== 'product') return undefined;
    const row = plain(rows[head]);
    return rest.length === 0 ? row : scope.member(rows[head], rest.join('.'));
  };
  const namesOf = (entity: string, head: string) => entityNames(around.entity(entity)).map((one) => `${head}.${one}`);
  const seat = (facts: Facts) => {
    if (facts.kind === 'pair') return facts.customer === customer && facts.product === product ? null : undefined;
    if (facts.kind !== 'entity') return undefined;
    return facts.entity === customer ? rows.customer : facts.entity === product ? rows.product : undefined;
  };
  return { ...scope, name, seat, names: () => [...namesOf(customer, 'customer'), ...namesOf(product, 'product')] };
}

/** The fields of an entity with a record or a row as their subject. */
function subjectScope(
  around: Surroundings,
  definition: string,
  facts: Facts,
  id: string,
  of: Expression | null,
): Scope {
  const entity = around.entity(id);
  const scope = base(around, definition, facts);
  return {
    ...scope,
    name: (name) =>
      entity === undefined ? undefined : mention(scope.mentioned, entityMember(around, entity, of, name)),
    names: () => entityNames(entity),
    seat: (other) => (other.kind === 'entity' && other.entity === id ? of : undefined),
  };
}

function entityMember(
  around: Surroundings,
  entity: Entity,
  of: Expression | null,
  name: string,
): NamedValue | undefined {
  const declared = entity.fields.get(name);
  if (declared !== undefined) return read(around, declared, of);
  const relation = entity.relations.get(name);
  if (relation !== undefined) return read(around, relationField(entity, relation), of);
  const derived = entity.derived.get(name);
  if (derived === undefined) return undefined;
  // A derived field is read by names of its own entity, whoever asks for it.
  const own = subjectScope(around, entity.id, { kind: 'entity', entity: entity.id }, entity.id, of);
  return derivedValue(entity.id, derived, of, own);
}

const reads = new WeakMap<object, WeakMap<Field, NamedValue>>();

/** A field of a subject: the same node for every reader, so that back doors see one value. */
function read(around: Surroundings, declared: Field, of: Expression | null): NamedValue {
  const known = reads.get(of ?? around) ?? new WeakMap<Field, NamedValue>();
  reads.set(of ?? around, known);
  const made = known.get(declared) ?? plain(field(declared, of));
  known.set(declared, made);
  return made;
}

function entityNames(entity: Entity | undefined): readonly string[] {
  if (entity === undefined) return [];
  const names = namesOfEntity.get(entity) ?? [
    ...entity.fields.keys(),
    ...entity.derived.keys(),
    ...entity.relations.keys(),
  ];
  namesOfEntity.set(entity, names);
  return names;
}
const namesOfEntity = new WeakMap<Entity, readonly string[]>();

function rowOf(around: Surroundings, name: 'customer' | 'product', entity: string, definition: string): Expression {
  const title = around.entity(entity)?.title ?? name;
  const origin = { definition, pointer: `/${name}` };
  return field({ name, type: { kind: 'row', entity }, optional: false, title, unreadable: 'refuse', origin }, null);
}

const counts = new WeakMap<Surroundings, number>();

/** What every scope of a record shares. */
function base(
  around: Surroundings,
  definition: string,
  facts: Facts,
): Pick<Scope, 'definition' | 'around' | 'facts' | 'member' | 'mentioned' | 'freshVariable'> {
  const mentioned = new Set<Expression>();
  return {
    definition,
    around,
    facts,
    mentioned,
    member: (of, name) => {
      const entity = of.type.kind === 'row' ? around.entity(of.type.entity) : undefined;
      return entity === undefined ? undefined : mention(mentioned, entityMember(around, entity, of, name));
    },
    freshVariable: (name: string, type: Type, missable: boolean): Variable => {
      const id = counts.get(around) ?? 0;
      counts.set(around, id + 1);
      return variable(id, name, type, missable);
    },
  };
}
