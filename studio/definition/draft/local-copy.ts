/** What was last seen of a draft on the server, and asked of it. */
export interface Seen {
  /** The release that keeps it, and what it said there when it was last saved or read. */
  readonly kept: { readonly release: string; readonly hash: string } | null;
  /** The hash of a text that was sent and not answered. */
  readonly sent: string | null;
  /** Whether it is to go from the server, which has not said yet that it is gone. */
  readonly isDiscarded: boolean;
}

/** A draft as this browser keeps it: it outlives a reload, a crash, a lost server and an ended session. */
export interface LocalCopy extends Seen {
  /** Null where it says what is published. */
  readonly text: string | null;
  readonly isDrawn: boolean;
  /** Whether the server has all of it. */
  readonly isSaved: boolean;
}

export const NOTHING_SEEN: Seen = { kept: null, sent: null, isDiscarded: false };

const PREFIX = 'guiju.draft.';
const keyOf = (who: string, id: string) => `${PREFIX}${who}.${id}`;

/** Whose drafts those are that nobody signed in for. */
export const NOBODY = '';

export function readLocal(who: string, id: string): LocalCopy | null {
  return readAt(keyOf(who, id));
}

function readAt(key: string): LocalCopy | null {
  try {
    return copyIn(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function copyIn(written: string | null): LocalCopy | null {
  const found: unknown = JSON.parse(written ?? 'null');
  if (typeof found !== 'object' || found === null) return null;
  const { text, isDrawn, kept, sent, isDiscarded, isSaved } = found as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string' && text !== null) return null;
  const { release, hash } = (kept ?? {}) as Readonly<Record<string, unknown>>;
  const isKept = typeof release === 'string' && typeof hash === 'string';
  return {
    text,
    isDrawn: isDrawn === true,
    kept: isKept ? { release, hash } : null,
    sent: typeof sent === 'string' ? sent : null,
    isDiscarded: isDiscarded === true,
    isSaved: isSaved === true,
  };
}

/**
 * Keeps a copy, or forgets it. What a person has here as a visitor wrote it is his alone by that, so that nobody else finds it. Whether
 * it was kept: a browser may keep nothing, or no more.
 */
export function writeLocal(who: string, id: string, copy: LocalCopy | null): boolean {
  try {
    if (copy === null) localStorage.removeItem(keyOf(who, id));
    else localStorage.setItem(keyOf(who, id), JSON.stringify(copy));
    const isTakenOver = who !== NOBODY && copy !== null && copy.text !== null;
    if (isTakenOver && readLocal(NOBODY, id)?.text === copy.text) localStorage.removeItem(keyOf(NOBODY, id));
    return true;
  } catch {
    return false;
  }
}

/**
 * Forgets the copies of which the server has all: done when somebody signs out, so that whoever uses the browser next does not find them.
 * What the server does not have stays in this browser, to be saved when its author signs in again: nothing that was typed is lost.
 */
export function forgetSaved(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(PREFIX) && readAt(key)?.isSaved === true) localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Hears of a copy that another tab of this browser wrote. The way back stops listening. */
export function onOtherTab(who: () => string, id: string, tell: (copy: LocalCopy | null) => void): () => void {
  const listen = ({ key, newValue }: StorageEvent) => {
    if (key !== keyOf(who(), id)) return;
    try {
      tell(copyIn(newValue));
    } catch {
      // What is no copy tells nothing.
    }
  };
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
}
