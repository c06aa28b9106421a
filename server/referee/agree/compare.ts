import type { Json, Result } from '../../../definitions/index.ts';
import type { EngineName } from '../../engine.ts';
import { withReasonCodes } from '../../http/wire/reason-codes.ts';

/** What of a result the referee is held to. */
interface Held {
  readonly value: Json;
  readonly reasons: readonly (readonly [code: string, loss: number | string | null])[];
  readonly missing: readonly string[];
  readonly isPartial: boolean;
  /** Codes, each once, sorted: engines may meet one problem in several places. */
  readonly problems: readonly string[];
}

/**
 * Whether an engine says what the function says. SQL is held to every member of the result, texts and pointers too (of a value that no
 * field can have, it knows at times another reason); the referee to what is decided and why, for it writes no sentences.
 */
export function isSameResult(a: Result, b: Result, engine: EngineName): boolean {
  const of = (result: Result) => JSON.stringify(sorted(engine === 'reference' ? heldOf(result) : sqlHeldOf(result)));
  return of(a) === of(b);
}

function sqlHeldOf(result: Result): object {
  if (!result.problems.some(({ code }) => UNREADABLE.has(code))) return result;
  // SQL may know another reason why a value cannot be read, and which row of a relation it stands in it does not say then.
  const fieldOf = (pointer: string) => pointer.replace(/\/\d+(?=\/|$)/g, '');
  const told = result.problems.map(({ code, pointer }) =>
    UNREADABLE.has(code) ? `unreadable ${fieldOf(pointer)}` : `${code} ${fieldOf(pointer)}`,
  );
  return { ...result, problems: [...new Set(told)].sort() };
}

const UNREADABLE: ReadonlySet<string> = new Set([
  'fact-of-wrong-type',
  'fact-too-precise',
  'fact-with-too-many-digits',
  'fact-out-of-domain',
]);

function heldOf({ value, reasons, missing, partial, problems }: Result): Held {
  return {
    // The referee leaves the slots of sentences open.
    value: withReasonCodes(value),
    reasons: reasons.map(({ code, loss }) => [code, loss ?? null]),
    missing,
    isPartial: partial === true,
    problems: [...new Set(problems.map(({ code }) => code))].sort(),
  };
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
