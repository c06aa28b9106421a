import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { tone } from '../../ui/tone.ts';
import { byLow, readInterval } from '../../texts/interval.ts';
import { FactName } from '../parts/definition-link.tsx';
import { intervalText } from '../../texts/interval-text.ts';
import { Ruler } from '../parts/ruler.tsx';
import type { ViewProps } from '../view.ts';

type Composite = Extract<Segmentation, { method: 'composite' }>;

/** Scores with their weights, then the classes the composite falls into, lowest first. */
export function CompositeClasses({ document, titles }: ViewProps<Composite>) {
  const reader = useReader();
  const { t, say, number, percent } = reader;
  const total = document.scores.reduce((sum, { weight }) => sum + Number(weight), 0);
  const classes = document.classes
    .flatMap((one) => {
      const interval = readInterval(one.in);
      return interval === undefined ? [] : [{ one, interval }];
    })
    .sort((a, b) => byLow(a.interval, b.interval));
  const colour = (i: number) => classes[i]?.one.colour ?? tone(i, classes.length);
  const missingText = (ifMissing: Composite['scores'][number]['ifMissing']) =>
    ifMissing === 'reweigh' ? t('view.reweigh') : typeof ifMissing === 'number' ? number(ifMissing) : t('view.refuse');
  return (
    <>
      <section>
        <h2>{t('view.classes')}</h2>
        <Ruler
          label={t('view.classes')}
          segments={classes.map(({ one, interval }, i) => ({
            key: one.name,
            label: say(one.title ?? one.name),
            from: interval.low === null ? null : number(interval.low),
            to: interval.high === null ? null : number(interval.high),
            colour: colour(i),
          }))}
        />
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('view.class')}</th>
              <th scope="col" className="figure">
                {t('view.bounds')}
              </th>
              <th scope="col">{t('view.treatment')}</th>
            </tr>
          </thead>
          <tbody>
            {classes
              .map(({ one }, i) => ({ one, swatch: colour(i) }))
              .toReversed()
              .map(({ one, swatch }) => (
                <tr key={one.name}>
                  <th scope="row">
                    <i className="swatch" style={{ background: swatch }} />
                    {say(one.title ?? one.name)}
                  </th>
                  <td className="figure">{intervalText(one.in, reader)}</td>
                  <td>{say(one.treatment)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
      <section>
        <h2>{t('view.scores')}</h2>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('view.scores')}</th>
              <th scope="col" className="figure">
                {t('view.weight')}
              </th>
              <th scope="col">{t('view.ifMissing')}</th>
            </tr>
          </thead>
          <tbody>
            {document.scores.map(({ of, weight, ifMissing }) => (
              <tr key={of}>
                <th scope="row">
                  <FactName fact={of} titles={titles} />
                </th>
                <td className="figure weighted">
                  <i style={{ width: `${(Number(weight) / total) * 100}%` }} aria-hidden="true" />
                  {percent(Number(weight) / total, 0)}
                </td>
                <td>{missingText(ifMissing)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
