import type { ProblemPlan } from '../../model/decision.ts';
import { and, isMissing, not } from '../build-logic.ts';
import { bins } from '../build-list.ts';
import type { Bins, Expression, Origin } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import type { Condition } from '../../model/document.ts';
import type { Problem } from '../../model/problem.ts';
import type { Text } from '../../model/text.ts';
import { coversValues } from './covers.ts';
import { binProblem } from './problems.ts';
import { readTest, type WrittenBin } from './read-test.ts';

/** Written bins to be read, in the order they are tried: where they stand, what they are about, and what their conditions mean. */
export interface BinReading {
  readonly bins: readonly WrittenBin[];
  /** The value they test; null where every bin is a condition. */
  readonly on: Expression | null;
  /** The name a reader knows the partition by. */
  readonly part: Text;
  /** Where the partition stands (its `Bins` node). */
  readonly origin: Origin;
  /** Where a bin stands, by its position. */
  binPointer(position: number): string;
  /** A bin's condition as a two-valued expression, null where it has problems; it keeps its problems and plans itself. */
  condition(when: Condition, pointer: string): Expression | null;
}

/** Bins as they mean: the position of the one that holds, and the plans for a value that falls into none. */
export interface ReadBins {
  /** Null where a bin has an error. */
  readonly index: Bins | null;
  readonly problems: readonly Problem[];
  readonly plans: readonly ProblemPlan[];
}

/** Written bins as one `Bins` node. */
export function readBins(reading: BinReading): ReadBins {
  const { on, origin } = reading;
  const problems: Problem[] = [...repeatedBins(reading)];
  const read = reading.bins.map((bin, position) => {
    const pointer = reading.binPointer(position);
    const test = readTest(bin, { ...reading, report: (problem) => problems.push(problem) }, pointer);
    return test === null ? null : { test, origin: { definition: origin.definition, pointer } };
  });
  if (problems.length === 0) problems.push(...earlyOtherwise(reading));
  const tests = read.filter((bin) => bin !== null);
  if (tests.length < read.length || problems.some((problem) => problem.severity === 'error')) {
    return { index: null, problems, plans: [] };
  }
  return { problems, ...partition(reading, on, tests) };
}

function partition({ part, origin }: BinReading, on: Expression | null, tests: Bins['bins']) {
  const kinds = tests.map(({ test }) => test.kind);
  const answersMissing = on === null || !on.missable || kinds.includes('missing') || kinds.includes('otherwise');
  const isCovering = coversValues(
    tests.map(({ test }) => test),
    on?.type ?? null,
  );
  const index = bins(on, tests, answersMissing && isCovering, origin);
  const plan = (code: string, when: Expression): ProblemPlan => ({
    code,
    slots: { part },
    when,
    refuses: true,
    origin,
  });
  const lacks = on === null ? [] : [plan('missing-without-bin', unanswered(on, index))];
  const isGap = on?.missable ? and([not(isMissing(on)), isMissing(index)]) : isMissing(index);
  const plans = [...(answersMissing ? [] : lacks), ...(isCovering ? [] : [plan('value-not-covered', isGap)])];
  return { index, plans };
}

/** The value is missing, and no condition among the bins holds all the same. */
function unanswered(on: Expression, index: Bins): Expression {
  const hasCondition = index.bins.some(({ test }) => test.kind === 'when');
  return hasCondition ? and([isMissing(on), isMissing(index)]) : isMissing(on);
}

/** An `otherwise` that stands before other bins. */
function earlyOtherwise({ bins: written, origin, binPointer }: BinReading): readonly Problem[] {
  const position = written.findIndex(({ otherwise }) => otherwise !== undefined);
  if (position < 0 || position === written.length - 1) return [];
  const at = { definition: origin.definition, pointer: below(binPointer(position), 'otherwise') };
  return [binProblem('bin-otherwise-not-last', at)];
}

/** A second bin for missing, or a second `otherwise`. */
function repeatedBins({ bins: written, origin, binPointer }: BinReading): readonly Problem[] {
  return (['missing', 'otherwise'] as const).flatMap((key) =>
    written.flatMap((bin, position) => {
      const isFirst = written.findIndex((other) => other[key] !== undefined) === position;
      if (bin[key] === undefined || isFirst) return [];
      const at = { definition: origin.definition, pointer: below(binPointer(position), key) };
      return [binProblem('bin-repeated', at, { found: key })];
    }),
  );
}
