import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/**
 * A place in the definition, by its JSON pointer, which stands in the address (`?at=/classes/5/in`): a link leads there. The editor
 * marks its parts by `data-at`; what it does not show is shown by the JSON editor.
 */
export function usePlace({
  visual,
  isDrawn,
}: {
  readonly visual: RefObject<HTMLElement | null>;
  /** Whether the editor shows what it can of the definition: no part is looked for before. */
  readonly isDrawn: boolean;
}): { readonly pointer: string | null; readonly goTo: (pointer: string) => void } {
  const [search, setSearch] = useSearchParams();
  const pointer = search.get('at');
  const isOpened = useRef(false);
  const goTo = useCallback(
    (place: string) => {
      isOpened.current = true;
      const isShown = focusOn(visual.current, place);
      // At once: each of two changes of an address would be made of the address before both.
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          next.set('at', place);
          if (!isShown) next.set('tab', 'json');
          return next;
        },
        { replace: true },
      );
    },
    [setSearch, visual],
  );
  // The address that the page was opened with; later ones were gone to already.
  useEffect(() => {
    if (isOpened.current || !isDrawn) return undefined;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      // The code of the editor is on its way.
      if (visual.current?.querySelector('.loading') instanceof Element) return;
      fetching.disconnect();
      // Behind all that is done when a page is opened: it is scrolled to its beginning.
      waiting = setTimeout(() => {
        isOpened.current = true;
        if (pointer !== null) goTo(pointer);
      });
    };
    const fetching = new MutationObserver(open);
    if (visual.current !== null) fetching.observe(visual.current, { childList: true, subtree: true });
    open();
    return () => {
      fetching.disconnect();
      clearTimeout(waiting);
    };
  }, [isDrawn, pointer, goTo, visual]);
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
