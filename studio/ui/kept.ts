import { useSyncExternalStore } from 'react';

const PREFIX = 'guiju.kept.';

/** What this page has of it, by its key: null where there is nothing. */
const held = new Map<string, unknown>();
const listeners = new Set<() => void>();

/**
 * A state that outlives a walk through other pages, and a reload: kept as JSON for as long as the browser's tab is open. What cannot be
 * read back, or is not of the shape asked for, is as if nothing had been kept; null is kept as nothing. What may not be written is kept
 * by the page alone, and gone with a reload.
 */
export function useKept<Kept>(
  key: string,
  isKept: (found: unknown) => found is Kept,
  mayBeWritten: (value: Kept) => boolean = () => true,
): readonly [Kept | null, (next: Kept | null) => void] {
  const found = useSyncExternalStore(listen, () => keptAt(key));
  const keep = (next: Kept | null) => keepAt(key, next, next !== null && mayBeWritten(next));
  return [isKept(found) ? found : null, keep];
}

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** What is kept under a key; null where that is nothing. */
export function keptAt(key: string): unknown {
  if (!held.has(key)) held.set(key, readAt(key));
  return held.get(key);
}

/** Keeps a value; where it may not be written, nothing of the key outlives the page. */
export function keepAt(key: string, value: unknown, isWritten: boolean): void {
  held.set(key, value);
  write(key, isWritten ? value : null);
  for (const hear of listeners) hear();
}

/** Forgets all whose key begins like this. */
export function forgetKept(start: string): void {
  for (const key of held.keys()) if (key.startsWith(start)) held.delete(key);
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX + start)) sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  for (const hear of listeners) hear();
}

function readAt(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null');
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing, or no more, forgets it at the next reload; the page goes on.
  }
}
