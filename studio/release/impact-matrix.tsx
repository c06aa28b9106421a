import type { ImpactReport } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import type { Titles } from '../texts/titles.ts';
import { Scroll } from '../ui/scroll.tsx';
import { toneOf } from '../ui/tone.ts';
import { type ClassOrder, wayOf } from './class-order.ts';

/** A cell of the matrix: who is in a class today and in one then. */
export interface Cell {
  readonly from: string;
  readonly to: string;
}

const ARROWS = { up: '↑', down: '↓' } as const;

/**
 * Rows today, columns then. What stays is quiet; what moves is shaded by its share of the row and says its way by an arrow. A cell
 * that moves opens those who do.
 */
export function ImpactMatrix({
  report,
  order,
  titles,
  chosen,
  choose,
}: {
  readonly report: ImpactReport;
  readonly order: ClassOrder;
  readonly titles: Titles;
  readonly chosen: Cell | null;
  readonly choose: (cell: Cell) => void;
}) {
  const { t, number } = useReader();
  const { names } = order;
  const { matrix, ref } = report;
  const named = (name: string) => (name === '' ? t('review.impact.noClass') : titles.value(ref, name));
  const count = (from: string, to: string) => matrix[from]?.[to] ?? 0;
  const label = t('review.impact.matrix', { title: titles.definition(ref) });
  return (
    <Scroll label={label}>
      <table className="ledger matrix">
        <caption className="fine">{label}</caption>
        <thead>
          <tr>
            <td>
              {t('review.impact.today')} <span aria-hidden="true">↓</span> · {t('review.impact.then')}{' '}
              <span aria-hidden="true">→</span>
            </td>
            {names.map((to) => (
              <th key={to} scope="col">
                {named(to)}
              </th>
            ))}
            <th scope="col">{t('review.impact.total')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((from) => {
            const all = names.reduce((sum, to) => sum + count(from, to), 0);
            return (
              <tr key={from}>
                <th scope="row">{named(from)}</th>
                {names.map((to) => {
                  const n = count(from, to);
                  if (from === to || n === 0)
                    return (
                      <td key={to} className="stays">
                        {n === 0 ? '·' : number(n)}
                      </td>
                    );
                  const way = wayOf(order, from, to);
                  const isChosen = chosen?.from === from && chosen.to === to;
                  return (
                    <td
                      key={to}
                      className={isChosen ? 'moves chosen' : 'moves'}
                      style={{ background: `color-mix(in oklab, ${toneOf(n / all)} 45%, transparent)` }}
                    >
                      <button
                        type="button"
                        aria-pressed={isChosen}
                        aria-label={t('review.impact.cell', { n: number(n), from: named(from), to: named(to) })}
                        onClick={() => choose({ from, to })}
                      >
                        {way === undefined ? null : <span aria-hidden="true">{ARROWS[way]} </span>}
                        {number(n)}
                      </button>
                    </td>
                  );
                })}
                <td>{number(all)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
