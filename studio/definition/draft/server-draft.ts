import { hash, isObject, type JsonObject } from '../../../definitions/index.ts';
import { dataOf, server, ServerError } from '../../api/client.ts';
import type { operations } from '../../api/schema.d.ts';

type Release = operations['getRelease']['responses']['200']['content']['application/json'];
type Page = operations['listReleases']['responses']['200']['content']['application/json'];
type Written = operations['editRelease']['requestBody']['content']['application/json'];

/** A draft of one definition as the server keeps it: a member of a release that its author has not handed in. */
export interface ServerDraft {
  readonly release: string;
  /** The ETag of the release as it was seen. */
  readonly tag: string;
  readonly document: JsonObject;
  /** What the document says, whatever the order of its keys. */
  readonly hash: string;
  /** The release's own words and what else it changes, which saving leaves as they are. */
  readonly rest: Omit<Written, 'members'> & { readonly others: Written['members'] };
}

/** How drafts are kept on the server. Refusals are thrown as ServerError. */
export interface DraftServer {
  /** The draft of a definition that this person has not handed in; null where there is none. */
  find(id: string, person: string): Promise<ServerDraft | null>;
  /** One draft, as it stands; null where it is gone, was handed in or no longer changes the definition. */
  read(id: string, release: string): Promise<ServerDraft | null>;
  begin(given: { readonly title: string; readonly document: JsonObject }): Promise<ServerDraft>;
  save(draft: ServerDraft, document: JsonObject): Promise<ServerDraft>;
  /** Takes the definition out of its release; the release itself where it changes nothing else. */
  discard(draft: ServerDraft): Promise<void>;
}

const EDITED = ['draft', 'returned'] as const;
const isEdited = (state: string) => EDITED.some((one) => one === state);

export const draftServer: DraftServer = {
  async find(id, person) {
    for (const state of EDITED) {
      let cursor: string | null = null;
      do {
        const query = { state, limit: 200, ...(cursor === null ? {} : { cursor }) };
        const page: Page = await dataOf(server.GET('/api/v1/releases', { params: { query } }));
        for (const { id: release } of page.items.filter(
          ({ begunBy, refs }) => begunBy === person && refs.includes(id),
        )) {
          const own = await this.read(id, release);
          if (own !== null) return own;
        }
        cursor = page.next;
      } while (cursor !== null);
    }
    return null;
  },
  async read(id, release) {
    const asked = server.GET('/api/v1/releases/{release}', { params: { path: { release } } });
    const { response } = await asked.catch(lost);
    const found = response.status === 404 ? null : await dataOf(asked);
    if (found === null || !isEdited(found.state)) return null;
    const own = found.members.find(({ ref }) => ref === id);
    const document: unknown = own?.document;
    if (!isObject(document)) return null;
    return draftOf(found, response, document);
  },
  async begin({ title, document }) {
    const body = { title, members: [memberOf(document)] };
    const { id, tag } = await writtenBy(server.POST('/api/v1/releases', { body }));
    return { release: id, tag, document, hash: hash(document), rest: { title, note: '', goLiveAt: null, others: [] } };
  },
  async save(draft, document) {
    const { others, ...content } = draft.rest;
    const { tag } = await put(draft, { ...content, members: [...others, memberOf(document)] });
    return { ...draft, tag, document, hash: hash(document) };
  },
  async discard(draft) {
    const { others, ...content } = draft.rest;
    if (others.length > 0) {
      await put(draft, { ...content, members: [...others] });
      return;
    }
    const params = { path: { release: draft.release }, header: { 'if-match': draft.tag } };
    await dataOf(server.POST('/api/v1/releases/{release}/withdrawal', { params, body: {} }));
  },
};

function draftOf(found: Release, response: Response, document: JsonObject): ServerDraft {
  const { id, title, note, goLiveAt, members } = found;
  const others = members.flatMap(({ ref, document: other }): Written['members'] => {
    if (other === document) return [];
    // What the server kept of a document is one.
    return isObject(other) ? [memberOf(other)] : [{ retire: ref }];
  });
  const rest = { title, note, goLiveAt, others };
  return { release: id, tag: response.headers.get('etag') ?? '', document, hash: hash(document), rest };
}

// The server asks of a document that it has a kind and a name; the page saves none without.
const memberOf = (document: JsonObject) => ({ document: document as { kind: string; name: string } & JsonObject });

async function put({ release, tag }: ServerDraft, body: Written) {
  const params = { path: { release }, header: { 'if-match': tag } };
  return await writtenBy(server.PUT('/api/v1/releases/{release}', { params, body }));
}

async function writtenBy<Data extends { readonly id: string }>(
  asked: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<{ readonly id: string; readonly tag: string }> {
  const { id } = await dataOf(asked);
  const { response } = await asked;
  return { id, tag: response.headers.get('etag') ?? '' };
}

function lost(cause: unknown): never {
  throw new ServerError(0, cause instanceof Error ? cause.message : String(cause));
}
