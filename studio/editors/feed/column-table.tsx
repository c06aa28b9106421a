import { Fragment, useState } from 'react';
import { below, type DeclaredColumn, type EntityDocument, type FeedDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { CellGrid, type GridDeeds } from '../parts/cell-grid.tsx';
import { Chosen, TypedText } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { addColumn, declaredAs, removeColumn, renameColumn, setField, setFile, setFormat } from './edits.ts';
import { FormatForm } from './format-form.tsx';

interface Props {
  readonly document: FeedDocument;
  /** The entity whose rows the file has; undefined until it is known. */
  readonly entity: EntityDocument | undefined;
  readonly change: Change<FeedDocument>;
}

/** The columns of a file, each with the field it becomes; a row opens to say how its cells are written. */
export function ColumnTable({ document, entity, change }: Props) {
  const { t, say } = useReader();
  const [opened, open] = useState<string | null>(null);
  const fields = Object.entries(entity?.fields ?? {}).filter(([, { series }]) => series !== true);
  const choices = fields.map(([name, { title }]) => [name, say(title) || name] as const);
  return (
    <>
      <Scroll label={t('view.columns')}>
        <table className="ledger" aria-label={t('view.columns')}>
          <thead>
            <tr>
              <th scope="col">{t('view.feedColumn')}</th>
              <th scope="col">{t('view.feedField')}</th>
              <th scope="col">{t('edit.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(document.columns).map(([column, declared]) => {
              const { field, ...format } = declaredAs(declared);
              const pointer = below('/columns', column);
              return (
                <Fragment key={column}>
                  <tr data-at={pointer} tabIndex={-1}>
                    <th scope="row">{column}</th>
                    <td>
                      <select
                        aria-label={t('feed.fieldOf', { column })}
                        value={field}
                        onChange={({ target }) => change((before) => setField(before, column, target.value))}
                      >
                        {choices.some(([name]) => name === field) ? null : <option value={field}>{field}</option>}
                        {choices.map(([name, title]) => (
                          <option key={name} value={name}>
                            {title}
                          </option>
                        ))}
                      </select>
                    </td>
                    <td>
                      <button
                        type="button"
                        className="quiet"
                        aria-expanded={opened === column}
                        aria-label={t('feed.format', { column })}
                        onClick={() => open(opened === column ? null : column)}
                      >
                        {t('feed.written', { count: Object.keys(format).length })}
                      </button>
                    </td>
                  </tr>
                  {opened === column ? (
                    <tr>
                      <td colSpan={3}>
                        <ColumnForm column={column} document={document} entity={entity} change={change} follow={open} />
                      </td>
                    </tr>
                  ) : null}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      <NewColumn
        add={(column) => {
          const used = new Set(Object.values(document.columns).map((one) => declaredAs(one).field));
          const free = fields.find(([name]) => !used.has(name)) ?? fields[0];
          change((before) => addColumn(before, column, free?.[0] ?? 'field'));
        }}
      />
    </>
  );
}

function ColumnForm({
  column,
  document,
  entity,
  change,
  follow,
}: Props & { readonly column: string; readonly follow: (column: string | null) => void }) {
  const { t } = useReader();
  const [typed, type] = useState(column);
  const declared = declaredAs(document.columns[column] ?? '');
  const field = entity?.fields[declared.field];
  const pointer = below('/columns', column);
  return (
    <div className="fields member-form">
      <form
        className="member-new"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === column || typed === '' || Object.hasOwn(document.columns, typed)) return;
          change((before) => renameColumn(before, column, typed));
          follow(typed);
        }}
      >
        <label>
          {t('view.feedColumn')} <input value={typed} onChange={({ target }) => type(target.value)} />
        </label>{' '}
        <button className="quiet">{t('feed.rename')}</button>
      </form>
      {field?.enum === undefined ? null : (
        <WordGrid declared={declared} column={column} change={change} members={field.enum} />
      )}
      {field === undefined ? null : (
        <FormatForm
          declared={declared}
          type={field.type}
          pointer={pointer}
          set={(key, value, gesture) => change((before) => setFormat(before, column, key, value), gesture)}
        />
      )}
      <button type="button" className="quiet" onClick={() => change((before) => removeColumn(before, column))}>
        {t('feed.leaveOut', { column })}
      </button>
    </div>
  );
}

/** Words of the file and the members of the field that they stand for. */
function WordGrid({
  declared,
  column,
  members,
  change,
}: {
  readonly declared: DeclaredColumn;
  readonly column: string;
  readonly members: readonly string[];
  readonly change: Change<FeedDocument>;
}) {
  const { t } = useReader();
  const entries = Object.entries(declared.values ?? {});
  const set = (next: readonly (readonly [string, string])[], gesture?: string) => {
    const values = Object.fromEntries(next.filter(([word]) => word !== ''));
    change(
      (before) => setFormat(before, column, 'values', Object.keys(values).length === 0 ? undefined : values),
      gesture,
    );
  };
  const put = (of: readonly (readonly [string, string])[], row: number, at: number, text: string) => {
    const [word, member] = of[row] ?? ['', members[0] ?? ''];
    const next = at === 0 ? ([text, member] as const) : ([word, text] as const);
    return row < of.length ? of.map((one, i) => (i === row ? next : one)) : [...of, next];
  };
  const deeds: GridDeeds = {
    write: (row, at, text, gesture) => set(put(entries, row, at, text), gesture),
    paste: (row, at, block) =>
      set(
        block.reduce<readonly (readonly [string, string])[]>(
          (rows, texts, i) => texts.slice(0, 2 - at).reduce((all, text, j) => put(all, row + i, at + j, text), rows),
          entries,
        ),
      ),
    add: () => set([...entries, [`${t('feed.word')} ${String(entries.length + 1)}`, members[0] ?? '']]),
    remove: (row) => set(entries.filter((_, i) => i !== row)),
    move: (row, by) =>
      set(
        entries.map((one, i) =>
          i === row ? (entries[row + by] ?? one) : i === row + by ? (entries[row] ?? one) : one,
        ),
      ),
  };
  return (
    <CellGrid
      label={t('view.feedValues')}
      heads={[{ title: t('feed.word') }, { title: t('feed.member', { members: members.join(', ') }) }]}
      rows={entries}
      pointerAt={(row) => below(`${below('/columns', column)}/values`, entries[row]?.[0] ?? '')}
      deeds={deeds}
    />
  );
}

function NewColumn({ add }: { readonly add: (column: string) => void }) {
  const { t } = useReader();
  const [name, type] = useState('');
  return (
    <form
      className="member-new"
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '') return;
        add(name);
        type('');
      }}
    >
      <label>
        {t('feed.newColumn')} <input value={name} maxLength={300} onChange={({ target }) => type(target.value)} />
      </label>{' '}
      <button className="quiet">{t('feed.add')}</button>
    </form>
  );
}

