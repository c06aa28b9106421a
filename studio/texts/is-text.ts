import { en } from './en.ts';
import type { Said } from './reader.ts';

/** Whether the studio has a text of this key. */
export function isText(key: string): key is Said {
  return Object.hasOwn(en, key) || Object.hasOwn(en, `${key}_other`);
}
