import type { Axis, Segmentation } from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { Titles } from '../../texts/titles.ts';
import type { ViewProps } from '../view.ts';

type Matrix = Extract<Segmentation, { method: 'matrix' }>;

/** Two axes, and the class of every pair. */
export function MatrixGrid({ document, titles }: ViewProps<Matrix>) {
  const reader = useReader();
  const { t, say } = reader;
  const { rows, columns, cells } = document;
  const axisTitle = (axis: Axis) => (axis.title === undefined ? titles.fact(axis.of) : say(axis.title));
  const cellText = (row: string, column: string) => {
    const cell = cells[row]?.[column];
    if (cell === undefined) return null;
    const title = document.classes?.find((one) => one.name === cell.class)?.title ?? cell.title ?? cell.class;
    return (
      <>
        <b>{say(title)}</b>
        {cell.treatment === undefined ? null : <span className="treatment">{say(cell.treatment)}</span>}
      </>
    );
  };
  return (
    <section>
      <h2>
        {axisTitle(rows)} × {axisTitle(columns)}
      </h2>
      <Scroll label={t('view.grid')}>
        <table className="ledger grid">
          <thead>
            <tr>
              <td />
              {columns.bands.map((band) => (
                <th key={band.name} scope="col">
                  {say(band.title ?? band.name)}
                  <span className="bounds">{boundsOf(band, columns, reader, titles)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.bands.map((row) => (
              <tr key={row.name}>
                <th scope="row">
                  {say(row.title ?? row.name)}
                  <span className="bounds">{boundsOf(row, rows, reader, titles)}</span>
                </th>
                {columns.bands.map((column) => (
                  <td key={column.name}>{cellText(row.name, column.name)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function boundsOf(band: Axis['bands'][number], axis: Axis, reader: Reader, titles: Titles): string {
  if (band.in !== undefined) return titles.interval(axis.of, band.in);
  if (band.values !== undefined) return titles.value(axis.of, band.values);
  return reader.t(band.missing === true ? 'view.unknown' : 'view.others');
}
