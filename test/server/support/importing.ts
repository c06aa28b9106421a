import { rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { JobsHost } from '../../../server/operations/population/carry-out-import.ts';
import { addPiece } from '../../../server/operations/population/add-piece.ts';
import { importJobs, type ImportJobs } from '../../../server/operations/population/import-jobs.ts';
import { directImporter } from '../../../server/operations/population/import-runner.ts';
import { beginImport, type ImportAsked } from '../../../server/operations/population/imports.ts';
import { type ImportShown, readImport } from '../../../server/operations/population/read-imports.ts';
import { beginUpload } from '../../../server/operations/population/upload.ts';
import { currentSnapshotId } from '../../../server/store/snapshots.ts';
import { temporaryFolder } from './bank.ts';
import { documents } from './definitions.ts';
import { as, seedPeople, type SeededPerson } from './people.ts';
import { lifeRoom, type LifeRoom } from './releases.ts';
import type { Stores } from './stores.ts';

/** Who imports: two over the whole bank, one of a branch, and an author who may as well. */
const IMPORTERS: readonly SeededPerson[] = [
  { id: 'ida', node: 'bank', roles: ['importer'] },
  { id: 'ivo', node: 'bank', roles: ['importer'] },
  { id: 'eda', node: 'east', roles: ['importer'] },
  { id: 'amy', node: 'bank', roles: ['author', 'importer'] },
];

export const HEAD = 'clientId,age,aum,joinedOn';
/** Lines of as many clients. */
export const rows = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `C${i},40,${i},`);
/** A line that no import takes. */
export const UNUSABLE = 'X,forty,1,';

export const textOf = (lines: readonly string[]): string => `${[HEAD, ...lines].join('\n')}\n`;

/** A bank in which populations are imported. */
export interface ImportRoom {
  readonly life: LifeRoom;
  readonly folder: string;
  /** Carried out within the test's own thread. */
  readonly jobs: ImportJobs;
  /** Jobs that are carried out otherwise. */
  jobsBy(otherwise: Partial<JobsHost>): ImportJobs;
  /** Sends a file of these lines; answers its id. */
  sent(lines: readonly string[], by?: string): Promise<string>;
  /** Sends a piece of a file. */
  piece(file: string, at: number, piece: Readable, by?: string): ReturnType<typeof addPiece>;
  asked(file: string): ImportAsked;
  /** Begins an import of a file; answers its id. */
  begun(file: string, by?: string, jobs?: ImportJobs): Promise<string>;
  /** Sends, imports, and waits for what came of it. */
  imported(lines: readonly string[], by?: string, jobs?: ImportJobs): Promise<ImportShown>;
  shown(id: string): Promise<ImportShown>;
  /** The snapshot of clients that counts. */
  current(): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function importRoom(stores: Stores): Promise<ImportRoom> {
  const folder = temporaryFolder();
  const life = await lifeRoom(stores, documents, folder);
  const { store, clock } = life;
  await seedPeople(store, IMPORTERS);
  const opened: ImportJobs[] = [];
  const jobsBy = (otherwise: Partial<JobsHost>): ImportJobs => {
    const runner = directImporter(store.database);
    const jobs = importJobs({ store, dataFolder: folder, clock, runner, threads: 1, ...otherwise });
    opened.push(jobs);
    return jobs;
  };
  const own = jobsBy({});
  const room: ImportRoom = {
    life,
    folder,
    jobs: own,
    jobsBy,
    async sent(lines, by = 'ida') {
      const { id } = await beginUpload(store, as(by), folder, 'clients.csv');
      await room.piece(id, 0, Readable.from([Buffer.from(textOf(lines))]), by);
      return id;
    },
    piece: (id, at, piece, by = 'ida') => addPiece(store, as(by), { dataFolder: folder, id, at, piece }),
    asked: (file) => ({
      entity: 'entity/client',
      file,
      related: [],
      feeds: [],
      encoding: undefined,
      sheet: undefined,
      asOf: undefined,
      language: 'en',
    }),
    async begun(file, by = 'ida', jobs = own) {
      return (await beginImport(store, as(by), room.asked(file), jobs)).id;
    },
    async imported(lines, by = 'ida', jobs = own) {
      const id = await room.begun(await room.sent(lines, by), by, jobs);
      await jobs.settled();
      life.later(1);
      return await room.shown(id);
    },
    shown: (id) => readImport(store, { person: 'ida', rights: [{ role: 'importer', scope: 'bank' }] }, id),
    current: () => currentSnapshotId(store.database, 'entity/client', '2026-11-22'),
    async close() {
      for (const jobs of opened) await jobs.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return room;
}
