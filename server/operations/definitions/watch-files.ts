import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runSelf } from '../population/first-start.ts';
import type { Terminal } from '../../terminal.ts';

const WATCH_MS = 500;

/**
 * Loads a folder of definitions again when a file of it changes; where it has errors it says so, and what was in force stays. The folder
 * is looked at, not listened to: not every file system tells what happens in it.
 */
export function watchFiles(folder: string, dataFolder: string, terminal: Terminal): { readonly stop: () => void } {
  let before = signatureOf(folder);
  let isLoading = false;
  const look = async (): Promise<void> => {
    const now = signatureOf(folder);
    if (isLoading || now === before) return;
    [before, isLoading] = [now, true];
    try {
      const code = await runSelf(['load', folder, '--replace', '--data', dataFolder, '--lang', terminal.language]);
      if (code !== 0)
        terminal.tell({
          'zh-CN': '定义有错误；之前的仍然有效',
          en: 'The definitions have errors; those before stay in force',
        });
    } finally {
      isLoading = false;
    }
  };
  const timer = setInterval(() => void look(), WATCH_MS);
  return { stop: () => clearInterval(timer) };
}

/** Which files there are, how long, and when they were written. */
function signatureOf(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map((name) => {
        const { size, mtimeMs } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
        return `${name} ${size} ${mtimeMs}`;
      })
      .join('\n');
  } catch {
    return 'not there';
  }
}
