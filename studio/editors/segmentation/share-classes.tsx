import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { tone } from '../../ui/tone.ts';
import { readInterval } from '../../texts/interval.ts';
import { FactName } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/population.ts';

/** Classes by their share of the population, from the highest figure down, on one bar. */
export function ShareClasses({ document, titles }: ViewProps<Extract<Segmentation, { method: 'share' }>>) {
  const { t, say, number } = useReader();
  const { classes } = document;
  const hasTreatment = classes.some(({ treatment }) => treatment !== undefined);
  const width = (share: string) => {
    const read = readInterval(share);
    return Number(read?.high ?? 0) - Number(read?.low ?? 0);
  };
  return (
    <section>
      <h2>
        {t('view.shares')}: <FactName fact={document.of} titles={titles} />
      </h2>
      <div className="bar-line wide" aria-hidden="true">
        {classes.map((one, i) => (
          <i
            key={one.name}
            style={{
              flexGrow: width(one.share),
              background: one.colour ?? tone(classes.length - 1 - i, classes.length),
            }}
          />
        ))}
      </div>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('view.class')}</th>
            <th scope="col" className="figure">
              {t('population.share')}
            </th>
            {hasTreatment ? <th scope="col">{t('view.treatment')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {classes.map((one, i) => (
            <tr key={one.name}>
              <th scope="row">
                <i
                  className="swatch"
                  style={{ background: one.colour ?? tone(classes.length - 1 - i, classes.length) }}
                />
                {say(one.title ?? one.name)}
              </th>
              <td className="figure">
                {number(readInterval(one.share)?.low ?? '')}–{number(readInterval(one.share)?.high ?? '')}%
              </td>
              {hasTreatment ? <td>{say(one.treatment)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
