import { useState } from 'react';
import { readFigure } from '../../../texts/figure.ts';
import { useReader } from '../../../texts/reader.ts';
import { boundariesOf, type Interval, plainText } from '../cuts.ts';
import { type Rank, type Told, weightOf } from './moves.ts';
import type { Counted } from './protocol.ts';
import { solveCut } from './sorted-figures.ts';
import type { Fallen } from './moves.ts';
import type { Population } from './use-population.ts';

/** What a class is to be brought to, and the cut that does it. */
export interface Solved {
  /** The turn of the boundary that moves, from the lowest. */
  readonly turn: number;
  readonly at: string;
}

interface Asked {
  readonly fallen: Fallen;
  readonly intervals: readonly Interval[];
  readonly standings: Told['standings'];
  /** Which class, from the lowest. */
  readonly place: number;
  /** 0 … 1 of the whole population. */
  readonly share: number;
}

/**
 * The cut below a class (of the lowest: the one above it) that brings its share nearest to what is asked. Those who are in it whatever
 * the cut, as by an exception, are counted with it. Undefined where no cut can be moved.
 */
export function solved({ fallen, intervals, standings, place, share }: Asked): Solved | undefined {
  const side = place === 0 ? 'below' : 'above';
  const turn = place === 0 ? 0 : place - 1;
  const boundary = boundariesOf(intervals)[turn];
  const interval = intervals[place];
  if (boundary?.kind !== 'cut' || interval === undefined) return undefined;
  const { told, now, inForce } = fallen;
  const weight = weightOf(told) || 1;
  const fixed = (standings[place]?.count ?? 0) / weight - placed(now, place);
  const found = solveCut(
    { byGroup: [], all: inForce.figures, decimals: inForce.decimals },
    {
      side,
      interval,
      count: share * told.sampled - fixed,
      room: { low: boundary.below.low, high: boundary.above.high },
    },
  );
  return found === undefined
    ? undefined
    : { turn, at: plainText(Number(`${found.at}e-${inForce.decimals}`), inForce.decimals) };
}

/** How many of the sample intervals put there. */
const placed = ({ matrix }: Counted, place: number): number => matrix.reduce((sum, row) => sum + (row[place] ?? 0), 0);

/** "Set so that Gold is 2 %": a class and a share are named, the cut is found, and the share that it really gives is said. */
export function Goal({
  population,
  intervals,
  ranks,
  standings,
  move,
}: {
  readonly population: Population;
  readonly intervals: readonly Interval[];
  readonly ranks: readonly Rank[];
  readonly standings: Told['standings'] | undefined;
  readonly move: (turn: number, at: string, gesture: string) => void;
}) {
  const reader = useReader();
  const { t, number, percent } = reader;
  const [place, choose] = useState(ranks.length - 1);
  const [written, write] = useState('');
  const [done, finish] = useState<{ readonly place: number; readonly isFound: boolean } | null>(null);
  const [count, tally] = useState(0);
  const { fallen, isOld, isCounting } = population;
  if (population.kind === 'none' || population.kind === 'withheld' || ranks.length < 2) return null;
  const asked = readFigure(written);
  const isShare = asked !== undefined && Number(asked) >= 0 && Number(asked) <= 100;
  const set = () => {
    if (fallen === undefined || isCounting || standings === undefined) return;
    const found = isShare ? solved({ fallen, intervals, standings, place, share: Number(asked) / 100 }) : undefined;
    finish({ place, isFound: found !== undefined });
    tally(count + 1);
    if (found !== undefined) move(found.turn, found.at, `goal ${count}`);
  };
  const standing = done === null ? undefined : standings?.[done.place];
  return (
    <form
      className="goal"
      onSubmit={(event) => {
        event.preventDefault();
        set();
      }}
    >
      <label>
        {t('goal.class')}{' '}
        <select value={place} onChange={({ target }) => choose(Number(target.value))}>
          {ranks.map(({ name, title }, i) => (
            <option key={name} value={i}>
              {title}
            </option>
          ))}
        </select>
      </label>{' '}
      <label>
        {t('goal.is')}{' '}
        <input
          className="goal-share"
          inputMode="decimal"
          value={written}
          aria-invalid={written !== '' && !isShare}
          onChange={({ target }) => write(target.value)}
        />
      </label>{' '}
      % <button disabled={!isShare || isOld || isCounting || fallen === undefined}>{t('goal.set')}</button>{' '}
      <span role="status">
        {done === null || standing === undefined
          ? null
          : done.isFound
            ? t('goal.done', {
                title: ranks[done.place]?.title ?? '',
                n: number(standing.count),
                share: percent(standing.count / (fallen?.told.customers || 1), 2),
              })
            : t('goal.none')}
      </span>
    </form>
  );
}
