import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { JsonObject } from '../../definitions/index.ts';
import { ServerError } from '../api/client.ts';
import { useDefinition, useMe, usual } from '../api/queries.ts';
import { nothingYet } from '../editors/nothing-yet.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { NOBODY } from './draft/local-copy.ts';
import { draftServer } from './draft/server-draft.ts';
import { Frame } from './frame.tsx';
import { hasLocalDraft } from './new/begin.ts';

/** One definition, by its address. Who is signed in is known first: a draft is somebody's. */
export function DefinitionPage() {
  const { kind = '', name = '' } = useParams();
  return <Definition key={`${kind}/${name}`} kind={kind} name={name} />;
}

function Definition({ kind, name }: { readonly kind: string; readonly name: string }) {
  const { data, error, refetch } = useDefinition(kind, name);
  const me = useMe();
  const isNew = data === undefined && error instanceof ServerError && error.status === 404;
  const isBegun = useBegun(`${kind}/${name}`, isNew);
  const isKnown = me.data !== undefined || me.error !== null;
  if (isKnown && (data !== undefined || isBegun === true)) {
    const id = data?.id ?? `${kind}/${name}`;
    // The server serves documents whose schema holds; they came as JSON.
    const published = data === undefined ? nothingYet(id) : (data.document as JsonObject);
    return <Frame key={id} id={id} version={data?.version ?? null} published={published} />;
  }
  if (isNew && isBegun === false) return <NotBegun />;
  return (
    <div className="page">
      {error === null || isNew ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}
    </div>
  );
}

/**
 * Whether a definition that is not in force is drafted, here or on the server, by whoever looks; undefined until that is known. Once it
 * was, its page stays: what is discarded can be brought back.
 */
function useBegun(id: string, isNew: boolean): boolean | undefined {
  const { data: me, error } = useMe();
  const who = me?.kind === 'person' ? (me.id ?? NOBODY) : NOBODY;
  const isKnown = me !== undefined || error !== null;
  const [wasBegun, remember] = useState(false);
  const isHere = isNew && isKnown && hasLocalDraft(who, id);
  const there = useQuery({
    ...usual,
    queryKey: ['own-draft', who, id],
    queryFn: async () => (await draftServer.find(id, who)) !== null,
    enabled: isNew && isKnown && !isHere && !wasBegun && who !== NOBODY,
    gcTime: 0,
  });
  const isBegun = wasBegun || isHere || there.data === true;
  if (isBegun && !wasBegun) remember(true);
  if (isBegun) return true;
  if (!isNew) return undefined;
  return isKnown && (who === NOBODY || there.data === false || there.error !== null) ? false : undefined;
}

function NotBegun() {
  const { t } = useReader();
  return (
    <>
      <NotFound />
      <p className="page">
        <Link to="/new">{t('new.open')}</Link>
      </p>
    </>
  );
}
