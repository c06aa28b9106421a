import { Suspense } from 'react';
import type { Matching } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { Mark } from '../../ui/mark.tsx';
import { ConditionView } from '../parts/condition-view.tsx';
import { Reckoned } from '../parts/reckoned.tsx';
import { fetched } from '../../ui/part.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/matching.ts';
import '../../texts/views.ts';

const STANDING = { offer: 'good', refer: 'open', refuse: 'bad' } as const;
const MatchingEditor = fetched(async () => (await import('./matching-editor.tsx')).MatchingEditor);

/** Customer grades against product grades, what is eligible at all, and the order of what is offered; to be written where that is possible. */
export function MatchingView(props: ViewProps<Matching>) {
  const { change } = props;
  if (change === undefined) return <MatchingParts {...props} />;
  return (
    <Suspense fallback={<MatchingParts {...props} />}>
      <MatchingEditor {...props} change={change} />
    </Suspense>
  );
}

function MatchingParts({ document, titles, sentences }: ViewProps<Matching>) {
  const { t } = useReader();
  const { customerGrade, productGrade, grid, eligible, rank } = document;
  const columns = [...new Set(Object.values(grid).flatMap((row) => Object.keys(row)))];
  return (
    <>
      <section>
        <h2>{t('view.grid')}</h2>
        <p className="fine">
          {t('view.customerGrade', { title: titles.fact(customerGrade) })} ×{' '}
          {t('view.productGrade', { title: titles.fact(productGrade) })}
        </p>
        <Scroll label={t('view.grid')}>
          <table className="ledger grid">
            <thead>
              <tr>
                <td />
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {titles.value(productGrade, column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Object.entries(grid).map(([grade, row]) => (
                <tr key={grade}>
                  <th scope="row">{titles.value(customerGrade, grade)}</th>
                  {columns.map((column) => {
                    const match = row[column];
                    return (
                      <td key={column}>
                        {match === undefined ? null : (
                          <span className="standing">
                            <Mark standing={STANDING[match]} />
                            {t(`match.${match}`)}
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
      {eligible === undefined ? null : (
        <section>
          <h2>{t('view.eligible')}</h2>
          <ConditionView condition={eligible} titles={titles} />
        </section>
      )}
      {rank === undefined ? null : (
        <section>
          <h2>{t('view.rank')}</h2>
          <Reckoned text={rank.text} sentence={sentences?.at(-1)} />
        </section>
      )}
    </>
  );
}
