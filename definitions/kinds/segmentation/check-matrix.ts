import { below } from '../../json.ts';
import { listed } from '../../listed.ts';
import type { Problem } from '../../problem.ts';
import { segmentationProblem } from './problems.ts';
import type { Axis, MatrixSegmentation } from './segmentation.ts';

/** Every pair of bands has a cell, no cell stands elsewhere, and every cell's class is known where classes are listed. */
export function checkMatrix(document: MatrixSegmentation): readonly Problem[] {
  const { rows, columns, cells, classes, name } = document;
  const at = (...steps: readonly (string | number)[]) => ({
    definition: `segmentation/${name}`,
    pointer: below('', ...steps),
  });
  const rowNames = rows.bands.map((band) => band.name);
  const columnNames = columns.bands.map((band) => band.name);
  const classNames = classes?.map((one) => one.name);
  const strayRows = Object.keys(cells).filter((row) => !rowNames.includes(row));
  return [
    ...repeatedBands(document, 'rows', rows),
    ...repeatedBands(document, 'columns', columns),
    ...strayRows.map((row) => unknown(at('cells', row), row, { 'zh-CN': '行', en: 'rows' }, rowNames)),
    ...rowNames.flatMap((row) => {
      const own = Object.hasOwn(cells, row) ? (cells[row] ?? {}) : {};
      const stray = Object.keys(own).filter((column) => !columnNames.includes(column));
      const missing = columnNames.filter((column) => !Object.hasOwn(own, column));
      return [
        ...missing.map((column) => segmentationProblem('cell-missing', at('cells', row), { row, column })),
        ...stray.map((column) =>
          unknown(at('cells', row, column), column, { 'zh-CN': '列', en: 'columns' }, columnNames),
        ),
        ...Object.entries(own).flatMap(([column, cell]) =>
          classNames === undefined || classNames.includes(cell.class)
            ? []
            : [
                segmentationProblem(
                  'class-unknown',
                  at('cells', row, column, 'class'),
                  { found: cell.class, expected: listed(classNames) },
                  { found: cell.class },
                ),
              ],
        ),
      ];
    }),
  ];
}

function unknown(
  at: { readonly definition: string; readonly pointer: string },
  found: string,
  axis: { readonly 'zh-CN': string; readonly en: string },
  known: readonly string[],
): Problem {
  return segmentationProblem('cell-unknown', at, { found, axis, expected: listed(known) }, { found });
}

function repeatedBands({ name }: MatrixSegmentation, key: 'rows' | 'columns', { bands }: Axis): readonly Problem[] {
  const names = bands.map((band) => band.name);
  return names.flatMap((found, i) => {
    const at = { definition: `segmentation/${name}`, pointer: `/${key}/bands/${i}/name` };
    return names.indexOf(found) < i ? [segmentationProblem('band-named-twice-on-axis', at, { found }, { found })] : [];
  });
}
