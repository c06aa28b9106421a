import { useParams } from 'react-router';
import type { JsonObject } from '../../definitions/index.ts';
import { ServerError } from '../api/client.ts';
import { useDefinition, useMe } from '../api/queries.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { Frame } from './frame.tsx';

/** One definition, by its address. Who is signed in is known first: a draft is somebody's. */
export function DefinitionPage() {
  const { kind = '', name = '' } = useParams();
  const { data, error, refetch } = useDefinition(kind, name);
  const me = useMe();
  if (data !== undefined && (me.data !== undefined || me.error !== null)) {
    // The server serves documents whose schema holds; they came as JSON.
    return <Frame key={data.id} id={data.id} version={data.version} published={data.document as JsonObject} />;
  }
  if (error instanceof ServerError && error.status === 404) return <NotFound />;
  return (
    <div className="page">{error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}</div>
  );
}
