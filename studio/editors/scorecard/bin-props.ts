import type { Bin, Scorecard } from '../../../definitions/index.ts';
import { tone } from '../../ui/tone.ts';
import type { BinMoves } from '../intervals/population/use-bin-moves.ts';
import type { ViewProps } from '../view.ts';

export type Characteristic = Scorecard['characteristics'][number];
/** The least and the most points of any bin of the scorecard: they set the shades. */
export type AxisRange = readonly [number, number];

/** What every drawing of a characteristic's bins is given. */
export interface BinProps {
  readonly one: Characteristic;
  /** The characteristic's place in the document. */
  readonly at: number;
  readonly label: string;
  readonly titles: ViewProps['titles'];
  readonly range: AxisRange;
  readonly change?: ViewProps<Scorecard>['change'];
}

/** What is known of the customers of its bins. */
export interface WithMoves {
  readonly moves: BinMoves;
}

/** The more points, the darker. */
export function shade({ score }: Bin, [least, most]: AxisRange): string {
  return tone(most === least ? 0 : Math.round(((Number(score) - least) / (most - least)) * 20), 21);
}
