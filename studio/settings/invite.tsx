import { useState } from 'react';
import type { Role } from '../api/administration.ts';
import { useReader } from '../texts/reader.ts';
import { Begun, useBeginning } from './begun.tsx';
import { PlaceField, RoleField, TextField } from './fields.tsx';

const EMPTY = { name: '', account: '', node: '', role: '' as Role | '', scope: '' };

/** Invites a person: begun here, confirmed by another administrator; the link is shown once. */
export function Invite() {
  const { t } = useReader();
  const [asked, setAsked] = useState(EMPTY);
  const beginning = useBeginning();
  const { name, account, node, role, scope } = asked;
  const set = (key: keyof typeof EMPTY) => (value: string) => setAsked((before) => ({ ...before, [key]: value }));
  return (
    <details className="begin">
      <summary>{t('people.invite')}</summary>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          const grants = role === '' ? [] : [{ role, scope: scope === '' ? node : scope }];
          beginning.mutate({ kind: 'add-person', name, account, node, grants }, { onSuccess: () => setAsked(EMPTY) });
        }}
      >
        <TextField label={t('people.name')} value={name} set={set('name')} />
        <TextField label={t('people.account')} value={account} set={set('account')} pattern="[\w.\-]{1,64}" />
        <PlaceField label={t('people.place')} value={node} set={set('node')} />
        <RoleField label={t('people.role')} value={role} set={set('role')} />
        <PlaceField label={t('people.scope')} value={scope} set={set('scope')} />
        <button className="main-action" disabled={beginning.isPending}>
          {t('people.invite.send')}
        </button>
      </form>
      <Begun beginning={beginning} />
    </details>
  );
}
