import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { link } from '../../../definitions/index.ts';
import type { ImportListener } from '../../population/import-snapshot.ts';
import type { Snapshot } from '../../population/snapshot.ts';
import { readPublication } from '../../store/definitions.ts';
import { type ImportHost, importPopulation } from './import-population.ts';
import type { PopulateOptions } from './sample-source.ts';

/**
 * Imports the sample customers, with all that is related to them, by the same way as any population: they are the first snapshot of a
 * data folder that is tried out. Undefined where the definitions in force have no such customers.
 */
export async function sampleSnapshot(
  host: ImportHost,
  { customers, seed, asOf }: PopulateOptions,
  language: 'zh-CN' | 'en',
  told?: ImportListener,
): Promise<Snapshot | undefined> {
  const library = link((await readPublication(host.store.database)).sources);
  const entity = 'entity/customer';
  if (library.environment.entity(entity) === undefined) return undefined;
  const folder = join(host.duckdb.folder, 'sample');
  mkdirSync(folder);
  const { writeSample } = await import('../../sample/sample.ts');
  const tables = await writeSample(host.duckdb, folder, 'parquet', { customers, seed, asOf });
  const reached = [entity];
  for (const id of reached)
    for (const { entity: behind } of library.environment.entity(id)?.relations.values() ?? [])
      if (!reached.includes(behind) && tables[nameOf(behind)] !== undefined) reached.push(behind);
  const file = (id: string) => join(folder, `${nameOf(id)}.parquet`);
  const related = new Map(reached.slice(1).map((id) => [id, file(id)]));
  return await importPopulation(
    host,
    { library, entity, path: file(entity), related, asOf, language, isSample: true },
    told,
  );
}

const nameOf = (entity: string): string => entity.slice('entity/'.length);
