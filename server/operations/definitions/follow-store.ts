import { setTimeout as wait } from 'node:timers/promises';
import type { Terminal } from '../../terminal.ts';
import type { Catalog } from './catalog.ts';
import type { Runtime } from './runtime.ts';

/**
 * How often the store is asked for a newer publication, and how long it is left alone at most after faults: so a node that finds its
 * database again is up to date within two seconds. It is asked in any case, not told: a message may come late, or to a connection that
 * is gone.
 */
const REFRESH_MS = 200;
const MOST_MS = 1000;

/**
 * Takes over what other processes publish, until the server stops. A fault is told once, and tried again less and less often. `onState`
 * hears what is in force after each change, and why nothing newer is.
 */
export async function followStore(
  runtime: Runtime,
  isStopping: () => boolean,
  terminal: Terminal,
  onState: (catalog: Catalog, fault: string | null) => void,
): Promise<void> {
  let told = '';
  let pause = REFRESH_MS;
  while (!isStopping()) {
    await wait(pause, undefined, { ref: false });
    if (isStopping()) return;
    try {
      if ((await runtime.refresh()) || told !== '') onState(runtime.catalog, null);
      told = '';
      pause = REFRESH_MS;
    } catch (error) {
      // A server that stops ends the thread that links.
      if (isStopping()) return;
      const text = error instanceof Error ? error.message : String(error);
      if (text !== told) {
        terminal.tell({ 'zh-CN': `无法读取新的定义：${text}`, en: `New definitions cannot be read: ${text}` });
        onState(runtime.catalog, text);
      }
      told = text;
      pause = Math.min(pause * 2, MOST_MS);
    }
  }
}
