import { join } from 'node:path';
import { type Clock, systemClock } from '../clock.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import type { MoveListener } from './migrations/migration.ts';
import { type OpenDatabase, openSqlite } from './sqlite.ts';
import { storeErrorOf } from './store-error.ts';

/** The database file of a data folder. */
export const databasePath = (dataFolder: string): string => join(dataFolder, 'guiju.sqlite');

/** Opens the store of a data folder at the newest schema. Throws a StoreError. */
export async function openStore(
  dataFolder: string,
  options: { readonly mustExist?: boolean; readonly clock?: Clock; readonly told?: MoveListener | undefined } = {},
): Promise<OpenDatabase> {
  const path = databasePath(dataFolder);
  const open = openSqlite(path, options);
  try {
    await migrate(
      open.database,
      migrations,
      options.clock ?? systemClock,
      options.told === undefined ? {} : { told: options.told },
    );
    return open;
  } catch (error) {
    await open.close();
    throw storeErrorOf(error, path) ?? error;
  }
}
