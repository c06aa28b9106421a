import type { Regression } from '../../../definitions/index.ts';
import type { FitReport } from '../../api/regressions.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { Scroll } from '../../ui/scroll.tsx';

type Estimate = FitReport['fitted']['intercept'];

/** What is written beside what was fitted: coefficient, standard error, statistic and p of each term. */
export function FittedTable({
  document,
  fitted,
  titles,
}: {
  readonly document: Regression;
  readonly fitted: FitReport['fitted'];
  readonly titles: Titles;
}) {
  const { t, number } = useReader();
  const statistic = document.link === 'logit' ? 'z' : 't';
  const row = (key: string, title: string, before: number | string | undefined, estimate: Estimate) => (
    <tr key={key}>
      <th scope="row">{title}</th>
      <td className="figure">{before === undefined ? '–' : number(before)}</td>
      <td className="figure">{estimate === null ? '–' : number(Number(estimate.coefficient.toPrecision(8)))}</td>
      <td className="figure">{estimate?.standardError?.toPrecision(4) ?? '–'}</td>
      <td className="figure">{estimate?.statistic?.toFixed(2) ?? '–'}</td>
      <td className="figure">{pText(estimate?.p ?? null)}</td>
    </tr>
  );
  return (
    <Scroll label={t('fit.table')}>
      <table className="ledger" aria-label={t('fit.table')}>
        <thead>
          <tr>
            <th scope="col">{t('view.term')}</th>
            <th scope="col" className="figure">
              {t('fit.now')}
            </th>
            <th scope="col" className="figure">
              {t('fit.fitted')}
            </th>
            <th scope="col" className="figure">
              {t('fit.error')}
            </th>
            <th scope="col" className="figure">
              {statistic}
            </th>
            <th scope="col" className="figure">
              p
            </th>
          </tr>
        </thead>
        <tbody>
          {row('', t('view.intercept'), document.intercept, fitted.intercept)}
          {fitted.coefficients.map(({ fact, value, isMissing, estimate }) => {
            const term = document.terms.find((one) => one.fact === fact);
            const before =
              value !== null ? term?.values?.[value] : isMissing ? figureOf(term?.ifMissing) : term?.coefficient;
            const part = value !== null ? ` ${titles.value(fact, value)}` : isMissing ? ` ${t('view.missing')}` : '';
            return row(`${fact} ${value ?? ''} ${String(isMissing)}`, `${titles.fact(fact)}${part}`, before, estimate);
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

const figureOf = (ifMissing: Regression['terms'][number]['ifMissing']) =>
  typeof ifMissing === 'number' ? ifMissing : undefined;

const pText = (p: number | null) => (p === null ? '–' : p < 0.0001 ? '< 0.0001' : p.toFixed(4));
