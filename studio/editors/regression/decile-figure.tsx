import type { Deciles } from '../../api/regressions.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';

/** How well a score parts those with the event from the others: groups of equal size, the highest scores first, as bars and as a table. */
export function DecileFigure({ deciles, title }: { readonly deciles: Deciles; readonly title: string }) {
  const { t, number, percent } = useReader();
  const { rows, total, discrimination, leftOut, refused } = deciles;
  const most = Math.max(...rows.map(({ rate }) => rate), 1e-9);
  const heads = ['size', 'lowest', 'highest', 'events', 'rate', 'lift', 'capture'] as const;
  return (
    <figure className="deciles">
      <figcaption>
        <b>{title}</b> AUC {discrimination.auc.toFixed(4)} · Gini {discrimination.gini.toFixed(4)} · KS{' '}
        {discrimination.ks.toFixed(4)}
      </figcaption>
      <div className="chart" role="img" aria-label={t('fit.chartOf', { title })}>
        {rows.map(({ group, rate }) => (
          <div key={group} className="chart-row">
            <span className="chart-title">{number(group)}</span>
            <span className="chart-bar">
              <i style={{ flexBasis: `${(rate / most) * 100}%`, background: 'var(--indigo)' }} />
              <span className="figure">{percent(rate)}</span>
            </span>
          </div>
        ))}
      </div>
      <Scroll label={t('fit.decilesOf', { title })}>
        <table className="ledger" aria-label={t('fit.decilesOf', { title })}>
          <thead>
            <tr>
              <th scope="col">{t('fit.group')}</th>
              {heads.map((head) => (
                <th key={head} scope="col" className="figure">
                  {t(`fit.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.group}>
                <th scope="row">{number(row.group)}</th>
                <td className="figure">{number(row.size)}</td>
                <td className="figure">{number(row.lowest)}</td>
                <td className="figure">{number(row.highest)}</td>
                <td className="figure">{number(row.events)}</td>
                <td className="figure">{percent(row.rate, 2)}</td>
                <td className="figure">{row.lift.toFixed(2)}</td>
                <td className="figure">{percent(row.capture, 2)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('fit.total')}</th>
              <td className="figure">{number(total.size)}</td>
              <td />
              <td />
              <td className="figure">{number(total.events)}</td>
              <td className="figure">{percent(total.rate, 2)}</td>
              <td className="figure">1.00</td>
              <td className="figure">{percent(1, 2)}</td>
            </tr>
          </tbody>
        </table>
      </Scroll>
      {leftOut + refused === 0 ? null : (
        <p className="fine">{t('fit.leftOut', { out: number(leftOut), refused: number(refused) })}</p>
      )}
    </figure>
  );
}
