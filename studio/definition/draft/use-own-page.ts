import { useCallback, useState } from 'react';
import { useMe } from '../../api/queries.ts';
import { begin, type History } from './history.ts';
import { NOBODY } from './local-copy.ts';
import { openedFor, type OwnPage, published, signedInAs } from './resume.ts';

/** Who may write definitions that the server keeps. */
const WRITERS: readonly string[] = ['author', 'integrator'];

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
