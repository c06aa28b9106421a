import { readBins } from '../../expression/bins/read.ts';
import { missingBinProblems } from '../../expression/bins/missing-checks.ts';
import type { ProblemPlan } from '../../model/decision.ts';
import { lowerComputed } from '../../expression/computed/computed.ts';
import type { Bins, Expression, Origin } from '../../model/expression.ts';
import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import { below } from '../../model/json.ts';
import { binProblem } from '../../expression/bins/problems.ts';
import { typeWords } from '../../expression/bins/type-words.ts';
import type { Scope } from '../../expression/scope/index.ts';
import { type Exact, exactly } from '../figure.ts';
import { gather, type Gathered } from '../gather.ts';
import { readFact } from '../read-fact.ts';
import type { Characteristic } from './scorecard.ts';

/** A characteristic as it means: which of its bins holds, and what each bin is worth. */
export interface LoweredCharacteristic {
  readonly written: Characteristic;
  readonly origin: Origin;
  readonly index: Bins;
  /** One score a bin, in the order of the bins. */
  readonly scores: readonly Exact[];
  readonly weight: Exact;
  /** Refusing plans after which the characteristic could still have a value. */
  readonly refusing: readonly ProblemPlan[];
}

const ONE: Exact = { scaled: 1n, decimals: 0 };

/** Lowers a characteristic; null where it has an error. */
export function lowerCharacteristic(
  written: Characteristic,
  scope: Scope,
  origin: Origin,
  gathered: Gathered,
): LoweredCharacteristic | null {
  const source = gather();
  const on = readSource(written, scope, origin, source);
  const conditions = gather();
  const { index, problems, plans } = readBins({
    bins: written.bins,
    on: on ?? null,
    part: written.title ?? written.name,
    origin: { ...origin, pointer: below(origin.pointer, 'bins') },
    binPointer: (j) => below(origin.pointer, 'bins', j),
    condition: (when, pointer) => conditions.take(fromCondition(when, scope, { ...origin, pointer }, false)),
  });
  gathered.problems.push(...source.problems, ...conditions.problems);
  // Without its value a characteristic's bins would all seem wrong: only the value's own problem is told.
  if (on !== undefined) gathered.problems.push(...problems);
  const answered = isRefusedWhenMissing(written) ? plans.filter((plan) => plan.code !== 'missing-without-bin') : plans;
  gathered.problems.push(...missingBinProblems(on ?? null, answered));
  gathered.plans.push(...source.plans, ...conditions.plans, ...answered);
  if (index === null || on === undefined) return null;
  return {
    written,
    origin,
    index,
    scores: written.bins.map((bin) => exactly(bin.score)),
    weight: written.weight === undefined ? ONE : exactly(written.weight),
    refusing: [...source.plans, ...conditions.plans].filter((plan) => plan.refuses),
  };
}

/** The value the bins test: null where they test none, undefined where it has an error. */
function readSource(
  { fact, formula }: Characteristic,
  scope: Scope,
  origin: Origin,
  gathered: Gathered,
): Expression | null | undefined {
  if (fact === undefined && formula === undefined) return null;
  const at = (step: string) => ({ ...origin, pointer: below(origin.pointer, step) });
  const lowering =
    fact !== undefined
      ? readFact(fact, scope, at('fact'))
      : lowerComputed(formula ?? { text: '', type: 'decimal' }, scope, at('formula'));
  const value = gathered.take(lowering);
  if (value === null) return undefined;
  if (
    value.type.kind === 'list' ||
    value.type.kind === 'row' ||
    value.type.kind === 'approximate' ||
    value.type.kind === 'duration'
  ) {
    gathered.problems.push(
      binProblem('value-not-binnable', at(fact !== undefined ? 'fact' : 'formula'), { type: typeWords(value.type) }),
    );
    return undefined;
  }
  return value;
}

/** A formula that refuses where it is missing answers for itself. */
function isRefusedWhenMissing({ formula }: Characteristic): boolean {
  return formula?.ifMissing === 'refuse';
}
