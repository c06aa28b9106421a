import type { Proof } from '../model/proof.ts';
import type { Place } from '../model/problem.ts';
import type { Text } from '../model/text.ts';
import { and, not } from '../expression/build-logic.ts';
import type { Bins, Expression } from '../model/expression.ts';
import { coverOf, type DomainPart, partText } from '../expression/to-regions/gaps.ts';
import { provedProblem } from './problems.ts';
import { isPart, testOf } from './prove-bins.ts';
import type { ProofContext } from './satisfiability.ts';
import type { Answer } from './witness/search-boxes.ts';
import { createReach, type Reach } from './reach.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** What bands are called where they stand: bands of a scorecard, classes of a segmentation, an axis of a matrix. */
export interface BandNames {
  readonly partition: 'bands-partition' | 'classes-partition' | 'decided-classes-partition';
  readonly reachable: 'bands-reachable' | 'classes-reachable';
  readonly title: Text;
  /** The name (title) of each band in order. */
  readonly names: readonly Text[];
  /** Where each band is written. */
  readonly places: readonly Place[];
  readonly place: Place;
  /** Whether records come to a band in another way: an exception gives it. */
  readonly elsewhere?: (band: number) => boolean;
}

/**
 * Proves that bands hold every reachable value exactly once, and that each of them can be reached: by a record for which `gate` holds,
 * where there is one.
 */
export function proveBands(
  bins: Bins,
  names: BandNames,
  setting: ProofContext,
  gate: Expression | null = null,
): readonly Proof[] {
  const { on } = bins;
  const hasMissing = on !== null && on.missable && bins.bins.some((bin) => bin.test.kind === 'missing');
  const cover =
    on === null
      ? undefined
      : coverOf(
          on.type,
          hasMissing,
          bins.bins.map((bin) => bin.test),
        );
  if (on === null || cover === undefined) return [undecided(names.partition, names.place, names.title, 'unrealised')];
  const reach = createReach(on, setting, gate);
  const faults = [
    ...cover.gaps.map((part) => gap(part, bins, on, reach, names)),
    ...cover.overlaps.map((one) => overlap(one, bins, on, reach, names)),
  ].filter((proof) => proof !== undefined);
  const idle = bins.bins.flatMap((_, i): readonly Proof[] => {
    const at = names.places[i] ?? names.place;
    const isLeftNothing = cover.idle.includes(i) && !(bins.bins[i]?.test.kind === 'otherwise' && on.missable);
    const answer: Answer = isLeftNothing
      ? { verdict: 'never' }
      : reached(
          i,
          cover.overlaps.some(({ second }) => second === i),
          bins,
          on,
          reach,
        );
    if (answer.verdict === 'can') return [];
    if (answer.verdict === 'open') return [undecided(names.reachable, at, names.title, answer.why)];
    const slots = { title: names.title, first: names.names[i] ?? '' };
    if (names.elsewhere?.(i) === true)
      return [{ ...proved(names.reachable, at), problem: provedProblem('class-elsewhere', at, slots) }];
    const code =
      answer.isBehindGate === true && names.reachable === 'classes-reachable' ? 'class-hidden' : 'band-unreachable';
    return [refuted(names.reachable, provedProblem(code, at, slots))];
  });
  return [
    ...(faults.length > 0 ? faults : [proved(names.partition, names.place)]),
    ...(idle.length > 0 ? idle : [proved(names.reachable, names.place)]),
  ];
}

function gap(part: DomainPart, bins: Bins, on: Expression, reach: Reach, names: BandNames): Proof | undefined {
  const answer = ask(part, bins, on, reach);
  if (answer.verdict === 'never') return undefined;
  if (answer.verdict === 'open') return undecided(names.partition, names.place, names.title, answer.why);
  const slots = { title: names.title, region: partText(part, on.type) };
  return refuted(names.partition, provedProblem('band-gap', names.place, slots, { witness: answer.request }));
}

function overlap(
  { part, first, second }: { readonly part: DomainPart; readonly first: number; readonly second: number },
  bins: Bins,
  on: Expression,
  reach: Reach,
  names: BandNames,
): Proof | undefined {
  const answer = ask(part, bins, on, reach);
  if (answer.verdict === 'never') return undefined;
  const at = names.places[second] ?? names.place;
  if (answer.verdict === 'open') return undecided(names.partition, at, names.title, answer.why);
  const slots = {
    title: names.title,
    region: partText(part, on.type),
    first: names.names[first] ?? '',
    second: names.names[second] ?? '',
  };
  return refuted(names.partition, provedProblem('band-overlap', at, slots, { witness: answer.request }));
}

function ask(part: DomainPart, bins: Bins, on: Expression, reach: Reach): Answer {
  if (part.kind === 'range') return reach.range(part.low, part.high);
  return part.kind === 'missing' ? reach.missing() : reach.holds(isPart(on, part, bins));
}

/** Whether some value is taken by a band: *otherwise* takes what no other band holds, one that overlaps what no earlier one does. */
function reached(band: number, isOverlapping: boolean, bins: Bins, on: Expression, reach: Reach): Answer {
  const test = bins.bins[band]?.test;
  if (test === undefined) return { verdict: 'never' };
  if (test.kind === 'missing') return reach.missing();
  if (test.kind === 'range' && 'minimum' in on.type && !isOverlapping)
    return reach.range(test.range.low ?? on.type.minimum, test.range.high ?? on.type.maximum);
  const others = test.kind === 'otherwise' ? bins.bins : isOverlapping ? bins.bins.slice(0, band) : [];
  const apart = others.flatMap(({ test: other }) => testOf(on, other) ?? []).map((other) => not(other));
  const own = testOf(on, test);
  return reach.holds(and([...apart, ...(own === undefined ? [] : [own])]));
}
