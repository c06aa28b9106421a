import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';

/** What is wanted of the try form: a request, and the question it was a witness for. */
export interface WantedRequest {
  readonly request: Json;
  readonly question: string;
}

/** A request as it was typed, over the case that the address named (the first where it named none). */
export interface Typed {
  readonly over: string;
  readonly request: JsonObject;
  /** The key of the customer whose record it began with. */
  readonly customer?: string | undefined;
}

/** Whether what was typed may outlive the page: a customer's record is read anew, by who may read it then. */
export const mayBeWritten = ({ customer }: Typed): boolean => customer === undefined;

export const isTyped = (found: unknown): found is Typed =>
  typeof found === 'object' &&
  found !== null &&
  typeof Reflect.get(found, 'over') === 'string' &&
  typeof Reflect.get(found, 'request') === 'object' &&
  Reflect.get(found, 'request') !== null &&
  ['string', 'undefined'].includes(typeof Reflect.get(found, 'customer'));

/** A case of a definition that can be loaded into the form. */
export interface GivenCase {
  readonly name: string;
  readonly given: JsonObject;
}

export const EMPTY: JsonObject = { facts: {} };

/** A request that reads the day and names none is asked for today, as the server does (the bank's zone is UTC+8). */
export function withDay(request: JsonObject, form: JsonObject): JsonObject {
  const { properties } = form;
  if (!isObject(properties) || properties['$asOf'] === undefined || request['$asOf'] !== undefined) return request;
  return { ...request, $asOf: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) };
}

export function casesOf(document: JsonObject | undefined): readonly GivenCase[] {
  const cases = document?.['cases'];
  if (!Array.isArray(cases)) return [];
  return cases.flatMap((one: Json) => {
    if (!isObject(one)) return [];
    const { name, given } = one;
    return typeof name === 'string' && isObject(given) ? [{ name, given }] : [];
  });
}
