import { compile } from '../compile.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { EntityDocument } from '../kinds/entity/entity.ts';
import { type Library, link } from '../library.ts';
import type { Source } from '../linking/identify.ts';
import { type ReadField, readSet } from '../expression/read-set.ts';
import { declaredInstead } from './declared-instead.ts';
import { probe, probeRef } from './figure-probe.ts';

/**
 * Derived fields that are computed from related rows, taken as facts of their own: nobody changes "the sum over the accounts" row by
 * row. The definitions are linked anew with these fields declared instead of derived, so that every meaning of them stays the one the
 * language gives; what else is derived from them follows.
 */
export interface RowFigures {
  /** The definitions in which the figures are fields. */
  readonly library: Library;
  /** The relations each figure is computed from. */
  readonly through: ReadonlyMap<string, readonly string[]>;
  /** What the figures of a request are now. */
  of(request: JsonObject): JsonObject;
}

/** The figures a decision reads; undefined where it reads none. */
export function rowFigures(library: Library, id: string): RowFigures | undefined {
  const decision = library.environment.decision(id);
  if (decision?.facts.kind !== 'entity') return undefined;
  const entityId = decision.facts.entity;
  const entity = library.definitions.get(entityId)?.document as EntityDocument | undefined;
  if (entity?.derived === undefined) return undefined;
  const names = Object.keys(entity.derived);
  const sources = sourcesOf(library, id);
  const probed = link([...sources, ...names.map((name) => probe(entity, name))]);
  const found = new Map<string, readonly string[]>();
  let within = probed;
  for (;;) {
    const derived = names.filter((name) => !found.has(name));
    const reach = reachOf(within, entity, derived);
    if (reach.size === 0) break;
    for (const [name, relations] of lowest(reach, entity)) found.set(name, relations);
    const declared = declaredInstead(entity, [...found.keys()], probed);
    const own = sources.map((source) => (source.document === entity ? { document: declared } : source));
    within = link([...own, ...names.filter((name) => !found.has(name)).map((name) => probe(entity, name))]);
  }
  const through = new Map(readsOf(within, id).flatMap(({ field }) => withKey(field.name, found.get(field.name))));
  if (through.size === 0) return undefined;
  const probes = [...through.keys()].map((name) => [name, probeRef(entity, name)] as const);
  const compiled = compile(
    probed,
    probes.map(([, ref]) => ref),
    { unknown: 'ignore' },
  );
  return {
    library: within,
    through,
    of(request) {
      const results = compiled.decide(request);
      return Object.fromEntries(probes.map(([name, ref]) => [name, memberOf(results[ref]?.value ?? null)]));
    },
  };
}

const withKey = (name: string, relations: readonly string[] | undefined) =>
  relations === undefined ? [] : [[name, relations] as const];

const memberOf = (value: Json): Json => (isObject(value) ? (Object.values(value)[0] ?? null) : null);

/** The documents a decision stands upon. */
function sourcesOf(library: Library, id: string, seen = new Set<string>()): readonly Source[] {
  if (seen.has(id)) return [];
  seen.add(id);
  const definition = library.definitions.get(id);
  if (definition === undefined) return [];
  const below = definition.references.flatMap((reference) => sourcesOf(library, reference, seen));
  return [...below, { document: definition.document }];
}

const readsOf = (library: Library, id: string): readonly ReadField[] => {
  const decision = library.environment.decision(id);
  return decision === undefined ? [] : readSet([decision], (of) => library.environment.entity(of)).fields;
};

/** The derived fields that come to read related rows, with the relations. */
function reachOf(
  library: Library,
  entity: EntityDocument,
  names: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    names.flatMap((name) => {
      const relations = readsOf(library, probeRef(entity, name)).filter(({ rows }) => rows !== null);
      return relations.length === 0 ? [] : [[name, relations.map(({ field }) => field.name)] as const];
    }),
  );
}

/** Those that name no other of them; all where each names another. */
function lowest(reach: ReadonlyMap<string, readonly string[]>, { derived }: EntityDocument) {
  const low = [...reach].filter(([name]) => {
    const words = derived?.[name]?.text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
    return !words.some((word) => word !== name && reach.has(word));
  });
  return low.length > 0 ? low : [...reach];
}
