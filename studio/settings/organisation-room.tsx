import { useState } from 'react';
import { type Place, usePlaces } from '../api/administration.ts';
import { useMe } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Begun, useBeginning } from './begun.tsx';
import { PlaceField, TextField } from './fields.tsx';

/** The organisation as a tree, with how many people belong to each place; places are added and moved by two persons where that gives rights. */
export function OrganisationRoom() {
  const { t } = useReader();
  const me = useMe().data;
  const { data, error, refetch } = usePlaces();
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const { items } = data;
  const title = t('places.title', { count: items.length });
  const isSecurity = me?.rights.some(({ role }) => role === 'security-administrator') ?? false;
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <Branch places={items} above={null} />
      {isSecurity ? <Change /> : null}
    </>
  );
}

function Branch({ places, above }: { readonly places: readonly Place[]; readonly above: string | null }) {
  const { t } = useReader();
  const own = places.filter((place) => place.above === above);
  if (own.length === 0) return null;
  return (
    <ul className="tree">
      {own.map(({ id, title, people }) => (
        <li key={id}>
          {title} <span className="count">{t('places.people', { count: people })}</span>
          <Branch places={places} above={id} />
        </li>
      ))}
    </ul>
  );
}

function Change() {
  const { t } = useReader();
  const beginning = useBeginning();
  const [added, setAdded] = useState({ node: '', title: '', above: '' });
  const [moved, setMoved] = useState({ node: '', above: '' });
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
      <Begun beginning={beginning} />
    </>
  );
}
