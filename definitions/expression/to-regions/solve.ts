import { divideRounded, power10 } from '../decimal.ts';
import type { Expression, WeightedMean, WeightedSum } from '../expression.ts';
import type { Builder } from './builder.ts';
import { has, scaled, sumOf, valuesOf, type ValueSet, valueSet } from './value-set.ts';

/** The choice of a cell per subject (by level) under which a sum of finite choices has a wanted value; undefined where none is found. */
export function solve(
  e: Expression,
  builder: Builder,
  isWanted: (n: bigint) => boolean,
): ReadonlyMap<number, number> | undefined {
  switch (e.kind) {
    case 'named':
      return solve(e.of, builder, isWanted);
    case 'round': {
      if (e.of.type.kind !== 'number' || e.type.kind !== 'number') return undefined;
      const shift = e.type.decimals - e.of.type.decimals;
      const { rounding } = e;
      return solve(e.of, builder, (n) =>
        isWanted(shift >= 0 ? n * power10(shift) : divideRounded(n, power10(-shift), rounding)),
      );
    }
    case 'weightedSum':
      return solveTerms(e, e.initial, builder, isWanted);
    case 'weightedMean': {
      const weights = e.terms.reduce((total, term) => total + term.weight, 0n);
      const first = e.terms[0]?.of.type;
      if (weights === 0n || first?.kind !== 'number' || e.type.kind !== 'number') return undefined;
      const shift = e.type.decimals - first.decimals;
      const mean = (n: bigint) =>
        shift >= 0 ? divideRounded(n * power10(shift), weights) : divideRounded(n, weights * power10(-shift));
      return solveTerms(e, 0n, builder, (n) => isWanted(mean(n)));
    }
    case 'if':
      return e.then.kind === 'missing' ? solve(e.otherwise, builder, isWanted) : choose(e, builder, isWanted);
    default:
      return choose(e, builder, isWanted);
  }
}

/** A path of a small diagram to a wanted value. */
function choose(
  e: Expression,
  builder: Builder,
  isWanted: (n: bigint) => boolean,
): ReadonlyMap<number, number> | undefined {
  const { diagrams } = builder;
  const wanted = (id: number) => {
    const at = diagrams.at(id);
    return at.kind === 'value' && typeof at.value === 'bigint' && isWanted(at.value);
  };
  return diagrams.paths(builder.of(e), wanted, 1)[0];
}

/** Goes back through the sums of the first terms: what is left after a term's value must be a sum of those before it. */
function solveTerms(
  e: WeightedSum | WeightedMean,
  initial: bigint,
  builder: Builder,
  isWanted: (n: bigint) => boolean,
): ReadonlyMap<number, number> | undefined {
  const sets = e.terms.map((term) => scaled(valueSet(term.of, builder), term.weight));
  const sums: ValueSet[] = [{ base: initial, step: 1n, bits: 1n }];
  for (const set of sets) {
    const next = sumOf([sums.at(-1), set]);
    if (next === undefined) return undefined;
    sums.push(next);
  }
  const last = sums.at(-1);
  let rest = last === undefined ? undefined : valuesOf(last).find(isWanted);
  const path = new Map<number, number>();
  for (let i = e.terms.length - 1; i >= 0 && rest !== undefined; i--) {
    const [before, set, term] = [sums[i], sets[i], e.terms[i]];
    if (before === undefined || set === undefined || term === undefined) return undefined;
    const total: bigint = rest;
    const own = valuesOf(set).find((value) => has(before, total - value));
    if (own === undefined) return undefined;
    const choice = solve(term.of, builder, (n) => n * term.weight === own);
    if (choice === undefined) return undefined;
    for (const [level, cell] of choice) path.set(level, cell);
    rest = total - own;
  }
  return rest === undefined ? undefined : path;
}
