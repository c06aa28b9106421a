import { hash, type JsonObject } from '../../../definitions/index.ts';
import { ServerError } from '../../api/client.ts';
import type { DraftServer, ServerDraft } from './server-draft.ts';

/** What a page knows of the draft on the server. */
export interface Known {
  /** As it was seen last; null where there is none. */
  readonly kept: ServerDraft | null;
  /** The hash of a text that was sent and not answered: whether it is kept is not known. */
  readonly sent: string | null;
}

export interface Parts {
  readonly id: string;
  readonly person: string;
  readonly title: () => string;
  readonly server: DraftServer;
}

/** What the server has by now, or a text of it that was neither seen nor sent here, which is not written over. */
export type Outcome = { readonly kept: ServerDraft | null } | { readonly theirs: ServerDraft };

/**
 * Brings the server to have a document as its draft, or none (`'nothing'`). It writes on what was last seen. Where that is not sure (a
 * save was not answered, nothing was seen, the server has another tag) the draft is looked at first, so that none is begun beside one
 * that is there, and a text that was sent from here is known again. `know` is told whatever is found out on the way. Refusals are thrown
 * as ServerError.
 */
export async function carryOut(
  wanted: JsonObject | 'nothing',
  { kept: before, sent }: Known,
  parts: Parts,
  know: (known: Known) => void,
): Promise<Outcome> {
  const wantedHash = wanted === 'nothing' ? null : hash(wanted);
  let kept = before;
  let isSure = kept !== null && sent === null && wanted !== 'nothing';
  let refusedOn: string | null = null;
  for (;;) {
    if (!isSure) {
      const found = await look(wanted, kept, parts);
      if (found !== null && ![kept?.hash, sent, wantedHash].includes(found.hash)) return { theirs: found };
      kept = found;
      know({ kept, sent: null });
    }
    if (kept?.hash === (wantedHash ?? undefined)) return { kept };
    try {
      return { kept: await write(wanted, kept, parts, know) };
    } catch (error) {
      if (!isMet(error) || kept === null || kept.tag === refusedOn) throw error;
      refusedOn = kept.tag;
      isSure = false;
    }
  }
}

/** The draft as it stands. One that was handed in, withdrawn or went live is none: what is written then is another. */
async function look(
  wanted: JsonObject | 'nothing',
  kept: ServerDraft | null,
  { id, person, server }: Parts,
): Promise<ServerDraft | null> {
  const found = kept === null ? null : await server.read(id, kept.release);
  if (found !== null || (kept !== null && wanted === 'nothing')) return found;
  return await server.find(id, person);
}

async function write(
  wanted: JsonObject | 'nothing',
  kept: ServerDraft | null,
  { title, server }: Parts,
  know: (known: Known) => void,
): Promise<ServerDraft | null> {
  if (wanted === 'nothing') {
    if (kept !== null) await server.discard(kept);
    return null;
  }
  know({ kept, sent: hash(wanted) });
  try {
    return await (kept === null ? server.begin({ title: title(), document: wanted }) : server.save(kept, wanted));
  } catch (error) {
    // A refusal is an answer: nothing was kept.
    if (!isUnanswered(error)) know({ kept, sent: null });
    throw error;
  }
}

const isMet = (error: unknown) => error instanceof ServerError && [404, 409, 412].includes(error.status);

/** Whether the server was not reached, or could not answer: it is tried again. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof ServerError && (error.status === 0 || error.status >= 500 || error.status === 429);
}
