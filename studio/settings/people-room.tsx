import { useState } from 'react';
import { type Person, type Role, usePeople } from '../api/administration.ts';
import { useMe } from '../api/queries.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { Failed, Loading, Notice } from '../ui/notice.tsx';
import { ROLES } from './fields.tsx';
import { Invite } from './invite.tsx';
import { ManagePerson } from './manage-person.tsx';
import { useNames } from './names.ts';
import type { Names } from './proposal-text.ts';

const PAGE = 50;

/** Who has access, and as what; a security administrator begins changes of it here. */
export function PeopleRoom() {
  const { t } = useReader();
  const me = useMe().data;
  const active = usePeople({ isActive: true }, 1).data?.pages[0]?.total;
  const [query, setQuery] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const isSecurity = me?.rights.some(({ role: held }) => held === 'security-administrator') ?? false;
  const title = active === undefined ? t('settings.people') : t('people.title', { count: active });
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      {isSecurity ? <Invite /> : <p className="fine">{t('people.notSecurity')}</p>}
      <search className="fields">
        <label className="search">
          <span className="visually-hidden">{t('people.search')}</span>
          <input
            type="search"
            maxLength={100}
            value={query}
            placeholder={t('people.search')}
            onChange={({ target }) => setQuery(target.value)}
          />
        </label>
        <label className="form-field">
          <span className="visually-hidden">{t('people.byRole')}</span>
          <select value={role} onChange={({ target }) => setRole(target.value as Role | '')}>
            <option value="">{t('people.anyRole')}</option>
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {t(`role.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </search>
      <Found asked={{ query, role }} isSecurity={isSecurity} />
    </>
  );
}

function Found({
  asked,
  isSecurity,
}: {
  readonly asked: { readonly query: string; readonly role: Role | '' };
  readonly isSecurity: boolean;
}) {
  const { t } = useReader();
  const names = useNames();
  const { data, error, refetch, hasNextPage, fetchNextPage } = usePeople(asked, PAGE);
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const count = data.pages[0]?.total ?? 0;
  const isAsked = asked.query.trim() !== '' || asked.role !== '';
  return (
    <>
      {count === 0 ? <Notice title={t('people.nothing')} /> : null}
      {count > 0 && isAsked ? <p className="fine">{t('people.found', { count })}</p> : null}
      <ul className="cards">
        {data.pages
          .flatMap((page) => page.items)
          .map((person) => (
            <OnePerson key={person.id} person={person} names={names} isSecurity={isSecurity} />
          ))}
      </ul>
      {hasNextPage ? (
        <button type="button" className="quiet" onClick={() => void fetchNextPage()}>
          {t('settings.more')}
        </button>
      ) : null}
    </>
  );
}

function OnePerson({
  person,
  names,
  isSecurity,
}: {
  readonly person: Person;
  readonly names: Names;
  readonly isSecurity: boolean;
}) {
  const reader = useReader();
  const { t } = reader;
  const [isManaged, setManaged] = useState(false);
  return (
    <li className="person">
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
            aria-expanded={isManaged}
            aria-label={t('people.manage', { name: `${person.name} (${person.account})` })}
            onClick={() => setManaged(!isManaged)}
          >
            {isManaged ? t('people.manage.close') : t('people.manage', { name: '' })}
          </button>
        ) : null}
      </div>
      {isManaged ? <ManagePerson person={person} /> : null}
    </li>
  );
}

const rolesText = ({ rights }: Person, names: Names, { t, language }: Reader): string =>
  rights
    .map(({ role, scope }) => t('role.over', { role: t(`role.${role}`), place: names.place(scope) }))
    .join(language === 'en' ? ', ' : '、');
