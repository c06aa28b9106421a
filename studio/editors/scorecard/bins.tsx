import { type Bin, isObject, type Json, type Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { tone } from '../../ui/tone.ts';
import { CutRuler, type RulerPart } from '../intervals/cut-ruler.tsx';
import { boundariesOf, cutsIn, type Interval, intervalsOf, plainText } from '../intervals/cuts.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { behindRuler } from '../intervals/population/behind-ruler.tsx';
import { CountCells, CountHeads } from '../intervals/population/count-cells.tsx';
import type { BinMoves } from '../intervals/population/use-bin-moves.ts';
import { ConditionView } from '../parts/condition-view.tsx';
import type { ViewProps } from '../view.ts';
import { mendBoundary, moveBoundary, removeBin, setScore, splitBin } from './edits.ts';

export type Characteristic = Scorecard['characteristics'][number];
/** The least and the most points of any bin of the scorecard: they set the shades. */
export type AxisRange = readonly [number, number];

interface Props {
  readonly one: Characteristic;
  /** The characteristic's place in the document. */
  readonly at: number;
  readonly label: string;
  readonly titles: ViewProps['titles'];
  readonly range: AxisRange;
  readonly change?: ViewProps<Scorecard>['change'];
}

/** What is known of the customers of its bins. */
interface WithMoves {
  readonly moves: BinMoves;
}

/** Bins that are intervals, on a ruler; whole figures or decimals as the field has them. */
export function BinRuler({
  one,
  at,
  label,
  titles,
  range,
  published,
  moves: { population, told },
  change,
}: Props & WithMoves & { readonly published: ViewProps['published'] }) {
  const reader = useReader();
  const { t, number } = reader;
  const intervals = intervalsOf(one.bins.map((bin) => bin.in));
  const title = (bin: Bin) => titles.interval(one.fact ?? '', bin.in ?? '');
  const parts = intervals.flatMap((interval): RulerPart[] => {
    const bin = one.bins[interval.index];
    if (bin === undefined) return [];
    return [{ interval, title: title(bin), label: <b>{number(bin.score)}</b>, colour: shade(bin, range) }];
  });
  const missing = one.bins.find((bin) => bin.missing === true);
  const list = `/characteristics/${at}/bins` as const;
  const decimals = Math.max(
    0,
    ...intervals.flatMap(({ low, high }) => [low, high].map((end) => (end?.split('.')[1] ?? '').length)),
  );
  return (
    <div className="ruler-line">
      <CutRuler
        label={label}
        parts={parts}
        decimals={decimals}
        figure={(text) => titles.figure(one.fact ?? '', text)}
        published={cutsIn(publishedBins(published, one.name))}
        pointerOf={(index) => `${list}/${index}/in`}
        {...behindRuler(population, parts, told, reader)}
        change={
          change && {
            move: (i, to, gesture) => change((before) => moveBoundary(before, list, i, to), gesture),
            mend: (i) => change((before) => mendBoundary(before, list, i)),
          }
        }
      />
      {missing === undefined ? null : (
        <div className="aside">
          <span className="step">
            <b>{number(missing.score)}</b>
          </span>
          <i className="hatched" />
          <span className="cut">{t('view.unknown')}</span>
        </div>
      )}
    </div>
  );
}

/** The same bins as figures: where each begins, its points, and how many customers stand in it. */
export function BinFigures({ one, at, label, titles, range, moves: { population, told }, change }: Props & WithMoves) {
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
  readonly change: NonNullable<Props['change']>;
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

/** Bins of any form, in a table. */
export function BinTable({ one, at, label, titles, range, change }: Props) {
  const { t, number, say } = useReader();
  const fact = one.fact ?? '';
  const said = (bin: Bin) => {
    if (bin.in !== undefined) return titles.interval(fact, bin.in);
    if (bin.values !== undefined) return titles.value(fact, bin.values);
    if (bin.when !== undefined) return <ConditionView condition={bin.when} titles={titles} />;
    return t(bin.missing === true ? 'view.unknown' : 'view.others');
  };
  /** What a bin is called where only text can say it. */
  const textOf = (bin: Bin, i: number) => {
    const text = bin.title === undefined ? said(bin) : say(bin.title);
    return typeof text === 'string' ? text : `${label} ${number(i + 1)}`;
  };
  return (
    <table className="ledger bins" aria-label={label}>
      <tbody>
        {one.bins.map((bin, i) => (
          <tr key={i}>
            <th scope="row">{bin.title === undefined ? said(bin) : say(bin.title)}</th>
            <td className="figure">
              <i className="swatch" style={{ background: shade(bin, range) }} />
              {change === undefined ? (
                number(bin.score)
              ) : (
                <FigureField
                  value={String(bin.score)}
                  label={t('edit.pointsOf', { title: textOf(bin, i) })}
                  pointer={`/characteristics/${at}/bins/${i}/score`}
                  change={(to, gesture) => change((before) => setScore(before, at, i, to), gesture)}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The more points, the darker. */
function shade({ score }: Bin, [least, most]: AxisRange): string {
  return tone(most === least ? 0 : Math.round(((Number(score) - least) / (most - least)) * 20), 21);
}

/** The bins in force of the characteristic of a name. */
function publishedBins(published: ViewProps['published'], name: string): Json | undefined {
  const all = published['characteristics'];
  const own = Array.isArray(all) ? all.find((one: Json) => isObject(one) && one['name'] === name) : undefined;
  return isObject(own) ? own['bins'] : undefined;
}
