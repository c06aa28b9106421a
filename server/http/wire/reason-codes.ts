import { isObject, type Json } from '../../../definitions/index.ts';

/** A value with the reasons of matching's items as their codes alone; every other value as it is. */
export function withReasonCodes(value: Json): Json {
  if (!Array.isArray(value)) return value;
  return (value as readonly Json[]).map((item) => {
    const reasons = isObject(item) ? item['reasons'] : undefined;
    if (!isObject(item) || !Array.isArray(reasons)) return item;
    return {
      ...item,
      reasons: (reasons as readonly Json[]).map((reason) => (isObject(reason) ? (reason['code'] ?? null) : reason)),
    };
  });
}
