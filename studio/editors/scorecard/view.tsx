import type { Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { FactName } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import { BandRuler } from './band-ruler.tsx';
import { BinRuler, BinTable, type Characteristic, type AxisRange } from './bins.tsx';

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

function CharacteristicView({
  one,
  titles,
  range,
}: {
  readonly one: Characteristic;
  readonly titles: ViewProps['titles'];
  readonly range: AxisRange;
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
        <BinRuler one={one} label={title} titles={titles} range={range} />
      ) : (
        <BinTable one={one} label={title} titles={titles} range={range} />
      )}
    </article>
  );
}
