import type { Axis, Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { tone } from '../../ui/tone.ts';
import type { ViewProps } from '../view.ts';
import { AxisBounds, boundsOf } from './axis-bounds.tsx';
import { CellMoves } from './cell-moves.tsx';
import { MatrixCell } from './matrix-cell.tsx';
import { MatrixClasses } from './matrix-classes.tsx';
import { hasRest, type Matrix, setRest } from './matrix-edits.ts';
import { useCellCounts } from './use-cell-counts.ts';
import { useMatrix } from './use-matrix.ts';

type Props = Omit<ViewProps<Matrix>, 'change'> & Pick<ViewProps<Segmentation>, 'change'>;

/** Two axes, and the class of every pair: chosen cell by cell or for several at once, by pointer and by keys. */
export function MatrixGrid({ document, titles, published, problems, change }: Props) {
  const reader = useReader();
  const { t, say } = reader;
  const { rows, columns } = document;
  const matrix = useMatrix(document, published, change);
  const counts = useCellCounts(document, published, problems);
  const isWritten = change !== undefined;
  const axisTitle = (axis: Axis) => (axis.title === undefined ? titles.fact(axis.of) : say(axis.title));
  const colours = new Map(
    matrix.classes.map(({ name, colour }, i) => [name, colour ?? tone(i, matrix.classes.length)] as const),
  );
  return (
    <section>
      <h2>
        {axisTitle(rows)} × {axisTitle(columns)}
      </h2>
      {isWritten ? <p className="fine">{t('matrix.keys')}</p> : null}
      <Scroll label={t('view.grid')}>
        <table
          className={isWritten ? 'ledger grid written' : 'ledger grid'}
          role={isWritten ? 'grid' : undefined}
          aria-label={`${axisTitle(rows)} × ${axisTitle(columns)}`}
          aria-multiselectable={isWritten ? true : undefined}
        >
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
            {rows.bands.map((row, r) => (
              <tr key={row.name}>
                <th scope="row">
                  {say(row.title ?? row.name)}
                  <span className="bounds">{boundsOf(row, rows, reader, titles)}</span>
                </th>
                {columns.bands.map((column, c) => (
                  <MatrixCell
                    key={column.name}
                    document={document}
                    place={{ row: r, column: c }}
                    label={t('matrix.choose', {
                      row: say(row.title ?? row.name),
                      column: say(column.title ?? column.name),
                    })}
                    colours={colours}
                    count={counts.cells?.[r * columns.bands.length + c]}
                    matrix={isWritten ? matrix : undefined}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <CellMoves document={document} classes={matrix.classes} counts={counts} />
      <MatrixClasses document={document} colours={colours} matrix={matrix} counts={counts} change={change} />
      {change === undefined ? null : (
        <details className="bin-figures">
          <summary>{t('matrix.bounds')}</summary>
          {(['rows', 'columns'] as const).map((axis) => (
            <label key={axis} className="line-part">
              <input
                type="checkbox"
                checked={hasRest(document, axis)}
                onChange={({ target }) => change((before) => setRest(before, axis, target.checked))}
              />{' '}
              {t('matrix.rest', { title: axisTitle(document[axis]) })}
            </label>
          ))}
          <AxisBounds axis={rows} list="/rows/bands" title={axisTitle(rows)} titles={titles} change={change} />
          <AxisBounds axis={columns} list="/columns/bands" title={axisTitle(columns)} titles={titles} change={change} />
        </details>
      )}
    </section>
  );
}
