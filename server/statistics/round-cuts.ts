/** So many customers have a figure, and to so many of them it happened. `at` in whole units of the figure's scale. */
export interface FigureCounts {
  readonly at: number;
  readonly count: number;
  readonly events: number;
}

/**
 * Where a list of figures may be cut: about as many places as asked for, so that between two of them lie about equally many customers,
 * each as round as it can be without leaving its quarter. A cut is a whole number of units: what lies at it belongs to the part above.
 * `figures` rise, each once.
 */
export function roundCuts(figures: readonly FigureCounts[], places: number): readonly number[] {
  const all = figures.reduce((sum, { count }) => sum + count, 0);
  const cuts: number[] = [];
  let [below, next] = [0, 0];
  // The figure of the customer of a rank, from 0.
  const figureAt = (rank: number): number => {
    while (next < figures.length - 1 && below + (figures[next]?.count ?? 0) <= rank) {
      below += figures[next]?.count ?? 0;
      next += 1;
    }
    return figures[next]?.at ?? 0;
  };
  for (let i = 1; i < places; i++) {
    const low = figureAt(Math.floor((all * (i - 0.25)) / places));
    const high = figureAt(Math.floor((all * (i + 0.25)) / places));
    const cut = low === high ? low : roundest(low + 1, high);
    const before = cuts.at(-1) ?? Number.NEGATIVE_INFINITY;
    // Between two cuts lies somebody.
    if (figures.some(({ at }) => at >= before && at < cut)) cuts.push(cut);
  }
  return cuts;
}

/** The whole number between two, both included, that ends in the most zeros; of equally round ones a multiple of five, then the least. */
export function roundest(low: number, high: number): number {
  for (let power = 15; power >= 0; power--)
    for (const step of [10 ** power, 5 * 10 ** (power - 1)]) {
      if (step < 1) continue;
      const found = Math.ceil(low / step) * step;
      // −0 is no other figure.
      if (found <= high) return found + 0;
    }
  return low;
}
