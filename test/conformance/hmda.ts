import { readFileSync } from 'node:fs';
import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import type { Source } from '../../definitions/index.ts';

/** One rule of the regulator, in json-rules-engine's form where it has one. */
interface Rule {
  readonly id: string;
  readonly description: string;
  readonly conditions: JsonObject | null;
}
interface MortgageFile {
  readonly rules: readonly Rule[];
  readonly records: readonly {
    readonly facts: Readonly<Record<string, string>>;
    readonly violations: readonly string[];
  }[];
}

/** The regulator's rules as definitions, the records as requests, and what each record breaks. */
export interface Mortgages {
  readonly sources: readonly Source[];
  /** Definition id of each rule that has conditions, by the rule's own id. */
  readonly ids: ReadonlyMap<string, string>;
  readonly requests: readonly JsonObject[];
  readonly violations: readonly ReadonlySet<string>[];
}

/** Reads the file. `X#n` is JavaScript's Number(X), not-a-number missing; `X#t` is X trimmed; both become fields of their own. */
export function readMortgages(file: string): Mortgages {
  const { rules, records } = JSON.parse(readFileSync(file, 'utf8')) as MortgageFile;
  const stated = rules.filter((rule) => rule.conditions !== null);
  const names = [...new Set(stated.flatMap((rule) => factsIn(rule.conditions)))].sort();
  const entity = {
    kind: 'entity',
    name: 'application',
    fields: Object.fromEntries(names.map((name) => [renamed(name), fieldFor(name)])),
  };
  const criteria = stated.map(({ id, description, conditions }) => ({
    kind: 'criteria',
    name: id.toLowerCase(),
    title: description,
    entity: 'entity/application',
    when: wrapped(rewritten(conditions) as JsonObject),
  }));
  return {
    sources: [entity, ...criteria].map((document) => ({ document })),
    ids: new Map(stated.map(({ id }) => [id, `criteria/${id.toLowerCase()}`])),
    requests: records.map(({ facts }) => ({ facts: factsOf(facts, names) })),
    violations: records.map((record) => new Set(record.violations)),
  };
}

function fieldFor(name: string): JsonObject {
  return name.endsWith('#n') ? { type: 'decimal', decimals: 2, optional: true } : { type: 'string', optional: true };
}

function renamed(name: string): string {
  return name.replace('#n', 'Number').replace('#t', 'Trimmed');
}

function factsOf(facts: Readonly<Record<string, string>>, names: readonly string[]): JsonObject {
  const entries = names.flatMap((name): [string, Json][] => {
    const text = facts[name.split('#')[0] ?? ''];
    if (text === undefined) return [];
    if (!name.endsWith('#n')) return [[renamed(name), name.endsWith('#t') ? text.trim() : text]];
    const number = Number(text);
    return Number.isNaN(number) ? [] : [[renamed(name), number]];
  });
  return Object.fromEntries(entries);
}

function factsIn(json: Json): readonly string[] {
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(factsIn);
  if (!isObject(json)) return [];
  const own = typeof json['fact'] === 'string' ? [json['fact']] : [];
  return [...own, ...Object.values(json).flatMap(factsIn)];
}

function rewritten(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(rewritten);
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, key === 'fact' ? renamed(String(value)) : rewritten(value)]),
  );
}

/** A bare leaf may not stand at the root. */
function wrapped(condition: JsonObject): JsonObject {
  return 'fact' in condition ? { all: [condition] } : condition;
}
