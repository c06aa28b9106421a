import { useSyncExternalStore } from 'react';

/** The page's colours as values, for what draws outside style sheets. */
export interface Ink {
  readonly isDark: boolean;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly indigo: string;
  readonly paper: string;
  readonly font: string;
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');
let read: Ink | undefined;

/** The colours in force; follows the reader's light or dark. */
export function useInk(): Ink {
  return useSyncExternalStore(subscribe, () => (read ??= readInk()));
}

function subscribe(changed: () => void): () => void {
  const onChange = () => {
    read = undefined;
    changed();
  };
  dark.addEventListener('change', onChange);
  return () => {
    dark.removeEventListener('change', onChange);
  };
}

function readInk(): Ink {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    isDark: dark.matches,
    text: value('--ink'),
    faint: value('--ink-faint'),
    line: value('--line'),
    indigo: value('--indigo'),
    paper: value('--paper'),
    font: value('--font'),
  };
}

/** `toneOf` for what knows no `color-mix`: the same scale in sRGB. */
export function resolvedTone(strength: number, { indigo, paper }: Ink): string {
  const share = 0.12 + 0.88 * strength;
  const [from, to] = [channels(paper), channels(indigo)];
  return `rgb(${from.map((channel, i) => Math.round(channel + ((to[i] ?? channel) - channel) * share)).join(' ')})`;
}

function channels(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
