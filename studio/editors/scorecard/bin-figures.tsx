import type { Bin } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { boundariesOf, type Interval, intervalsOf, plainText } from '../intervals/cuts.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { CountCells, CountHeads } from '../intervals/population/count-cells.tsx';
import { type BinProps, shade, type WithMoves } from './bin-props.ts';
import { moveBoundary, removeBin, setScore, splitBin } from './edits.ts';

/** The same bins as figures: where each begins, its points, and how many customers stand in it. */
export function BinFigures({
  one,
  at,
  label,
  titles,
  range,
  moves: { population, told },
  change,
}: BinProps & WithMoves) {
  const { t } = useReader();
  if (change === undefined) return null;
  const fact = one.fact ?? '';
  const intervals = intervalsOf(one.bins.map((bin) => bin.in));
  const boundaries = boundariesOf(intervals);
  const rest = one.bins.flatMap((bin, index) => (bin.in === undefined ? [{ bin, index }] : []));
  const rows = [
    ...intervals.map((interval, i) => ({ index: interval.index, boundary: boundaries[i - 1], turn: i - 1 })),
    ...rest.map(({ index }) => ({ index, boundary: undefined, turn: -1 })),
  ];
  return (
    <details className="bin-figures">
      <summary>{t('edit.figures')}</summary>
      <Scroll label={label}>
        <table className="ledger bins" aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{t('view.bin')}</th>
              <th scope="col" className="figure">
                {t('view.from')}
              </th>
              <th scope="col" className="figure">
                {t('view.points')}
              </th>
              <CountHeads population={population} />
              <th scope="col">
                <span className="visually-hidden">{t('edit.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ index, boundary, turn }) => {
              const bin = one.bins[index];
              if (bin === undefined) return null;
              const said =
                bin.in === undefined
                  ? t(bin.missing === true ? 'view.unknown' : 'view.others')
                  : titles.interval(fact, bin.in);
              const high = boundary?.above.high ?? null;
              return (
                <tr key={index}>
                  <th scope="row">{said}</th>
                  <td className="figure">
                    {boundary?.kind === 'cut' ? (
                      <FigureField
                        value={boundary.at}
                        label={t('ruler.from', { title: said })}
                        unit={titles.unit(fact)}
                        pointer={`/characteristics/${at}/bins/${index}/in`}
                        low={boundary.below.low}
                        high={high}
                        change={(to, gesture) =>
                          change((before) => moveBoundary(before, `/characteristics/${at}/bins`, turn, to), gesture)
                        }
                      />
                    ) : null}
                  </td>
                  <td className="figure">
                    <i className="swatch" style={{ background: shade(bin, range) }} />
                    <FigureField
                      value={String(bin.score)}
                      label={t('edit.pointsOf', { title: said })}
                      pointer={`/characteristics/${at}/bins/${index}/score`}
                      change={(to, gesture) => change((before) => setScore(before, at, index, to), gesture)}
                    />
                  </td>
                  <CountCells
                    population={population}
                    standing={bin.in === undefined ? told?.others.get(index) : told?.standings[turn + 1]}
                  />
                  <td>
                    <BinActions bin={bin} title={said} at={at} index={index} count={intervals.length} change={change} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

/** Divides a bin in its middle, or takes it out. */
function BinActions({
  bin,
  title,
  at,
  index,
  count,
  change,
}: {
  readonly bin: Bin;
  readonly title: string;
  readonly at: number;
  readonly index: number;
  readonly count: number;
  readonly change: NonNullable<BinProps['change']>;
}) {
  const { t } = useReader();
  const interval = bin.in === undefined ? undefined : intervalsOf([bin.in])[0];
  const middle = interval === undefined ? undefined : middleOf(interval);
  return (
    <span className="ways">
      {middle === undefined ? null : (
        <button
          type="button"
          className="quiet"
          aria-label={t('edit.splitOne', { title, at: middle })}
          onClick={() => change((before) => splitBin(before, at, index, middle))}
        >
          {t('edit.split')}
        </button>
      )}
      {interval === undefined || count < 2 ? null : (
        <button
          type="button"
          className="quiet"
          aria-label={t('edit.removeOne', { title })}
          onClick={() => change((before) => removeBin(before, at, index))}
        >
          {t('edit.remove')}
        </button>
      )}
    </span>
  );
}

/** A figure within an interval: its middle, rounded as far as it stays inside; beyond its only end, the double. */
function middleOf({ low, high }: Interval): string | undefined {
  if (low === null && high === null) return '0';
  const [from, to] = [
    low === null ? Number(high) - Math.abs(Number(high) || 10) : Number(low),
    high === null ? Number(low) + Math.abs(Number(low) || 10) : Number(high),
  ];
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  const middle = (from + to) / 2;
  for (const decimals of [0, 1, 2, 4, 8]) {
    const text = plainText(middle, decimals);
    if (Number(text) > from && Number(text) < to) return text;
  }
  return undefined;
}
