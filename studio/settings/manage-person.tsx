import { useState } from 'react';
import { administrate, type Person, type Role } from '../api/administration.ts';
import { useDeed } from '../api/deed.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';
import { Begun, useBeginning } from './begun.tsx';
import { PlaceField, RoleField, TextField } from './fields.tsx';
import { useNames } from './names.ts';

/** What a security administrator may begin for a person; what gives nobody a right holds at once. */
export function ManagePerson({ person }: { readonly person: Person }) {
  const { t, language } = useReader();
  const names = useNames();
  const beginning = useBeginning(`${person.name} (${person.account})`);
  const ending = useDeed(() => administrate.endSessions(person.id));
  const renaming = useDeed((name: string) => administrate.rename(person.id, name));
  const [role, setRole] = useState<Role | ''>('');
  const [scope, setScope] = useState(person.node);
  const [node, setNode] = useState(person.node);
  const [name, setName] = useState(person.name);
  const { id, isActive, rights } = person;
  const to = { kind: 'person', id } as const;
  const begin = (asked: Parameters<typeof beginning.mutate>[0]) => () => beginning.mutate(asked);
  return (
    <section className="manage" aria-label={t('people.manage', { name: `${person.name} (${person.account})` })}>
      <ul>
        {rights.map((right) => (
          <li key={`${right.role} ${right.scope}`}>
            {t('role.over', { role: t(`role.${right.role}`), place: names.place(right.scope) })}{' '}
            {right.places.length === 0 ? null : (
              <span className="fine">
                {t('people.byPlace', {
                  places: right.places.map(names.place).join(language === 'en' ? ', ' : '、'),
                })}{' '}
              </span>
            )}
            {right.isOwn ? (
              <button
                type="button"
                className="quiet"
                aria-label={t('people.revokeOver', {
                  role: t(`role.${right.role}`),
                  place: names.place(right.scope),
                  name: person.name,
                })}
                disabled={beginning.isPending}
                onClick={begin({ kind: 'revoke', to, role: right.role, scope: right.scope })}
              >
                {t('people.revoke.short')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (role !== '') beginning.mutate({ kind: 'grant', to, role, scope });
        }}
      >
        <RoleField label={t('people.addRole')} value={role} set={setRole} />
        <PlaceField label={t('people.scope')} value={scope} set={setScope} />
        <button className="side-action" disabled={beginning.isPending}>
          {t('people.grant')}
        </button>
      </form>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          beginning.mutate({ kind: 'move-person', person: id, node });
        }}
      >
        <PlaceField label={t('people.move')} value={node} set={setNode} />
        <button className="side-action" disabled={node === person.node || beginning.isPending}>
          {t('people.move.send')}
        </button>
      </form>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          renaming.mutate(name);
        }}
      >
        <TextField label={t('people.rename')} value={name} set={setName} />
        <button className="side-action" disabled={name === person.name || renaming.isPending}>
          {t('people.rename.send')}
        </button>
      </form>
      <div className="ways">
        <button
          type="button"
          className="side-action"
          disabled={ending.isPending}
          onClick={() => ending.mutate(undefined)}
        >
          {t('people.sessions')}
        </button>
        {(
          [
            [isActive ? 'people.lock' : 'people.open', { kind: 'set-active', person: id, isActive: !isActive }],
            ['people.unlock', { kind: 'unlock', person: id }],
            ['people.reset', { kind: 'reset', person: id }],
          ] as const
        ).map(([says, asked]) => (
          <button
            key={asked.kind}
            type="button"
            className="side-action"
            disabled={beginning.isPending}
            onClick={begin(asked)}
          >
            {t(says)}
          </button>
        ))}
      </div>
      {ending.data === undefined ? null : (
        <p role="status">{t('people.sessions.ended', { count: ending.data.ended })}</p>
      )}
      <Refused error={ending.error ?? renaming.error} />
      <Begun beginning={beginning} />
    </section>
  );
}
