import { divideRounded, power10 } from '../../../model/decimal.ts';
import type { Expression, WeightedMean } from '../../../model/expression.ts';
import type { Builder } from '../builder.ts';
import { linearOf, type Weighed } from './linear.ts';
import { type Additive, isRounded, partsOf, type Path } from './parts.ts';
import { totalsOf } from './totals.ts';

/**
 * A number that is a sum of finite choices, or a rounded or divided one, as the question which of its values can be reached; undefined
 * for others. *Never* is proved; a path is one where the parts are free of each other.
 */
export function additiveOf(e: Expression, builder: Builder): Additive | undefined {
  switch (e.kind) {
    case 'named':
      return additiveOf(e.of, builder);
    case 'if':
      return e.then.kind === 'missing' ? additiveOf(e.otherwise, builder) : sumOf(e, builder);
    case 'round': {
      if (e.of.type.kind !== 'number' || e.type.kind !== 'number') return undefined;
      const shift = e.type.decimals - e.of.type.decimals;
      const inner = additiveOf(e.of, builder);
      const to = (n: bigint) => (shift >= 0 ? n * power10(shift) : divideRounded(n, power10(-shift), e.rounding));
      return inner && through(inner, to, shift >= 0 ? 1n : power10(-shift), shift >= 0 ? power10(shift) : 1n);
    }
    case 'weightedMean':
      return meanOf(e, builder);
    default:
      return sumOf(e, builder);
  }
}

/** The question asked of what a rising function is of: it is about `multiply / divide` times that, and `start`. */
function through(inner: Additive, to: (n: bigint) => bigint, divide: bigint, multiply: bigint, start = 0n): Additive {
  const least = (wanted: bigint): bigint => {
    const about = ((wanted - start) * divide) / multiply;
    let [from, until] = [about - 2n * divide - 2n, about + 2n * divide + 2n];
    while (from < until) {
      const middle = from + (until - from) / 2n;
      if (to(middle) >= wanted) until = middle;
      else from = middle + 1n;
    }
    return from;
  };
  return (low, high) => inner(least(low), least(high + 1n) - 1n);
}

/** The most parts of a mean that may be left out: every choice of them is a mean of its own. */
const MOST_SKIPPED = 6;

/** A mean of parts: of all, or, where missing ones are left out, of each choice of the others. */
function meanOf(e: WeightedMean, builder: Builder): Additive | undefined {
  const [first] = e.terms;
  if (first?.of.type.kind !== 'number' || e.type.kind !== 'number') return undefined;
  const shift = e.type.decimals - first.of.type.decimals;
  const skipped = e.terms.filter((term) => term.ifMissing === 'skip' && term.of.missable);
  if (skipped.length > MOST_SKIPPED) return undefined;
  const means = Array.from({ length: 2 ** skipped.length }, (_, choice) => {
    const without = new Set(skipped.filter((_term, i) => (choice >> i) & 1));
    const terms = e.terms.filter((term) => !without.has(term));
    const weights = terms.reduce((sum, term) => sum + term.weight, 0n);
    if (weights === 0n) return NEVER;
    const inner = sumOfTerms(terms, 0n, builder);
    const [multiply, divide] = shift >= 0 ? [power10(shift), weights] : [1n, weights * power10(-shift)];
    const missing = [...without].map((term) => missingPath(term.of, builder));
    const all = inner && through(inner, (n) => divideRounded(n * multiply, divide), divide, multiply);
    return all && laidOver(all, missing);
  });
  const known = means.filter((mean) => mean !== undefined);
  return known.length < means.length ? undefined : (low, high) => firstOf(known.map((mean) => () => mean(low, high)));
}

const NEVER: Additive = () => 'never';

/** A path that also leaves some parts out. */
function laidOver(inner: Additive, missing: readonly (Path | undefined)[]): Additive {
  return (low, high) => {
    const found = inner(low, high);
    if (typeof found === 'string') return found;
    return missing.includes(undefined) ? 'unknown' : joined([found, ...missing.filter((path) => path !== undefined)]);
  };
}

function firstOf(asked: readonly (() => Path | 'never' | 'unknown')[]): Path | 'never' | 'unknown' {
  let answer: 'never' | 'unknown' = 'never';
  for (const ask of asked) {
    const found = ask();
    if (typeof found !== 'string') return found;
    if (found === 'unknown') answer = 'unknown';
  }
  return answer;
}

function missingPath(e: Expression, builder: Builder): Path | undefined {
  const inner = e.kind === 'named' ? e.of : e;
  const { diagrams } = builder;
  const of = inner.kind === 'if' && inner.then.kind === 'missing' ? inner.condition : inner;
  const wanted = of === inner ? diagrams.missing : diagrams.true;
  return diagrams.paths(builder.of(of), (id) => id === wanted, 1)[0];
}

function sumOf(e: Expression, builder: Builder): Additive | undefined {
  const linear = linearOf(e);
  return sumOfTerms(linear.terms, linear.base, builder);
}

function sumOfTerms(terms: readonly Weighed[], base: bigint, builder: Builder): Additive | undefined {
  const flat = terms.map((term) => ({ ...linearOf(term.of), weight: term.weight }));
  const start = flat.reduce((sum, one) => sum + one.base * one.weight, base);
  const leaves = flat.flatMap((one) => one.terms.map((term) => ({ ...term, weight: term.weight * one.weight })));
  const weighty = leaves.filter((leaf) => leaf.weight !== 0n);
  const [only] = weighty;
  if (only !== undefined && weighty.length === 1 && only.weight > 0n && isRounded(only.of)) {
    const inner = additiveOf(only.of, builder);
    return inner && through(inner, (n) => start + n * only.weight, 1n, only.weight, start);
  }
  const parts = partsOf(weighty, builder, (of) => additiveOf(of, builder));
  if (parts === undefined) return undefined;
  const totals = totalsOf(parts.map((part) => part.values));
  return (low, high) => {
    const found = totals.within(low - start, high - start);
    if (typeof found === 'string') return found;
    const paths = parts.map((part, i) => part.pathTo(found[i] ?? 0n));
    return paths.includes(undefined) ? 'unknown' : joined(paths.filter((path) => path !== undefined));
  };
}

function joined(paths: readonly Path[]): Path {
  return new Map(paths.flatMap((path) => [...path]));
}
