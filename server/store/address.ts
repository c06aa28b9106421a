import { join } from 'node:path';

/** Where a store is: plain data, which a thread can be given. */
export type StoreAddress =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgresql'; readonly url: string };

export type Dialect = StoreAddress['kind'];

/** What only one process does at a time, of all that have the same store. */
export type Purpose = 'schema' | 'first-start';

/** The store of a data folder: a file in it. */
export const sqliteIn = (dataFolder: string): Extract<StoreAddress, { kind: 'sqlite' }> => ({
  kind: 'sqlite',
  path: join(dataFolder, 'guiju.sqlite'),
});

/** The store that a configuration names. */
export const storeAddress = (config: {
  readonly dataFolder: string;
  readonly database: string | null;
}): StoreAddress =>
  config.database === null ? sqliteIn(config.dataFolder) : { kind: 'postgresql', url: config.database };

/** A store's name as it may be shown: never with a password. */
export function addressText(address: StoreAddress): string {
  if (address.kind === 'sqlite') return address.path;
  const { host, pathname } = new URL(address.url);
  return `postgres://${host}${pathname}`;
}
