import type { KeyboardEvent } from 'react';
import type { Deed } from './builder-context.ts';

/** What a key asks for on an item; undefined where it asks for nothing of ours. Text fields keep Delete for their text. */
export function deedOf(event: KeyboardEvent): Deed | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (event.nativeEvent.isComposing) return undefined;
  if (altKey && !ctrlKey && !metaKey) {
    if (!shiftKey) return key === 'ArrowUp' ? 'up' : key === 'ArrowDown' ? 'down' : undefined;
    return key === 'ArrowRight' ? 'in' : key === 'ArrowLeft' ? 'out' : undefined;
  }
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'g') return shiftKey ? 'unwrap' : 'wrap';
  return key === 'Delete' && !isTyping(event.target) ? 'remove' : undefined;
}

const isTyping = (target: EventTarget) =>
  target instanceof HTMLElement && target.matches('textarea, input:not([type="checkbox"])');
