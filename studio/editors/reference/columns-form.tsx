import { useState } from 'react';
import type { ReferenceDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { NameFault } from '../parts/declared.ts';
import { DeclaredForm } from '../parts/declared-form.tsx';
import { Chosen } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { addColumn, columnNameFault, mayGo, removeColumn, renameColumn, setColumn } from './column-edits.ts';
import { columnsOf } from './edits.ts';

/** The columns of a reference table: one that is chosen is named, titled, typed or taken out; another is added. */
export function ColumnsForm({
  document,
  change,
  titleOf,
}: {
  readonly document: ReferenceDocument;
  readonly change: Change<ReferenceDocument>;
  readonly titleOf: (column: string) => string;
}) {
  const { t } = useReader();
  const columns = columnsOf(document);
  const [chosen, choose] = useState('');
  const now = columns.includes(chosen) ? chosen : '';
  return (
    <details className="reference-columns">
      <summary>{t('reference.columns')}</summary>
      <div className="fields">
        <Chosen
          label={t('reference.column')}
          value={now}
          choices={columns.map((column) => [column, titleOf(column)] as const)}
          none={t('reference.chooseColumn')}
          pointer="/fields"
          write={choose}
        />
        {now === '' ? null : (
          <>
            <ColumnName
              key={now}
              label={t('reference.columnName')}
              act={t('reference.rename')}
              value={now}
              faultOf={(name) => columnNameFault(document, name, now)}
              write={(name) => {
                change((before) => renameColumn(before, now, name));
                choose(name);
              }}
            />
            <DeclaredForm
              declared={document.fields[now] ?? { type: 'string' }}
              pointer={`/fields/${now}`}
              change={(edit, gesture) => change((before) => setColumn(before, now, edit), gesture)}
            />
            <button
              type="button"
              className="quiet"
              disabled={!mayGo(document, now)}
              onClick={() => {
                choose('');
                change((before) => removeColumn(before, now));
              }}
            >
              {t('reference.removeColumn', { column: titleOf(now) })}
            </button>
          </>
        )}
        <ColumnName
          key={`new ${columns.length}`}
          label={t('reference.newColumn')}
          act={t('reference.addColumn')}
          value=""
          faultOf={(name) => columnNameFault(document, name)}
          write={(name) => {
            change((before) => addColumn(before, name));
            choose(name);
          }}
        />
      </div>
    </details>
  );
}

function ColumnName({
  label,
  act,
  value,
  faultOf,
  write,
}: {
  readonly label: string;
  readonly act: string;
  readonly value: string;
  readonly faultOf: (name: string) => NameFault | null;
  readonly write: (name: string) => void;
}) {
  const { t } = useReader();
  const [typed, type] = useState(value);
  const fault = typed === value ? null : faultOf(typed);
  const isReady = typed !== value && fault === null;
  return (
    <label className="form-field">
      {label}
      <input
        value={typed}
        spellCheck={false}
        aria-invalid={fault !== null}
        onChange={({ target }) => type(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && isReady) write(typed);
        }}
      />
      <button type="button" className="quiet" disabled={!isReady} onClick={() => write(typed)}>
        {act}
      </button>
      {fault === null ? null : <span className="error">{t(fault)}</span>}
    </label>
  );
}
