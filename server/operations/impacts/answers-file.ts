import { join } from 'node:path';
import type { DecisionFiles } from '../../population/impact/kept-decisions.ts';

/** Where an impact keeps the answers of single records: files of each definition, in a folder of its own. */
export const impactFolder = (dataFolder: string, id: string): string => join(dataFolder, 'impacts', id);

/** Ids of definitions are kind and name, of letters, digits and hyphens. */
export function answerFiles(dataFolder: string, id: string, ref: string): DecisionFiles {
  const path = (of: string) => join(impactFolder(dataFolder, id), `${ref.replace('/', '.')}.${of}.parquet`);
  return { all: path('all'), movers: path('movers') };
}
