import type { operations } from '../../../api/schema.d.ts';
import type { ParsedInterval } from '../../../texts/interval.ts';

/** A sample as the server sends it. */
export type Sample = operations['sampleFigures']['responses'][200]['content']['application/json'];

/** What stays on the page of a sample; its columns are the worker's. */
export interface SampleTold {
  readonly key: string;
  readonly snapshot: string;
  readonly asOf: string;
  readonly customers: number;
  readonly sampled: number;
  readonly unread: number;
  /** The lists whose figures it has, how many customers have none, and how many each item that is no interval takes, by its pointer. */
  readonly lists: Readonly<
    Record<string, { readonly missing: number; readonly apart: Readonly<Record<string, number>> }>
  >;
  readonly withheld: readonly string[];
  /** The axes of which it tells in which band everybody stands. */
  readonly axes: readonly string[];
}

/** By what customers are told apart before a change: by their class in force, or by the intervals in force of the same figure. */
export type Before =
  | { readonly kind: 'classes' }
  | { readonly kind: 'intervals'; readonly intervals: readonly ParsedInterval[] };

/** A score of a composite that has a weight; `isLeftOut`: where it is missing the others are reweighed. */
export interface WeightedScore {
  readonly weight: string;
  readonly isLeftOut: boolean;
}

/** Which list of a sample is counted, by which intervals. */
export interface Asked {
  readonly key: string;
  readonly pointer: string;
  readonly before: Before;
  readonly intervals: readonly ParsedInterval[];
  /** What the intervals are called; they are told again with the counts, which are of these and no others. */
  readonly names: readonly string[];
  /** Where the figure is a weighted mean: its scores with their weights as they are now. */
  readonly scores: readonly WeightedScore[] | null;
  /** Whether the figures themselves are told: once for a list, not with each step of a cut. */
  readonly isWithFigures: boolean;
}

/** Says that the worker has let a sample go: it is loaded again. */
export const NOT_HELD = 'The sample is not held any more';

/** Who falls where. Everything is counted over the sample; `told.customers / told.sampled` brings it to the whole. */
export interface Counted {
  /** Those whose place the intervals decide: `[group before][interval]`; the last group is of those who had none. */
  readonly matrix: readonly (readonly number[])[];
  /** What the intervals were called that were asked for. */
  readonly names: readonly string[];
  /** How many each group has, in whichever interval or none. */
  readonly sizes: readonly number[];
  /** What the groups are called: classes by name; intervals by their position. */
  readonly groups: readonly string[];
  /** Those who are placed by an exception or not at all, whatever the intervals: by their class before and now, null: none. */
  readonly fixed: readonly { readonly from: string | null; readonly to: string | null; readonly count: number }[];
  /** The figures of those whom intervals place, rising, in whole units; empty where they were not asked for. */
  readonly figures: Float64Array;
  readonly decimals: number;
}

/** The cells of a matrix, row by row; both axes by their pointers. */
export interface AskedCells {
  readonly key: string;
  readonly rows: string;
  readonly columns: string;
  /** How many bands each axis has. */
  readonly size: readonly [rows: number, columns: number];
}

/** Who stands in which cell, over the sample. */
export interface CountedCells extends Pick<Counted, 'groups' | 'sizes' | 'fixed'> {
  /** Those whom the matrix decides: `[class in force][cell]`; the last group is of those who had none. */
  readonly matrix: readonly (readonly number[])[];
  /** All who stand in a cell, also where an exception decides. */
  readonly all: readonly number[];
}

/** What the scorer's worker answers. */
export interface ScorerCalls {
  load(of: { readonly key: string; readonly sample: Sample }): SampleTold;
  count(asked: Asked): Counted;
  cells(asked: AskedCells): CountedCells;
}

export interface ScorerQuestion<Name extends keyof ScorerCalls = keyof ScorerCalls> {
  readonly call: number;
  readonly name: Name;
  readonly argument: Parameters<ScorerCalls[Name]>[0];
}
export type ScorerAnswer =
  | { readonly call: number; readonly result: unknown }
  | { readonly call: number; readonly error: string };
