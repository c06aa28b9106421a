import { useMemo } from 'react';
import { countBelow, type Scale } from '../scale.ts';

const BARS = 60;

/** Bars of the population on the ruler's scale: what lies beyond its ends stands in the outermost. `figures` rise. */
export function Histogram({
  figures,
  scale,
  colourOf,
}: {
  readonly figures: ArrayLike<number>;
  readonly scale: Scale;
  readonly colourOf: (figure: number) => string;
}) {
  const counts = useMemo(() => barsOf(figures, scale), [figures, scale]);
  const most = Math.max(1, ...counts);
  return (
    <svg className="population-bars" viewBox={`0 0 ${BARS} 100`} preserveAspectRatio="none" aria-hidden="true">
      {counts.map((count, i) => {
        // A few of many are seen, too.
        const height = count === 0 ? 0 : Math.max(2, (count / most) * 100);
        const middle = scale.figure((i + 0.5) / BARS);
        return (
          <rect key={i} x={i + 0.08} width={0.84} y={100 - height} height={height} style={{ fill: colourOf(middle) }} />
        );
      })}
    </svg>
  );
}

/** How many figures fall on each of equal lengths of the scale. */
export function barsOf(figures: ArrayLike<number>, scale: Scale, bars = BARS): readonly number[] {
  const ends = Array.from({ length: bars + 1 }, (_, i) =>
    i === 0 ? 0 : i === bars ? figures.length : countBelow(figures, scale.figure(i / bars), false),
  );
  return ends.slice(1).map((end, i) => Math.max(0, end - (ends[i] ?? 0)));
}
