import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { claimedId, isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import { useReader } from '../texts/reader.ts';
import { titleIn } from '../texts/titles.ts';
import { dataOf, server } from './client.ts';
import { begunAmong, draftsReached, type Mentions, type OwnDraft, withDrafts } from './drafts-reached.ts';
import { type Documents, type Summary, useCatalogue, useDefinition, useDocuments, useMe, usual } from './queries.ts';
import '../texts/drafts.ts';

export const OWN_DRAFTS = ['own-drafts'] as const;
/** Who may write definitions that the server keeps. */
export const WRITERS: readonly string[] = ['author', 'integrator'];
const NONE: readonly OwnDraft[] = [];
const NOTHING = { drafts: NONE, inForce: [] } as const;

/** The drafts of whoever is signed in, the newest release first; none of a visitor's, and none until they are known. */
export function useOwnDrafts(): readonly OwnDraft[] {
  const { data: me } = useMe();
  const isWriter = me?.kind === 'person' && me.rights.some(({ role }) => WRITERS.includes(role));
  const { data } = useQuery({
    ...usual,
    queryKey: [...OWN_DRAFTS, me?.kind === 'person' ? me.id : null],
    // The server's documents came as JSON.
    queryFn: async () => (await dataOf(server.GET('/api/v1/me/drafts'))).items as readonly OwnDraft[],
    enabled: isWriter,
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
  return (isWriter ? data : undefined) ?? NONE;
}

/** Definitions of which nothing is in force, as their author has begun them; each is told as a draft by its title. */
export function useBegunDocuments(): readonly JsonObject[] {
  const { say, t } = useReader();
  const own = useOwnDrafts();
  const known = useCatalogue().data?.definitions;
  return useMemo(() => {
    const inForce = new Set(known?.map(({ id }) => id));
    return begunAmong(own, inForce).flatMap(({ ref, document }) =>
      document === null ? [] : [{ ...document, title: t('drafts.titled', { title: say(titleIn(document) ?? ref) }) }],
    );
  }, [own, known, say, t]);
}

/** A definition's document; undefined where none is asked for, or it is not there yet. */
export function useDocument(id: string): JsonObject | undefined {
  const [kind = '', name = ''] = id.split('/');
  const begun = useBegunDocuments().find((document) => claimedId(document) === id);
  const found = useDefinition(kind, name, name !== '' && begun === undefined).data?.document as Json | undefined;
  return begun ?? (found !== undefined && isObject(found) ? found : undefined);
}

/** What may be chosen where a definition is to be named: what is in force, then what its author has begun. */
export type Choosable = Pick<Summary, 'id' | 'kind' | 'name'> & { readonly title: Summary['title'] | string };

export function useChoosable(): readonly Choosable[] {
  const known = useCatalogue().data?.definitions;
  const begun = useBegunDocuments();
  return useMemo(
    () => [
      ...(known ?? []),
      ...begun.map((document) => ({
        id: claimedId(document),
        kind: String(document['kind']),
        name: String(document['name']),
        title: String(document['title']),
      })),
    ],
    [known, begun],
  );
}

/** The documents of all definitions in force, and of those begun: asked for when somebody looks for something in any of them. */
export function useAllDocuments(isWanted: boolean): readonly unknown[] | undefined {
  const begun = useBegunDocuments();
  const { data } = useQuery({
    ...usual,
    queryKey: ['documents'],
    queryFn: async () => {
      const query = { include: 'document' } as const;
      const { definitions } = await dataOf(server.GET('/api/v1/definitions', { params: { query } }));
      return definitions.flatMap(({ document }): readonly unknown[] => (document === undefined ? [] : [document]));
    },
    enabled: isWanted,
  });
  return useMemo(() => (data === undefined ? undefined : [...data, ...begun]), [data, begun]);
}

/** What a draft is read with, and how that stands to what it can be handed in with. */
export interface DocumentsBeside {
  readonly data: Documents | undefined;
  /** Drafts that it stands on, of which nothing is in force and which are other changes: it can only be handed in with them. */
  readonly begun: readonly OwnDraft[];
  /** Drafts of what it stands on that are other changes: what is in force counts for it. */
  readonly elsewhere: readonly OwnDraft[];
}

/**
 * The documents that a definition is read with: what is in force; of a draft, over that what its release changes, and the definitions
 * begun by its author that it leads to. `mentions` tells which of some ids a draft, or what it leads to, speaks of.
 */
export function useDocumentsBeside({
  id,
  release,
  isDraft,
  wanted,
  mentions,
}: {
  readonly id: string;
  readonly release: string | null;
  readonly isDraft: boolean;
  /** What is asked for in any case: the definition itself, where it is in force. */
  readonly wanted: readonly string[];
  readonly mentions: Mentions;
}): DocumentsBeside {
  const own = useOwnDrafts();
  const known = useCatalogue().data?.definitions;
  const inForce = useMemo(() => new Set(known?.map((one) => one.id) ?? []), [known]);
  const reached = useMemo(
    () => (isDraft ? draftsReached(own, inForce, { id, release }, mentions) : NOTHING),
    [own, inForce, id, release, isDraft, mentions],
  );
  const drafts = useSame(reached.drafts);
  const asked = useMemo(() => [...new Set([...wanted, ...reached.inForce])], [wanted, reached]);
  const { data: published } = useDocuments(asked);
  const data = useMemo(() => withDrafts(published, drafts), [published, drafts]);
  return useMemo(() => {
    const isApart = (one: OwnDraft) => release !== null && one.release !== release;
    const read = new Set(data?.sources.map(({ document }) => claimedId(document)));
    return {
      data,
      begun: drafts.filter(isApart),
      elsewhere: isDraft
        ? own.filter((one) => isApart(one) && inForce.has(one.ref) && read.has(one.ref) && one.ref !== id)
        : NONE,
    };
  }, [data, drafts, own, inForce, release, isDraft, id]);
}

/** A list that stays the same object while its items do. */
function useSame<Item>(list: readonly Item[]): readonly Item[] {
  const [kept, keep] = useState(list);
  if (kept === list || (kept.length === list.length && kept.every((one, i) => one === list[i]))) return kept;
  keep(list);
  return list;
}
