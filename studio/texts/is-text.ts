import { en } from './en.ts';
import type { Said } from './reader.ts';

/** Whether the studio has a text of this key. */
export function isText(key: string): key is Said {
  return Object.hasOwn(en, key) || Object.hasOwn(en, `${key}_other`);
}

type Operator<Key extends string> = Key extends `op.${infer Name}` ? Name : never;

/** The operators of conditions that the studio has words for, as they are written. */
export const OPERATORS = Object.keys(en)
  .filter((key) => key.startsWith('op.'))
  .map((key) => key.slice('op.'.length) as Operator<Said>);
