import { type CompileOptions, compile, type Compiled } from '../../definitions/compile.ts';
import type { Decision } from '../../definitions/model/decision.ts';
import type { Field } from '../../definitions/model/expression.ts';
import type { Type } from '../../definitions/model/type.ts';
import type { Entity, Relation } from '../../definitions/model/entity.ts';

/** Small entities and decisions put together by hand, for tests of what comes after lowering. */

export const ORIGIN = { definition: 'formula/tried', pointer: '/lines/0' };

/** A field of an entity. */
export function declared(name: string, type: Type, more: Partial<Field> = {}, entity = 'entity/customer'): Field {
  return {
    name,
    type,
    optional: false,
    title: name,
    unreadable: 'refuse',
    origin: { definition: entity, pointer: `/fields/${name}` },
    ...more,
  };
}

export function entityOf(id: string, fields: readonly Field[], relations: readonly string[] = []): Entity {
  const related = relations.map((name): [string, Relation] => [
    name,
    { name, title: name, entity: `entity/${name}`, by: 'key', many: true },
  ]);
  return {
    id,
    title: id,
    key: undefined,
    fields: new Map(fields.map((field) => [field.name, field])),
    relations: new Map(related),
    derived: new Map(),
    lookUps: [],
  };
}

/** A decision about customers with nothing in it but what a test states. */
export function decisionOf(part: Partial<Decision>): Decision {
  return {
    id: 'formula/tried',
    title: 'tried',
    facts: { kind: 'entity', entity: 'entity/customer' },
    outputs: {},
    value: { kind: 'constant', json: null },
    reasons: [],
    reasonOrder: 'greatest-loss',
    problems: [],
    partial: null,
    reads: [],
    ...part,
  };
}

export const STAMP = { version: 3, hash: 'h', closure: 'c' };

/** Decisions compiled together, by their ids. */
export function compiledOf(
  decisions: readonly Decision[],
  entities: readonly Entity[],
  options: CompileOptions = {},
): Compiled {
  const library = {
    environment: {
      decision: (id: string) => decisions.find((one) => one.id === id),
      entity: (id: string) => entities.find((one) => one.id === id),
    },
    definitions: new Map(decisions.map(({ id }) => [id, STAMP])),
  };
  return compile(
    library,
    decisions.map(({ id }) => id),
    options,
  );
}
