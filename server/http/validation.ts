import addFormats from 'ajv-formats';
import localizeZh from 'ajv-i18n/localize/zh/index.js';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Json, Problem } from '../../definitions/index.ts';
import { RefusedRequest } from './problem-reply.ts';
import { httpProblem } from './problems.ts';

const OPTIONS = { allErrors: true, verbose: true, strict: false } as const;
/** Bodies are what they are; the parts of addresses are texts, and become what their schema says. */
const bodies = withFormats(new Ajv2020(OPTIONS));
const texts = withFormats(new Ajv2020({ ...OPTIONS, coerceTypes: true, useDefaults: true }));

function withFormats(ajv: Ajv2020): Ajv2020 {
  addFormats.default(ajv);
  return ajv;
}

/** The library is the function itself; its types say a default export. */
const localize = localizeZh as unknown as (errors: ErrorObject[]) => void;

/** How many things wrong with one request are told. */
const MOST_TOLD = 20;

/** Validates one part of requests against the schema that stands in the API document. */
export function validatorOf(schema: object, part: string | undefined) {
  const validate = (part === 'body' ? bodies : texts).compile(schema);
  return (value: unknown): { readonly value: unknown } | { readonly error: Error } => {
    if (validate(value)) return zeroIn(value, part) ?? { value };
    const [first, ...others] = withinKinds(validate.errors ?? [])
      .slice(0, MOST_TOLD)
      .map((error) => problemOf(error, part));
    if (first === undefined) throw new Error('A refusal needs a reason');
    return { error: new RefusedRequest([first, ...others]) };
  };
}

/**
 * Refuses the zero character, which a database of PostgreSQL keeps in no text. Documents are kept as JSON, which writes it otherwise:
 * they may hold it.
 */
function zeroIn(value: unknown, part: string | undefined, pointer = ''): { readonly error: Error } | undefined {
  if (typeof value === 'string') {
    if (!value.includes('\0')) return undefined;
    const place = pointer.slice(0, 200);
    return { error: new RefusedRequest([httpProblem('zero-character', { pointer }, { place: place.slice(1) })]) };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inside] of Object.entries(value)) {
    if (part === 'body' && (name === 'document' || name === 'documents')) continue;
    const refused = zeroIn(inside, part, `${pointer}/${escaped(name)}`);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/**
 * Of a union whose members say by a constant property which of them is meant, what is wrong with that member alone; where none is meant,
 * that property and what it may be. The validator tells what is wrong with every member.
 */
function withinKinds(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.flatMap((error) => {
    const choice = choiceIn(error);
    return choice === undefined ? [] : [{ error, choice }];
  });
  const last = unions.at(-1);
  if (last === undefined) return errors;
  const { error: union, choice } = last;
  const { schemaPath, instancePath: place } = union;
  const memberOf = (error: ErrorObject) => Number(/^\/(\d+)\//.exec(error.schemaPath.slice(schemaPath.length))?.[1]);
  const isAt = (at: string) => at === place || at.startsWith(`${place}/`);
  const inside = errors.filter((error) => error.schemaPath.startsWith(`${schemaPath}/`) && isAt(error.instancePath));
  const outside = errors.filter((error) => error !== union && !inside.includes(error));
  const { name, values } = choice;
  const found = isFields(union.data) ? union.data[name] : undefined;
  if (values.includes(found)) return [...outside, ...inside.filter((error) => values[memberOf(error)] === found)];
  // What is no object at all is said once; all members say so.
  const unmeant = inside.find(({ params, instancePath: at }) =>
    at === place ? params['missingProperty'] === name : at === `${place}/${name}`,
  );
  if (unmeant === undefined) return [...outside, ...inside.slice(0, 1)];
  const params = { ...unmeant.params, allowedValues: [...new Set(values)] };
  return [...outside, { ...unmeant, keyword: 'enum', params }];
}

interface Choice {
  /** The property by which members say which of them is meant. */
  readonly name: string;
  /** What it is in each of them. */
  readonly values: readonly unknown[];
}

/** By what the members of a union are chosen: a property that is constant in all of them. Undefined for what is no such union. */
function choiceIn({ keyword, schema }: ErrorObject): Choice | undefined {
  if (keyword !== 'anyOf' || !Array.isArray(schema)) return undefined;
  const members = schema.map((member: unknown) => fieldsIn(fieldsIn(member)['properties']));
  return Object.keys(members[0] ?? {})
    .map((name) => ({ name, values: members.map((properties) => constantOf(fieldsIn(properties[name]))) }))
    .find(({ values }) => !values.includes(undefined) && new Set(values).size > 1);
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const fieldsIn = (value: unknown): Fields => (isFields(value) ? value : {});

/** The one value that a property may have; undefined where there are several. */
const constantOf = ({ const: only, enum: some }: Fields): unknown =>
  Array.isArray(some) && some.length === 1 ? some[0] : only;

function problemOf(error: ErrorObject, part: string | undefined): Problem {
  const { keyword, instancePath, params, data } = error;
  const named = [params['additionalProperty'], params['missingProperty']].find((name) => typeof name === 'string');
  const pointer = named === undefined ? instancePath : `${instancePath}/${escaped(named)}`;
  const name = pointer.slice(1);
  if (part === 'querystring' && named === undefined) {
    const allowed: unknown = params['allowedValues'];
    const expected = Array.isArray(allowed) ? allowed.join(' | ') : (error.message ?? keyword);
    return httpProblem('query-malformed', { pointer: '' }, { name, found: String(data).slice(0, 60), expected });
  }
  const choices: unknown = params['allowedValues'];
  const reason = Array.isArray(choices)
    ? { en: `must be one of ${choices.join(', ')}`, 'zh-CN': `应为以下之一：${choices.join('、')}` }
    : { en: error.message ?? keyword, 'zh-CN': inChinese(error) };
  const place = pointer === '' ? { en: 'The body', 'zh-CN': '正文' } : pointer.slice(0, 200);
  const found = named === undefined && isShort(data) ? { found: data } : {};
  return httpProblem('request-not-valid', { pointer }, { place, reason }, found);
}

/** The sentence of the validator in Chinese; the library writes it over the one in English. */
function inChinese(error: ErrorObject): string {
  const own = { ...error };
  localize([own]);
  return own.message ?? error.keyword;
}

/** What was found is told where it says something: no secrets of members, nothing long. */
const isShort = (data: unknown): data is Json =>
  (typeof data === 'string' && data.length <= 60) || typeof data === 'number' || typeof data === 'boolean';

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
