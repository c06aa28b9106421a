import { hash, type JsonObject } from '../../../definitions/index.ts';
import { ServerError } from '../../api/client.ts';
import { carryOut, isUnanswered, type Known, type Parts } from './save-draft.ts';
import type { ServerDraft } from './server-draft.ts';

/**
 * Keeps a draft on the server while it is written. Saves and discarding follow each other in one line, each on what the one before
 * answered, so that a person's own saves never meet. What the server does not answer is tried again until it does. A text that the server
 * has and that was neither seen nor sent here is for the person to look at beside what was written, and nothing is written over.
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
  readonly known: () => Known;
  /** Whether the draft is to go, and is not known to be gone. */
  readonly isDiscarding: () => boolean;
  /** Saves this document soon; the last one given counts. No release is begun for what is published. */
  save(document: JsonObject): void;
  /** Saves at once what waits. */
  flush(): Promise<void>;
  /** The server has another text than is written here, and than was last saved from here. */
  meet(theirs: ServerDraft): void;
  /** Goes on from what the server has now: the person has seen it. */
  settle(theirs: ServerDraft): void;
  /** Takes the draft from the server: tried until it is done, or until something else is written. */
  discard(): Promise<void>;
  stop(): void;
}

/** What an autosave is made of. */
export interface AutosaveParts extends Parts {
  /** The hash of the document that is published. */
  readonly published: () => string;
  /** Whether somebody else is signed in by now, in whose name nothing of this draft may be written. */
  readonly isAnother: () => boolean;
}

export const AGAIN_MS = 4000;
const PAUSE_MS = 700;

export function autosave(parts: AutosaveParts, before: ServerDraft | null, changed: () => void): Autosave {
  let known: Known = { kept: before, sent: null };
  let wanted: JsonObject | 'nothing' | null = null;
  let saving: Saving = { kind: 'saved' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let isStopped = false;

  const tell = (next: Saving) => {
    saving = next;
    if (next.kind === 'lost') later(AGAIN_MS);
    if (!isStopped) changed();
  };
  const know = (next: Known) => {
    known = next;
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
  const isDone = (what: JsonObject | 'nothing') =>
    known.sent === null &&
    (what === 'nothing' ? known.kept === null : hash(what) === (known.kept?.hash ?? parts.published()));

  async function saveAll(): Promise<void> {
    while (wanted !== null && saving.kind !== 'conflict') {
      const now = wanted;
      if (isDone(now)) {
        wanted = null;
        continue;
      }
      if (parts.isAnother()) return tell({ kind: 'signed-out' });
      tell({ kind: 'saving' });
      try {
        const outcome = await carryOut(now, known, parts, know);
        if ('theirs' in outcome) return tell({ kind: 'conflict', theirs: outcome.theirs });
        if (wanted === now) wanted = null;
        know({ kept: outcome.kept, sent: null });
      } catch (error) {
        return tell(afterFault(error));
      }
    }
    if (saving.kind !== 'conflict') tell({ kind: 'saved' });
  }

  return {
    saving: () => saving,
    known: () => known,
    isDiscarding: () => wanted === 'nothing',
    save(document) {
      // What was discarded stays so until something else is written.
      if (wanted === 'nothing' && hash(document) === parts.published()) return;
      wanted = document;
      if (saving.kind === 'conflict') return;
      if (!isDone(document) && saving.kind !== 'lost') tell({ kind: 'saving' });
      later(PAUSE_MS);
    },
    flush: run,
    meet: (theirs) => tell({ kind: 'conflict', theirs }),
    settle(theirs) {
      known = { kept: theirs, sent: null };
      tell({ kind: 'saving' });
      later(0);
    },
    async discard() {
      wanted = 'nothing';
      // Both texts are in sight: it is the one that the server has now which is to go.
      if (saving.kind === 'conflict') known = { kept: saving.theirs, sent: null };
      tell({ kind: 'saving' });
      await run();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** How a draft stands after the server did not do what it was asked. */
export function afterFault(error: unknown): Saving {
  if (isUnanswered(error)) return { kind: 'lost' };
  if (error instanceof ServerError && error.status === 401) return { kind: 'signed-out' };
  return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
}
