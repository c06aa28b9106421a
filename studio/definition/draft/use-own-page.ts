import { useCallback, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '../../../definitions/index.ts';
import { WRITERS } from '../../api/own-drafts.ts';
import { useMe } from '../../api/queries.ts';
import { begin, type History, typed } from './history.ts';
import { NOBODY, onOtherTab } from './local-copy.ts';
import { openedFor, type OwnPage, published, signedInAs } from './resume.ts';

/**
 * Whose page of a definition it is, and its history. A session that ends does not change whose it is: what is written stays its
 * author's, and waits for him. Where nothing is written on it, the page follows what is published.
 */
export function useOwnPage(
  id: string,
  origin: string,
): OwnPage & {
  readonly isWriter: boolean;
  readonly change: (by: (before: History) => History) => void;
  /** Remembers that the draft is to go, which no server could be told yet. */
  readonly forget: () => void;
} {
  const { data: me } = useMe();
  const signedIn = me?.kind === 'person' ? (me.id ?? NOBODY) : NOBODY;
  const mayWrite = me?.kind === 'person' && me.rights.some(({ role }) => WRITERS.includes(role));
  const [page, setPage] = useState(() => ({ ...openedFor(signedIn, id, origin), isWriter: mayWrite, origin }));
  if (signedIn !== NOBODY && (signedIn !== page.who || mayWrite !== page.isWriter)) {
    const own = signedIn === page.who ? page : signedInAs(signedIn, page, id, page.origin);
    setPage({ ...page, ...own, isWriter: mayWrite });
  } else if (origin !== page.origin) {
    const isFollowing = page.history.present.text === page.origin;
    setPage({ ...page, origin, history: isFollowing ? begin(published(id, origin)) : page.history });
  }
  const change = useCallback(
    (by: (before: History) => History) =>
      setPage((before) => {
        const history = by(before.history);
        return history === before.history ? before : { ...before, history };
      }),
    [],
  );
  const forget = useCallback(
    () => setPage((before) => ({ ...before, seen: { ...before.seen, isDiscarded: true } })),
    [],
  );
  return { ...page, change, forget };
}

/** Another tab's change of a visitor's draft: taken where nothing was written here since, else for the person to look at. */
export function useOtherTab({
  id,
  origin,
  page,
}: {
  readonly id: string;
  readonly origin: string;
  readonly page: OwnPage & { readonly change: (by: (before: History) => History) => void };
}): readonly [JsonObject | null, () => void] {
  const [theirs, tell] = useState<{ readonly who: string; readonly document: JsonObject } | null>(null);
  const last = useRef(page);
  useEffect(() => {
    last.current = page;
  });
  useEffect(
    () =>
      onOtherTab(
        () => last.current.who,
        id,
        (copy) => {
          const { who, history, change } = last.current;
          // Whoever is signed in saves on the server, which tells of it.
          if (who !== NOBODY) return;
          const version = typed(id, copy?.text ?? origin);
          if (version.text === history.present.text) tell(null);
          else if (history.past.length === 0) change(() => begin({ ...version, isDrawn: copy?.isDrawn ?? true }));
          else if (version.document !== null) tell({ who, document: version.document });
        },
      ),
    [id, origin],
  );
  const clear = useCallback(() => tell(null), []);
  return [theirs?.who === page.who ? theirs.document : null, clear];
}
