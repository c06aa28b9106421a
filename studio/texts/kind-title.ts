import { en } from './en.ts';
import type { Reader, Said } from './reader.ts';

/** A kind's name in the reader's language; a kind this page does not know is shown by its own name. */
export function kindTitle(kind: string, { t }: Pick<Reader, 't'>): string {
  const key = `kind.${kind}`;
  return isText(key) ? t(key) : kind;
}

/** Whether the studio has a text of this key. */
export function isText(key: string): key is Said {
  return Object.hasOwn(en, key) || Object.hasOwn(en, `${key}_other`);
}
