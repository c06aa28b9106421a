import type { Computed } from '../kinds/kind.ts';
import type { Scope } from '../scope/scope.ts';
import type { Origin } from './expression.ts';
import type { Lowering } from './lowering.ts';

/** A computed value: its text, rounded to its type and decimals, with what happens where it is missing. `origin` is the computed value's. */
export function lowerComputed(_computed: Computed, _scope: Scope, _origin: Origin): Lowering {
  throw new Error('Being written');
}
