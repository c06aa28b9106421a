import { below } from '../../../../model/json.ts';
import { listed } from '../../../../model/listed.ts';
import { MOST_TOLD, type Problem } from '../../../../model/problem.ts';
import { segmentationProblem } from '../../problems.ts';
import type { Axis, MatrixSegmentation } from '../../segmentation.ts';

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
  const problems = [...repeatedBands(document, 'rows', rows), ...repeatedBands(document, 'columns', columns)];
  for (const row of Object.keys(cells)) {
    if (!rowNames.includes(row)) problems.push(unknown(at('cells', row), row, ROWS, rowNames));
  }
  for (const row of rowNames) {
    if (problems.length > MOST_TOLD) break;
    const own = Object.hasOwn(cells, row) ? (cells[row] ?? {}) : {};
    for (const column of columnNames) {
      if (!Object.hasOwn(own, column))
        problems.push(segmentationProblem('cell-missing', at('cells', row), { row, column }));
    }
    for (const [column, cell] of Object.entries(own)) {
      if (problems.length > MOST_TOLD) break;
      if (!columnNames.includes(column)) problems.push(unknown(at('cells', row, column), column, COLUMNS, columnNames));
      if (classNames === undefined || classNames.includes(cell.class)) continue;
      const slots = { found: cell.class, expected: listed(classNames) };
      problems.push(
        segmentationProblem('class-unknown', at('cells', row, column, 'class'), slots, { found: cell.class }),
      );
    }
  }
  return problems;
}

const ROWS = { 'zh-CN': '行', en: 'rows' };
const COLUMNS = { 'zh-CN': '列', en: 'columns' };

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
