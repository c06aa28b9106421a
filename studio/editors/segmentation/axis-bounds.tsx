import type { Axis, Segmentation } from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { boundariesOf, intervalsOf } from '../intervals/cuts.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import type { Change } from '../view.ts';
import { mendBoundary, moveBoundary } from './edits.ts';

/** Where the bands of an axis begin, as figures; nothing where none of them are intervals. */
export function AxisBounds({
  axis,
  list,
  title,
  titles,
  change,
}: {
  readonly axis: Axis;
  readonly list: '/rows/bands' | '/columns/bands';
  readonly title: string;
  readonly titles: Titles;
  readonly change: Change<Segmentation>;
}) {
  const reader = useReader();
  const { t, say, number } = reader;
  const intervals = intervalsOf(axis.bands.map((band) => band.in));
  const boundaries = boundariesOf(intervals);
  if (boundaries.length === 0) return null;
  return (
    <table className="ledger" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" className="figure">
            {t('view.from')}
          </th>
        </tr>
      </thead>
      <tbody>
        {intervals.map(({ index, low }, i) => {
          const band = axis.bands[index];
          const boundary = boundaries[i - 1];
          if (band === undefined) return null;
          const said = say(band.title ?? band.name);
          return (
            <tr key={band.name}>
              <th scope="row">
                {said} <span className="bounds">{boundsOf(band, axis, reader, titles)}</span>
              </th>
              <td className="figure">
                {boundary === undefined ? (
                  number(low ?? '−∞')
                ) : boundary.kind === 'cut' ? (
                  <FigureField
                    value={boundary.at}
                    label={t('ruler.from', { title: said })}
                    unit={titles.unit(axis.of)}
                    pointer={`${list}/${String(index)}/in`}
                    low={boundary.below.low}
                    high={boundary.above.high}
                    change={(at, gesture) => change((before) => moveBoundary(before, list, i - 1, at), gesture)}
                  />
                ) : (
                  <button
                    type="button"
                    className="quiet"
                    onClick={() => change((before) => mendBoundary(before, list, i - 1))}
                  >
                    {t('ruler.mend', { at: number(boundary.at) })}
                  </button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What a band of an axis holds, in words. */
export function boundsOf(band: Axis['bands'][number], axis: Axis, reader: Reader, titles: Titles): string {
  if (band.in !== undefined) return titles.interval(axis.of, band.in);
  if (band.values !== undefined) return titles.value(axis.of, band.values);
  return reader.t(band.missing === true ? 'view.unknown' : 'view.others');
}
