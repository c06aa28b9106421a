import { isObject, type Json } from '../model/json.ts';
import { exact } from './figure.ts';

/** Whether everything expected is found: objects by subset, lists exactly; a figure may be written as a number or as decimal text. */
export function isWithin(expected: Json, found: Json): boolean {
  if (Array.isArray(expected)) {
    const items = Array.isArray(found) ? found : [];
    return (
      Array.isArray(found) &&
      items.length === expected.length &&
      expected.every((item: Json, i) => isWithin(item, items[i] ?? null))
    );
  }
  if (isObject(expected)) {
    return (
      isObject(found) &&
      Object.entries(expected).every(([key, value]) =>
        isWithin(value, Object.hasOwn(found, key) ? (found[key] ?? null) : null),
      )
    );
  }
  return expected === found || isSameFigure(expected, found);
}

function isSameFigure(a: Json, b: Json): boolean {
  const isMixed = (typeof a === 'number' && typeof b === 'string') || (typeof a === 'string' && typeof b === 'number');
  if (!isMixed) return false;
  const [x, y] = [exact(a), exact(b)];
  return (
    x !== undefined && y !== undefined && x.scaled * 10n ** BigInt(y.decimals) === y.scaled * 10n ** BigInt(x.decimals)
  );
}
