import type { Bin, Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { tone } from '../../ui/tone.ts';
import { byLow, readInterval } from '../interval.ts';
import { ConditionView } from '../parts/condition-view.tsx';
import { FactName } from '../parts/definition-link.tsx';
import { Ruler, type Segment } from '../parts/ruler.tsx';
import type { ViewProps } from '../view.ts';

type Characteristic = Scorecard['characteristics'][number];

/** A scorecard: the bands of its score on a ruler, then every characteristic with its bins and points. */
export function ScorecardView({ document, titles }: ViewProps<Scorecard>) {
  const { t, number } = useReader();
  const { bands, characteristics, combine, initial } = document;
  const scores = characteristics.flatMap(({ bins }) => bins.map(({ score }) => Number(score)));
  const range = [Math.min(...scores), Math.max(...scores)] as const;
  return (
    <>
      {bands === undefined ? null : (
        <section>
          <h2>{t('view.bands')}</h2>
          <BandRuler bands={bands} label={t('view.bands')} />
        </section>
      )}
      <section>
        <h2>{t('view.characteristics')}</h2>
        <p className="fine">
          {t(`view.combine.${combine}`)}{' '}
          {initial === undefined || Number(initial) === 0 ? null : t('view.initial', { n: number(initial) })}
        </p>
        <div className="characteristics">
          {characteristics.map((one) => (
            <CharacteristicView key={one.name} one={one} titles={titles} range={range} />
          ))}
        </div>
      </section>
    </>
  );
}

/** Bands of a score on a ruler. */
export function BandRuler({
  bands,
  label,
}: {
  readonly bands: NonNullable<Scorecard['bands']>;
  readonly label: string;
}) {
  const { say, number } = useReader();
  const read = bands
    .flatMap((band) => {
      const interval = readInterval(band.in);
      return interval === undefined ? [] : [{ band, interval }];
    })
    .sort((a, b) => byLow(a.interval, b.interval));
  const segments = read.map(
    ({ band, interval }, i): Segment => ({
      key: band.name,
      label: say(band.title ?? band.name),
      from: interval.low === null ? null : number(interval.low),
      to: interval.high === null ? null : number(interval.high),
      colour: tone(i, read.length),
    }),
  );
  return <Ruler label={label} segments={segments} />;
}

type Range = readonly [number, number];

function CharacteristicView({
  one,
  titles,
  range,
}: {
  readonly one: Characteristic;
  readonly titles: ViewProps['titles'];
  readonly range: Range;
}) {
  const { t, say, percent, number } = useReader();
  const title = one.title === undefined ? (one.fact === undefined ? one.name : titles.fact(one.fact)) : say(one.title);
  const onRuler = one.bins.length > 0 && one.bins.every((bin) => bin.in !== undefined || bin.missing === true);
  const weight = Number(one.weight);
  const unit = one.fact === undefined ? '' : titles.unit(one.fact);
  return (
    <article className="characteristic">
      <h3>
        {one.fact?.includes('/') === true && one.title === undefined ? (
          <FactName fact={one.fact} titles={titles} />
        ) : (
          title
        )}
        {unit === '' ? null : <span className="unit">{unit}</span>}
        {one.weight === undefined ? null : (
          <span className="weight">
            {t('view.weightOf', { n: weight <= 1 ? percent(weight, 0) : number(one.weight) })}
          </span>
        )}
      </h3>
      {onRuler ? (
        <BinRuler one={one} label={title} range={range} />
      ) : (
        <BinTable one={one} label={title} titles={titles} range={range} />
      )}
    </article>
  );
}

function BinRuler({
  one,
  label,
  range,
}: {
  readonly one: Characteristic;
  readonly label: string;
  readonly range: Range;
}) {
  const { t, number } = useReader();
  const read = one.bins
    .flatMap((bin) => {
      const interval = bin.in === undefined ? undefined : readInterval(bin.in);
      return interval === undefined ? [] : [{ bin, interval }];
    })
    .sort((a, b) => byLow(a.interval, b.interval));
  const segments = read.map(
    ({ bin, interval }, i): Segment => ({
      key: String(i),
      label: <b>{number(bin.score)}</b>,
      from: interval.low === null ? null : number(interval.low),
      to: interval.high === null ? null : number(interval.high),
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

function BinTable({
  one,
  label,
  titles,
  range,
}: {
  readonly one: Characteristic;
  readonly label: string;
  readonly titles: ViewProps['titles'];
  readonly range: Range;
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
function shade({ score }: Bin, [least, most]: Range): string {
  return tone(most === least ? 0 : Math.round(((Number(score) - least) / (most - least)) * 20), 21);
}
