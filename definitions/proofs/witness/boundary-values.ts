import type { Expression } from '../../model/expression.ts';
import type { Type, Value } from '../../model/type.ts';
import { nodesOf } from '../../expression/walk.ts';
import { sampleOf } from './sample-text.ts';

/** The constants that expressions compare with: values at and beside them are where answers change. */
export interface BoundaryValues {
  readonly numbers: readonly { readonly value: bigint; readonly decimals: number }[];
  readonly texts: readonly string[];
}

/** The pool of some expressions. */
export function boundaryValuesOf(expressions: readonly Expression[]): BoundaryValues {
  const numbers = new Map<string, BoundaryValues['numbers'][number]>();
  const texts = new Set<string>();
  const add = (value: Value | null, type: Type): void => {
    if (typeof value === 'string') texts.add(value);
    if (typeof value !== 'bigint') return;
    const decimals = type.kind === 'number' ? type.decimals : 0;
    numbers.set(`${value}/${decimals}`, { value, decimals });
  };
  for (const node of nodesOf(expressions)) {
    if (node.kind === 'constant') add(node.value, node.type);
    if (node.kind === 'text' && node.function === 'matches' && node.items[1]?.kind === 'constant')
      texts.add(sampleOf(String(node.items[1].value)) ?? '');
    if (node.kind === 'within') for (const end of [node.range.low, node.range.high]) add(end, node.of.type);
    if (node.kind === 'oneOf') for (const value of node.values) add(value, node.of.type);
    if (node.kind === 'lookup') for (const row of node.rows) for (const key of row.keys) add(key, { kind: 'string' });
    if (node.kind === 'bins' && node.on !== null) {
      for (const { test } of node.bins) {
        if (test.kind === 'range') for (const end of [test.range.low, test.range.high]) add(end, node.on.type);
        if (test.kind === 'values') for (const value of test.values) add(value, node.on.type);
      }
    }
  }
  return { numbers: [...numbers.values()], texts: [...texts] };
}
