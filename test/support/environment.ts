import type { Decision } from '../../definitions/model/decision.ts';
import type { Field } from '../../definitions/model/expression.ts';
import { BOOLEAN, DATE, INSTANT, numberType, STRING, type Type } from '../../definitions/model/type.ts';
import type { Computed, Derived, Entity, Relation } from '../../definitions/model/entity.ts';
import type { Document } from '../../definitions/model/document.ts';
import type { Environment } from '../../definitions/model/environment.ts';

/** Definitions around an expression, written shortly for tests. */
export interface ShortEntity {
  /** `'decimal 2 0..100 ?'`: type, decimals, bounds, optional; enums are lists. See `typeOf`. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly relations?: Readonly<
    Record<string, { readonly entity: string; readonly by: string; readonly many?: boolean }>
  >;
  readonly derived?: Readonly<Record<string, Computed>>;
}

/** An environment of some entities, documents and decisions. */
export function shortEnvironment(
  entities: Readonly<Record<string, ShortEntity>>,
  documents: readonly Document[] = [],
  decisions: readonly Decision[] = [],
): Environment {
  const known = new Map(Object.entries(entities).map(([id, short]) => [id, entityOf(id, short)]));
  return {
    document: (id) => documents.find((document) => `${document.kind}/${document.name}` === id),
    decision: (id) => decisions.find((decision) => decision.id === id),
    entity: (id) => known.get(id),
  };
}

function entityOf(id: string, short: ShortEntity): Entity {
  const fields = Object.entries(short.fields).map(([name, type]) => [name, fieldOf(id, name, type)] as const);
  const relations = Object.entries(short.relations ?? {}).map(
    ([name, { entity, by, many = false }]): readonly [string, Relation] => [
      name,
      { name, title: name, entity, by, many },
    ],
  );
  const derived = Object.entries(short.derived ?? {}).map(([name, computed]): readonly [string, Derived] => [
    name,
    { name, title: name, pointer: `/derived/${name}`, computed },
  ]);
  return {
    id,
    title: id,
    key: undefined,
    fields: new Map(fields),
    relations: new Map(relations),
    derived: new Map(derived),
    lookUps: [],
  };
}

/** A field such as `'integer 0..120 ?'` or `['AAA', 'AA']`; a trailing `?` makes it optional, `[]` a list. */
export function fieldOf(definition: string, name: string, short: string | readonly string[]): Field {
  const text = typeof short === 'string' ? short : '';
  const words = text.split(' ');
  const plain: Type = typeof short === 'string' ? typeOf(words) : { kind: 'string', enum: short };
  const type: Type = words.includes('[]') ? { kind: 'list', of: plain } : plain;
  return {
    name,
    type,
    optional: words.includes('?'),
    title: name,
    unreadable: 'refuse',
    origin: { definition, pointer: `/fields/${name}` },
  };
}

function typeOf([kind = '', ...words]: readonly string[]): Type {
  if (kind === 'boolean') return BOOLEAN;
  if (kind === 'string') return STRING;
  if (kind === 'enum') return { kind: 'string', enum: words.filter((word) => word !== '?' && word !== '[]') };
  if (kind === 'date') return DATE;
  if (kind === 'instant') return INSTANT;
  const decimals = kind === 'decimal' ? Number(words[0]) : 0;
  const [low, high] = words.find((word) => word.includes('..'))?.split('..') ?? [];
  return numberType(
    decimals,
    ...(low === undefined || high === undefined ? [] : ([scaled(low, decimals), scaled(high, decimals)] as const)),
  );
}

const scaled = (text: string, decimals: number) => BigInt(text) * 10n ** BigInt(decimals);
