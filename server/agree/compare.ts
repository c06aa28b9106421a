import { isObject, type Json, type Problem, type Result } from '../../definitions/index.ts';
import type { EngineName } from '../engines.ts';

/** What of a result engines are held to, in a form in which equal results are equal texts. */
export interface Canonical {
  readonly value: Json;
  readonly reasons: readonly (readonly [code: string, loss: number | string | null])[];
  readonly missing: readonly string[];
  readonly isPartial: boolean;
  /** Codes, each once, sorted: engines may meet one problem in several places. */
  readonly problems: readonly string[];
}

/**
 * How two engines are compared. SQL gives no losses, and of a refused row it tells why in its own words (at the first fault of a field),
 * so that there only the refusal counts; an object of nothing but nulls is null in columns.
 */
export function canonical(result: Result, beside: EngineName): Canonical {
  const isSql = beside === 'sql';
  // SQL counts the values of rows that are of no use as missing without telling each.
  const isUntold = ({ code, pointer }: Problem) =>
    isSql && code === 'fact-counted-as-missing' && pointer.split('/').length > 3;
  const codes = [...new Set(result.problems.filter((one) => !isUntold(one)).map(({ code }) => code))].sort();
  const isRefused = result.value === null && result.problems.some(({ severity }) => severity === 'error');
  const refusal = codes.some((code) => REFUSALS.has(code));
  return {
    value: isSql ? hollow(result.value) : untold(result.value),
    reasons: result.reasons.map(({ code, loss }) => [code, isSql ? null : (loss ?? null)]),
    missing: isSql && refusal ? [] : result.missing,
    isPartial: result.partial === true,
    problems:
      isRefused && refusal && isSql
        ? ['refused']
        : codes.filter((code) => !(isSql && refusal && !isRefused && REFUSALS.has(code))),
  };
}

/** Why a record is refused before anything is computed. */
const REFUSALS: ReadonlySet<string> = new Set([
  'request-malformed',
  'request-key-unknown',
  'as-of-missing',
  'products-missing',
  'fact-unknown',
  'required-missing',
  'fact-of-wrong-type',
  'fact-too-precise',
  'fact-with-too-many-digits',
  'fact-out-of-domain',
  'too-many-rows',
]);

/** Matching's reasons by their codes: the referee leaves the slots of sentences open. */
function untold(value: Json): Json {
  if (!Array.isArray(value)) return value;
  return (value as readonly Json[]).map((item) => {
    const reasons = isObject(item) ? item['reasons'] : undefined;
    if (!isObject(item) || !Array.isArray(reasons)) return item;
    return {
      ...item,
      reasons: (reasons as readonly Json[]).map((one) => (isObject(one) ? (one['code'] ?? null) : one)),
    };
  });
}

function hollow(value: Json): Json {
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, of]) => [name, hollow(of)] as const);
  return members.every(([, of]) => of === null) ? null : Object.fromEntries(members);
}

/** Whether two engines say the same. */
export function isSameResult(a: Result, b: Result, engine: EngineName): boolean {
  return JSON.stringify(sorted(canonical(a, engine))) === JSON.stringify(sorted(canonical(b, engine)));
}

/** Keys of objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => [key, sorted(of)]),
  );
}
