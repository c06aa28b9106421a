import { join } from 'node:path';
import { type Cuts, cutsIn, type Library, shareHighs } from '../../../definitions/index.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { runBatch } from '../../batch/run-batch.ts';
import { type Snapshot } from '../../population/snapshot.ts';
import { changedCuts, type CutsChange, readCuts } from '../../store/cuts.ts';
import { readMembers } from '../../store/definitions.ts';
import type { Database } from '../../store/tables.ts';
import { populationOf } from './population-of.ts';

/** A change of definitions, and the cuts in force. */
export interface Divided {
  readonly before: Library;
  readonly after: Library;
  readonly cuts: Cuts;
}

/** The populations that are judged, and how an engine is opened for the work on one of them. */
export interface Judged {
  /** The folder of all snapshots. */
  readonly folder: string;
  readonly snapshots: readonly Snapshot[];
  open(snapshot: Snapshot): Promise<Duckdb>;
}

/**
 * The cuts of every segmentation by share that a change adds, changes or reaches, frozen anew on the populations. One whose population
 * is not there keeps the cuts it has, unless they divide into another number of classes; one of which nobody has a figure has none.
 */
export async function draftCuts(
  { before, after, cuts }: Divided,
  judged: Judged,
  ids: readonly string[] = dividedAnew(before, after),
): Promise<CutsChange> {
  const left = new Set(ids);
  let change: CutsChange = {};
  while (left.size > 0) {
    // What another one reads is divided first: definitions know no circles.
    const id = [...left].find((one) => readBy(after, one).every((other) => other === one || !left.has(other)));
    if (id === undefined) throw new Error('Segmentations by share read each other in a circle');
    left.delete(id);
    const facts = after.environment.decision(id)?.facts;
    const entity = facts?.kind === 'entity' ? facts.entity : undefined;
    const snapshot = judged.snapshots.find(({ manifest }) => manifest.entity === entity);
    if (snapshot !== undefined)
      change = { ...change, [id]: await cutsOn(snapshot, { id, after, cuts: changedCuts(cuts, change) }, judged) };
    else if (!fits(after, id, cuts[id])) change = { ...change, [id]: null };
  }
  return change;
}

/** What is gone back to: a publication, and the number of the frozen cuts that stood with it; null where the same stand still. */
export interface Restored {
  readonly publication: number;
  readonly cuts: number | null;
}

/**
 * What is frozen with a change: anew on the populations. Of what undoes another, the cuts that stood before; but only of segmentations
 * that say what they said then: a text that went live since is divided anew, for cuts of one text divide no other. Populations are
 * looked for only where something is divided: a roll back must be possible without them.
 */
export async function cutsWith(
  database: Database,
  restores: Restored | undefined,
  divided: Divided,
  judged: () => Promise<Judged>,
): Promise<CutsChange> {
  const { before, after } = divided;
  const anew = dividedAnew(before, after);
  if (anew.length === 0) return {};
  if (restores === undefined) return await draftCuts(divided, await judged(), anew);
  const then = new Map((await readMembers(database, restores.publication)).map((one) => [one.id, one.closure]));
  const isBack = (id: string) => after.definitions.get(id)?.closure === then.get(id);
  const old = restores.cuts === null ? null : (await readCuts(database, restores.cuts)).cuts;
  const back = old === null ? {} : Object.fromEntries(anew.filter(isBack).map((id) => [id, old[id] ?? null]));
  const cuts = changedCuts(divided.cuts, back);
  const others = anew.filter((id) => !isBack(id));
  if (others.length === 0) return back;
  return { ...back, ...(await draftCuts({ ...divided, cuts }, await judged(), others)) };
}

const dividedAnew = (before: Library, { definitions }: Library): readonly string[] =>
  [...definitions.values()].flatMap(({ id, closure, document }) =>
    shareHighs(document) === undefined || before.definitions.get(id)?.closure === closure ? [] : [id],
  );

const readBy = ({ environment }: Library, id: string): readonly string[] => {
  const decision = environment.decision(id);
  return decision === undefined ? [] : [...cutsIn([decision])];
};

const fits = ({ definitions }: Library, id: string, cuts: Cuts[string] | undefined): boolean =>
  cuts === undefined || cuts.length === (shareHighs(definitions.get(id)?.document ?? {}) ?? []).length - 1;

async function cutsOn(
  snapshot: Snapshot,
  { id, after, cuts }: Omit<Divided, 'before'> & { readonly id: string },
  { folder, open }: Judged,
): Promise<Cuts[string] | null> {
  const { [id]: _replaced, ...others } = cuts;
  const { organisation: _organisation, value: _value, ...population } = populationOf(folder, snapshot, after);
  const duckdb = await open(snapshot);
  try {
    const { frozen } = await runBatch(duckdb, {
      ...population,
      library: after,
      refs: [id],
      cuts: others,
      output: join(duckdb.folder, 'divided.parquet'),
      columns: [],
      parts: new Set(),
      isCounted: false,
      isKeyNoted: false,
      force: true,
    });
    return frozen[id] ?? null;
  } finally {
    duckdb.close();
  }
}
