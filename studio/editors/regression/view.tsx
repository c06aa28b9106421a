import { Suspense } from 'react';
import type { Regression } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { FactName } from '../parts/definition-link.tsx';
import { fetched } from '../../ui/part.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/regression.ts';
import '../../texts/views.ts';

const RegressionEditor = fetched(async () => (await import('./regression-editor.tsx')).RegressionEditor);

/** A regression: where it starts, and what each term adds; to be written where that is possible. */
export function RegressionView(props: ViewProps<Regression>) {
  const { change } = props;
  if (change === undefined) return <RegressionTerms {...props} />;
  return (
    <Suspense fallback={<RegressionTerms {...props} />}>
      <RegressionEditor {...props} change={change} />
    </Suspense>
  );
}

function RegressionTerms({ document, titles }: ViewProps<Regression>) {
  const { t, number } = useReader();
  const { intercept, terms, link } = document;
  const signed = (figure: number | string) =>
    Number(figure) > 0 ? `+${number(figure)}` : number(figure).replace('-', '−');
  const missingText = (ifMissing: Regression['terms'][number]['ifMissing']) => {
    if (ifMissing === undefined) return '';
    if (ifMissing === 'refuse') return t('view.refuse');
    return ifMissing === 'missing' ? t('view.missingAs') : number(ifMissing);
  };
  return (
    <section>
      <h2>{t('view.terms')}</h2>
      <p className="fine">{t(`view.link.${link}`)}</p>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('view.term')}</th>
            <th scope="col" className="figure">
              {t('view.coefficient')}
            </th>
            <th scope="col">{t('view.ifMissing')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('view.intercept')}</th>
            <td className="figure">{signed(intercept)}</td>
            <td />
          </tr>
          {terms.flatMap((term) => {
            const name = <FactName fact={term.fact} titles={titles} />;
            if (term.values === undefined) {
              return (
                <tr key={term.fact}>
                  <th scope="row">{name}</th>
                  <td className="figure">× {signed(term.coefficient ?? 0)}</td>
                  <td>{missingText(term.ifMissing)}</td>
                </tr>
              );
            }
            return Object.entries(term.values).map(([value, coefficient], i) => (
              <tr key={`${term.fact} ${value}`}>
                <th scope="row">
                  {i === 0 ? name : <span className="visually-hidden">{titles.fact(term.fact)}</span>}{' '}
                  <span className="enum">{titles.value(term.fact, value)}</span>
                </th>
                <td className="figure">{signed(coefficient)}</td>
                <td>{i === 0 ? missingText(term.ifMissing) : ''}</td>
              </tr>
            ));
          })}
        </tbody>
      </table>
    </section>
  );
}