/** What is said of the whole file. */
export function FileForm({ document, change }: Pick<Props, 'document' | 'change'>) {
  const { t } = useReader();
  const typed = (key: 'encoding' | 'zone') => (
    <TypedText
      label={t(`feed.${key}`)}
      value={document[key] ?? ''}
      pointer={`/${key}`}
      write={(text, gesture) => change((before) => setFile(before, key, text === '' ? undefined : text), gesture)}
    />
  );
  return (
    <div className="fields member-form">
      {typed('encoding')}
      <TypedText
        label={t('feed.header')}
        value={document.header === undefined ? '' : String(document.header)}
        pointer="/header"
        write={(text, gesture) => {
          const line = Number(text);
          if (text === '' || (Number.isInteger(line) && line >= 1 && line <= 1000))
            change((before) => setFile(before, 'header', text === '' ? undefined : line), gesture);
        }}
      />
      {typed('zone')}
      <Chosen
        label={t('feed.empty')}
        value={document.empty ?? ''}
        pointer="/empty"
        none={t('feed.notSaid')}
        choices={[
          ['missing', t('feed.empty.missing')],
          ['text', t('feed.empty.text')],
        ]}
        write={(empty) => change((before) => setFile(before, 'empty', empty === '' ? undefined : empty))}
      />
      <Chosen
        label={t('feed.unreadable')}
        value={document.unreadable ?? ''}
        pointer="/unreadable"
        none={t('feed.notSaid')}
        choices={[
          ['refuse', t('feed.unreadable.refuse')],
          ['missing', t('feed.unreadable.missing')],
        ]}
        write={(way) => change((before) => setFile(before, 'unreadable', way === '' ? undefined : way))}
      />
    </div>
  );
}
