import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the browser of the tests and the font list are kept; ignored by git, safe to delete. */
export const cacheFolder = fileURLToPath(new URL('../../.cache/browser', import.meta.url));

/** A Chromium and the folder of the libraries it brings along, if it brings any. */
export interface Browser {
  readonly executable: string;
  readonly libraries?: string;
}

/**
 * The Chromium that stands ready, or null: what GUIJU_CHROMIUM names, else the one that `install-browser.ts` unpacked from npm, else one
 * on the PATH. The one from npm is Chromium's headless shell: the same on every machine, and a third less work than a whole browser.
 */
export function findBrowser(): Browser | null {
  const named = process.env['GUIJU_CHROMIUM'];
  if (named !== undefined && named !== '') return { executable: named };
  return unpacked() ?? onPath();
}

function onPath(): Browser | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const executable = candidates.find((candidate) => existsSync(candidate));
  return executable === undefined ? null : { executable };
}

export function unpacked(): Browser | null {
  const executable = join(cacheFolder, 'chromium');
  const libraries = join(cacheFolder, 'al2023', 'lib');
  if (!existsSync(executable)) return null;
  return existsSync(libraries) && readdirSync(libraries).length > 0 ? { executable, libraries } : { executable };
}
