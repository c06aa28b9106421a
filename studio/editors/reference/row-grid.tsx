import { useMemo } from 'react';
import { below, type ReferenceDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { CellGrid, type GridDeeds } from '../parts/cell-grid.tsx';
import { Chosen } from '../parts/typed-text.tsx';
import type { Change, ViewProps } from '../view.ts';
import { ColumnsForm } from './columns-form.tsx';
import {
  addRow,
  cellText,
  columnsOf,
  moveRow,
  pasteCells,
  removeRow,
  setCell,
  setValidity,
  sortRows,
} from './edits.ts';

/** The rows of a reference table as a grid that is typed and pasted into; faults stand at their cells. */
export function RowGrid({
  document,
  problems,
  change,
  titleOf,
}: Pick<ViewProps<ReferenceDocument>, 'document' | 'problems'> & {
  readonly change: Change<ReferenceDocument>;
  readonly titleOf: (column: string) => string;
}) {
  const { t, language } = useReader();
  const columns = useMemo(() => columnsOf(document), [document]);
  const rows = useMemo(
    () => document.rows.map((row) => columns.map((column) => cellText(row[column], document.fields[column]))),
    [document, columns],
  );
  const faults = useMemo(
    () => new Map(problems.map((problem) => [problem.pointer, problem.message[language]])),
    [problems, language],
  );
  const pointerAt = (row: number, column: number) => below(`/rows/${String(row)}`, columns[column] ?? '');
  const deeds: GridDeeds = {
    write: (row, column, text, gesture) =>
      change((before) => setCell(before, row, columns[column] ?? '', text), gesture),
    paste: (row, column, block) => change((before) => pasteCells(before, row, columns.slice(column), block)),
    add: () => change(addRow),
    remove: (row) => change((before) => removeRow(before, row)),
    move: (row, by) => change((before) => moveRow(before, row, by)),
  };
  const isFigure = (column: string) => /^(integer|decimal)$/.test(document.fields[column]?.type ?? '');
  const choices = columns.map((column) => [column, titleOf(column)] as const);
  return (
    <>
      <div className="fields reference-ways">
        {(['validFrom', 'validTo'] as const).map((key) => (
          <Chosen
            key={key}
            label={t(`reference.${key}`)}
            value={document[key] ?? ''}
            choices={choices}
            none={t('reference.none')}
            pointer={`/${key}`}
            write={(column) => change((before) => setValidity(before, key, column === '' ? undefined : column))}
          />
        ))}
        <Chosen
          label={t('reference.sort')}
          value=""
          choices={choices}
          none={t('reference.asWritten')}
          pointer="/rows"
          write={(column) => change((before) => sortRows(before, column))}
        />
      </div>
      <ColumnsForm document={document} change={change} titleOf={titleOf} />
      <CellGrid
        label={t('view.rows')}
        heads={columns.map((column) => ({
          title: titleOf(column),
          tag: document.key.includes(column) ? t('view.key') : undefined,
          isFigure: isFigure(column),
        }))}
        rows={rows}
        pointerAt={pointerAt}
        faultAt={(row, column) => faults.get(pointerAt(row, column)) ?? faults.get(`/rows/${String(row)}`) ?? null}
        deeds={deeds}
      />
    </>
  );
}
