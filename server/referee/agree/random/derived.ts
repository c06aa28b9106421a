import { type DeclaredField, type JsonObject, link } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { randomComputed } from './computed.ts';
import { type Noun, nounOf, type Vocabulary } from './vocabulary.ts';

/** Fields and derived fields. */
export function nounsOf(entity: JsonObject): readonly Noun[] {
  const fields = Object.entries(entity['fields'] as unknown as Readonly<Record<string, DeclaredField>>);
  const own = (entity['derived'] ?? {}) as unknown as Readonly<Record<string, JsonObject>>;
  return [...fields.map(([name, declared]) => nounOf(name, declared)), ...derivedNouns(own)];
}

/** The entity with some derived fields; those that the check refuses are left out. `before`: what the entity stands on. */
export function derived(
  chance: Chance,
  entity: JsonObject,
  words: Vocabulary,
  before: readonly JsonObject[],
): JsonObject {
  let own: Record<string, JsonObject> = {};
  for (let i = 0; i < chance.whole(1, 3); i += 1) {
    const kind = chance.pick(['number', 'number', 'boolean', 'string', 'date'] as const);
    const known = { ...words, nouns: [...words.nouns, ...derivedNouns(own)] };
    own[`own${i}`] = randomComputed(chance, known, kind, 2);
  }
  for (;;) {
    const document = { ...entity, ...(Object.keys(own).length === 0 ? {} : { derived: own }) };
    const { problems } = link([...before, document].map((one) => ({ document: one })));
    const broken = problems.find(({ severity, pointer }) => severity === 'error' && pointer.startsWith('/derived/'));
    if (broken === undefined) return document;
    const [, , name] = broken.pointer.split('/');
    own = Object.fromEntries(Object.entries(own).filter(([one]) => one !== name));
  }
}

function derivedNouns(own: Readonly<Record<string, JsonObject>>): readonly Noun[] {
  return Object.entries(own).map(([name, { type, decimals }]) => ({
    feel: name,
    fact: { fact: name },
    kind: type === 'integer' || type === 'decimal' ? 'number' : (type as Noun['kind']),
    decimals: type === 'decimal' ? Number(decimals ?? 0) : 0,
    low: null,
    high: null,
    values: null,
    isOptional: true,
    isList: false,
    isField: false,
  }));
}
