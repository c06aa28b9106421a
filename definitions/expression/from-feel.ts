import type { Scope } from '../scope/scope.ts';
import type { Origin } from './expression.ts';
import type { Lowering } from './lowering.ts';

/** FEEL text as an expression. */
export function fromFeel(_text: string, _scope: Scope, _origin: Origin): Lowering {
  throw new Error('Being written');
}
