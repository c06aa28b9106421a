import { Link } from 'react-router';
import { useReader } from '../texts/reader.ts';
import { toneOf } from '../ui/tone.ts';
import type { SharePart } from './share-bar.tsx';
import '../texts/customers.ts';

/** Customers by class as bars, the foremost class on top. The figures stand beside it in a table as well: to who hears the page it is one picture. */
export function Chart({
  parts,
  whole,
  listOf,
}: {
  readonly parts: readonly SharePart[];
  readonly whole: number;
  /** The address of the customers behind a bar, where they may be listed. */
  readonly listOf?: ((key: string) => string) | undefined;
}) {
  const { t, number, percent } = useReader();
  const most = Math.max(1, ...parts.map(({ count }) => count));
  const rows = parts.map(({ key, title, colour, strength, count }) => {
    const row = (
      <>
        <span className="chart-title" title={title}>
          {title}
        </span>
        <span className="chart-bar">
          <i style={{ flexBasis: `${(count / most) * 100}%`, background: colour ?? toneOf(strength) }} />
          <span className="figure">
            {number(count)} {percent(whole === 0 ? 0 : count / whole)}
          </span>
        </span>
      </>
    );
    if (listOf === undefined)
      return (
        <div key={key} className="chart-row">
          {row}
        </div>
      );
    return (
      <Link key={key} className="chart-row bar-link" to={listOf(key)} aria-label={t('customers.open', { title })}>
        {row}
      </Link>
    );
  });
  return (
    <div className="chart" role={listOf === undefined ? 'img' : 'group'} aria-label={t('population.chart')}>
      {rows}
    </div>
  );
}
