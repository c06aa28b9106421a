import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const beside = fileURLToPath(new URL('../../../shared', import.meta.url));

/**
 * The absolute path of a file or folder of the external cases, which stand in a folder `shared` beside the checkout
 * (or where GUIJU_SHARED says); null where they are not there.
 */
export function sharedCases(path: string): string | null {
  const found = resolve(process.env['GUIJU_SHARED'] ?? beside, path);
  return existsSync(found) ? found : null;
}

/**
 * `describe` for cases that need `path` of the shared folder. Where it is absent, one case of that title is skipped and the
 * report names it with its reason.
 */
export function describeShared(title: string, path: string, cases: (folder: string) => void): void {
  const folder = sharedCases(path);
  if (folder !== null) describe(title, () => cases(folder));
  else describeSkipped(title, `shared/${path} is not beside the checkout`);
}

/** A group that cannot run here: one skipped case with its reason, never silence. */
export function describeSkipped(title: string, reason: string): void {
  describe(title, () => {
    it('needs what is not here', (context) => context.skip(reason));
  });
}
