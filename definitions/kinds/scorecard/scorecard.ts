import type { Text } from '../../model/text.ts';
import type { WrittenBin } from '../../expression/bins/read-test.ts';
import type { Computed } from '../../model/entity.ts';
import type { Document } from '../../model/document.ts';
import type { Figure } from '../../model/document.ts';

/** A scorecard: characteristics turn facts into points by bins; the points combine into a score, the score falls into a band. */
export interface Scorecard extends Document {
  readonly kind: 'scorecard';
  readonly entity: string;
  /** Of the score: it is rounded once, half-up, and bands and other definitions read that figure. */
  readonly decimals: number;
  readonly combine: 'sum' | 'weighted-mean';
  /** Added to the sum, or to the mean. */
  readonly initial?: Figure;
  readonly direction?: 'high-is-good' | 'high-is-bad';
  readonly characteristics: readonly Characteristic[];
  /** The sentence of each reason code. */
  readonly reasons?: Readonly<Record<string, Text>>;
  readonly reasonOrder?: 'none' | ReasonOrder;
  readonly bands?: readonly Band[];
}

/** What a characteristic is measured against, and on which side of it points are lost. */
export interface ReasonOrder {
  /** The best bin where it is not said. */
  readonly against?: 'best' | 'baseline';
  /** The side the direction calls bad where it is not said; without a direction below. */
  readonly loss?: 'below' | 'above';
}

export interface Characteristic {
  readonly name: string;
  readonly title?: Text;
  readonly description?: Text;
  /** A field, a derived field, or a result (`scorecard/credit#score`). */
  readonly fact?: string;
  /** … or a computed value. */
  readonly formula?: Computed;
  readonly weight?: Figure;
  readonly baseline?: Figure;
  readonly reason?: string;
  readonly bins: readonly Bin[];
}

export interface Bin extends WrittenBin {
  readonly title?: Text;
  readonly score: Figure;
  readonly reason?: string;
}

export interface Band {
  readonly name: string;
  readonly title?: Text;
  readonly in: string;
}
