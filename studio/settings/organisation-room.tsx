import { useState } from 'react';
import { type Place, type Role, usePlaces } from '../api/administration.ts';
import { useMe } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Begun, type Beginning, useBeginning } from './begun.tsx';
import { PlaceField, RoleField, TextField } from './fields.tsx';
import { useNames } from './names.ts';
import type { Names } from './proposal-text.ts';

/** The organisation as a tree: how many people belong to each place, and what comes with it; changed by two persons where that gives rights. */
export function OrganisationRoom() {
  const { t } = useReader();
  const me = useMe().data;
  const names = useNames();
  const beginning = useBeginning();
  const { data, error, refetch } = usePlaces();
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const { items } = data;
  const title = t('places.title', { count: items.length });
  const isSecurity = me?.rights.some(({ role }) => role === 'security-administrator') ?? false;
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <Branch places={items} above={null} names={names} beginning={isSecurity ? beginning : null} />
      {isSecurity ? <Change beginning={beginning} /> : null}
    </>
  );
}

interface BranchProps {
  readonly places: readonly Place[];
  readonly above: string | null;
  readonly names: Names;
  /** By what a right is taken away; null for who only looks. */
  readonly beginning: Beginning | null;
}

function Branch({ places, above, names, beginning }: BranchProps) {
  const { t } = useReader();
  const own = places.filter((place) => place.above === above);
  if (own.length === 0) return null;
  return (
    <ul className="tree">
      {own.map(({ id, title, people, rights }) => (
        <li key={id}>
          {title} <span className="count">{t('places.people', { count: people })}</span>
          {rights.map(({ role, scope }) => (
            <p key={`${role} ${scope}`} className="fine">
              {t('places.holds', {
                right: t('role.over', { role: t(`role.${role}`), place: names.place(scope) }),
              })}{' '}
              {beginning === null ? null : (
                <button
                  type="button"
                  className="quiet"
                  aria-label={t('people.revoke', { role: t(`role.${role}`), name: names.place(id) })}
                  disabled={beginning.isPending}
                  onClick={() => beginning.mutate({ kind: 'revoke', to: { kind: 'node', id }, role, scope })}
                >
                  {t('people.revoke.short')}
                </button>
              )}
            </p>
          ))}
          <Branch places={places} above={id} names={names} beginning={beginning} />
        </li>
      ))}
    </ul>
  );
}

function Change({ beginning }: { readonly beginning: Beginning }) {
  const { t } = useReader();
  const [added, setAdded] = useState({ node: '', title: '', above: '' });
  const [moved, setMoved] = useState({ node: '', above: '' });
  const [given, setGiven] = useState({ node: '', role: '' as Role | '', scope: '' });
  return (
    <>
      <details className="begin">
        <summary>{t('places.add')}</summary>
        <form
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            beginning.mutate({ kind: 'add-node', ...added });
          }}
        >
          <TextField label={t('places.name')} value={added.title} set={(title) => setAdded({ ...added, title })} />
          <TextField
            label={t('places.id')}
            value={added.node}
            set={(node) => setAdded({ ...added, node })}
            pattern="[\w.\-]{1,64}"
          />
          <PlaceField label={t('places.above')} value={added.above} set={(above) => setAdded({ ...added, above })} />
          <button className="main-action" disabled={beginning.isPending}>
            {t('places.add.send')}
          </button>
        </form>
      </details>
      <details className="begin">
        <summary>{t('places.move')}</summary>
        <form
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            beginning.mutate({ kind: 'move-node', ...moved });
          }}
        >
          <PlaceField label={t('places.place')} value={moved.node} set={(node) => setMoved({ ...moved, node })} />
          <PlaceField label={t('places.above')} value={moved.above} set={(above) => setMoved({ ...moved, above })} />
          <button className="side-action" disabled={beginning.isPending}>
            {t('places.move.send')}
          </button>
        </form>
      </details>
      <details className="begin">
        <summary>{t('places.give')}</summary>
        <form
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            const { node: id, role, scope } = given;
            if (role !== '') beginning.mutate({ kind: 'grant', to: { kind: 'node', id }, role, scope });
          }}
        >
          <PlaceField label={t('places.place')} value={given.node} set={(node) => setGiven({ ...given, node })} />
          <RoleField label={t('people.role')} value={given.role} set={(role) => setGiven({ ...given, role })} />
          <PlaceField label={t('people.scope')} value={given.scope} set={(scope) => setGiven({ ...given, scope })} />
          <button className="side-action" disabled={beginning.isPending}>
            {t('people.grant')}
          </button>
        </form>
      </details>
      <Begun beginning={beginning} />
    </>
  );
}
