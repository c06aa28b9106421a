import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from '../../../../definitions/index.ts';

/** The documents of a shipped pack, as sources to be linked. */
export function packSources(name: string): readonly Source[] {
  const folder = fileURLToPath(new URL(`../../../../definitions/packs/${name}/`, import.meta.url));
  return readdirSync(folder).flatMap((kind) =>
    readdirSync(join(folder, kind)).map((file) => ({
      document: JSON.parse(readFileSync(join(folder, kind, file), 'utf8')) as unknown,
      place: `${kind}/${file}`,
    })),
  );
}
