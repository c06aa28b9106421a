import { useReader } from '../texts/reader.ts';
import { toneOf } from '../ui/tone.ts';
import type { SharePart } from './share-bar.tsx';

/** Customers by class as bars, the foremost class on top. The figures stand beside it in a table as well: to who hears the page it is one picture. */
export function Chart({ parts, whole }: { readonly parts: readonly SharePart[]; readonly whole: number }) {
  const { t, number, percent } = useReader();
  const most = Math.max(1, ...parts.map(({ count }) => count));
  return (
    <div className="chart" role="img" aria-label={t('population.chart')}>
      {parts.map(({ key, title, colour, strength, count }) => (
        <div key={key} className="chart-row">
          <span className="chart-title" title={title}>
            {title}
          </span>
          <span className="chart-bar">
            <i style={{ flexBasis: `${(count / most) * 100}%`, background: colour ?? toneOf(strength) }} />
            <span className="figure">
              {number(count)} {percent(whole === 0 ? 0 : count / whole)}
            </span>
          </span>
        </div>
      ))}
    </div>
  );
}
