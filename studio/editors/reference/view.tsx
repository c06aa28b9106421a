import type { DeclaredField, Json, ReferenceDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { isPercent, labelIn, percentText } from '../../texts/titles.ts';
import type { ViewProps } from '../view.ts';
import { RowGrid } from './row-grid.tsx';
import '../../texts/reference.ts';

/** The most rows that are drawn; the others are counted. */
const MOST = 500;

/** A reference table: its rows as they stand, or as a grid where they can be written. */
export function ReferenceView({ document, titles, change, problems }: ViewProps<ReferenceDocument>) {
  const reader = useReader();
  const { t, say } = reader;
  const { key, validFrom, validTo, fields, rows } = document;
  const columns = [
    ...new Set([...key, ...Object.keys(fields), ...[validFrom, validTo].filter((one) => one !== undefined)]),
  ];
  const cellText = (value: Json | undefined, field: DeclaredField | undefined) => {
    if (value === undefined) return '';
    if (isPercent(field) && (typeof value === 'number' || typeof value === 'string')) return percentText(value, reader);
    return typeof value === 'string' ? say(labelIn(field, value) ?? value) : titles.value('', value);
  };
  const validity = new Set([validFrom, validTo]);
  const titleOf = (column: string) =>
    fields[column]?.title === undefined && validity.has(column)
      ? t(column === validFrom ? 'view.validFrom' : 'view.validTo')
      : say(fields[column]?.title ?? column);
  if (change !== undefined)
    return (
      <section>
        <h2>{t('view.rows')}</h2>
        <RowGrid document={document} problems={problems} change={change} titleOf={titleOf} />
      </section>
    );
  const left = rows.length - MOST;
  return (
    <section>
      <h2>{t('view.rows')}</h2>
      <Scroll label={t('view.rows')}>
        <table className="ledger">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className={isFigure(rows, column) ? 'figure' : ''}>
                  {titleOf(column)}
                  {key.includes(column) ? <span className="tag">{t('view.key')}</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST).map((row, i) => (
              <tr key={i}>
                {columns.map((column) => (
                  <td key={column} className={isFigure(rows, column) ? 'figure' : ''}>
                    {cellText(row[column], fields[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {left > 0 ? <p className="fine">{t('view.more', { count: left })}</p> : null}
    </section>
  );
}

const isFigure = (rows: ReferenceDocument['rows'], column: string) => typeof rows[0]?.[column] === 'number';
