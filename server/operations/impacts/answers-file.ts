import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DecisionFiles } from '../../population/impact/kept-decisions.ts';

/** Where an impact keeps the answers of single records: files of each definition, in a folder of its own. */
export const impactFolder = (dataFolder: string, id: string): string => join(dataFolder, 'impacts', id);

/** Ids of definitions are kind and name, of letters, digits and hyphens. */
export function answerFiles(dataFolder: string, id: string, ref: string): DecisionFiles {
  const path = (of: string) => join(impactFolder(dataFolder, id), `${ref.replace('/', '.')}.${of}.parquet`);
  return { all: path('all'), movers: path('movers') };
}

/** The answers of impacts by their places in a data folder, of those that are there: another node may hold the others. */
export const answerFilesThere = (
  dataFolder: string,
  results: readonly { readonly impact: string; readonly ref: string }[],
): readonly { readonly path: string; readonly sha256: null }[] =>
  results.flatMap(({ impact, ref }) =>
    Object.values(answerFiles(dataFolder, impact, ref)).flatMap((path: string) =>
      existsSync(path) ? [{ path: relative(dataFolder, path).replaceAll('\\', '/'), sha256: null }] : [],
    ),
  );
