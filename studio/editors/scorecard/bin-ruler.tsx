import { type Bin, isObject, type Json } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { CutRuler, type RulerPart } from '../intervals/cut-ruler.tsx';
import { cutsIn, intervalsOf } from '../intervals/cuts.ts';
import { behindRuler } from '../intervals/population/behind-ruler.tsx';
import type { ViewProps } from '../view.ts';
import { type BinProps, shade, type WithMoves } from './bin-props.ts';
import { mendBoundary, moveBoundary } from './edits.ts';

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
}: BinProps & WithMoves & { readonly published: ViewProps['published'] }) {
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

/** The bins in force of the characteristic of a name. */
function publishedBins(published: ViewProps['published'], name: string): Json | undefined {
  const all = published['characteristics'];
  const own = Array.isArray(all) ? all.find((one: Json) => isObject(one) && one['name'] === name) : undefined;
  return isObject(own) ? own['bins'] : undefined;
}
