import { power10, scaleNumber, scaleText } from '../model/decimal.ts';
import { INTERMEDIATE_DECIMALS } from '../model/type.ts';
import type { Figure } from '../model/document.ts';

/** A stated figure, exact: `scaled` in units of 10^-decimals, with no more decimals than were written. */
export interface Exact {
  readonly scaled: bigint;
  readonly decimals: number;
}

/** A stated figure read exactly; undefined where it has more than 12 decimals or more digits than JSON carries. */
export function exact(figure: Figure): Exact | undefined {
  for (let decimals = 0; decimals <= INTERMEDIATE_DECIMALS; decimals++) {
    const scaled = typeof figure === 'number' ? scaleNumber(figure, decimals) : scaleText(figure, decimals);
    if (scaled !== undefined) return { scaled, decimals };
  }
  return undefined;
}

/** A figure that `check` has read before: unreadable ones count as 0, so that the other problems of a document are still found. */
export function exactly(figure: Figure): Exact {
  return exact(figure) ?? { scaled: 0n, decimals: 0 };
}

/** The most decimals among figures (0 for none). */
export function finest(figures: readonly Exact[]): number {
  return figures.reduce((most, { decimals }) => Math.max(most, decimals), 0);
}

/** A figure in units of 10^-decimals; `decimals` is not less than the figure's own. */
export function scaledTo({ scaled, decimals: own }: Exact, decimals: number): bigint {
  return scaled * power10(decimals - own);
}
