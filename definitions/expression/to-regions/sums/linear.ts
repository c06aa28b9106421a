import { power10 } from '../../../model/decimal.ts';
import type { Expression } from '../../../model/expression.ts';

/** A part of a sum, times a weight. */
export interface Weighed {
  readonly weight: bigint;
  readonly of: Expression;
}

/** A number as base + Σ weight × part. */
export interface Linear {
  readonly base: bigint;
  readonly terms: readonly Weighed[];
}

/** A number taken apart into what it adds up, in its own scale; what is no sum is one part. */
export function linearOf(e: Expression): Linear {
  switch (e.kind) {
    case 'named':
      return linearOf(e.of);
    case 'constant':
      return typeof e.value === 'bigint' ? { base: e.value, terms: [] } : { base: 0n, terms: [{ weight: 1n, of: e }] };
    case 'round':
      if (e.of.type.kind === 'number' && e.type.kind === 'number' && e.type.decimals >= e.of.type.decimals)
        return times(linearOf(e.of), power10(e.type.decimals - e.of.type.decimals));
      break;
    case 'weightedSum':
      return added(
        e.initial,
        e.terms.map((term) => times(linearOf(term.of), term.weight)),
      );
    case 'arithmetic':
      if (e.type.kind !== 'number') break;
      if (e.operator === 'add') return added(0n, e.items.map(linearOf));
      if (e.operator === 'negate')
        return added(
          0n,
          e.items.map((item) => times(linearOf(item), -1n)),
        );
      if (e.operator === 'subtract')
        return added(
          0n,
          e.items.map((item, i) => (i === 0 ? linearOf(item) : times(linearOf(item), -1n))),
        );
      break;
    default:
      break;
  }
  return { base: 0n, terms: [{ weight: 1n, of: e }] };
}

function times({ base, terms }: Linear, factor: bigint): Linear {
  return { base: base * factor, terms: terms.map((term) => ({ ...term, weight: term.weight * factor })) };
}

function added(start: bigint, parts: readonly Linear[]): Linear {
  return {
    base: parts.reduce((sum, part) => sum + part.base, start),
    terms: parts.flatMap((part) => part.terms),
  };
}
