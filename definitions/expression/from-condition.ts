import type { Json } from '../json.ts';
import type { Scope } from '../scope/scope.ts';
import type { Origin } from './expression.ts';
import type { Lowering } from './lowering.ts';

/** A json-rules-engine condition as a two-valued boolean. */
export function fromCondition(_condition: Json, _scope: Scope, _origin: Origin): Lowering {
  throw new Error('Being written');
}
