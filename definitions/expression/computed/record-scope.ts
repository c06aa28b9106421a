import { field, variable } from '../build-logic.ts';
import type { Expression, Field, Variable } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import type { Facts } from '../../model/decision.ts';
import type { Entity } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import { derivedValue } from './derived.ts';
import { relationField } from '../scope/relation-field.ts';
import { mention, type NamedValue, plain, type Scope } from '../scope/scope.ts';

/** Scopes of a record: an entity's fields, a formula's own inputs, or matching's customer and product. */

/** The fields, relations and derived fields of one entity, read from the record. Without such an entity nothing has a name. */
export function entityScope(environment: Environment, entity: string, definition: string): Scope {
  return subjectScope(environment, definition, { kind: 'entity', entity }, entity, null);
}

/** A formula's own inputs. */
export function inputsScope(environment: Environment, fields: readonly Field[], definition: string): Scope {
  const values = new Map(fields.map((declared) => [declared.name, plain(field(declared, null))]));
  const facts: Facts = { kind: 'inputs', fields };
  const scope = base(environment, definition, facts);
  return {
    ...scope,
    name: (name) => mention(scope.mentioned, values.get(name)),
    names: () => [...values.keys()],
    seat: (other) => (other.kind === 'inputs' && other.fields.every((f) => fields.includes(f)) ? null : undefined),
  };
}

/** Matching's two subjects: `customer.x` and `product.y`. */
export function pairScope(environment: Environment, customer: string, product: string, definition: string): Scope {
  const rows = {
    customer: rowOf(environment, 'customer', customer, definition),
    product: rowOf(environment, 'product', product, definition),
  };
  const scope = base(environment, definition, { kind: 'pair', customer, product });
  const name = (text: string): NamedValue | undefined => {
    const [head = '', ...rest] = text.split('.');
    if (head !== 'customer' && head !== 'product') return undefined;
    const row = plain(rows[head]);
    return rest.length === 0 ? row : scope.member(rows[head], rest.join('.'));
  };
  const namesOf = (entity: string, head: string) =>
    entityNames(environment.entity(entity)).map((one) => `${head}.${one}`);
  const seat = (facts: Facts) => {
    if (facts.kind === 'pair') return facts.customer === customer && facts.product === product ? null : undefined;
    if (facts.kind !== 'entity') return undefined;
    return facts.entity === customer ? rows.customer : facts.entity === product ? rows.product : undefined;
  };
  return { ...scope, name, seat, names: () => [...namesOf(customer, 'customer'), ...namesOf(product, 'product')] };
}

/** The fields of an entity with a record or a row as their subject. */
function subjectScope(
  environment: Environment,
  definition: string,
  facts: Facts,
  id: string,
  of: Expression | null,
): Scope {
  const entity = environment.entity(id);
  const scope = base(environment, definition, facts);
  return {
    ...scope,
    name: (name) =>
      entity === undefined ? undefined : mention(scope.mentioned, entityMember(environment, entity, of, name)),
    names: () => entityNames(entity),
    seat: (other) => (other.kind === 'entity' && other.entity === id ? of : undefined),
  };
}

function entityMember(
  environment: Environment,
  entity: Entity,
  of: Expression | null,
  name: string,
): NamedValue | undefined {
  const declared = entity.fields.get(name);
  if (declared !== undefined) return read(environment, declared, of);
  const relation = entity.relations.get(name);
  if (relation !== undefined) return read(environment, relationField(entity, relation), of);
  const derived = entity.derived.get(name);
  if (derived === undefined) return undefined;
  // A derived field is read by names of its own entity, whoever asks for it.
  const own = subjectScope(environment, entity.id, { kind: 'entity', entity: entity.id }, entity.id, of);
  return derivedValue(entity.id, derived, of, own);
}

const reads = new WeakMap<object, WeakMap<Field, NamedValue>>();

/** A field of a subject: the same node for every reader, so that back doors see one value. */
function read(environment: Environment, declared: Field, of: Expression | null): NamedValue {
  const known = reads.get(of ?? environment) ?? new WeakMap<Field, NamedValue>();
  reads.set(of ?? environment, known);
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

function rowOf(environment: Environment, name: 'customer' | 'product', entity: string, definition: string): Expression {
  const title = environment.entity(entity)?.title ?? name;
  const origin = { definition, pointer: `/${name}` };
  return field({ name, type: { kind: 'row', entity }, optional: false, title, unreadable: 'refuse', origin }, null);
}

const counts = new WeakMap<Environment, number>();

/** What every scope of a record shares. */
function base(
  environment: Environment,
  definition: string,
  facts: Facts,
): Pick<Scope, 'definition' | 'environment' | 'facts' | 'member' | 'mentioned' | 'freshVariable'> {
  const mentioned = new Set<Expression>();
  return {
    definition,
    environment,
    facts,
    mentioned,
    member: (of, name) => {
      const entity = of.type.kind === 'row' ? environment.entity(of.type.entity) : undefined;
      return entity === undefined ? undefined : mention(mentioned, entityMember(environment, entity, of, name));
    },
    freshVariable: (name: string, type: Type, missable: boolean): Variable => {
      const id = counts.get(environment) ?? 0;
      counts.set(environment, id + 1);
      return variable(id, name, type, missable);
    },
  };
}
