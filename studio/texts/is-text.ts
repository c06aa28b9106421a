import { texts } from './bilingual.ts';
import type { Said } from './reader.ts';

/** Whether there is a text of this key by now. */
export function isText(key: string): key is Said {
  return [key, `${key}_other`].some((one) => texts.getResource('en', 'translation', one) !== undefined);
}
