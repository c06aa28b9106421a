import { itemType } from '../build-list.ts';
import { power10 } from '../../model/decimal.ts';
import type { Expression, ListCall } from '../../model/expression.ts';
import { INTERMEDIATE_DECIMALS } from '../../model/type.ts';
import { toNumber } from './emit-number.ts';
import type { Emitter } from './emitter.ts';
import {
  concatenate,
  distinct,
  flatten,
  joinTexts,
  median,
  medianOfBigs,
  mode,
  percentile,
  sorted,
  split,
  stddev,
} from './lists.ts';
import { missingSource, representation } from './representation.ts';

/** Source of a function of lists. */
export function listCallSource(e: Emitter, node: ListCall): string {
  const [first = null, second = null] = node.items;
  if (first === null) throw new Error(`${node.function} of nothing`);
  switch (node.function) {
    case 'concatenate':
      return `${e.slot(concatenate)}([${node.items.map((item) => ofOneForm(e, item, node)).join(', ')}])`;
    case 'flatten':
      return `${e.slot(flatten)}(${e.value(first)}, ${missingSource(formOf(node))})`;
    case 'distinct':
      return `${e.slot(distinct)}(${e.value(first)})`;
    case 'sort':
      return `${e.slot(sorted)}(${e.value(first)})`;
    case 'mode':
      return `${e.slot(mode)}(${e.value(first)})`;
    case 'median':
      return medianSource(e, node, first);
    case 'stddev':
      return `${e.slot(stddev)}(${e.value(first)}, ${decimalsOf(first)})`;
    case 'percentile':
      return percentileSource(e, node, first, second ?? first);
    case 'join':
      return `${e.slot(joinTexts)}(${node.items.map((item) => e.value(item)).join(', ')})`;
    case 'split':
      return `${e.slot(split)}(${node.items.map((item) => e.value(item)).join(', ')})`;
  }
}

const formOf = (list: Expression) => representation(itemType(list));

function decimalsOf(list: Expression): number {
  const of = itemType(list);
  return of.kind === 'number' ? of.decimals : 0;
}

/** A list whose items stand as those of the whole do: a BigInt among them makes all BigInts. */
function ofOneForm(e: Emitter, list: Expression, whole: ListCall): string {
  const source = e.value(list);
  if (formOf(list) === formOf(whole)) return source;
  return `${e.slot(asBigs)}(${source})`;
}

const asBigs = (list: readonly number[] | null) => list?.map((x) => (x === x ? BigInt(x) : null)) ?? null;

function medianSource(e: Emitter, node: ListCall, list: Expression): string {
  const isFinest = decimalsOf(list) === INTERMEDIATE_DECIMALS;
  if (representation(node.type) === 'number' && !isFinest) return `${e.slot(median)}(${e.value(list)})`;
  const exact = `${e.slot(medianOfBigs)}(${e.value(list)}, ${isFinest})`;
  return representation(node.type) === 'number' ? toNumber(e, exact) : exact;
}

function percentileSource(e: Emitter, node: ListCall, list: Expression, share: Expression): string {
  const unit = power10(share.type.kind === 'number' ? share.type.decimals : 0);
  return `${e.slot(percentile)}(${e.value(list)}, ${e.value(share)}, ${unit}n, ${missingSource(representation(node.type))})`;
}
