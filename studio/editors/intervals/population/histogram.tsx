import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { countBelow, type Scale } from '../scale.ts';

const BARS = 60;

/** What a bar of the ruler holds: those whose figure is at least `from` and less than `below`; null: it has no end there. */
export interface BarRange {
  readonly from: number | null;
  readonly below: number | null;
}

/**
 * Bars of the population on the ruler's scale: what lies beyond its ends stands in the outermost. `figures` rise. Where bars open, they
 * are one stop of the Tab key, and arrows lead from one to the next.
 */
export function Histogram({
  figures,
  scale,
  colourOf,
  bars: way,
}: {
  readonly figures: ArrayLike<number>;
  readonly scale: Scale;
  readonly colourOf: (figure: number) => string;
  readonly bars?: BarWay | undefined;
}) {
  const counts = useMemo(() => barsOf(figures, scale), [figures, scale]);
  const most = Math.max(1, ...counts);
  const ends = (i: number): BarRange => ({
    from: i === 0 ? null : scale.figure(i / BARS),
    below: i === BARS - 1 ? null : scale.figure((i + 1) / BARS),
  });
  return (
    <>
      <svg className="population-bars" viewBox={`0 0 ${BARS} 100`} preserveAspectRatio="none" aria-hidden="true">
        {counts.map((count, i) => {
          // A few of many are seen, too.
          const height = count === 0 ? 0 : Math.max(2, (count / most) * 100);
          const middle = scale.figure((i + 0.5) / BARS);
          return (
            <rect
              key={i}
              x={i + 0.08}
              width={0.84}
              y={100 - height}
              height={height}
              style={{ fill: colourOf(middle) }}
            />
          );
        })}
      </svg>
      {way === undefined ? null : <BarButtons counts={counts} ends={ends} way={way} />}
    </>
  );
}

export interface BarWay {
  readonly open: (range: BarRange) => void;
  /** What a bar says of itself. */
  readonly label: (range: BarRange, count: number) => string;
}

/** A button over each bar that holds somebody. */
function BarButtons({
  counts,
  ends,
  way,
}: {
  readonly counts: readonly number[];
  readonly ends: (i: number) => BarRange;
  readonly way: BarWay;
}) {
  const [active, activate] = useState<number | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const held = counts.flatMap((count, i) => (count > 0 ? [i] : []));
  const current = active !== null && held.includes(active) ? active : held[0];
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by === undefined ? undefined : held[held.indexOf(current ?? -1) + by];
    if (next === undefined) return;
    event.preventDefault();
    activate(next);
    row.current?.querySelector<HTMLElement>(`[data-bar="${String(next)}"]`)?.focus();
  };
  return (
    <div ref={row} className="bar-buttons" onKeyDown={move} role="presentation">
      {held.map((i) => (
        <button
          key={i}
          type="button"
          data-bar={i}
          tabIndex={i === current ? 0 : -1}
          aria-label={way.label(ends(i), counts[i] ?? 0)}
          style={{ left: `${(i / BARS) * 100}%`, width: `${100 / BARS}%` }}
          onFocus={() => activate(i)}
          onClick={() => way.open(ends(i))}
        />
      ))}
    </div>
  );
}

/** How many figures fall on each of equal lengths of the scale. */
export function barsOf(figures: ArrayLike<number>, scale: Scale, bars = BARS): readonly number[] {
  const ends = Array.from({ length: bars + 1 }, (_, i) =>
    i === 0 ? 0 : i === bars ? figures.length : countBelow(figures, scale.figure(i / bars), false),
  );
  return ends.slice(1).map((end, i) => Math.max(0, end - (ends[i] ?? 0)));
}
