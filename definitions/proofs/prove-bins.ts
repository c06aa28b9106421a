import type { Text } from '../model/text.ts';
import type { Proof } from '../model/proof.ts';
import { and, holds, isMissing, not, oneOf, or, within } from '../expression/build-logic.ts';
import type { Bins, BinTest, Expression } from '../model/expression.ts';
import { coverOf, type DomainPart, partText } from '../expression/to-regions/gaps.ts';
import { provedProblem } from './problems.ts';
import { canHold, type ProofContext } from './satisfiability.ts';
import type { Answer } from './witness/search-boxes.ts';
import { proved, refuted, undecided } from './verdict.ts';

/**
 * Proves that bins hold every possible value of what they are on exactly once, and that none of them is idle. `isMissingAnswered`: a
 * missing value is refused by what is read, so that no bin need hold it.
 */
export function proveBins(bins: Bins, title: Text, setting: ProofContext, isMissingAnswered = false): readonly Proof[] {
  return bins.bins.some((bin) => bin.test.kind === 'when')
    ? proveConditions(bins, title, setting)
    : provePlain(bins, title, setting, isMissingAnswered);
}

function provePlain(bins: Bins, title: Text, setting: ProofContext, isMissingAnswered: boolean): readonly Proof[] {
  const on = bins.on;
  const place = placeOf(bins);
  const cover =
    on === null
      ? undefined
      : coverOf(
          on.type,
          on.missable && !isMissingAnswered,
          bins.bins.map((bin) => bin.test),
        );
  if (on === null || cover === undefined) return [undecided('bins-partition', place, title, 'unrealised')];
  const asked = [...cover.gaps, ...cover.overlaps.map(({ part }) => part)].map((part) => isPart(on, part, bins));
  const answers = asked.length === 0 ? [] : canHold(asked, setting);
  const partition = [
    ...cover.gaps.map((part, i) => finding('bin-gap', bins, answers[i], { title, region: partText(part, on.type) })),
    ...cover.overlaps.map(({ part, first, second }, i) =>
      finding('bin-overlap', bins, answers[cover.gaps.length + i], {
        title,
        region: partText(part, on.type),
        first: first + 1,
        second: second + 1,
      }),
    ),
  ].filter((proof) => proof !== undefined);
  const idle = cover.idle.map((i) => {
    const origin = bins.bins[i]?.origin;
    const at = { definition: place.definition, pointer: origin?.pointer ?? place.pointer };
    return refuted('bins-reachable', provedProblem('bin-unreachable', at, { title, first: i + 1 }));
  });
  const reachable = idle.length > 0 ? idle : [proved('bins-reachable', place)];
  return [...(partition.length > 0 ? partition : [proved('bins-partition', place)]), ...reachable];
}

/** The condition that a value lies in a part of its domain. */
function isPart(on: Expression, part: DomainPart, bins: Bins): Expression {
  switch (part.kind) {
    case 'missing':
      return isMissing(on);
    case 'range':
      return within(on, part);
    case 'value':
      return oneOf(on, [part.value]);
    case 'other': {
      const mentioned = bins.bins.flatMap(({ test }) => (test.kind === 'values' ? test.values : []));
      return and([not(isMissing(on)), not(holds(oneOf(on, mentioned)))]);
    }
  }
}

interface Slots {
  readonly title: Text;
  readonly region: Text;
  readonly first?: number;
  readonly second?: number;
}

function finding(
  code: 'bin-gap' | 'bin-overlap',
  bins: Bins,
  answer: Answer | undefined,
  slots: Slots,
): Proof | undefined {
  const place = placeOf(bins);
  if (answer === undefined || answer.verdict === 'never') return undefined;
  if (answer.verdict === 'open') return undecided('bins-partition', place, slots.title, answer.why);
  return refuted('bins-partition', provedProblem(code, place, { ...slots }, { witness: answer.request }));
}

const placeOf = (bins: Bins) => ({ definition: bins.origin?.definition ?? '', pointer: bins.origin?.pointer ?? '' });

/** Bins with conditions are tried in order: together they must hold every record, and each must hold some that no earlier one does. */
function proveConditions(bins: Bins, title: Text, setting: ProofContext): readonly Proof[] {
  const place = placeOf(bins);
  const tests = bins.bins.map(({ test }) => testOf(bins.on, test));
  const isCovered = or(tests.map((test) => test ?? and([])));
  const own = tests.map((test, i) =>
    and([...tests.slice(0, i).flatMap((one) => (one === undefined ? [] : [not(one)])), test ?? and([])]),
  );
  const [gap, ...reached] = canHold([not(isCovered), ...own], setting);
  const partition =
    gap?.verdict === 'can'
      ? refuted(
          'bins-partition',
          provedProblem(
            'bin-gap',
            place,
            { title, region: { 'zh-CN': '示例中的记录', en: 'the record of the example' } },
            { witness: gap.request },
          ),
        )
      : gap?.verdict === 'open'
        ? undecided('bins-partition', place, title, gap.why)
        : proved('bins-partition', place);
  const idle = reached.flatMap((answer, i): readonly Proof[] => {
    const at = { definition: place.definition, pointer: bins.bins[i]?.origin.pointer ?? place.pointer };
    if (answer.verdict === 'never')
      return [refuted('bins-reachable', provedProblem('bin-unreachable', at, { title, first: i + 1 }))];
    return answer.verdict === 'open' ? [undecided('bins-reachable', at, title, answer.why)] : [];
  });
  return [partition, ...(idle.length > 0 ? idle : [proved('bins-reachable', place)])];
}

/** A bin's test as a two-valued condition; undefined for *otherwise*. */
export function testOf(on: Expression | null, test: BinTest): Expression | undefined {
  switch (test.kind) {
    case 'when':
      return holds(test.when);
    case 'otherwise':
      return undefined;
    case 'missing':
      return on === null ? undefined : isMissing(on);
    case 'range':
      return on === null ? undefined : holds(within(on, test.range));
    case 'values':
      return on === null ? undefined : holds(oneOf(on, test.values));
  }
}
