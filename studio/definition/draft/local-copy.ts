/** A draft as this browser keeps it: it outlives a reload, a crash, a lost server and an ended session. */
export interface LocalCopy {
  readonly text: string;
  readonly isDrawn: boolean;
  /** The release that the server keeps it in, and what it said there when it was last saved or read. */
  readonly kept: { readonly release: string; readonly hash: string } | null;
}

const PREFIX = 'guiju.draft.';
const keyOf = (who: string, id: string) => `${PREFIX}${who}.${id}`;

/** Whose drafts those are that nobody signed in for. */
export const NOBODY = '';

export function readLocal(who: string, id: string): LocalCopy | null {
  try {
    return copyIn(localStorage.getItem(keyOf(who, id)));
  } catch {
    return null;
  }
}

function copyIn(written: string | null): LocalCopy | null {
  const found: unknown = JSON.parse(written ?? 'null');
  if (typeof found !== 'object' || found === null) return null;
  const { text, isDrawn, kept } = found as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string') return null;
  const { release, hash } = (kept ?? {}) as Readonly<Record<string, unknown>>;
  const isKept = typeof release === 'string' && typeof hash === 'string';
  return { text, isDrawn: isDrawn === true, kept: isKept ? { release, hash } : null };
}

/** Keeps a copy, or forgets it. Whether it was kept: a browser may keep nothing, or no more. */
export function writeLocal(who: string, id: string, copy: LocalCopy | null): boolean {
  try {
    if (copy === null) localStorage.removeItem(keyOf(who, id));
    else localStorage.setItem(keyOf(who, id), JSON.stringify(copy));
    return true;
  } catch {
    return false;
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
