import { Fragment, type ReactNode, useId, useState } from 'react';
import { type EntityDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { Change } from '../view.ts';
import { addMember, type Members, memberNameFault } from './edits.ts';
import { MemberActions } from './member-actions.tsx';

/** A member as its row tells it; `form` is what it is changed by. */
export interface MemberRow {
  readonly name: string;
  readonly title: string;
  readonly told: readonly string[];
  readonly isKey?: boolean;
  readonly form: ReactNode;
}

/** The members of one part of an entity: each a row, that opens to be changed; and one more by its name. */
export function MemberTable({
  document,
  members,
  label,
  heads,
  rows,
  fresh,
  change,
}: {
  readonly document: EntityDocument;
  readonly members: Members;
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly MemberRow[];
  /** What a new member says at first. */
  readonly fresh: Parameters<typeof addMember>[3];
  readonly change: Change<EntityDocument>;
}) {
  const { t } = useReader();
  const [opened, open] = useState<string | null>(null);
  return (
    <>
      {rows.length === 0 ? null : (
        <Scroll label={label}>
          <table className={members === 'derived' ? 'ledger' : 'ledger fields-table'} aria-label={label}>
            <thead>
              <tr>
                {[t('view.field'), ...heads, t('edit.actions')].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, title, told, isKey = false, form }) => (
                <Fragment key={name}>
                  <tr data-at={`/${members}/${name}`} tabIndex={-1}>
                    <th scope="row">
                      {title}
                      <code className="name">{name}</code>
                      {isKey ? <span className="tag">{t('view.key')}</span> : null}
                    </th>
                    {told.map((text, i) => (
                      // oxlint-disable-next-line react/no-array-index-key -- cells are known by their columns
                      <td key={i}>{text}</td>
                    ))}
                    <td>
                      <button
                        type="button"
                        className="quiet"
                        aria-expanded={opened === name}
                        aria-label={t('entity.change', { title })}
                        onClick={() => open(opened === name ? null : name)}
                      >
                        {t('edit.actions')}
                      </button>
                    </td>
                  </tr>
                  {opened === name ? (
                    <tr>
                      <td colSpan={heads.length + 2}>
                        <div className="fields member-form">
                          {form}
                          <MemberActions
                            document={document}
                            members={members}
                            name={name}
                            title={title}
                            change={change}
                            follow={open}
                          />
                        </div>
                      </td>
                    </tr>
                  ) : null}
                </Fragment>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <NewMember
        document={document}
        members={members}
        add={(name) => {
          change((before) => addMember(before, members, name, fresh));
          open(name);
        }}
      />
    </>
  );
}

function NewMember({
  document,
  members,
  add,
}: {
  readonly document: EntityDocument;
  readonly members: Members;
  readonly add: (name: string) => void;
}) {
  const { t } = useReader();
  const about = useId();
  const [name, type] = useState('');
  const fault = name === '' ? null : memberNameFault(document, name);
  return (
    <form
      className="member-new"
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '' || fault !== null) return;
        add(name);
        type('');
      }}
    >
      <label>
        {t(`entity.new.${members}`)}{' '}
        <input
          value={name}
          maxLength={100}
          aria-invalid={fault !== null}
          aria-describedby={about}
          onChange={({ target }) => type(target.value.trim())}
        />
      </label>{' '}
      <button className="quiet">{t('entity.add')}</button>
      <span id={about} className={fault === null ? 'fine' : 'error'} role={fault === null ? undefined : 'alert'}>
        {' '}
        {t(fault ?? 'entity.nameHint')}
      </span>
    </form>
  );
}
