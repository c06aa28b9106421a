import type { Text } from '../../model/text.ts';

import type { Document } from '../../model/document.ts';
import type { Condition, Figure, Scalar } from '../../model/document.ts';

/** A segmentation: every subject gets one class (or, by `mode: "all"`, all that fit). Read it by its `method`. */
export type Segmentation = CompositeSegmentation | CriteriaSegmentation | MatrixSegmentation | ShareSegmentation;

interface SegmentationHead extends Document {
  readonly kind: 'segmentation';
  readonly entity: string;
  /** The bank's official tier; at most one in a library. */
  readonly primary?: boolean;
  /** The figure of a subject that is at stake where its class changes, such as its assets. */
  readonly atStake?: string;
  /** Others get null with the reason `not-applicable`. */
  readonly appliesTo?: Condition;
  /** Tried in order; the first that holds decides, whatever the method says. */
  readonly exceptions?: readonly Exception[];
  readonly stability?: Stability;
  readonly overridable?: readonly Overridable[];
}

/** A weighted mean of scores, cut into classes. */
export interface CompositeSegmentation extends SegmentationHead {
  readonly method: 'composite';
  readonly decimals: number;
  readonly scores: readonly Score[];
  readonly classes: readonly (Class & { readonly in: string })[];
}

/** Classes with conditions: the first that holds, or all. */
export interface CriteriaSegmentation extends SegmentationHead {
  readonly method: 'criteria';
  readonly mode?: 'first' | 'all';
  /** Only the class that `otherwise` names may lack a condition. */
  readonly classes: readonly (Class & { readonly when?: Condition })[];
  /** Where no class holds: one of the classes by name, or a class of its own, which may be a name alone. */
  readonly otherwise?: string | Class;
}

/** Two axes cut into bands, and a class for every pair. */
export interface MatrixSegmentation extends SegmentationHead {
  readonly method: 'matrix';
  readonly rows: Axis;
  readonly columns: Axis;
  readonly cells: Readonly<Record<string, Readonly<Record<string, MatrixCell>>>>;
  /** The classes the cells name, where they have an order, a colour or a treatment; absent: as the cells name them. */
  readonly classes?: readonly Class[];
}

/** Classes by population share, from the highest figure down: `"(0, 1]"` is the top 1%. */
export interface ShareSegmentation extends SegmentationHead {
  readonly method: 'share';
  readonly of: string;
  readonly classes: readonly (Class & { readonly share: string })[];
}

export interface Class {
  readonly name: string;
  readonly title?: Text;
  readonly description?: Text;
  /** Low to high, for classes that have no bounds to order them. */
  readonly order?: number;
  readonly colour?: string;
  readonly treatment?: Text;
}

export interface Score {
  /** A result such as `scorecard/credit#score`, or a field. */
  readonly of: string;
  readonly weight: Figure;
  /** `refuse` where it does not say. */
  readonly ifMissing?: 'reweigh' | 'refuse' | number;
}

export interface Axis {
  readonly of: string;
  readonly title?: Text;
  readonly bands: readonly AxisBand[];
}

export interface AxisBand {
  readonly name: string;
  readonly title?: Text;
  readonly in?: string;
  readonly values?: readonly Scalar[];
  readonly missing?: true;
  readonly otherwise?: true;
}

export interface MatrixCell {
  readonly class: string;
  readonly title?: Text;
  readonly colour?: string;
  readonly treatment?: Text;
}

export interface Exception {
  readonly when: Condition;
  readonly class: string;
  readonly reason: string;
  /** The reason's sentence; absent: the title of the criteria that `when` names, else the code. */
  readonly title?: Text;
}

export interface Stability {
  readonly up?: Move;
  readonly down?: Move & { readonly buffer?: Figure };
}

/** How a move in one direction waits. */
export interface Move {
  /** Runs in a row before the class moves; 1 moves at once. */
  readonly after: number;
  /** At most so many classes at a time. */
  readonly atMost?: number;
  /** Only in a run on such a day. */
  readonly at?: 'month-end' | 'quarter-end';
}

/** What a branch may vary. */
export type Overridable =
  | { readonly cut: string; readonly within: string }
  | { readonly score: string; readonly within: string };
