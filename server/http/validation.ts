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
    if (validate(value)) return { value };
    const [first, ...others] = (validate.errors ?? []).slice(0, MOST_TOLD).map((error) => problemOf(error, part));
    if (first === undefined) throw new Error('A refusal needs a reason');
    return { error: new RefusedRequest([first, ...others]) };
  };
}

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
  const reason = { en: error.message ?? keyword, 'zh-CN': inChinese(error) };
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
