import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { FactName } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import { AddScore } from './add-score.tsx';
import { removeScore, setWeight } from './edits.ts';

type Composite = Extract<Segmentation, { method: 'composite' }>;
type Props = Omit<ViewProps<Composite>, 'change'> & Pick<ViewProps<Segmentation>, 'change'>;

/** The scores of a composite with their weights. */
export function CompositeScores({ document, titles, change }: Props) {
  const { t, number, percent } = useReader();
  const total = document.scores.reduce((sum, { weight }) => sum + Number(weight), 0);
  const missingText = (ifMissing: Composite['scores'][number]['ifMissing']) =>
    ifMissing === 'reweigh' ? t('view.reweigh') : typeof ifMissing === 'number' ? number(ifMissing) : t('view.refuse');
  return (
    <section>
      <h2>{t('view.scores')}</h2>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('view.scores')}</th>
            {change === undefined ? null : (
              <th scope="col" className="figure">
                {t('view.weightWritten')}
              </th>
            )}
            <th scope="col" className="figure">
              {t('view.weight')}
            </th>
            <th scope="col">{t('view.ifMissing')}</th>
            {change === undefined ? null : (
              <th scope="col">
                <span className="visually-hidden">{t('edit.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {document.scores.map(({ of, weight, ifMissing }, i) => (
            <tr key={of}>
              <th scope="row">
                <FactName fact={of} titles={titles} />
              </th>
              {change === undefined ? null : (
                <td className="figure">
                  <FigureField
                    value={String(weight)}
                    label={`${titles.fact(of)}: ${t('view.weight')}`}
                    pointer={`/scores/${i}/weight`}
                    low="0"
                    power={-2}
                    change={(to, gesture) => change((before) => setWeight(before, i, to), gesture)}
                  />
                </td>
              )}
              <td className="figure weighted">
                <i style={{ width: `${(Number(weight) / total) * 100}%` }} aria-hidden="true" />
                {percent(Number(weight) / total, 0)}
              </td>
              <td>{missingText(ifMissing)}</td>
              {change === undefined ? null : (
                <td>
                  <button
                    type="button"
                    className="quiet"
                    disabled={document.scores.length < 2}
                    aria-label={t('edit.removeOne', { title: titles.fact(of) })}
                    onClick={() => change((before) => removeScore(before, i))}
                  >
                    {t('edit.remove')}
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {change === undefined ? null : <AddScore document={document} change={change} />}
    </section>
  );
}
