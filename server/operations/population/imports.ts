import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, Problem } from '../../../definitions/index.ts';
import { rootOf } from '../../authority/organisation.ts';
import { holdsOver, type Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import { isOrphan, OWN_MARK } from '../../batch/process-mark.ts';
import { populationProblem } from '../../population/problems.ts';
import { snapshotsFolder } from '../../population/snapshot.ts';
import type { Actor } from '../../store/actor.ts';
import type { ImportState, SnapshotImportTable } from '../../store/import-tables.ts';
import { findImport, insertImport, moveImport, type RowsFall } from '../../store/imports.ts';
import { peopleThere, readOrganisation } from '../../store/people.ts';
import { countsOf, keepSnapshot, type Manifest, type TableCounts } from '../../store/snapshots.ts';
import { OperationRefused, type Reader, type Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { actingPerson, notFound } from '../people/acting.ts';
import { actingImporter, refuseWaitingAuthors } from './acting-importer.ts';
import { type ImportJobs, MOST_IMPORTS } from './import-jobs.ts';
import { besideSamples, dayOf } from './import-population.ts';
import { refusalsOf } from './run-import.ts';
import { takeUploads, uploadPath } from './upload.ts';

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

/** Confirms or refuses a snapshot whose rows fell, by another person than those behind it; or takes it back, by one of these. */
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
    if (!(await moveImport(tx.database, id, 'waiting', { state, decided_by: person, decided_at })))
      throw new OperationRefused(subject, [populationProblem('import-decided', AT)]);
    if (decision === 'confirm') await keepConfirmed(tx.database, row, decided_at);
    await tx.audit({ subject, body: { state, snapshot: row.snapshot } });
    return { id, state };
  });
}

const STATES = { confirm: 'done', refuse: 'refused', withdraw: 'withdrawn' } as const;

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

/** Who may see what was imported: source, age and counts, over the whole bank. */
export const SEES_IMPORTS: readonly Role[] = [
  'importer',
  'integrator',
  'author',
  'approver',
  'auditor',
  'system-administrator',
];

export interface ImportShown {
  readonly id: string;
  readonly entity: string;
  readonly asOf: string;
  readonly state: ImportState;
  readonly begunBy: string;
  readonly begunAt: string;
  readonly endedAt: string | null;
  readonly snapshot: string | null;
  readonly tables: readonly TableCounts[];
  readonly falls: readonly RowsFall[];
  readonly problems: readonly Problem[];
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** One page of imports, newest first. */
export async function listImports(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  page: { readonly before: number | undefined; readonly limit: number },
) {
  return await read(async (database) => {
    await needBank(database, rights, SEES_IMPORTS, 'imports');
    const counted = await database
      .selectFrom('snapshot_import')
      .select((of) => of.fn.countAll().as('total'))
      .executeTakeFirst();
    const rows = await database
      .selectFrom('snapshot_import')
      .selectAll()
      .where('number', '<', page.before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('number', 'desc')
      .limit(page.limit)
      .execute();
    const next = rows.length === page.limit ? (rows.at(-1)?.number ?? null) : null;
    return { items: rows.map(shown), total: Number(counted?.total ?? 0), next };
  });
}

export async function readImport(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  id: string,
): Promise<ImportShown> {
  return await read(async (database) => {
    await needBank(database, rights, SEES_IMPORTS, subjectOf(id));
    const row = await findImport(database, id);
    if (row === undefined) throw notFound(subjectOf(id));
    return shown(row);
  });
}

/** The side file of the rows that an import refused, of one entity: for whoever imports. That it was read is in the audit. */
export async function readRefusals(
  store: Store,
  actor: Actor,
  { id, entity, dataFolder }: { readonly id: string; readonly entity: string | undefined; readonly dataFolder: string },
): Promise<string> {
  return await store.write(actor, 'read-refused-rows', async (tx) => {
    const subject = subjectOf(id);
    await actingImporter(tx, subject);
    const row = await findImport(tx.database, id);
    if (row === undefined) throw notFound(subject);
    const manifest = row.manifest === null ? null : (JSON.parse(row.manifest) as Manifest);
    const table = manifest?.tables.find((one) => one.entity === (entity ?? row.entity));
    const path =
      manifest === null
        ? refusalsOf(dataFolder, id)
        : join(snapshotsFolder(dataFolder), row.snapshot ?? '', table?.refusals?.file ?? '\0');
    if (path.includes('\0') || !existsSync(path))
      throw new OperationRefused(subject, [populationProblem('refusals-not-there', AT)]);
    await tx.audit({ subject, body: { entity: entity ?? row.entity } });
    return path;
  });
}

async function needBank(
  database: Database,
  rights: readonly Right[],
  roles: readonly Role[],
  subject: string,
): Promise<void> {
  const organisation = await readOrganisation(database);
  if (!holdsOver(organisation, rights, roles, rootOf(organisation))) throw notFound(subject);
}

function shown(row: SnapshotImportTable): ImportShown {
  const manifest = row.manifest === null ? null : (JSON.parse(row.manifest) as Manifest);
  const isLost = (row.state === 'running' && isOrphan(row.holder)) || (row.state === 'failed' && row.ended_at === null);
  return {
    id: row.id,
    entity: row.entity,
    asOf: row.as_of,
    state: isLost ? 'failed' : row.state,
    begunBy: row.begun_by_name,
    begunAt: row.begun_at,
    endedAt: row.ended_at,
    snapshot: row.snapshot,
    tables: manifest === null ? [] : countsOf(manifest),
    falls: JSON.parse(row.falls) as readonly RowsFall[],
    problems: isLost ? [populationProblem('import-lost', AT)] : (JSON.parse(row.problems) as readonly Problem[]),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
