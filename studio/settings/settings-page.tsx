import type { ComponentType } from 'react';
import { NavLink, useParams } from 'react-router';
import { useMe } from '../api/queries.ts';
import { type Said, useReader } from '../texts/reader.ts';
import { Loading, NotFound } from '../ui/notice.tsx';
import { AuditRoom } from './audit-room.tsx';
import { AuthorityRoom } from './authority-room.tsx';
import { DataRoom } from './data-room.tsx';
import { DeliveriesRoom } from './deliveries-room.tsx';
import { KeysRoom } from './keys-room.tsx';
import { OrganisationRoom } from './organisation-room.tsx';
import { PeopleRoom } from './people-room.tsx';
import { RulesRoom } from './rules-room.tsx';
import { Secrets } from './secrets.tsx';
import './settings.css';
import '../texts/settings.ts';

interface Room {
  readonly title: Said;
  readonly roles: readonly string[];
  readonly Shown: ComponentType;
}

const ADMINISTRATORS = ['security-administrator', 'system-administrator', 'auditor'];

const ROOMS: Readonly<Record<string, Room>> = {
  people: { title: 'settings.people', roles: ADMINISTRATORS, Shown: PeopleRoom },
  rights: { title: 'settings.changes', roles: ADMINISTRATORS, Shown: AuthorityRoom },
  keys: { title: 'settings.keys', roles: ADMINISTRATORS, Shown: KeysRoom },
  organisation: { title: 'settings.organisation', roles: ADMINISTRATORS, Shown: OrganisationRoom },
  data: {
    title: 'settings.data',
    roles: ['system-administrator', 'auditor', 'author', 'approver', 'president', 'importer'],
    Shown: DataRoom,
  },
  rules: {
    title: 'settings.rules',
    roles: [...ADMINISTRATORS, 'author', 'approver', 'president'],
    Shown: RulesRoom,
  },
  deliveries: {
    title: 'settings.deliveries',
    roles: ['system-administrator', 'auditor'],
    Shown: DeliveriesRoom,
  },
  audit: { title: 'settings.audit', roles: ['auditor'], Shown: AuditRoom },
};

/** The rooms of administration that the reader's roles open; whoever holds none is told so. */
export function SettingsPage() {
  const { t } = useReader();
  const { room } = useParams();
  const { data: me } = useMe();
  if (me === undefined)
    return (
      <div className="page">
        <Loading />
      </div>
    );
  const held = new Set(me?.rights.map(({ role }) => role as string));
  const open = Object.entries(ROOMS).filter(([, { roles }]) => roles.some((role) => held.has(role)));
  const [first] = open;
  if (first === undefined)
    return (
      <div className="page">
        <h1>{t('settings.none')}</h1>
        <p>{t('settings.none.hint')}</p>
      </div>
    );
  const [, chosen] = room === undefined ? first : (open.find(([name]) => name === room) ?? []);
  if (chosen === undefined) return <NotFound />;
  const { Shown } = chosen;
  return (
    <div className="page settings">
      <nav className="settings-rooms" aria-label={t('settings.rooms')}>
        {open.map(([name, { title }], i) => (
          <NavLink
            key={name}
            to={`/settings/${name}`}
            className={() => (name === room || (room === undefined && i === 0) ? 'active' : '')}
          >
            {t(title)}
          </NavLink>
        ))}
      </nav>
      <Secrets>
        <Shown />
      </Secrets>
    </div>
  );
}
