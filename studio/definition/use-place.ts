import { type RefObject, useCallback, useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { SideTab } from './side-panel.tsx';

/**
 * A place in the definition, by its JSON pointer, which stands in the address (`?at=/classes/5/in`): a link leads there. The editor
 * marks its parts by `data-at`; what it does not show is shown by the JSON editor.
 */
export function usePlace({
  visual,
  setTab,
}: {
  readonly visual: RefObject<HTMLElement | null>;
  readonly setTab: (tab: SideTab) => void;
}): { readonly pointer: string | null; readonly goTo: (pointer: string) => void } {
  const [search, setSearch] = useSearchParams();
  const pointer = search.get('at');
  const goTo = useCallback(
    (place: string) => {
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          next.set('at', place);
          return next;
        },
        { replace: true },
      );
      if (!focusOn(visual.current, place)) setTab('json');
    },
    [setSearch, setTab, visual],
  );
  useEffect(() => {
    if (pointer === null) return undefined;
    // The editor is drawn when its definition is there.
    const waiting = setTimeout(() => focusOn(visual.current, pointer), 50);
    return () => clearTimeout(waiting);
    // Only the address that the page was opened with: later ones were gone to already.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return { pointer, goTo };
}

/** Brings the part at a pointer, or the nearest above it, into sight and puts the focus on it. Whether the editor shows it. */
function focusOn(visual: HTMLElement | null, pointer: string): boolean {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const part = visual?.querySelector<HTMLElement>(`[data-at="${CSS.escape(at)}"]`);
    if (part === null || part === undefined) continue;
    part.scrollIntoView({ block: 'center' });
    const focusable = part.matches('button, input, select, [tabindex]')
      ? part
      : part.querySelector<HTMLElement>('button, input, select, [tabindex]');
    focusable?.focus();
    return focusable !== null;
  }
  return false;
}
