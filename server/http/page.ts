import Type from 'typebox';
import { httpProblem } from './problems.ts';
import { RefusedRequest } from './problem-reply.ts';

/** What a list asks of its address: where it goes on, and how much of it. */
export const pageQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'The `next` of the page before' })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
});

/** One page of a list: its items in their order, how many there are in all (of what the asker may see), and where the next begins. */
export const pageOf = <Item extends Type.TSchema>(item: Item) =>
  Type.Object({
    items: Type.Array(item),
    total: Type.Integer({ minimum: 0 }),
    next: Type.Union([Type.String(), Type.Null()]),
  });

/** How the people are called whom a list tells of by their ids. */
export const namesShown = Type.Array(Type.Object({ id: Type.String(), name: Type.String() }));

/** The cursor after an item: the key it is sorted by. It is opaque to clients, and no secret. */
export const cursorAfter = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key a cursor holds; undefined without a cursor. Throws where it is none of a list sorted like this. */
export function keyIn<Key extends readonly ('string' | 'number')[]>(cursor: string | undefined, ...types: Key) {
  if (cursor === undefined) return undefined;
  const key = parsed(Buffer.from(cursor, 'base64url').toString());
  const isKey = Array.isArray(key) && key.length === types.length && types.every((type, i) => isOf(type, key[i]));
  if (!isKey)
    throw new RefusedRequest([httpProblem('cursor-not-valid', { pointer: '' }, { found: cursor.slice(0, 60) })]);
  return key as { readonly [At in keyof Key]: Key[At] extends 'number' ? number : string };
}

/** Of a type, and such that a database of PostgreSQL can compare it with what it keeps. */
const isOf = (type: 'string' | 'number', part: unknown): boolean =>
  type === 'number' ? Number.isSafeInteger(part) : typeof part === 'string' && !part.includes('\0');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
