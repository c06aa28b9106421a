import { join } from 'node:path';

/** Where an impact keeps the answers of single records: a file a definition, in a folder of its own. */
export const impactFolder = (dataFolder: string, id: string): string => join(dataFolder, 'impacts', id);

/** Ids of definitions are kind and name, of letters, digits and hyphens. */
export const answersFile = (dataFolder: string, id: string, ref: string): string =>
  join(impactFolder(dataFolder, id), `${ref.replace('/', '.')}.parquet`);
