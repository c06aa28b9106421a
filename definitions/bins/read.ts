import type { ProblemPlan } from '../decision.ts';
import { and, isMissing, not } from '../expression/build-logic.ts';
import { bins } from '../expression/build-list.ts';
import { isInDomain } from '../expression/domain.ts';
import { expectedOf } from '../expression/expectation.ts';
import type { Bins, BinTest, Expression, Origin } from '../expression/expression.ts';
import type { Type, Value } from '../expression/type.ts';
import { below } from '../json.ts';
import type { Condition, Scalar } from '../kinds/schema.ts';
import type { Problem } from '../problem.ts';
import { readValue } from '../scope.ts';
import type { Text } from '../text.ts';
import { coversValues } from './covers.ts';
import { binProblem } from './problems.ts';
import { typeWords } from './type-words.ts';
import { INTERVAL_CODES, readInterval } from './written.ts';

/** One part of a partition as it is written; exactly one of the five is present (see `countTests`). */
export interface WrittenBin {
  readonly in?: string;
  readonly values?: readonly Scalar[];
  readonly when?: Condition;
  readonly missing?: true;
  readonly otherwise?: true;
}

/** Written bins to be read: where they stand, what they are about, and what their conditions mean. */
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
  const tests = read.filter((bin) => bin !== null);
  if (tests.length < read.length || problems.some((problem) => problem.severity === 'error')) {
    return { index: null, problems, plans: [] };
  }
  return { problems, ...partition(reading, on, tests) };
}

/** How many of the five tests a bin states; one is right. */
export function countTests(bin: WrittenBin): number {
  return TESTS.filter((key) => bin[key] !== undefined).length;
}
const TESTS = ['in', 'values', 'when', 'missing', 'otherwise'] as const;

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

interface TestReading extends BinReading {
  report(problem: Problem): void;
}

function readTest(bin: WrittenBin, reading: TestReading, pointer: string): BinTest | null {
  const { on, report } = reading;
  const at = (step: string) => ({ definition: reading.origin.definition, pointer: below(pointer, step) });
  const needs = (step: string) => {
    if (on === null) report(binProblem('bin-without-fact', at(step), { found: step }));
    return on?.type ?? null;
  };
  if (countTests(bin) !== 1) {
    report(
      binProblem(
        'bin-without-one-test',
        { definition: reading.origin.definition, pointer },
        { found: countTests(bin) },
      ),
    );
    return null;
  }
  if (bin.in !== undefined)
    return rangeTest(bin.in, needs('in'), (code, type) =>
      report(binProblem(code, at('in'), { found: bin.in ?? '', type: typeWords(type) }, { found: bin.in ?? '' })),
    );
  if (bin.values !== undefined)
    return needs('values') === null ? null : valuesTest(bin.values, on, reading, below(pointer, 'values'));
  if (bin.when !== undefined) {
    const when = reading.condition(bin.when, below(pointer, 'when'));
    return when === null ? null : { kind: 'when', when };
  }
  if (bin.missing === undefined) return { kind: 'otherwise' };
  return needs('missing') === null ? null : { kind: 'missing' };
}

function rangeTest(
  text: string,
  type: Type | null,
  report: (code: (typeof INTERVAL_CODES)[keyof typeof INTERVAL_CODES], type: Type) => void,
): BinTest | null {
  if (type === null) return null;
  const range = readInterval(text, type);
  if (typeof range !== 'string') return { kind: 'range', range };
  report(INTERVAL_CODES[range], type);
  return null;
}

function valuesTest(
  written: readonly Scalar[],
  on: Expression | null,
  { origin, report }: TestReading,
  pointer: string,
): BinTest | null {
  if (on === null) return null;
  const seen = new Set<Scalar>();
  const values = written.map((value, i) => {
    const at = { definition: origin.definition, pointer: below(pointer, i) };
    const read = readValue(value, on.type);
    const code = valueFault(value, read, on.type, seen);
    const slots = { found: String(value), type: typeWords(on.type), expected: expectedOf(on) };
    if (code !== undefined) report(binProblem(code, at, slots, { found: value }));
    seen.add(value);
    return read;
  });
  const readable = values.filter((value) => value !== null);
  return readable.length < values.length ? null : { kind: 'values', values: readable };
}

function valueFault(value: Scalar, read: Value | null, type: Type, seen: ReadonlySet<Scalar>) {
  if (read === null) return 'bin-value-of-other-type';
  if (!isInDomain(read, type)) return 'bin-value-not-in-domain';
  return seen.has(value) ? 'bin-value-twice' : undefined;
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
