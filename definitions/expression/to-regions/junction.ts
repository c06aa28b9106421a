import type { Value } from '../../model/type.ts';
import type { Diagrams, Id } from './diagram.ts';
import { mapValues } from './map-values.ts';

/** A value or missing as a terminal. */
export function terminalOf(d: Diagrams, value: Value | null): Id {
  return value === null ? d.missing : d.value(value);
}

/** Kleene `and` or `or`. */
export function junction(d: Diagrams, isAnd: boolean, left: Id, right: Id): Id {
  const absorbing = isAnd ? d.false : d.true;
  const neutral = isAnd ? d.true : d.false;
  return d.combine(
    [left, right],
    ([l = 0, r = 0]) =>
      l === absorbing || r === absorbing ? absorbing : l === d.missing || r === d.missing ? d.missing : neutral,
    ([l = 0, r = 0]) =>
      l === absorbing || r === absorbing ? absorbing : l === neutral ? r : r === neutral || l === r ? l : undefined,
  );
}

/** Where a value is missing. */
export function missingOf(d: Diagrams, of: Id): Id {
  return mapValues(d, of, (value) => (value === null ? d.true : d.false));
}
