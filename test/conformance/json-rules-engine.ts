import { readFileSync } from 'node:fs';
import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';

/** One run of json-rules-engine's own tests: rules, facts, and the events that came out. */
export interface Run {
  readonly id: string;
  readonly title: string;
  readonly options: { readonly replaceFactsInEventParams: boolean };
  readonly sharedConditions: Readonly<Record<string, JsonObject>>;
  readonly rules: readonly { readonly conditions: JsonObject; readonly event: JsonObject }[];
  readonly facts: JsonObject;
  readonly expected: { readonly events: readonly JsonObject[] };
}

export const readRuns = (file: string): readonly Run[] => JSON.parse(readFileSync(file, 'utf8')) as readonly Run[];

/** A run as definitions: each rule and each shared condition a criteria of one entity; dynamic facts stand there as values. */
export interface Written {
  readonly documents: readonly JsonObject[];
  readonly ids: readonly string[];
  readonly facts: JsonObject;
}

export function written(run: Run): Written {
  const mentioned = [...run.rules.map(({ conditions }) => conditions), ...Object.values(run.sharedConditions)].flatMap(
    leaves,
  );
  const entities: JsonObject[] = [];
  const names = new Map<string, Json>();
  for (const [name, value] of Object.entries(run.facts)) names.set(name, value);
  for (const { fact, other } of mentioned) if (!names.has(fact)) names.set(fact, other);
  entityOf('case', Object.fromEntries(names), entities);
  const criteria = (name: string, when: JsonObject): JsonObject => ({
    kind: 'criteria',
    name,
    entity: 'entity/case',
    when: rewritten(when) as JsonObject,
  });
  const shared = Object.entries(run.sharedConditions).map(([name, when]) => criteria(kebab(name), when));
  const rules = run.rules.map(({ conditions }, i) => criteria(`rule-${i}`, conditions));
  return {
    documents: [...entities, ...shared, ...rules],
    ids: run.rules.map((_, i) => `criteria/rule-${i}`),
    facts: renamedAll(run.facts) as JsonObject,
  };
}

/** The events of the rules that hold, as they are told: parameters that name facts are replaced where the run says so. */
export function eventsOf(run: Run, holds: readonly boolean[]): ReadonlySet<string> {
  const told = (event: JsonObject) => (run.options.replaceFactsInEventParams ? resolved(event, run.facts) : event);
  return new Set(run.rules.flatMap(({ event }, i) => (holds[i] === true ? [JSON.stringify(told(event))] : [])));
}

function resolved(event: JsonObject, facts: JsonObject): JsonObject {
  const value = (json: Json): Json => {
    if (!isObject(json) || typeof json['fact'] !== 'string') return json;
    const fact = facts[json['fact']] ?? null;
    return typeof json['path'] === 'string' && isObject(fact) ? (fact[json['path'].slice(2)] ?? null) : fact;
  };
  const { params } = event;
  return isObject(params)
    ? { ...event, params: Object.fromEntries(Object.entries(params).map(([key, of]) => [key, value(of)])) }
    : event;
}

/** The entity whose record the facts are; objects are related rows. Adds it, and those below it. */
function entityOf(name: string, facts: JsonObject, entities: JsonObject[]): void {
  const fields: Record<string, JsonObject> = { link: { type: 'string', optional: true } };
  const relations: Record<string, JsonObject> = {};
  for (const [key, value] of Object.entries(facts)) {
    const rows = Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : isObject(value) ? [value] : [];
    const [first] = rows;
    if (first === undefined) fields[camel(key)] = fieldOf(value);
    else {
      const below = `${name}-${kebab(key)}`;
      relations[camel(key)] = {
        entity: `entity/${below}`,
        by: 'link',
        ...(Array.isArray(value) ? { many: true } : {}),
      };
      entityOf(below, first, entities);
    }
  }
  entities.push({ kind: 'entity', name, fields, relations });
}

function fieldOf(value: Json): JsonObject {
  const [first = null] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const series = Array.isArray(value) ? { series: true } : {};
  const type =
    typeof first === 'number'
      ? { type: 'decimal', decimals: 2 }
      : { type: typeof first === 'boolean' ? 'boolean' : 'string' };
  return { ...type, optional: true, ...series };
}

/** The facts of a condition, each with the constant it is compared with. */
function leaves(json: Json): readonly { readonly fact: string; readonly other: Json }[] {
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(leaves);
  if (!isObject(json)) return [];
  const { fact, value = null } = json;
  const constant = Array.isArray(value) ? ((value as readonly Json[])[0] ?? null) : isObject(value) ? 0 : value;
  const own = typeof fact === 'string' ? [{ fact, other: constant }] : [];
  return [...own, ...Object.entries(json).flatMap(([key, one]) => (key === 'params' ? [] : leaves(one)))];
}

const camel = (name: string) => name.replace(/[^\p{L}\p{N}]+(.)/gu, (_, letter: string) => letter.toUpperCase());
const kebab = (name: string) =>
  name
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function renamedAll(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(renamedAll);
  return isObject(json)
    ? Object.fromEntries(Object.entries(json).map(([key, value]) => [camel(key), renamedAll(value)]))
    : json;
}

/** Facts and named conditions by their new names; all else as it stands. */
function rewritten(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(rewritten);
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]): [string, Json] => {
      if (key === 'fact' && typeof value === 'string') return [key, camel(value)];
      if (key === 'condition' && typeof value === 'string') return [key, `criteria/${kebab(value)}`];
      return [key, key === 'params' ? value : rewritten(value)];
    }),
  );
}
