import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonObject, link } from '../../../definitions/index.ts';
import { openDuckdb } from '../../../server/batch/duckdb.ts';
import type { Clock } from '../../../server/clock.ts';
import { importPopulation } from '../../../server/operations/population/import-population.ts';
import { loadDefinitions } from '../../../server/operations/definitions/load-definitions.ts';
import { keptImpactOf } from '../../../server/operations/impacts/fitting-impact.ts';
import { type ImpactJobs, impactJobs } from '../../../server/operations/impacts/impact-jobs.ts';
import { directRunner } from '../../../server/operations/impacts/impact-runner.ts';
import { approveRelease } from '../../../server/operations/releases/approve.ts';
import { boundReport, type OpenedMover } from '../../../server/operations/releases/bound-impact.ts';
import { directExaminer, type Examiner } from '../../../server/operations/releases/examine.ts';
import { goLive } from '../../../server/operations/releases/go-live.ts';
import { findStanding } from '../../../server/operations/releases/release-rows.ts';
import { submitRelease } from '../../../server/operations/releases/submit.ts';
import { beginRelease, editRelease } from '../../../server/operations/releases/write-release.ts';
import type { AskedMember } from '../../../server/operations/releases/content.ts';
import { systemActor } from '../../../server/store/actor.ts';
import { OperationRefused, type Store } from '../../../server/store/store.ts';
import { tester } from './bank.ts';
import { documents, scorecard, segmentation } from './definitions.ts';
import { as, codeAt, seedPeople, type SeededPerson } from './people.ts';
import type { Stores } from './stores.ts';

/** Who changes definitions: two authors, two who may approve, one who may both; one of each in a branch. */
export const RELEASE_STAFF: readonly SeededPerson[] = [
  { id: 'ann', node: 'bank', roles: ['author'] },
  { id: 'ada', node: 'bank', roles: ['author'] },
  { id: 'ben', node: 'bank', roles: ['approver'] },
  { id: 'bob', node: 'bank', roles: ['approver'] },
  { id: 'cem', node: 'bank', roles: ['author', 'approver'] },
  { id: 'eva', node: 'east', roles: ['approver'] },
  { id: 'eli', node: 'east', roles: ['author'] },
  { id: 'sec', node: 'bank', roles: ['security-administrator'] },
  { id: 'sys', node: 'bank', roles: ['system-administrator'] },
  { id: 'lou', node: 'bank', roles: ['auditor'] },
];

export const KEEPER = systemActor('release-keeper');

/** A bank in which definitions are changed: its store, its people, and a clock that the test moves. */
export interface LifeRoom {
  readonly store: Store;
  readonly examiner: Examiner;
  readonly impacts: ImpactJobs;
  readonly clock: Clock;
  readonly now: Date;
  later(seconds: number): void;
  /** Begins a release that changes the segmentation to begin its upper class at this score. */
  draft(from: number, by?: string, goLiveAt?: string | null): Promise<string>;
  begin(members: readonly AskedMember[], by?: string, goLiveAt?: string | null): Promise<string>;
  edit(id: string, members: readonly AskedMember[], by?: string, note?: string): Promise<unknown>;
  submit(id: string, by?: string, acceptsCases?: string | null): Promise<string>;
  /** With a code that was not used before. */
  /** By somebody who opened one of those who move, by each decision that moves somebody. */
  approve(id: string, hash: string, by?: string): Promise<unknown>;
  goLive(id: string): Promise<string>;
  /** Draft, submitted, approved. */
  approved(from: number, goLiveAt?: string | null): Promise<string>;
  state(id: string): Promise<string>;
  reason(id: string): Promise<string>;
  /** Where the upper class begins, as published. */
  live(): Promise<string>;
  /** The operations that the audit tells of a release, refused ones marked. */
  audited(id: string): Promise<readonly string[]>;
}

export const tier = (from: number): JsonObject => segmentation(from) as JsonObject;
export const wealth = (unknown: number): JsonObject => scorecard(unknown) as JsonObject;

