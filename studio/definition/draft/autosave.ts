import { hash, type JsonObject } from '../../../definitions/index.ts';
import { ServerError } from '../../api/client.ts';
import type { DraftServer, ServerDraft } from './server-draft.ts';

/**
 * Keeps a draft on the server while it is written. Saves follow each other, each on the ETag that the one before answered, so that a
 * person's own saves never meet. A save that the server refuses because the draft is no longer what was seen reads it again: where it
 * says what was last saved, or what is to be saved, it goes on; else both are for the person to look at, and nothing is written over.
 */
export type Saving =
  /** There is nothing that the server does not have. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** The server is not reached; it is tried again. */
  | { readonly kind: 'lost' }
  /** The session has ended: saved when somebody signs in. */
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'conflict'; readonly theirs: ServerDraft };

export interface Autosave {
  readonly saving: () => Saving;
  /** What the server is known to have; null where it has no draft. */
  readonly kept: () => ServerDraft | null;
  /** Saves this document soon; the last one given counts. */
  save(document: JsonObject): void;
  /** Saves at once what waits. */
  flush(): Promise<void>;
  /** The server has another text than is written here, and than was last saved from here. */
  meet(theirs: ServerDraft): void;
  /** Goes on from what the server has now: the person has seen it. */
  settle(theirs: ServerDraft): void;
  discard(): Promise<void>;
  stop(): void;
}

const PAUSE_MS = 700;
const AGAIN_MS = 4000;

export function autosave({ id, title, server }: Parts, before: ServerDraft | null, changed: () => void): Autosave {
  let kept = before;
  let wanted: JsonObject | null = null;
  let saving: Saving = { kind: 'saved' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let isStopped = false;

  const tell = (next: Saving) => {
    saving = next;
    if (next.kind === 'lost') later(AGAIN_MS);
    if (!isStopped) changed();
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void run(), ms);
  };
  const run = async (): Promise<void> => {
    clearTimeout(timer);
    // What is wanted while a save is under way is saved behind it.
    running ??= saveAll().finally(() => {
      running = null;
    });
    await running;
  };

  async function saveAll(): Promise<void> {
    while (wanted !== null && saving.kind !== 'conflict') {
      const document = wanted;
      if (kept?.hash === hash(document)) {
        wanted = null;
        continue;
      }
      tell({ kind: 'saving' });
      try {
        const written = await writtenOn(kept, document, { id, title, server });
        if ('theirs' in written) return tell({ kind: 'conflict', theirs: written.theirs });
        kept = written.kept;
        if (wanted === document) wanted = null;
      } catch (error) {
        return tell(afterFault(error));
      }
    }
    if (saving.kind !== 'conflict') tell({ kind: 'saved' });
  }

  return {
    saving: () => saving,
    kept: () => kept,
    save(document) {
      wanted = document;
      if (saving.kind === 'conflict') return;
      if (kept?.hash !== hash(document) && saving.kind !== 'lost') tell({ kind: 'saving' });
      later(PAUSE_MS);
    },
    flush: run,
    meet: (theirs) => tell({ kind: 'conflict', theirs }),
    settle(theirs) {
      kept = theirs;
      tell({ kind: 'saving' });
      later(0);
    },
    async discard() {
      clearTimeout(timer);
      wanted = null;
      await running;
      const gone = kept;
      kept = null;
      await (gone === null ? Promise.resolve() : server.discard(gone)).then(
        () => tell({ kind: 'saved' }),
        (error: unknown) => {
          kept = gone;
          tell(afterFault(error));
        },
      );
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

interface Parts {
  readonly id: string;
  readonly title: () => string;
  readonly server: DraftServer;
}

/** Writes a document on what was last seen, where it may be written; a draft that says something else by now is theirs. */
async function writtenOn(
  kept: ServerDraft | null,
  document: JsonObject,
  { id, title, server }: Parts,
): Promise<{ readonly kept: ServerDraft } | { readonly theirs: ServerDraft }> {
  const begin = async () => ({ kept: await server.begin({ title: title(), document }) });
  if (kept === null) return await begin();
  try {
    return { kept: await server.save(kept, document) };
  } catch (error) {
    if (!(error instanceof ServerError) || ![404, 409, 412].includes(error.status)) throw error;
    const now = await server.read(id, kept.release);
    // It was handed in, withdrawn or went live: what is written now is another draft.
    if (now === null) return await begin();
    if (now.hash === hash(document)) return { kept: now };
    if (now.hash !== kept.hash) return { theirs: now };
    if (now.tag === kept.tag) throw error;
    return { kept: await server.save(now, document) };
  }
}

function afterFault(error: unknown): Saving {
  const status = error instanceof ServerError ? error.status : -1;
  if (status === 401) return { kind: 'signed-out' };
  if (status === 0 || status >= 500 || status === 429) return { kind: 'lost' };
  return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
}
