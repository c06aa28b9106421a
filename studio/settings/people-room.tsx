import { useState } from 'react';
import { type Person, usePeople } from '../api/administration.ts';
import { useMe } from '../api/queries.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { Failed, Loading, Notice } from '../ui/notice.tsx';
import { Invite } from './invite.tsx';
import { ManagePerson } from './manage-person.tsx';
import { useNames } from './names.ts';
import type { Names } from './proposal-text.ts';

/** Who has access, and as what; a security administrator begins changes of it here. */
export function PeopleRoom() {
  const reader = useReader();
  const { t } = reader;
  const me = useMe().data;
  const names = useNames();
  const { data, error, refetch } = usePeople();
  const [query, setQuery] = useState('');
  const [managed, setManaged] = useState<string | null>(null);
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const isSecurity = me?.rights.some(({ role }) => role === 'security-administrator') ?? false;
  const title = t('people.title', { count: data.filter(({ isActive }) => isActive).length });
  const wanted = query.trim().toLocaleLowerCase();
  const found = data.filter((person) =>
    [person.name, person.account, names.place(person.node), rolesText(person, names, reader)]
      .join(' ')
      .toLocaleLowerCase()
      .includes(wanted),
  );
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      {isSecurity ? <Invite /> : <p className="fine">{t('people.notSecurity')}</p>}
      <label className="search">
        <span className="visually-hidden">{t('people.search')}</span>
        <input
          type="search"
          value={query}
          placeholder={t('people.search')}
          onChange={({ target }) => setQuery(target.value)}
        />
      </label>
      {found.length === 0 ? <Notice title={t('people.nothing', { query })} /> : null}
      <ul className="cards">
        {found.map((person) => (
          <li key={person.id} className="person">
            <div className="person-line">
              <b>{person.name}</b>
              <span className="fine">{person.account}</span>
              {person.isSample ? <span className="tag">{t('people.sample')}</span> : null}
              {person.isActive ? null : <span className="tag">{t('people.inactive')}</span>}
              <span>{rolesText(person, names, reader)}</span>
              <span className="fine">{names.place(person.node)}</span>
              {isSecurity ? (
                <button
                  type="button"
                  className="quiet"
                  aria-expanded={managed === person.id}
                  aria-label={t('people.manage', { name: person.name })}
                  onClick={() => setManaged(managed === person.id ? null : person.id)}
                >
                  {managed === person.id ? t('people.manage.close') : t('people.manage', { name: '' })}
                </button>
              ) : null}
            </div>
            {managed === person.id ? <ManagePerson person={person} /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

const rolesText = ({ rights }: Person, names: Names, { t, language }: Reader): string =>
  rights
    .map(({ role, scope }) => t('role.over', { role: t(`role.${role}`), place: names.place(scope) }))
    .join(language === 'en' ? ', ' : '、');
