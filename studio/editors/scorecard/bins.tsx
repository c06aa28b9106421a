import type { Bin, Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { tone } from '../../ui/tone.ts';
import { byLow, readInterval } from '../../texts/interval.ts';
import { ConditionView } from '../parts/condition-view.tsx';
import { Ruler, type RulerSegment } from '../parts/ruler.tsx';
import type { ViewProps } from '../view.ts';

export type Characteristic = Scorecard['characteristics'][number];
/** The least and the most points of any bin of the scorecard: they set the shades. */
export type AxisRange = readonly [number, number];

/** Bins that are intervals, on a ruler. */
export function BinRuler({
  one,
  label,
  titles,
  range,
}: {
  readonly one: Characteristic;
  readonly label: string;
  readonly titles: ViewProps['titles'];
  readonly range: AxisRange;
}) {
  const { t, number } = useReader();
  const cut = (end: string | null) => (end === null ? null : titles.figure(one.fact ?? '', end));
  const read = one.bins
    .flatMap((bin) => {
      const interval = bin.in === undefined ? undefined : readInterval(bin.in);
      return interval === undefined ? [] : [{ bin, interval }];
    })
    .sort((a, b) => byLow(a.interval, b.interval));
  const segments = read.map(
    ({ bin, interval }, i): RulerSegment => ({
      key: String(i),
      label: <b>{number(bin.score)}</b>,
      from: cut(interval.low),
      to: cut(interval.high),
      colour: shade(bin, range),
    }),
  );
  const missing = one.bins.find((bin) => bin.missing === true);
  const aside =
    missing === undefined ? null : (
      <div className="aside">
        <span className="step">
          <b>{number(missing.score)}</b>
        </span>
        <i className="hatched" />
        <span className="cut">{t('view.unknown')}</span>
      </div>
    );
  return <Ruler label={label} segments={segments} aside={aside} />;
}

/** Bins of any form, in a table. */
export function BinTable({
  one,
  label,
  titles,
  range,
}: {
  readonly one: Characteristic;
  readonly label: string;
  readonly titles: ViewProps['titles'];
  readonly range: AxisRange;
}) {
  const { t, number, say } = useReader();
  const fact = one.fact ?? '';
  const said = (bin: Bin) => {
    if (bin.in !== undefined) return titles.interval(fact, bin.in);
    if (bin.values !== undefined) return titles.value(fact, bin.values);
    if (bin.when !== undefined) return <ConditionView condition={bin.when} titles={titles} />;
    return t(bin.missing === true ? 'view.unknown' : 'view.others');
  };
  return (
    <table className="ledger bins" aria-label={label}>
      <tbody>
        {one.bins.map((bin, i) => (
          <tr key={i}>
            <th scope="row">{bin.title === undefined ? said(bin) : say(bin.title)}</th>
            <td className="figure">
              <i className="swatch" style={{ background: shade(bin, range) }} />
              {number(bin.score)}
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
