import type { Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { ViewProps } from '../view.ts';
import { BandRuler } from './band-ruler.tsx';
import { CharacteristicView } from './characteristic-view.tsx';
import '../../texts/scorecard.ts';
import '../../texts/views.ts';

/** A scorecard: the bands of its score on a ruler, then every characteristic with its bins and points. */
export function ScorecardView(props: ViewProps<Scorecard>) {
  const { document, titles, published, change, problems } = props;
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
              document={document}
              problems={problems}
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
