import { isInDomain } from '../../model/domain.ts';
import { expectedOf } from '../expectation.ts';
import type { BinTest, Expression, Origin } from '../../model/expression.ts';
import type { Type, Value } from '../../model/type.ts';
import { below } from '../../model/json.ts';
import type { Condition, Scalar } from '../../model/document.ts';
import type { Problem } from '../../model/problem.ts';
import { readValue } from '../scope/index.ts';
import { binProblem } from './problems.ts';
import { typeWords } from './type-words.ts';
import { INTERVAL_CODES, readInterval } from './parse-interval.ts';

/** One part of a partition as it is written; exactly one of the five is present. */
export interface WrittenBin {
  readonly in?: string;
  readonly values?: readonly Scalar[];
  readonly when?: Condition;
  readonly missing?: true;
  readonly otherwise?: true;
}

/** What a bin's test is read against: the value, where it stands, what its condition means, and who is told what is wrong. */
export interface TestReading {
  readonly on: Expression | null;
  readonly origin: Origin;
  condition(when: Condition, pointer: string): Expression | null;
  report(problem: Problem): void;
}

/** The test a bin states, exactly one of the five; null where it has an error. `pointer`: of the bin. */
export function readTest(bin: WrittenBin, reading: TestReading, pointer: string): BinTest | null {
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

/** How many of the five tests a bin states; one is right. */
function countTests(bin: WrittenBin): number {
  return TESTS.filter((key) => bin[key] !== undefined).length;
}
const TESTS = ['in', 'values', 'when', 'missing', 'otherwise'] as const;

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
