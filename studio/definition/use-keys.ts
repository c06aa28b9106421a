import { useEffect, useRef } from 'react';
import type { Draft } from './draft/use-draft.ts';

/** Undo, redo and save by their keys, wherever the focus is but in a text field, whose own text they undo there. */
export function useKeys(draft: Draft): void {
  const last = useRef(draft);
  useEffect(() => {
    last.current = draft;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase();
      if (key === 's') {
        event.preventDefault();
        last.current.saveNow();
        return;
      }
      const way = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : undefined;
      if (way === undefined || isTextField(event.target)) return;
      event.preventDefault();
      last.current[way]();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A field that waits for what will be typed has no text of its own to undo.
  if (target.dataset['undoes'] === 'document') return false;
  if (target.isContentEditable) return true;
  return target.matches(
    'textarea, select, input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"])',
  );
}
