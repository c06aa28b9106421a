import { useState } from 'react';

const PREFIX = 'guiju.kept.';

/**
 * A state that outlives a reload and a walk through other pages: kept as JSON for as long as the browser's tab is open. What cannot
 * be read back, or is not of the shape asked for, is as if nothing had been kept; null is kept as nothing.
 */
export function useKept<Kept>(
  key: string,
  isKept: (found: unknown) => found is Kept,
): readonly [Kept | null, (next: Kept | null) => void] {
  const [value, setValue] = useState(() => keptAt(key, isKept));
  const keep = (next: Kept | null) => {
    setValue(next);
    write(key, next);
  };
  return [value, keep];
}

function keptAt<Kept>(key: string, isKept: (found: unknown) => found is Kept): Kept | null {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null');
    return isKept(found) ? found : null;
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
