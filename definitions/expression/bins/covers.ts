import type { BinTest, Expression } from '../../model/expression.ts';
import { piecesOf, runsOf } from '../partition.ts';
import type { Type } from '../../model/type.ts';

/**
 * Whether bins leave no present value out, told from the bins alone: ranges against the type's bounds, values against its
 * enum. `false` may also mean that it cannot be told (a free string, conditions); the prover answers those.
 */
export function coversValues(tests: readonly BinTest[], type: Type | null): boolean {
  if (tests.some((test) => test.kind === 'otherwise' || (test.kind === 'when' && isAlways(test.when)))) return true;
  if (type === null) return false;
  switch (type.kind) {
    case 'boolean':
      return hasAll(tests, [false, true]);
    case 'string':
      return type.enum !== undefined && hasAll(tests, type.enum);
    case 'number':
    case 'date':
    case 'instant':
      return runsOf(piecesOf(tests), type.minimum, type.maximum).every(({ first }) => first !== null);
    default:
      return false;
  }
}

/** Orders lower bounds; null (no bound) comes first. */
export function compare(a: bigint | null, b: bigint | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  return b === null || a > b ? 1 : -1;
}

/** Whether a condition holds without looking at the record: `{ "all": [] }`. */
function isAlways(condition: Expression): boolean {
  switch (condition.kind) {
    case 'constant':
      return condition.value === true;
    case 'and':
      return condition.items.every(isAlways);
    case 'or':
      return condition.items.some(isAlways);
    case 'holds':
    case 'named':
      return isAlways(condition.of);
    default:
      return false;
  }
}

function hasAll(tests: readonly BinTest[], domain: readonly (string | boolean)[]): boolean {
  const written = new Set(tests.flatMap((test) => (test.kind === 'values' ? test.values : [])));
  return domain.every((value) => written.has(value));
}
