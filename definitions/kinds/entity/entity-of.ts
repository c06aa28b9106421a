import { below } from '../../model/json.ts';
import { fieldOf } from '../field.ts';
import type { Computed, Derived, Entity, Relation } from '../../model/entity.ts';
import type { DeclaredDerived, EntityDocument } from './entity.ts';

/** An entity as expressions read it. */
export function entityOf(document: EntityDocument): Entity {
  const id = `entity/${document.name}`;
  const origin = (part: string, name: string) => ({ definition: id, pointer: below(`/${part}`, name) });
  const fields = Object.entries(document.fields).map(
    ([name, of]) => [name, fieldOf(name, of, origin('fields', name))] as const,
  );
  const relations = Object.entries(document.relations ?? {}).map(([name, of]): [string, Relation] => {
    return [name, { name, title: of.title ?? name, entity: of.entity, by: of.by, many: of.many ?? false }];
  });
  const derived = Object.entries(document.derived ?? {}).map(([name, of]): [string, Derived] => {
    const unit = of.unit === undefined ? {} : { unit: of.unit };
    const labels = of.labels === undefined ? {} : { labels: of.labels };
    return [
      name,
      {
        name,
        title: of.title ?? name,
        ...unit,
        ...labels,
        pointer: origin('derived', name).pointer,
        computed: computedOf(of),
      },
    ];
  });
  return {
    id,
    title: document.title ?? document.name,
    key: document.key,
    fields: new Map(fields),
    relations: new Map(relations),
    derived: new Map(derived),
    lookUps: document.lookUps ?? [],
    ...(document.organisation === undefined ? {} : { organisation: document.organisation }),
    ...(document.nameField === undefined ? {} : { nameField: document.nameField }),
  };
}

/** The computed value of a derived field, without what is said about it. */
function computedOf({ text, type, decimals, ifMissing, uses }: DeclaredDerived): Computed {
  return {
    text,
    type,
    ...(decimals === undefined ? {} : { decimals }),
    ...(ifMissing === undefined ? {} : { ifMissing }),
    ...(uses === undefined ? {} : { uses }),
  };
}
