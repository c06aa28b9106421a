import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { DocumentChange, JsonObject, Language, LinePair, Message } from '../../definitions/index.ts';
import { type AnswerOf, dataOf, server } from './client.ts';
import { usual } from './queries.ts';

export type Release = AnswerOf<'getRelease'>;
export type ReleaseListed = AnswerOf<'listReleases'>['items'][number];
export type Notice = AnswerOf<'listNotices'>['items'][number];
export type Version = AnswerOf<'listVersions'>['items'][number];
export type Impact = AnswerOf<'getImpact'>;
/** What a change does to one decision's population. */
export type ImpactReport = Impact['results'][number]['report'];

/** What became of definitions, in both languages. */
export type Difference = Omit<AnswerOf<'getReleaseDifference'>, 'differences'> & {
  readonly differences: readonly {
    readonly ref: string;
    readonly title: Message;
    readonly kind: 'reached' | 'changed' | 'added' | 'removed';
    readonly by: readonly string[];
    readonly words: Readonly<Record<Language, readonly string[]>>;
    readonly lines: Readonly<Record<Language, readonly LinePair[]>>;
    /** Of one that changed, the text that its changes begin with. */
    readonly before: JsonObject | null;
    readonly changes: readonly DocumentChange[];
  }[];
};

/** What a person decides of changes while away may have moved: they are asked for again whenever the page is looked at. */
const lively = { ...usual, staleTime: 2000, refetchOnWindowFocus: true } as const;

