import type { Value } from '../model/type.ts';
import { either, NOTHING, range, setOf, type Span } from '../expression/spans/span.ts';

/** What a field could be instead: the values nearest first, or a whole stretch of numbers on both sides of the present one. */
export type Choices =
  | { readonly kind: 'listed'; readonly present: Span; readonly values: readonly Listed[] }
  | {
      readonly kind: 'stretch';
      readonly present: Span;
      readonly low: bigint;
      readonly high: bigint;
      /** Where the way to another value begins. */
      readonly from: bigint;
      /** Whether `from` is itself another value: the field is missing now. */
      readonly isFromFree: boolean;
      /** Where a test changes its answer: the first numbers of new cells, ascending. */
      readonly cuts: readonly bigint[];
      /** Whether the number enters a computation: between two cuts not all values are alike then. */
      readonly isComputed: boolean;
      costOf(value: bigint): number;
    };

export interface Listed {
  readonly value: Value;
  readonly cost: number;
  /** Any text that no definition names; `value` is one. */
  readonly isAnyOther?: true;
}

/** One value a field; undefined: it stays. */
export type Point = readonly (Value | undefined)[];

/** A field in a box: open (it may stay or change), staying, or changed into one of a run of listed values or of a stretch. */
type Part = 'open' | 'stays' | Run | Stretch;
interface Run {
  readonly kind: 'run';
  /** Positions among the listed values, both included. */
  readonly from: number;
  readonly to: number;
}
interface Stretch {
  readonly kind: 'stretch';
  /** The end nearest to the present value, and the farthest. */
  readonly near: bigint;
  readonly far: bigint;
}

export interface Box {
  readonly parts: readonly Part[];
  /** How many fields are changed, and what that costs at least. */
  readonly count: number;
  readonly cost: number;
  readonly depth: number;
  /** Its nearest record was looked at before. */
  readonly isTried?: true;
}

/** An undecided field stays, or becomes something else. */
export function decided(box: Box, at: number, choices: readonly Choices[]): readonly Box[] {
  const choice = choices[at];
  const stays: Box = { ...box, parts: box.parts.with(at, 'stays'), depth: box.depth + 1 };
  if (choice === undefined) return [stays];
  const changed = firstParts(choice).map(
    (part): Box => ({
      parts: box.parts.with(at, part),
      count: box.count + 1,
      cost: box.cost + costOf(part, choice),
      depth: box.depth + 1,
    }),
  );
  return [stays, ...changed];
}

function firstParts(choice: Choices): readonly Part[] {
  if (choice.kind === 'listed')
    return choice.values.length === 0 ? [] : [{ kind: 'run', from: 0, to: choice.values.length - 1 }];
  const { low, high, from, isFromFree } = choice;
  const up = isFromFree ? from : from + 1n;
  return [
    ...(up <= high ? [uniform({ kind: 'stretch', near: up, far: high }, choice)] : []),
    ...(from - 1n >= low ? [uniform({ kind: 'stretch', near: from - 1n, far: low }, choice)] : []),
  ];
}

/** Where all of a stretch is alike, its nearest number stands for it. */
function uniform(part: Stretch, choice: Extract<Choices, { kind: 'stretch' }>): Stretch {
  return choice.isComputed || cutsIn(part, choice.cuts).length > 0 ? part : { ...part, far: part.near };
}

/** The cuts that part a stretch: the first number of each further cell, on the way from the nearest end. */
function cutsIn({ near, far }: Stretch, cuts: readonly bigint[]): readonly bigint[] {
  if (far >= near) return cuts.filter((cut) => near < cut && cut <= far);
  return cuts.filter((cut) => far < cut && cut <= near).toReversed();
}

function costOf(part: Part, choice: Choices): number {
  if (part === 'open' || part === 'stays') return 0;
  if (part.kind === 'run') return choice.kind === 'listed' ? (choice.values[part.from]?.cost ?? 0) : 0;
  return choice.kind === 'stretch' ? choice.costOf(part.near) : 0;
}

/** A decided box in two, by the field whose values differ the most in cost. */
export function halves(box: Box, choices: readonly Choices[]): readonly Box[] {
  let at = -1;
  let widest = -1;
  for (const [i, part] of box.parts.entries()) {
    const choice = choices[i];
    if (choice === undefined) continue;
    const width = widthOf(part, choice);
    if (width > widest) [at, widest] = [i, width];
  }
  const [part, choice] = [box.parts[at], choices[at]];
  if (part === undefined || choice === undefined || widest < 0) return [];
  return partsOf(part, choice).map((half, i) => ({
    parts: box.parts.with(at, half),
    count: box.count,
    cost: box.cost - costOf(part, choice) + costOf(half, choice),
    depth: box.depth + 1,
    ...(i === 0 ? { isTried: true } : {}),
  }));
}

/** How far the values of a part lie apart; below zero where it is one value. */
function widthOf(part: Part, choice: Choices): number {
  if (part === 'open' || part === 'stays') return -1;
  if (part.kind === 'run') {
    const values = choice.kind === 'listed' ? choice.values : [];
    return part.from === part.to ? -1 : (values[part.to]?.cost ?? 0) - (values[part.from]?.cost ?? 0);
  }
  return choice.kind === 'stretch' && part.near !== part.far ? choice.costOf(part.far) - choice.costOf(part.near) : -1;
}

function partsOf(part: Part, choice: Choices): readonly Part[] {
  if (part === 'open' || part === 'stays') return [];
  if (part.kind === 'run')
    return [
      { ...part, to: part.from },
      { ...part, from: part.from + 1 },
    ];
  if (choice.kind !== 'stretch') return [];
  const cuts = cutsIn(part, choice.cuts);
  const isUp = part.far > part.near;
  const cut = cuts[cuts.length >> 1];
  // On the way up a cell ends before the next one's first number; on the way down it ends with its own first one.
  const last = cut === undefined ? part.near + (part.far - part.near) / 2n : isUp ? cut - 1n : cut;
  const next = isUp ? last + 1n : last - 1n;
  return [
    uniform({ kind: 'stretch', near: part.near, far: last }, choice),
    uniform({ kind: 'stretch', near: next, far: part.far }, choice),
  ];
}

export function spansOf({ parts }: Box, choices: readonly Choices[]): readonly Span[] {
  return choices.map((choice, i) => {
    const part = parts[i] ?? 'stays';
    if (part === 'stays') return choice.present;
    if (part === 'open') return either(choice.present, everyOf(choice));
    if (part.kind === 'stretch')
      return part.near < part.far ? range(part.near, part.far, false) : range(part.far, part.near, false);
    return choice.kind === 'listed'
      ? setOf(
          choice.values.slice(part.from, part.to + 1).map(({ value }) => value),
          false,
        )
      : NOTHING;
  });
}

const everyOf = (choice: Choices): Span =>
  choice.kind === 'stretch'
    ? range(choice.low, choice.high, false)
    : setOf(
        choice.values.map(({ value }) => value),
        false,
      );

/** The record of a decided box that costs the least. */
export function nearestOf({ parts }: Box, choices: readonly Choices[]): Point {
  return parts.map((part, i) => {
    if (part === 'open' || part === 'stays') return undefined;
    if (part.kind === 'stretch') return part.near;
    const choice = choices[i];
    return choice?.kind === 'listed' ? choice.values[part.from]?.value : undefined;
  });
}
