import type { Database } from './tables.ts';

/** How a segmentation divides a population. */
export interface PopulationCounts {
  /** Customers by class; under `mode: "all"` one may be counted in several. */
  readonly classes: Readonly<Record<string, number>>;
  /** Decided, but put into no class. */
  readonly none: number;
  /** Not applicable, or refused with a problem. */
  readonly undecided: number;
}

/** A classified population: how big, for which day, from which seed. */
export interface Population {
  readonly customers: number;
  readonly seed: number;
  readonly asOf: string;
  readonly madeAt: string;
  /** By segmentation. */
  readonly counts: ReadonlyMap<string, { readonly closure: string; readonly counts: PopulationCounts }>;
}

/** The population that was classified last, or undefined. */
export async function readPopulation(database: Database): Promise<Population | undefined> {
  const row = await database.selectFrom('population').selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  const rows = await database.selectFrom('population_count').selectAll().execute();
  const counts = rows.map(
    ({ segmentation, closure, counts: text }): [string, { closure: string; counts: PopulationCounts }] => [
      segmentation,
      // Written by `savePopulation` only.
      { closure, counts: JSON.parse(text) as PopulationCounts },
    ],
  );
  return { customers: row.customers, seed: row.seed, asOf: row.as_of, madeAt: row.made_at, counts: new Map(counts) };
}

/** When the population was classified; it tells whether there is a newer one. */
export async function populationMadeAt(database: Database): Promise<string | undefined> {
  return (await database.selectFrom('population').select('made_at').executeTakeFirst())?.made_at;
}

/** Replaces the population. */
export async function savePopulation(database: Database, population: Population): Promise<void> {
  const { customers, seed, asOf, madeAt, counts } = population;
  await database.deleteFrom('population').execute();
  await database.deleteFrom('population_count').execute();
  await database.insertInto('population').values({ id: 1, customers, seed, as_of: asOf, made_at: madeAt }).execute();
  for (const [segmentation, { closure, counts: found }] of counts) {
    const row = { segmentation, closure, counts: JSON.stringify(found) };
    await database.insertInto('population_count').values(row).execute();
  }
}