/** The releases somebody may see, newest first, a page at a time. */
export function useReleases() {
  return useInfiniteQuery({
    ...lively,
    queryKey: ['releases'],
    queryFn: ({ pageParam }) =>
      dataOf(
        server.GET('/api/v1/releases', {
          params: { query: { limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function useNotices() {
  return useQuery({ ...lively, queryKey: ['notices'], queryFn: () => dataOf(server.GET('/api/v1/notices')) });
}

const PASSING: ReadonlySet<string> = new Set(['approved', 'due', 'rechecking']);

/** A release as it is now, with the ETag that its writing takes; asked for again while the server is about to let it go live. */
export function useRelease(id: string) {
  return useQuery({
    ...lively,
    queryKey: ['release', id],
    queryFn: async () => {
      const path = { release: id };
      const asked = server.GET('/api/v1/releases/{release}', { params: { path } });
      const release = await dataOf(asked);
      return { release, tag: (await asked).response.headers.get('etag') ?? '' };
    },
    refetchInterval: ({ state }) => (PASSING.has(state.data?.release.state ?? '') ? 1500 : false),
  });
}

/** What a release changes, of the text that it has by its content; never that of another beside it. */
export function useReleaseDifference({ id, content, state }: Pick<Release, 'id' | 'content' | 'state'>) {
  return useQuery({
    ...usual,
    queryKey: ['difference', id, content, state === 'live'],
    queryFn: async ({ client }) => {
      const path = { release: id };
      // The server tells changes as the language's own steps.
      const found = await dataOf(server.GET('/api/v1/releases/{release}/difference', { params: { path } }));
      if (found.content === content) return found as Difference;
      // It was written on since it was read: it is read anew, and so is what it changes.
      await client.invalidateQueries({ queryKey: ['release', id] });
      return null;
    },
    refetchInterval: (query) => (query.state.data === null ? 1000 : usual.refetchInterval(query)),
  });
}

export function useReleaseImpact({ id, revision, hash }: Pick<Release, 'id' | 'revision' | 'hash'>) {
  return useQuery({
    ...usual,
    queryKey: ['release-impact', id, revision, hash],
    queryFn: async () => {
      const path = { release: id };
      const found = await dataOf(server.GET('/api/v1/releases/{release}/impact', { params: { path } }));
      return { ...found, report: found.report as readonly ImpactReport[] | null };
    },
  });
}

export function useVersions(kind: string, name: string) {
  return useQuery({
    ...lively,
    queryKey: ['versions', kind, name],
    queryFn: () =>
      dataOf(server.GET('/api/v1/definitions/{kind}/{name}/versions', { params: { path: { kind, name } } })),
  });
}

export function useVersionDifference(kind: string, name: string, from: number, to: number) {
  return useQuery({
    ...usual,
    queryKey: ['version-difference', kind, name, from, to],
    queryFn: async () => {
      const params = { path: { kind, name }, query: { from, to } };
      const found = await dataOf(server.GET('/api/v1/definitions/{kind}/{name}/difference', { params }));
      return found as unknown as Difference;
    },
    enabled: from !== to,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** An impact that the server computes; asked for again until it is there. */
export function useImpact(id: string | undefined) {
  return useQuery({
    ...usual,
    queryKey: ['impact', id],
    queryFn: () => dataOf(server.GET('/api/v1/impacts/{impact}', { params: { path: { impact: id ?? '' } } })),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 400 : false),
  });
}

/** One who moves and was looked at: by which decision, and his row of the snapshot. */
export interface OpenedMover {
  readonly ref: string;
  readonly row: number;
}

export interface MoversAsked {
  readonly impact: string;
  readonly ref: string;
  readonly from?: string;
  readonly to?: string;
}

/** Those who move, a page at a time. */
export function useMovers({ impact, ...filter }: MoversAsked) {
  return useInfiniteQuery({
    ...usual,
    queryKey: ['movers', impact, filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        server.GET('/api/v1/impacts/{impact}/movers', {
          params: {
            path: { impact },
            query: { ...filter, limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** The code of a sample person, who has no authenticator: asked for until there is one that was not used yet. */
export function useSampleCode(isWanted: boolean) {
  return useQuery({
    ...usual,
    queryKey: ['sample-code'],
    queryFn: async () => (await dataOf(server.GET('/api/v1/me/sample-code'))).code,
    enabled: isWanted,
    gcTime: 0,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === null ? 2000 : false),
  });
}

export type Member = { readonly document: JsonObject; readonly replaces?: string } | { readonly retire: string };
export interface Content {
  readonly title: string;
  readonly note: string;
  readonly goLiveAt: string | null;
  readonly members: readonly Member[];
  /** Releases whose texts it begins with; their writers stay its writers. */
  readonly copyOf?: readonly string[];
}

/** The members of a release as they are written anew into it; the server keeps each on what it was written on. */
export const membersOf = ({ members }: Pick<Release, 'members'>): readonly Member[] =>
  members.map(({ ref, document }) =>
    // The server's documents came as JSON.
    document === null ? { retire: ref } : { document: document as JsonObject },
  );

export const deeds = {
  begin: (content: Content) =>
    dataOf(server.POST('/api/v1/releases', { body: bodyOf(content) as never })) as Promise<{ readonly id: string }>,
  /** Writes a release anew; answers the ETag of what was written. */
  edit: async (id: string, tag: string, content: Content): Promise<string> => {
    const asked = server.PUT('/api/v1/releases/{release}', {
      params: { path: { release: id }, header: { 'if-match': tag } },
      body: bodyOf(content) as never,
    });
    await dataOf(asked);
    return (await asked).response.headers.get('etag') ?? '';
  },
  submit: (id: string, tag: string, acceptsCases: string | null) =>
    dataOf(
      server.POST('/api/v1/releases/{release}/submission', {
        params: { path: { release: id }, header: { 'if-match': tag } },
        body: acceptsCases === null ? {} : { acceptsCases },
      }),
    ),
  approve: (id: string, hash: string, code: string, opened: readonly OpenedMover[]) =>
    dataOf(
      server.POST('/api/v1/releases/{release}/approval', { ...at(id), body: { hash, code, opened: [...opened] } }),
    ),
  return: (id: string, hash: string, reason: string) =>
    dataOf(server.POST('/api/v1/releases/{release}/return', { ...at(id), body: { hash, reason } })),
  refuse: (id: string, hash: string, reason: string) =>
    dataOf(server.POST('/api/v1/releases/{release}/refusal', { ...at(id), body: { hash, reason } })),
  withdraw: (id: string, tag: string) =>
    dataOf(
      server.POST('/api/v1/releases/{release}/withdrawal', {
        params: { path: { release: id }, header: { 'if-match': tag } },
        body: {},
      }),
    ),
  takeBack: (id: string) =>
    dataOf(server.POST('/api/v1/releases/{release}/approval/taking-back', { ...at(id), body: {} })),
  rollBack: (id: string, reason: string) =>
    dataOf(server.POST('/api/v1/releases/{release}/roll-back', { ...at(id), body: { reason } })),
  review: (id: string, text: string) =>
    dataOf(server.POST('/api/v1/releases/{release}/review', { ...at(id), body: { text } })),
  remark: (id: string, body: { readonly text: string; readonly ref?: string; readonly pointer?: string }) =>
    dataOf(server.POST('/api/v1/releases/{release}/remarks', { ...at(id), body })),
  settle: (notice: number) =>
    dataOf(server.POST('/api/v1/notices/{notice}/settlement', { params: { path: { notice } } })),
  beginImpact: (documents: readonly JsonObject[], retired: readonly string[]) =>
    dataOf(server.POST('/api/v1/impacts', { body: { documents, retired } as never })),
} as const;

const at = (id: string) => ({ params: { path: { release: id } } });

const bodyOf = ({ title, note, goLiveAt, members, copyOf }: Content): object => ({
  title,
  note,
  goLiveAt,
  members,
  ...(copyOf === undefined ? {} : { copyOf }),
});
