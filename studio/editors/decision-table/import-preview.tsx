import { useMemo } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { cellText } from './cell-text.ts';
import type { GridColumn } from './columns.ts';
import { cellAt } from './edits.ts';
import type { SheetImport } from './read-sheets.ts';
import { tableChanges } from './table-changes.ts';

/** The most lines of each sort that are shown; the rest is counted. */
const MOST = 20;

/** What a file would change, and every cell of it that is not understood, before anything changes. */
export function ImportPreview({
  before,
  read: { document: after, problems },
  columns,
  accept,
  cancel,
}: {
  readonly before: DecisionTable;
  readonly read: SheetImport;
  readonly columns: readonly GridColumn[];
  readonly accept: () => void;
  readonly cancel: () => void;
}) {
  const { t, language, number } = useReader();
  const changes = useMemo(() => (after === null ? null : tableChanges(before, after)), [before, after]);
  const nameAt = (document: DecisionTable, at: number) => document.rules[at]?.id ?? number(at + 1);
  const isSame =
    changes !== null &&
    changes.added.length + changes.removed.length + changes.changed.length + changes.moved + changes.others.length ===
      0;
  const cells = (document: DecisionTable, row: number, which: readonly number[]) =>
    which
      .map((i) => {
        const [cell, column] = [cellAt(document, { row, column: i }), columns[i]];
        return cell === undefined || column === undefined
          ? ''
          : `${column.title} ${cellText(cell, column, language) || '∅'}`;
      })
      .join(language === 'en' ? ', ' : '、');
  const lines = (items: readonly string[]) => [
    ...items.slice(0, MOST),
    ...(items.length > MOST ? [t('table.andMore', { n: number(items.length - MOST) })] : []),
  ];
  const sorts =
    changes === null || after === null
      ? []
      : ([
          ['table.added', changes.added.map(({ at }) => nameAt(after, at))],
          ['table.removed', changes.removed.map(({ at }) => nameAt(before, at))],
          [
            'table.changed',
            changes.changed.map(({ from, to, columns: which }) =>
              changes.others.includes('columns')
                ? nameAt(after, to)
                : `${nameAt(after, to)}: ${cells(before, from, which)} → ${cells(after, to, which)}`,
            ),
          ],
        ] as const);
  return (
    <section className="rules-import" aria-labelledby="rules-import-title">
      <h3 id="rules-import-title">
        {t(changes === null ? 'table.refused' : isSame ? 'table.unchanged' : 'table.preview')}
      </h3>
      {sorts.map(([title, items]) =>
        items.length === 0 ? null : (
          <div key={title}>
            <h4>{t(title, { count: items.length })}</h4>
            <ul>
              {lines(items).map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </div>
        ),
      )}
      {changes === null || changes.moved === 0 ? null : <p>{t('table.moved', { count: changes.moved })}</p>}
      {changes?.others.map((other) => (
        <p key={other}>{t(`table.others.${other}`)}</p>
      ))}
      {problems.length === 0 ? null : (
        <>
          <h4>{t('table.badCells', { count: problems.length })}</h4>
          <ul className="error">
            {lines(
              problems.map(({ address, code, found, column, type }) =>
                t(`table.bad.${code}`, { address, found, column, type: t(`cell.type.${type ?? 'any'}`) }),
              ),
            ).map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </>
      )}
      <button type="button" disabled={after === null || isSame} onClick={accept}>
        {t('table.accept')}
      </button>{' '}
      <button type="button" className="quiet" onClick={cancel}>
        {t('table.cancel')}
      </button>
    </section>
  );
}
