import { parseDate } from '../../definitions/expression/date-text.ts';
import { isObject, type Json, type JsonObject } from '../../definitions/model/json.ts';
import type { World } from '../support/evaluate.ts';

/** The facts of a case as expressions read them: one world a product where products are asked for. */
export function worldsOf(given: Json): readonly World[] {
  if (!isObject(given)) return [];
  const facts = isObject(given['facts']) ? given['facts'] : {};
  const day = typeof given['$asOf'] === 'string' ? parseDate(given['$asOf']) : undefined;
  const asOf = day === undefined ? {} : { asOf: day };
  const { products, $previous: before } = given;
  if (Array.isArray(products))
    return products.map((product: Json) => ({ facts: { customer: facts, product }, ...asOf }));
  return [{ facts, ...asOf, ...(isObject(before) ? { previous: previousOf(before) } : {}) }];
}

function previousOf({ class: name, since, misses, run }: JsonObject) {
  const day = typeof since === 'string' ? parseDate(since) : undefined;
  const ran = typeof run === 'string' ? parseDate(run) : undefined;
  return {
    ...(typeof name === 'string' ? { class: name } : {}),
    ...(day === undefined ? {} : { since: day }),
    ...(typeof misses === 'number' ? { misses: BigInt(misses) } : {}),
    ...(ran === undefined ? {} : { run: ran }),
  };
}