export async function lifeRoom(
  stores: Stores,
  sources: readonly object[] = documents,
  dataFolder = '/none',
): Promise<LifeRoom> {
  const time = { now: new Date('2026-11-22T04:00:00.000Z') };
  const clock = { now: () => time.now };
  const store = await stores.open({ clock });
  const examiner = directExaminer(store.database, dataFolder, clock);
  const impacts = impactJobs({ store, dataFolder, clock, runner: directRunner(store.database), threads: 1 });
  const impactOf = keptImpactOf(store, impacts);
  const room: LifeRoom = {
    store,
    examiner,
    impacts,
    clock,
    get now() {
      return time.now;
    },
    later(seconds) {
      time.now = new Date(time.now.getTime() + seconds * 1000);
    },
    draft: (from, by, goLiveAt) => room.begin([{ document: tier(from) }], by, goLiveAt),
    async begin(members, by = 'ann', goLiveAt = null) {
      const { id } = await beginRelease(store, as(by), { title: 'A change', note: '', goLiveAt, members });
      return id;
    },
    edit: (id, members, by = 'ann', note = '') =>
      editRelease(store, as(by), id, { title: 'A change', note, goLiveAt: null, members, whyNot: () => undefined }),
    async submit(id, by = 'ann', acceptsCases = null) {
      return (
        (await submitRelease({ store, examiner, impactOf }, as(by), id, { acceptsCases, whyNot: () => undefined }))
          .hash ?? ''
      );
    },
    async approve(id, hash, by = 'ben') {
      room.later(30);
      return await approveRelease(store, as(by), id, {
        hash,
        code: codeAt(room.now),
        opened: await openedOf(store, id),
      });
    },
    goLive: (id) => goLive({ store, examiner }, KEEPER, id),
    async approved(from, goLiveAt = null) {
      const id = await room.draft(from, 'ann', goLiveAt);
      await room.approve(id, await room.submit(id));
      return id;
    },
    async state(id) {
      return (await findStanding(store.database, id))?.release.state ?? 'none';
    },
    async reason(id) {
      const text = (await findStanding(store.database, id))?.release.reason ?? 'null';
      return (JSON.parse(text) as { en: string } | null)?.en ?? '';
    },
    async live() {
      const rows = await store.database
        .selectFrom('publication_member')
        .innerJoin('document', 'document.hash', 'publication_member.hash')
        .select(['json', 'version'])
        .where('id', '=', 'segmentation/tier')
        .where('until', 'is', null)
        .execute();
      return rows.map(({ json, version }) => `v${version} ${/"gold".*?"in":"\[(\d+)/.exec(json)?.[1]}`).join();
    },
    async audited(id) {
      const rows = await store.database
        .selectFrom('audit_entry')
        .select(['operation', 'outcome', 'actor'])
        .where('subject', '=', `release/${id}`)
        .orderBy('at')
        .orderBy('position')
        .execute();
      return rows.map(
        ({ operation, outcome, actor }) => `${actor} ${operation}${outcome === 'done' ? '' : ' refused'}`,
      );
    },
  };
  const loaded = await loadDefinitions(
    store,
    tester,
    sources.map((document) => ({ document })),
  );
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  await seedPeople(store, RELEASE_STAFF);
  return room;
}

async function openedOf({ database }: Store, id: string): Promise<readonly OpenedMover[]> {
  const report = await boundReport(database, (await findStanding(database, id))?.revision.impact ?? null);
  return (report ?? []).flatMap(({ ref, moved }) => (moved > 0 ? [{ ref, row: 1 }] : []));
}

/** A population of customers with these assets, `C0`, `C1` …; those without are of unknown assets. */
export async function importClients(
  { store, clock }: Pick<LifeRoom, 'store' | 'clock'>,
  dataFolder: string,
  assets: readonly (number | null)[],
  asOf: string,
): Promise<void> {
  const path = join(dataFolder, `clients-${asOf}.csv`);
  const rows = assets.map((aum, i) => `C${i},40,${aum ?? ''},`);
  writeFileSync(path, `clientId,age,aum,joinedOn\n${rows.join('\n')}\n`);
  const duckdb = await openDuckdb({ threads: 1 });
  try {
    const library = link(documents.map((document) => ({ document })));
    await importPopulation(
      { store, dataFolder, duckdb, clock, actor: tester },
      { library, entity: 'entity/client', path, related: new Map(), language: 'en', asOf },
    );
  } finally {
    duckdb.close();
  }
}

/** How somebody takes back what he saw as it is. */
export const AS_SEEN = { reason: null, whyNot: () => undefined } as const;

/** The code of the problem that an operation refuses with. */
export const codeOf = async (asked: Promise<unknown>): Promise<string> =>
  await asked.then(
    () => 'done',
    (error: unknown) => (error instanceof OperationRefused ? error.problems[0].code : String(error)),
  );
