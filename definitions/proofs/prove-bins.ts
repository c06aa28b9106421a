import type { Text } from '../model/text.ts';
import type { Proof } from '../model/proof.ts';
import { and, holds, isMissing, not, oneOf, TRUE, within } from '../expression/build-logic.ts';
import type { Bins, BinTest, Expression } from '../model/expression.ts';
import { coverOf, type DomainPart, partText } from '../expression/to-regions/gaps.ts';
import { provedProblem } from './problems.ts';
import { askInOrder } from './ordered-conditions.ts';
import { canHold, type ProofContext } from './satisfiability.ts';
import type { Answer } from './witness/search-boxes.ts';
import { proved, refuted, undecided } from './verdict.ts';

/**
 * Proves that bins hold every possible value of what they are on exactly once (with conditions among them: at least once), and that,
 * tried in order, none of them is left nothing. `comes`: the records whose value comes to the bins, `decided`: those of them that get
 * a score; null: all.
 */
export function proveBins(
  bins: Bins,
  title: Text,
  setting: ProofContext,
  { comes, decided }: { readonly comes: Expression | null; readonly decided: Expression | null },
): readonly Proof[] {
  const hasConditions = bins.bins.some((bin) => bin.test.kind === 'when');
  return [
    ...(hasConditions ? proveCovered(bins, title, setting, comes) : provePartition(bins, title, setting, comes)),
    ...proveReached(bins, title, setting, decided),
  ];
}

/** Only records for which a gate holds. */
function behind(gate: Expression | null, condition: Expression): Expression {
  return gate === null ? condition : and([gate, condition]);
}

const placeOf = (bins: Bins) => ({ definition: bins.origin?.definition ?? '', pointer: bins.origin?.pointer ?? '' });

function coverOfBins({ on, bins }: Bins) {
  return on === null
    ? undefined
    : coverOf(
        on.type,
        on.missable,
        bins.map((bin) => bin.test),
      );
}

function provePartition(bins: Bins, title: Text, setting: ProofContext, gate: Expression | null): readonly Proof[] {
  const { on } = bins;
  const place = placeOf(bins);
  const cover = coverOfBins(bins);
  if (on === null || cover === undefined) return [undecided('bins-partition', place, title, 'unrealised')];
  const asked = [...cover.gaps, ...cover.overlaps.map(({ part }) => part)].map((part) =>
    behind(gate, isPart(on, part, bins)),
  );
  const answers = asked.length === 0 ? [] : canHold(asked, setting);
  const found = [
    ...cover.gaps.map((part, i) => finding(bins, answers[i], 'bin-gap', { title, region: partText(part, on.type) })),
    ...cover.overlaps.map(({ part, first, second }, i) =>
      finding(bins, answers[cover.gaps.length + i], 'bin-overlap', {
        title,
        region: partText(part, on.type),
        first: first + 1,
        second: second + 1,
      }),
    ),
  ].filter((proof) => proof !== undefined);
  return found.length > 0 ? found : [proved('bins-partition', place)];
}

/** The condition that a value lies in a part of its domain. */
export function isPart(on: Expression, part: DomainPart, bins: Bins): Expression {
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

interface Part {
  readonly title: Text;
  readonly region: Text;
}

function finding(
  bins: Bins,
  answer: Answer | undefined,
  ...[code, slots]: ['bin-gap', Part] | ['bin-overlap', Part & { readonly first: number; readonly second: number }]
): Proof | undefined {
  const place = placeOf(bins);
  if (answer === undefined || answer.verdict === 'never') return undefined;
  if (answer.verdict === 'open') return undecided('bins-partition', place, slots.title, answer.why);
  const witness = { witness: answer.request };
  const problem =
    code === 'bin-gap'
      ? provedProblem(code, place, { ...slots }, witness)
      : provedProblem(code, place, { ...slots }, witness);
  return refuted('bins-partition', problem);
}

/** Bins with conditions together hold every record; they may overlap. */
function proveCovered(bins: Bins, title: Text, setting: ProofContext, gate: Expression | null): readonly Proof[] {
  const place = placeOf(bins);
  if (bins.bins.some(({ test }) => test.kind === 'otherwise')) return [proved('bins-partition', place)];
  const { none: gap } = askInOrder({ gate, tests: testsOf(bins) }, setting, 'simple');
  const region = { 'zh-CN': '示例中的记录', en: 'the record of the example' };
  return [finding(bins, gap, 'bin-gap', { title, region }) ?? proved('bins-partition', place)];
}

/** Each bin holds some record that no earlier one does. */
function proveReached(bins: Bins, title: Text, setting: ProofContext, gate: Expression | null): readonly Proof[] {
  const place = placeOf(bins);
  const answers = reachedBins(bins, setting, gate);
  const found = answers.flatMap((answer, i): readonly Proof[] => {
    const at = { definition: place.definition, pointer: bins.bins[i]?.origin.pointer ?? place.pointer };
    if (answer.verdict === 'never')
      return [refuted('bins-reachable', provedProblem('bin-unreachable', at, { title, first: i + 1 }))];
    return answer.verdict === 'open' ? [undecided('bins-reachable', at, title, answer.why)] : [];
  });
  return found.length > 0 ? found : [proved('bins-reachable', place)];
}

/** A record that holds it need not be found: its fact has every value of its domain. */
const SHOWN = { verdict: 'can' } as const;
type Shown = typeof SHOWN;

/** What the cover says suffices for a fact that has every value of its domain; of anything else it is asked. */
function reachedBins(bins: Bins, setting: ProofContext, gate: Expression | null): readonly (Answer | Shown)[] {
  const tests = testsOf(bins);
  const isPlain = bins.bins.every(({ test }) => test.kind !== 'when');
  const cover = isPlain ? coverOfBins(bins) : undefined;
  const isIdle = (i: number) => cover?.idle.includes(i) === true;
  if (cover !== undefined && gate === null && isFact(bins.on))
    return tests.map((_, i) => (isIdle(i) ? { verdict: 'never' } : SHOWN));
  if (!isPlain) return askInOrder({ gate, tests }, setting, 'any').taken;
  const areApart = cover !== undefined && cover.overlaps.length === 0;
  const own = tests.map((test, i) => {
    const earlier = areApart && bins.bins[i]?.test.kind !== 'otherwise' ? [] : tests.slice(0, i);
    return behind(gate, and([...earlier.map((one) => not(one)), test]));
  });
  const open = own.filter((_, i) => !isIdle(i));
  const answers = open.length === 0 ? [] : canHold(open, setting, 'any');
  return own.map((condition, i) =>
    isIdle(i) ? { verdict: 'never' } : (answers[open.indexOf(condition)] ?? { verdict: 'open', why: 'unrealised' }),
  );
}

/** A field of the record, or of a related one. */
function isFact(on: Expression | null): boolean {
  return on?.kind === 'field' && (on.of === null || isFact(on.of));
}

/** When each bin holds, whatever bins stand before it. */
function testsOf({ on, bins }: Bins): readonly Expression[] {
  return bins.map(({ test }) => testOf(on, test) ?? TRUE);
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
