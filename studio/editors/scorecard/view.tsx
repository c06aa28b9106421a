import type { Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { readInterval } from '../../texts/interval.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { FactName } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import { BandRuler } from './band-ruler.tsx';
import { BinFigures, BinRuler, BinTable, type Characteristic, type AxisRange } from './bins.tsx';
import { setWeight } from './edits.ts';

/** A scorecard: the bands of its score on a ruler, then every characteristic with its bins and points. */
export function ScorecardView(props: ViewProps<Scorecard>) {
  const { document, titles, published, change } = props;
  const { t, number } = useReader();
  const { bands, characteristics, combine, initial } = document;
  const scores = characteristics.flatMap(({ bins }) => bins.map(({ score }) => Number(score)));
  const range = [Math.min(...scores), Math.max(...scores)] as const;
  return (
    <>
      {bands === undefined ? null : (
        <section>
          <h2>{t('view.bands')}</h2>
          <BandRuler {...props} />
        </section>
      )}
      <section>
        <h2>{t('view.characteristics')}</h2>
        <p className="fine">
          {t(`view.combine.${combine}`)}{' '}
          {initial === undefined || Number(initial) === 0 ? null : t('view.initial', { n: number(initial) })}
        </p>
        <div className="characteristics">
          {characteristics.map((one, at) => (
            <CharacteristicView
              key={one.name}
              one={one}
              at={at}
              titles={titles}
              range={range}
              published={published}
              change={change}
              isWeighted={combine !== 'sum'}
            />
          ))}
        </div>
      </section>
    </>
  );
}

function CharacteristicView({
  one,
  at,
  titles,
  range,
  published,
  change,
  isWeighted,
}: {
  readonly one: Characteristic;
  readonly at: number;
  readonly titles: ViewProps['titles'];
  readonly range: AxisRange;
  readonly published: ViewProps['published'];
  readonly change: ViewProps<Scorecard>['change'];
  readonly isWeighted: boolean;
}) {
  const { t, say, percent, number } = useReader();
  const title = one.title === undefined ? (one.fact === undefined ? one.name : titles.fact(one.fact)) : say(one.title);
  const onRuler = one.bins.length > 0 && one.bins.every((bin) => isOnScale(bin.in) || bin.missing === true);
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
            {change !== undefined && isWeighted ? (
              <>
                {t('view.weight')}{' '}
                <FigureField
                  value={String(one.weight)}
                  label={`${title}: ${t('view.weight')}`}
                  pointer={`/characteristics/${at}/weight`}
                  low="0"
                  power={-2}
                  change={(to, gesture) => change((before) => setWeight(before, at, to), gesture)}
                />
              </>
            ) : (
              t('view.weightOf', { n: weight <= 1 ? percent(weight, 0) : number(one.weight) })
            )}
          </span>
        )}
      </h3>
      {onRuler ? (
        <>
          <BinRuler
            one={one}
            at={at}
            label={title}
            titles={titles}
            range={range}
            published={published}
            change={change}
          />
          <BinFigures one={one} at={at} label={title} titles={titles} range={range} change={change} />
        </>
      ) : (
        <BinTable one={one} at={at} label={title} titles={titles} range={range} change={change} />
      )}
    </article>
  );
}

/** Whether an interval's ends are figures: days stand in a table. */
const isOnScale = (text: string | undefined): boolean => {
  const read = text === undefined ? undefined : readInterval(text);
  return read !== undefined && [read.low, read.high].every((end) => end === null || !Number.isNaN(Number(end)));
};
