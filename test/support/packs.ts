import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from '../../definitions/linking/identify.ts';
import { readJson } from '../../definitions/reading/read-json.ts';

const PACKS = fileURLToPath(new URL('../../definitions/packs', import.meta.url));

/** The documents of a shipped pack, with their places. Throws where a file is not strict JSON. */
export function packSources(pack: 'bank-crm' | 'bank-marketing'): readonly Source[] {
  const root = join(PACKS, pack);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return files.toSorted().map((file) => {
    const read = readJson(readFileSync(join(root, file)), file);
    if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems));
    return { document: read.document, place: file.split(sep).join('/') };
  });
}
