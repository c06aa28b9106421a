import { useState } from 'react';
import { administrate, useKeys } from '../api/administration.ts';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { endOfDay, instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { Begun, useBeginning } from './begun.tsx';
import { PersonField, PlaceField, TextField } from './fields.tsx';
import { KEY_GROUP_NAMES, KEY_GROUPS, type KeyGroup, operationsText } from './key-groups.ts';
import { useNames } from './names.ts';

/** The keys of the bank's systems: what each may do, for whom, until when. */
export function KeysRoom() {
  const reader = useReader();
  const { t } = reader;
  const me = useMe().data;
  const { data, error, refetch } = useKeys();
  const names = useNames(data?.names);
  const end = useDeed(administrate.endKey);
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const holds = (...roles: readonly string[]) => me?.rights.some(({ role }) => roles.includes(role)) ?? false;
  const mayEnd = holds('security-administrator', 'system-administrator');
  const title = t('keys.title', {
    count: data.items.filter(({ isActive, isExpired }) => isActive && !isExpired).length,
  });
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      {holds('security-administrator') ? <AddKey /> : null}
      {data.items.length === 0 ? (
        <p className="fine">{t('keys.none')}</p>
      ) : (
        <Scroll label={title}>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('keys.name')}</th>
                <th scope="col">{t('keys.owner')}</th>
                <th scope="col">{t('keys.scope')}</th>
                <th scope="col">{t('keys.may')}</th>
                <th scope="col">{t('keys.until')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {data.items.map((key) => (
                <tr key={key.id}>
                  <th scope="row">{key.name}</th>
                  <td>{names.person(key.owner)}</td>
                  <td>{names.place(key.scope)}</td>
                  <td>{operationsText(key.operations, reader)}</td>
                  <td>{instantText(key.expiresAt, reader)}</td>
                  <td>
                    {!key.isActive || key.isExpired ? (
                      <span className="fine">{t(key.isActive ? 'keys.expired' : 'keys.ended')}</span>
                    ) : mayEnd ? (
                      <button
                        type="button"
                        className="quiet"
                        aria-label={t('keys.end', { name: key.name })}
                        disabled={end.isPending}
                        onClick={() => end.mutate(key.id)}
                      >
                        {t('keys.end.short')}
                      </button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Refused error={end.error} />
    </>
  );
}

function AddKey() {
  const { t } = useReader();
  const [name, setName] = useState('');
  const [owner, setOwner] = useState('');
  const [scope, setScope] = useState('');
  const [until, setUntil] = useState('');
  const [groups, setGroups] = useState<ReadonlySet<KeyGroup>>(new Set(['decide']));
  const beginning = useBeginning();
  return (
    <details className="begin">
      <summary>{t('keys.add')}</summary>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          const operations = KEY_GROUP_NAMES.filter((group) => groups.has(group)).flatMap((group) => KEY_GROUPS[group]);
          beginning.mutate({ kind: 'add-key', name, owner, scope, operations, expiresAt: endOfDay(until) });
        }}
      >
        <TextField label={t('keys.name')} value={name} set={setName} />
        <PersonField label={t('keys.owner')} value={owner} set={setOwner} />
        <PlaceField label={t('keys.scope')} value={scope} set={setScope} />
        <TextField label={t('keys.until')} value={until} set={setUntil} type="date" />
        <fieldset className="form-field">
          <legend>{t('keys.may')}</legend>
          {KEY_GROUP_NAMES.map((group) => (
            <label key={group}>
              <input
                type="checkbox"
                checked={groups.has(group)}
                onChange={({ target }) => {
                  const next = new Set(groups);
                  if (target.checked) next.add(group);
                  else next.delete(group);
                  setGroups(next);
                }}
              />{' '}
              {t(`keys.group.${group}`)}
            </label>
          ))}
        </fieldset>
        <button className="main-action" disabled={groups.size === 0 || beginning.isPending}>
          {t('keys.add.send')}
        </button>
      </form>
      <Begun beginning={beginning} />
    </details>
  );
}
