import type { Reader } from '../texts/reader.ts';
import { download } from '../ui/download.ts';
import { Scroll } from '../ui/scroll.tsx';
import { toneOf } from '../ui/tone.ts';
import { type AnalysisLine, type AnalysisTable, analysisFile, type Cell } from './analysis-table.ts';

/** An analysis as bars and as a table, to be saved as one; nothing where nothing was found. */
export function AnalysisFigures({
  table,
  title,
  reader,
}: {
  readonly table: AnalysisTable;
  readonly title: string;
  readonly reader: Reader;
}) {
  const { t } = reader;
  const text = (cell: Cell) => cellText(cell, reader);
  if (table.rows.length === 0) return null;
  const most = Math.max(...table.bars.map(({ figure }) => figure), Number.MIN_VALUE);
  return (
    <>
      <div className="chart" role="img" aria-label={t('analyses.chart')}>
        {table.bars.map((bar) => (
          <div key={bar.key} className="chart-row">
            <span className="chart-title" title={bar.title}>
              {bar.title}
            </span>
            <span className="chart-bar">
              <i style={{ flexBasis: `${(bar.figure / most) * 100}%`, background: toneOf(0.6) }} />
              <span className="figure">{text(bar)}</span>
            </span>
          </div>
        ))}
      </div>
      <Scroll label={title}>
        <table className="ledger">
          <thead>
            <tr>
              {table.head.map((one) => (
                <th key={one} scope="col">
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <Lines lines={table.rows} head={table.head} reader={reader} />
          <Lines lines={table.totals} head={table.head} reader={reader} />
        </table>
      </Scroll>
      <p>
        <button
          type="button"
          className="quiet"
          onClick={() => void analysisFile(table, t('analyses.open')).then((file) => download(file, 'analysis.xlsx'))}
        >
          {t('analyses.xlsx')}
        </button>
      </p>
    </>
  );
}

function Lines({
  lines,
  head,
  reader,
}: {
  readonly lines: readonly AnalysisLine[];
  readonly head: readonly string[];
  readonly reader: Reader;
}) {
  return (
    <tbody>
      {lines.map(({ key, cells: [name = '', ...cells] }) => (
        <tr key={key}>
          <th scope="row">{cellText(name, reader)}</th>
          {cells.map((cell, i) => (
            <td key={head[i + 1]} className={typeof cell === 'string' ? undefined : 'figure'}>
              {cellText(cell, reader)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

const cellText = (cell: Cell, { number, percent }: Reader): string =>
  typeof cell === 'string' ? cell : cell.isShare ? percent(cell.figure) : number(cell.figure);
