import type { Bins, Expression, Pick } from '../../model/expression.ts';
import { unnamed } from './emitter.ts';

/** A choice of constants by bins: `constants[i]` where bin `i` holds. */
export interface ConstantPick {
  readonly bins: Bins;
  readonly constants: readonly (bigint | null)[];
}

/** An expression as a choice of constant numbers: a pick over bins, and arithmetic of constants around it. */
export function constantPick(of: Expression): ConstantPick | undefined {
  const node = unnamed(of);
  switch (node.kind) {
    case 'pick':
      return pickOf(node);
    case 'arithmetic': {
      if (node.type.kind === 'approximate') return undefined;
      const { operator } = node;
      if (node.items.length !== 2) return undefined;
      const [left, right] = node.items.map(unnamed);
      const [inner, constant] = right?.kind === 'constant' ? [left, right] : [right, left];
      if (inner === undefined || constant?.kind !== 'constant' || typeof constant.value !== 'bigint') return undefined;
      const picked = constantPick(inner);
      const k = constant.value;
      if (picked === undefined) return undefined;
      if (operator === 'add') return mapped(picked, (x) => x + k);
      if (operator === 'multiply') return mapped(picked, (x) => x * k);
      if (operator === 'subtract') return mapped(picked, (x) => (inner === left ? x - k : k - x));
      return undefined;
    }
    case 'round': {
      const from = node.of.type.kind === 'number' ? node.of.type.decimals : undefined;
      const to = node.type.kind === 'number' ? node.type.decimals : 0;
      if (from === undefined || to < from) return undefined;
      const picked = constantPick(node.of);
      return picked && mapped(picked, (x) => x * 10n ** BigInt(to - from));
    }
    case 'weightedSum': {
      const [only] = node.terms;
      if (only === undefined || node.terms.length !== 1) return undefined;
      const picked = constantPick(only.of);
      return picked && mapped(picked, (x) => node.initial + only.weight * x);
    }
    default:
      return undefined;
  }
}

function pickOf({ index, values }: Pick): ConstantPick | undefined {
  const bins = unnamed(index);
  if (bins.kind !== 'bins') return undefined;
  const constants = values.map((value) => (typeof value === 'bigint' ? value : null));
  return values.some((value) => value !== null && typeof value !== 'bigint') ? undefined : { bins, constants };
}

const mapped = ({ bins, constants }: ConstantPick, change: (x: bigint) => bigint): ConstantPick => ({
  bins,
  constants: constants.map((x) => (x === null ? null : change(x))),
});

/** The whole numbers with `of[i] = start + slope × by[i]` for all i; where one is missing the other has to be. */
export function lineThrough(
  of: readonly (bigint | null)[],
  by: readonly (bigint | null)[],
): { readonly start: bigint; readonly slope: bigint } | undefined {
  const points = of.map((y, i) => ({ y, x: by[i] ?? null }));
  const known = points.flatMap(({ x, y }) => (x === null || y === null ? [] : [{ x, y }]));
  const [first, other] = [known[0], known.find(({ x }) => x !== known[0]?.x)];
  if (first === undefined || other === undefined || points.some(({ x, y }) => (x === null) !== (y === null)))
    return undefined;
  const slope = (other.y - first.y) / (other.x - first.x);
  const start = first.y - slope * first.x;
  return known.every(({ x, y }) => y === start + slope * x) ? { start, slope } : undefined;
}
