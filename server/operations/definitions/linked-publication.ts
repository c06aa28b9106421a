import { type Library, link } from '../../../definitions/index.ts';
import type { Publication } from '../../store/definitions.ts';

/** How many are kept: what is computed, examined and compared for one change asks for the same few publications. */
const MOST_KEPT = 2;

const kept = new Map<string, Library>();

/** What was published, linked; kept by what it consists of, whichever store it is read from. */
export function linkedPublication({ sources }: Publication): Library {
  const key = sources
    .map(({ id, version, hash, closure, written }) => [id, version, hash, closure, written])
    .join('\n');
  const library = kept.get(key) ?? link(sources);
  kept.delete(key);
  kept.set(key, library);
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
  return library;
}
