import { useMemo } from 'react';
import { hash, type Json, type JsonObject } from '../../definitions/index.ts';
import { useDeed } from '../api/deed.ts';
import { deeds, type Impact, type Release, useImpact } from '../api/releases.ts';
import { useKept } from '../ui/kept.ts';

/** An impact that this page asked the server for. */
export interface BegunImpact {
  /** Null where none was asked for. */
  readonly id: string | null;
  readonly found: Impact | undefined;
  readonly isLost: boolean;
  readonly error: Error | null;
  readonly begin: () => void;
  readonly forget: () => void;
}

/**
 * The impact of a release with those who move: the one that its approval binds. Where none is bound, one that this page begins, kept for
 * as long as the texts are the same.
 */
export function useBegunImpact({ id, members, impacts }: Pick<Release, 'id' | 'members' | 'impacts'>): BegunImpact {
  const { documents, retired, textHash } = useMemo(() => draftOf(members), [members]);
  const [own, keep] = useKept(`impact.${id}.${textHash}`, isText);
  const impact = impacts.find(({ isBound, state }) => isBound && state === 'done')?.id ?? own;
  const beginning = useDeed(() => deeds.beginImpact(documents, retired));
  const { data: found, error } = useImpact(impact ?? undefined);
  return {
    id: impact,
    found,
    isLost: beginning.error !== null || error !== null || (found !== undefined && !UNDER_WAY.has(found.state)),
    error: beginning.error ?? error,
    begin: () => beginning.mutate(undefined, { onSuccess: (begun) => keep(begun.id) }),
    forget: () => {
      beginning.reset();
      keep(null);
    },
  };
}

function draftOf(members: Release['members']) {
  // The server's documents came as JSON.
  const documents = members.flatMap(({ document }) => (document === null ? [] : [document as JsonObject]));
  const retired = members.flatMap(({ ref, change }) => (change === 'retire' ? [ref] : []));
  return { documents, retired, textHash: hash([documents, retired] as Json) };
}

const isText = (found: unknown): found is string => typeof found === 'string';
const UNDER_WAY: ReadonlySet<string> = new Set(['running', 'done']);
