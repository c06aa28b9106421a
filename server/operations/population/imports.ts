import { randomUUID } from 'node:crypto';
import type { Language } from '../../../definitions/index.ts';
import { isOrphan, OWN_MARK } from '../../batch/process-mark.ts';
import { populationProblem } from '../../population/problems.ts';
import type { Actor } from '../../store/actor.ts';
import type { ImportState, SnapshotImportTable } from '../../store/import-tables.ts';
import { findImport, insertImport, moveImport } from '../../store/imports.ts';
import { peopleThere } from '../../store/people.ts';
import { keepSnapshot, type Manifest } from '../../store/snapshots.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { actingPerson, notFound } from '../people/acting.ts';
import { actingImporter, refuseWaitingAuthors } from './acting-importer.ts';
import { type ImportJobs, MOST_IMPORTS } from './import-jobs.ts';
import { besideSamples, dayOf } from './import-population.ts';
import { dropTaken, takeUploads, uploadPath } from './upload.ts';

/** What is to be imported, of files that were sent before. */
export interface ImportAsked {
  readonly entity: string;
  readonly file: string;
  /** Each with the entity of its rows. */
  readonly related: readonly (readonly [entity: string, file: string])[];
  readonly feeds: readonly string[];
  readonly encoding: string | undefined;
  readonly sheet: string | number | undefined;
  readonly asOf: string | undefined;
  readonly language: Language;
}

const AT = { pointer: '' };
const subjectOf = (id: string): string => `import/${id}`;

/** Begins an import of files that were sent; answers its id at once, and lets it be carried out. */
export async function beginImport(
  store: Store,
  actor: Actor,
  asked: ImportAsked,
  jobs: ImportJobs,
): Promise<{ readonly id: string }> {
  const id = randomUUID();
  const subject = subjectOf(id);
  const { entity, file, related, asOf: day, ...how } = asked;
  const asOf = dayOf(day, jobs.clock);
  const twice = [entity, ...related.map(([of]) => of)].find((of, at, all) => all.indexOf(of) < at);
  if (twice !== undefined)
    throw new OperationRefused(subject, [populationProblem('entity-given-twice', AT, { entity: twice })]);
  if (jobs.isFull)
    throw new OperationRefused(subject, [populationProblem('imports-waiting', AT, { count: MOST_IMPORTS })]);
  const { people, uploads } = await store.write(actor, 'begin-import', async (tx) => {
    const behind = await actingImporter(tx, subject);
    if ((await peopleThere(tx.database)) === 'samples') throw new OperationRefused(subject, [besideSamples()]);
    await refuseWaitingAuthors(tx.database, entity, behind, subject);
    const taken = await takeUploads(tx, id, [file, ...related.map(([, other]) => other)]);
    const begun = { begun_by: actor.id, begun_by_name: actor.name, begun_at: tx.now.toISOString(), holder: OWN_MARK };
    await insertImport(tx.database, { id, entity, as_of: asOf, people: JSON.stringify(behind), ...begun });
    await tx.audit({ subject, body: { entity, asOf } });
    return { id, people: behind, uploads: taken };
  });
  const paths = new Map(uploads.map((upload) => [upload.id, uploadPath(jobs.dataFolder, upload)]));
  const pathOf = (upload: string) => paths.get(upload) ?? '';
  const others = Object.fromEntries(related.map(([of, upload]) => [of, pathOf(upload)]));
  const task = { id, entity, path: pathOf(file), related: others, asOf, ...how };
  jobs.begin({ task, people, uploads }, actor);
  return { id };
}

/**
 * Confirms or refuses a snapshot whose rows fell, by another person than those behind it; or takes it back, by one of these, who also
 * end an import that runs.
 */
export async function decideImport(
  store: Store,
  actor: Actor,
  id: string,
  decision: 'confirm' | 'refuse' | 'withdraw',
): Promise<{ readonly id: string; readonly state: ImportState }> {
  return await store.write(actor, `${decision}-import`, async (tx) => {
    const subject = subjectOf(id);
    await actingPerson(tx, subject);
    const [person] = await actingImporter(tx, subject);
    const row = await findImport(tx.database, id);
    if (row === undefined) throw notFound(subject);
    const isOwn = (JSON.parse(row.people) as readonly string[]).includes(person);
    if ((decision === 'withdraw') !== isOwn)
      throw new OperationRefused(subject, [populationProblem('import-takes-another', AT)]);
    await refuseWaitingAuthors(tx.database, row.entity, [person], subject);
    const decided_at = tx.now.toISOString();
    const state = STATES[decision];
    const to = { state, decided_by: person, decided_at };
    const isDecided =
      (await moveImport(tx.database, id, 'waiting', to)) ||
      (decision === 'withdraw' && !isOrphan(row.holder) && (await endRunning(tx, id, to)));
    if (!isDecided) throw new OperationRefused(subject, [populationProblem('import-decided', AT)]);
    if (decision === 'confirm') await keepConfirmed(tx.database, row, decided_at);
    await tx.audit({ subject, body: { state, snapshot: row.snapshot } });
    return { id, state };
  });
}

const STATES = { confirm: 'done', refuse: 'refused', withdraw: 'withdrawn' } as const;

/** Ends what still runs: whoever carries it out finds that it is not to be kept. */
async function endRunning(
  tx: Transaction,
  id: string,
  to: Parameters<typeof moveImport>[3] & { readonly decided_at: string },
): Promise<boolean> {
  if (!(await moveImport(tx.database, id, 'running', { ...to, ended_at: to.decided_at }))) return false;
  await dropTaken(tx, id);
  return true;
}

async function keepConfirmed(database: Database, row: SnapshotImportTable, importedAt: string): Promise<void> {
  const { snapshot, manifest, entity, as_of: asOf, begun_by_name: importedBy } = row;
  if (snapshot === null || manifest === null) throw new Error('What waits is whole');
  // Written by `keepImported`.
  await keepSnapshot(database, {
    id: snapshot,
    entity,
    asOf,
    importedAt,
    importedBy,
    manifest: JSON.parse(manifest) as Manifest,
  });
}
