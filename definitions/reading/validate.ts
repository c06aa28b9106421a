import { documentProblem } from './document-problems.ts';
import { below, isObject, type Json, type JsonObject } from '../model/json.ts';
import { formOf } from '../kinds/forms.ts';
import { listed } from '../model/listed.ts';
import { nearestName } from '../model/did-you-mean.ts';
import { type CodeOf, type Place, type Problem, type SlotsFor } from '../model/problem.ts';
import type { Message } from '../model/text.ts';
import { keyHint, short, typeNames } from './validation-words.ts';

/**
 * Validates by the subset of JSON Schema 2020-12 that kinds' schemas use (listed in kinds/schema.ts). Our own, because a general
 * validator takes over a second for a table of 5,000 rules × 64 columns and speaks of keywords, not of what a reader wrote.
 * A keyword's problem has the code of the table in document-problems.ts; at most 100 problems are told.
 */
export function validate(schema: JsonObject, value: Json, definition?: string): readonly Problem[] {
  const problems: Problem[] = [];
  check({ root: schema, definition, problems, most: 100 }, schema, value, ROOT);
  return problems;
}

interface Run {
  readonly root: JsonObject;
  readonly definition: string | undefined;
  readonly problems: Problem[];
  readonly most: number;
}

/** A place as a chain, made into a pointer only where a problem stands. */
interface Step {
  readonly of: Step | null;
  readonly key: string | number;
}
const ROOT: Step = { of: null, key: '' };

function place(run: Run, step: Step): Place {
  const keys: (string | number)[] = [];
  for (let at = step; at.of !== null; at = at.of) keys.unshift(at.key);
  const pointer = below('', ...keys);
  return run.definition === undefined ? { pointer } : { definition: run.definition, pointer };
}

type DocumentProblem = typeof documentProblem;

function report<Code extends CodeOf<DocumentProblem>>(
  run: Run,
  step: Step,
  code: Code,
  slots: Required<SlotsFor<DocumentProblem, Code>>[0],
  found?: Json,
): void {
  if (run.problems.length >= run.most) return;
  run.problems.push(documentProblem.filled(code, place(run, step), slots, found === undefined ? {} : { found }));
}

function check(run: Run, schema: JsonObject, value: Json, step: Step): void {
  if (run.problems.length >= run.most) return;
  const target = schema['$ref'] === undefined ? undefined : definitionOf(run.root, String(schema['$ref']));
  if (target !== undefined) check(run, target, value, step);
  const types = schema['type'];
  if (types !== undefined && !isOfType(value, types)) {
    report(run, step, 'wrong-type', { expected: typeNames(types), found: short(value) }, value);
    return;
  }
  checkChoice(run, schema, value, step);
  if (typeof value === 'string') checkText(run, schema, value, step);
  else if (typeof value === 'number') checkNumber(run, schema, value, step);
  else if (Array.isArray(value)) checkList(run, schema, value, step);
  else if (isObject(value)) checkObject(run, schema, value, step);
}

function definitionOf(root: JsonObject, ref: string): JsonObject | undefined {
  const defs = root['$defs'];
  const found = isObject(defs) ? defs[ref.replace('#/$defs/', '')] : undefined;
  if (!isObject(found)) throw new Error(`The schema has no ${ref}`);
  return found;
}

function isOfType(value: Json, types: Json): boolean {
  if (Array.isArray(types)) return types.some((type) => isOfType(value, type as Json));
  switch (types) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === types;
  }
}

function checkChoice(run: Run, schema: JsonObject, value: Json, step: Step): void {
  const allowed = schema['enum'] ?? (schema['const'] === undefined ? undefined : [schema['const']]);
  if (Array.isArray(allowed) && !allowed.some((member: Json) => isSame(member, value))) {
    const near =
      typeof value === 'string'
        ? nearestName(
            value,
            allowed.filter((x) => typeof x === 'string'),
          )
        : undefined;
    const expected = near === undefined ? listed(allowed.map((member: Json) => short(member))) : short(near);
    report(run, step, 'not-one-of', { found: short(value), expected }, value);
  }
  const branches = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(branches)) checkBranches(run, branches.filter(isObject), value, step);
}

/** One branch must fit. Where none does, the only one that was meant (by type, then by its constant keys) is told of in detail. */
function checkBranches(run: Run, branches: readonly JsonObject[], value: Json, step: Step): void {
  const trial = (branch: JsonObject) => {
    const tried: Run = { ...run, problems: [], most: 1 };
    check(tried, branch, value, step);
    return tried.problems.length === 0;
  };
  const ofType = branches.filter((branch) => {
    const types = resolved(run, branch)['type'];
    return types === undefined || isOfType(value, types);
  });
  if (ofType.some(trial)) return;
  const keyed = ofType.length > 1 ? ofType.filter((branch) => hasOwnKeys(run, branch, value)) : ofType;
  const meant = keyed.length > 1 ? keyed.filter((branch) => hasItsConstants(run, branch, value)) : keyed;
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) check(run, only, value, step);
  else report(run, step, 'no-form-fits', { found: short(value), expected: branchNames(run, branches) }, value);
}

function resolved(run: Run, schema: JsonObject): JsonObject {
  const ref = schema['$ref'];
  return ref === undefined ? schema : { ...definitionOf(run.root, String(ref)), ...schema };
}

/** Whether a value has one of the keys a branch requires (any, where it requires none). */
function hasOwnKeys(run: Run, branch: JsonObject, value: Json): boolean {
  if (!isObject(value)) return false;
  const { required } = resolved(run, branch);
  const keys = Array.isArray(required) ? required : [];
  return keys.length === 0 || keys.some((key) => Object.hasOwn(value, String(key)));
}

