import { useCallback, useMemo, useState } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { download } from '../../ui/download.ts';
import type { Change } from '../view.ts';
import { readTsv } from './clipboard.ts';
import { type GridColumn, columnsOf } from './columns.ts';
import { ImportPreview } from './import-preview.tsx';
import { readSheets } from './read-sheets.ts';
import type { ReadFile } from './sheet-file.ts';
import { tableSheets } from './sheet-rows.ts';

/** A table out to a spreadsheet, and in again: what would change is shown before it does. */
export function TableFiles({
  document,
  columns,
  titles,
  change,
}: {
  readonly document: DecisionTable;
  readonly columns: readonly GridColumn[];
  readonly titles: Titles;
  readonly change: Change<DecisionTable> | undefined;
}) {
  const reader = useReader();
  const { t, language } = reader;
  const [fault, tell] = useState<'too-long' | 'unreadable' | null>(null);
  const [taken, take] = useState<ReadFile | null>(null);
  const over = useCallback(
    (table: DecisionTable, file: ReadFile) => readSheets(table, file, (shell) => columnsOf(shell, titles, reader)),
    [titles, reader],
  );
  // What the file changes is told of the table as it is by now, whatever was written since it was opened.
  const read = useMemo(() => (taken === null ? null : over(document, taken)), [taken, over, document]);
  const save = async (format: 'xlsx' | 'csv') => {
    tell(null);
    const { writeCsv, writeXlsx } = await import('./sheet-file.ts');
    const sheets = tableSheets(document, columns, language);
    const file =
      format === 'csv' ? new Blob([writeCsv(sheets)], { type: 'text/csv' }) : await writeXlsx(sheets, language);
    if (file === undefined) tell('too-long');
    else download(file, `${document.name}.${format}`);
  };
  const open = async (file: File) => {
    tell(null);
    const { readTableFile } = await import('./sheet-file.ts');
    const found = await readTableFile(new Uint8Array(await file.arrayBuffer()), file.name).catch(() => undefined);
    if (found === undefined) tell('unreadable');
    else take(found);
  };
  return (
    <>
      <div className="rules-tools">
        <button type="button" className="quiet" onClick={() => void save('xlsx')}>
          {t('table.toXlsx')}
        </button>
        <button type="button" className="quiet" onClick={() => void save('csv')}>
          {t('table.toCsv')}
        </button>
        {change === undefined ? null : (
          <label className="rules-file">
            {t('table.import')}
            <input
              type="file"
              accept=".xlsx,.csv"
              onChange={({ target }) => {
                const [file] = target.files ?? [];
                if (file !== undefined) void open(file);
                // The same file may be taken once more.
                target.value = '';
              }}
            />
          </label>
        )}
      </div>
      {fault === null ? null : (
        <p className="error" role="alert">
          {t(`table.file.${fault}`)}
        </p>
      )}
      {change === undefined ? null : <PolicyTable take={take} />}
      {read === null || taken === null || change === undefined ? null : (
        <ImportPreview
          before={document}
          read={read}
          columns={columns}
          cancel={() => take(null)}
          accept={() => {
            change((before) => over(before, taken).document ?? before);
            take(null);
          }}
        />
      )}
    </>
  );
}

/** A policy's table, pasted with its titles: what it says otherwise than the table here is listed, and may be taken. */
function PolicyTable({ take }: { readonly take: (file: ReadFile) => void }) {
  const { t } = useReader();
  const [text, write] = useState('');
  return (
    <details className="rules-policy">
      <summary>{t('table.policyTable')}</summary>
      <textarea
        rows={4}
        aria-label={t('table.policyTable.paste')}
        placeholder={t('table.policyTable.paste')}
        value={text}
        onChange={({ target }) => write(target.value)}
      />
      <button
        type="button"
        disabled={text.trim() === ''}
        onClick={() => {
          const name = t('table.policyTable.name');
          const sheets = { table: readTsv(text), definition: [] };
          take({ sheets, firstRow: 0, names: { table: name, definition: name } });
        }}
      >
        {t('table.policyTable.compare')}
      </button>
    </details>
  );
}
