/** The population that was classified last: one row. */
export interface PopulationTable {
  readonly id: 1;
  readonly customers: number;
  readonly seed: number;
  readonly as_of: string;
  readonly made_at: string;
}

/** How many customers of the population a segmentation puts into each class. */
export interface PopulationCountTable {
  readonly segmentation: string;
  readonly closure: string;
  /** `Counts` as JSON. */
  readonly counts: string;
}

/** The populations that were imported. */
export interface SnapshotTable {
  readonly id: string;
  /** The entity whose population it is. */
  readonly entity: string;
  /** The day it describes. */
  readonly as_of: string;
  readonly imported_at: string;
  readonly imported_by: string;
  /** `Manifest` as JSON. */
  readonly manifest: string;
}

/** What a change of definitions does to the populations, as it was asked for and as far as it is known. */
export interface ImpactTable {
  readonly id: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly begun_by: string;
  readonly begun_by_name: string;
  readonly begun_at: string;
  readonly ended_at: string | null;
  /** The process that computes it. */
  readonly holder: string;
  /** The publication that the change is held against. */
  readonly base: number;
  /** The number of the frozen cuts in force; null of what was begun by an older program. */
  readonly cuts: number | null;
  /** What the changed texts, and the definitions that are gone, hash to. */
  readonly draft: string;
  /** The snapshots, and the definitions whose answers may change, as JSON; null until they are known. */
  readonly asked: string | null;
  /** The definitions whose answers may change of which there is no population: `ImpactLacking[]` as JSON; null of an older program. */
  readonly lacking: string | null;
  /** Of all reports with what they were made of; null until all are there. */
  readonly digest: string | null;
  /** Why it failed: `Problem[]` as JSON. */
  readonly problems: string;
}

/** The impact on the answers of one definition. */
export interface ImpactResultTable {
  readonly impact: string;
  readonly ref: string;
  /** `Impact` as JSON. */
  readonly report: string;
  /** `KeptDecisions` as JSON: how the file is read in which every record's answers stand. */
  readonly kept: string;
  readonly digest: string;
}