/** Whether every constant a branch states for a key is what the value has there. */
function hasItsConstants(run: Run, branch: JsonObject, value: Json): boolean {
  if (!isObject(value)) return false;
  const { properties } = resolved(run, branch);
  const members = Object.entries(isObject(properties) ? properties : {});
  return members.every(([key, of]) => {
    if (!isObject(of) || of['const'] === undefined || !Object.hasOwn(value, key)) return true;
    return isSame(of['const'], value[key] ?? null);
  });
}

function branchNames(run: Run, branches: readonly JsonObject[]): Message {
  const titles = branches.map((branch) => {
    const { title, type } = resolved(run, branch);
    if (typeof title !== 'string') return typeNames(type ?? 'object');
    const [zh = title, en = zh] = title.split(' / ');
    return { 'zh-CN': zh, en };
  });
  return { 'zh-CN': titles.map((t) => t['zh-CN']).join('、'), en: titles.map((t) => t.en).join(', ') };
}

const patterns = new Map<string, RegExp>();
function checkText(run: Run, schema: JsonObject, value: string, step: Step): void {
  const { minLength, maxLength, pattern } = schema;
  if (typeof minLength === 'number' && value.length < minLength)
    report(run, step, 'text-too-short', { least: minLength });
  if (typeof maxLength === 'number' && value.length > maxLength) {
    report(run, step, 'text-too-long', { most: maxLength, count: value.length });
  } else if (typeof pattern === 'string') {
    const test = patterns.get(pattern) ?? new RegExp(pattern, 'u');
    patterns.set(pattern, test);
    if (test.test(value)) return;
    const form = formOf(pattern);
    const code = FORM_CODES.find((known) => known === form?.code) ?? 'text-malformed';
    report(run, step, code, { found: short(value), expected: form?.expected ?? pattern }, value);
  }
}

const FORM_CODES = [
  'name-malformed',
  'field-name-malformed',
  'reference-malformed',
  'interval-malformed',
  'date-malformed',
  'decimal-malformed',
  'coefficient-malformed',
  'window-malformed',
  'length-malformed',
] as const;

function checkNumber(run: Run, schema: JsonObject, value: number, step: Step): void {
  const { minimum, maximum, exclusiveMinimum } = schema;
  const found = short(value);
  if (typeof minimum === 'number' && value < minimum)
    report(run, step, 'number-too-small', { found, least: minimum }, value);
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) {
    report(run, step, 'number-too-small', { found, least: `> ${exclusiveMinimum}` }, value);
  }
  if (typeof maximum === 'number' && value > maximum)
    report(run, step, 'number-too-large', { found, most: maximum }, value);
}

function checkList(run: Run, schema: JsonObject, value: readonly Json[], step: Step): void {
  const { minItems, maxItems, items, uniqueItems } = schema;
  const count = value.length;
  if (typeof minItems === 'number' && count < minItems) report(run, step, 'too-few-items', { count, least: minItems });
  if (typeof maxItems === 'number' && count > maxItems) {
    report(run, step, 'too-many-items', { count, most: maxItems });
    return;
  }
  if (isObject(items)) value.forEach((item, key) => check(run, items, item, { of: step, key }));
  if (uniqueItems === true) {
    const seen = new Set<string>();
    value.forEach((item, key) => {
      const text = JSON.stringify(item);
      if (seen.has(text)) report(run, { of: step, key }, 'duplicate-item', { found: short(item) }, item);
      seen.add(text);
    });
  }
}

function checkObject(run: Run, schema: JsonObject, value: JsonObject, step: Step): void {
  const { properties, required, additionalProperties, propertyNames, minProperties, maxProperties } = schema;
  const known = isObject(properties) ? properties : {};
  const keys = Object.keys(value);
  const count = keys.length;
  if (typeof minProperties === 'number' && count < minProperties)
    report(run, step, 'too-few-items', { count, least: minProperties });
  if (typeof maxProperties === 'number' && count > maxProperties) {
    report(run, step, 'too-many-items', { count, most: maxProperties });
    return;
  }
  for (const key of Array.isArray(required) ? required : []) {
    if (!Object.hasOwn(value, String(key))) report(run, step, 'key-missing', { key: String(key) });
  }
  checkDependents(run, schema, value, step);
  for (const key of keys) {
    if (run.problems.length >= run.most) return;
    const at = { of: step, key };
    const declared = Object.hasOwn(known, key) ? known[key] : undefined;
    if (isObject(propertyNames)) check(run, propertyNames, key, at);
    if (isObject(declared)) check(run, declared, value[key] ?? null, at);
    else if (additionalProperties === false)
      report(run, at, 'unknown-key', { key: key.slice(0, 60), hint: keyHint(key, Object.keys(known)) });
    else if (isObject(additionalProperties)) check(run, additionalProperties, value[key] ?? null, at);
  }
}

function checkDependents(run: Run, schema: JsonObject, value: JsonObject, step: Step): void {
  if (!isObject(schema['dependentRequired'])) return;
  for (const [key, needs] of Object.entries(schema['dependentRequired'])) {
    if (!Object.hasOwn(value, key) || !Array.isArray(needs)) continue;
    for (const need of needs)
      if (!Object.hasOwn(value, String(need))) report(run, step, 'key-missing', { key: String(need) });
  }
}

function isSame(a: Json, b: Json): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
