import { below } from '../../model/json.ts';
import { type Kind, namedKeys } from '../kind.ts';
import type { Reference } from '../../model/document.ts';
import { computedReferences } from '../references.ts';
import { checkEntity } from './check.ts';
import { entityOf } from './entity-of.ts';
import { type EntityDocument, entitySchema } from './entity.ts';
import { proveEntity } from './prove.ts';
import { entityWords } from './words.ts';

export const entityKind: Kind<EntityDocument> = {
  name: 'entity',
  title: { 'zh-CN': '实体', en: 'Entity' },
  schema: entitySchema,
  examples: [
    {
      kind: 'entity',
      name: 'customer',
      title: { 'zh-CN': '客户', en: 'Customer' },
      key: 'customerId',
      fields: {
        customerId: { type: 'string' },
        age: { type: 'integer', minimum: 0, maximum: 120 },
        aum: {
          type: 'decimal',
          decimals: 2,
          unit: 'CNY',
          minimum: 0,
          optional: true,
          direction: 'high-is-good',
          sensitivity: 'C2',
        },
      },
    },
  ],
  references,
  names: ({ fields, relations, derived }) => [
    [...namedKeys(fields, '/fields'), ...namedKeys(relations, '/relations'), ...namedKeys(derived, '/derived')],
  ],
  sets: () => ['/lookUps'],
  decides: false,
  mayPointBack: true,
  entity: entityOf,
  lower: (document, environment) => ({ decision: null, problems: checkEntity(document, environment) }),
  prove: proveEntity,
  words: entityWords,
};

function references(document: EntityDocument): readonly Reference[] {
  const related = Object.entries(document.relations ?? {}).map(([name, { entity }]) => ({
    pointer: below('/relations', name, 'entity'),
    target: entity,
  }));
  const used = Object.entries(document.derived ?? {}).flatMap(([name, of]) =>
    computedReferences(of, below('/derived', name)),
  );
  return [...related, ...used];
}
