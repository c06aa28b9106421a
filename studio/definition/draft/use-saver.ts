import { useEffect, useReducer, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { hash, type JsonObject } from '../../../definitions/index.ts';
import { OWN_DRAFTS } from '../../api/own-drafts.ts';
import { useWhoNow } from '../../api/queries.ts';
import { afterFault, AGAIN_MS, type Autosave, autosave, type Saving } from './autosave.ts';
import { begin, drawn, type History } from './history.ts';
import type { Seen } from './local-copy.ts';
import { published as publishedVersion, resumed } from './resume.ts';
import { type DraftServer, draftServer, type ServerDraft } from './server-draft.ts';

interface Given {
  readonly id: string;
  readonly title: string;
  /** Whose draft it is; null where nobody's is kept on the server. */
  readonly person: string | null;
  readonly history: History;
  readonly published: JsonObject;
  /** The text of what is published. */
  readonly origin: string;
  readonly seen: Seen;
  readonly change: (by: (before: History) => History) => void;
}

/**
 * Saves on the server for whoever may write: begins with what the server has, or with what was last seen there. `saver` is null until the
 * server has told what it has; `saving` says then, too, how the draft stands.
 */
export function useSaver(given: Given): { readonly saver: Autosave | null; readonly saving: Saving } {
  const { id, person, change } = given;
  const { document } = given.history.present;
  const whoNow = useWhoNow();
  const queries = useQueryClient();
  const [begun, setBegun] = useState<{ readonly person: string; readonly saver: Autosave } | null>(null);
  const [sought, tell] = useState<Saving>({ kind: 'saving' });
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const last = useRef(given);
  useEffect(() => {
    last.current = given;
  });
  useEffect(() => {
    if (person === null) return undefined;
    const parts = {
      ...{ id, person, server: told(draftServer, () => void queries.invalidateQueries({ queryKey: OWN_DRAFTS })) },
      title: () => last.current.title,
      published: () => hash(last.current.published),
      isAnother: () => ![null, person].includes(whoNow()),
    };
    let own: Autosave | null = null;
    let isGone = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const start = (found: ServerDraft | null) => {
      if (isGone || own !== null) return;
      own = autosave(parts, found, redraw);
      goOn(own, found, last.current);
      setBegun({ person, saver: own });
    };
    const seek = () => {
      clearTimeout(waiting);
      tell({ kind: 'saving' });
      void draftServer.find(id, person).then(start, (error: unknown) => {
        if (isGone) return;
        const fault = afterFault(error);
        tell(fault);
        if (fault.kind === 'lost') waiting = setTimeout(seek, AGAIN_MS);
      });
    };
    seek();
    const online = () => (own === null ? seek() : void own.flush());
    window.addEventListener('online', online);
    return () => {
      isGone = true;
      clearTimeout(waiting);
      window.removeEventListener('online', online);
      void own?.flush();
      own?.stop();
      setBegun(null);
    };
  }, [id, person, change, whoNow, queries]);
  const saver = begun !== null && begun.person === person ? begun.saver : null;
  useEffect(() => {
    if (document !== null) saver?.save(document);
  }, [document, saver]);
  return { saver, saving: saver?.saving() ?? sought };
}

/** The server, which says when it has written: other definitions are read with this one. */
function told(server: DraftServer, hear: () => void): DraftServer {
  const heard = async <Done>(writing: Promise<Done>): Promise<Done> => {
    const done = await writing;
    hear();
    return done;
  };
  return {
    find: (id, person) => server.find(id, person),
    read: (id, release) => server.read(id, release),
    begin: (given) => heard(server.begin(given)),
    save: (draft, document) => heard(server.save(draft, document)),
    discard: (draft) => heard(server.discard(draft)),
  };
}

/** Goes on from what the server has. What is written on the page is saved by the page. */
function goOn(saver: Autosave, found: ServerDraft | null, { id, history, origin, seen, change }: Given): void {
  const way = resumed(history.present, origin, seen, found);
  if (way === 'anew') change(() => begin(found === null ? publishedVersion(id, origin) : drawn(found.document)));
  if (way === 'meet' && found !== null) saver.meet(found);
  if (way === 'discard') void saver.discard();
}
