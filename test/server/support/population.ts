import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Feed, type FeedDocument, feedOf, link, type Library } from '../../../definitions/index.ts';
import { openDuckdb } from '../../../server/batch/duckdb.ts';
import { importSnapshot, type ImportRequest } from '../../../server/population/import-snapshot.ts';
import { type OpenSnapshot, openSnapshot } from '../../../server/population/open-snapshot.ts';
import type { Snapshot } from '../../../server/population/snapshot.ts';

/** Clients with accounts, who may share a home. */
export const CLIENT = {
  kind: 'entity',
  name: 'client',
  key: 'id',
  lookUps: [{ field: 'phone' }, { field: 'phone', last: 4 }, { field: 'branch' }],
  fields: {
    id: { type: 'string' },
    age: { type: 'integer', minimum: 0, maximum: 120 },
    aum: { type: 'decimal', decimals: 2, optional: true },
    openedOn: { type: 'date', optional: true },
    seenAt: { type: 'instant', optional: true },
    payroll: { type: 'boolean', optional: true },
    phone: { type: 'string', optional: true },
    branch: { type: 'integer', minimum: 0, maximum: 999, optional: true },
    homeId: { type: 'integer', minimum: 1, maximum: 1_000_000, optional: true },
    flows: { type: 'decimal', decimals: 2, series: true, optional: true },
  },
  relations: {
    accounts: { entity: 'entity/account', by: 'id', many: true },
    home: { entity: 'entity/home', by: 'homeId' },
  },
  derived: {
    balance: { text: 'sum(accounts.balance)', type: 'decimal', decimals: 2 },
    housemates: { text: 'count(home.members)', type: 'integer', ifMissing: 0 },
  },
};
export const ACCOUNT = {
  kind: 'entity',
  name: 'account',
  key: 'no',
  fields: { no: { type: 'string' }, id: { type: 'string' }, balance: { type: 'decimal', decimals: 2 } },
};
export const HOME = {
  kind: 'entity',
  name: 'home',
  key: 'homeId',
  fields: {
    homeId: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    rooms: { type: 'integer', minimum: 0, maximum: 99 },
  },
  relations: { members: { entity: 'entity/client', by: 'homeId', many: true } },
};
export const TIER = {
  kind: 'segmentation',
  name: 'tier',
  entity: 'entity/client',
  method: 'criteria',
  classes: [
    { name: 'gold', when: { all: [{ fact: 'balance', operator: 'greaterThanInclusive', value: 1000 }] } },
    { name: 'young', when: { all: [{ fact: 'age', operator: 'lessThan', value: 25 }] } },
  ],
  otherwise: { name: 'other' },
};
export const DOCUMENTS: readonly object[] = [CLIENT, ACCOUNT, HOME, TIER];
export const LIBRARY = link(DOCUMENTS.map((document) => ({ document })));

/** A folder of files and snapshots for each test. */
export interface PopulationRoom {
  readonly snapshots: string;
  path(name: string): string;
  write(name: string, content: string | Buffer): string;
  read(name: string): string;
  /** Imports into the folder of snapshots, or into another. */
  import(
    path: string,
    more?: Partial<ImportRequest> & { readonly folder?: string },
  ): Promise<Snapshot & { readonly notes: readonly { readonly code: string }[] }>;
  open(snapshot: Snapshot): Promise<OpenSnapshot>;
}

export function populationRoom(library: Library = LIBRARY): PopulationRoom {
  const room = { folder: '', open: [] as OpenSnapshot[] };
  beforeEach(() => {
    room.folder = mkdtempSync(join(tmpdir(), 'guiju-population-'));
  });
  afterEach(() => {
    for (const one of room.open.splice(0)) one.close();
    rmSync(room.folder, { recursive: true, force: true });
  });
  const path = (name: string) => join(room.folder, name);
  return {
    get snapshots() {
      return path('snapshots');
    },
    path,
    write(name, content) {
      writeFileSync(path(name), content);
      return path(name);
    },
    read: (name) => readFileSync(path(name), 'utf8'),
    async import(file, { folder = 'snapshots', ...more } = {}) {
      const duckdb = await openDuckdb({ threads: 1 });
      try {
        return await importSnapshot(duckdb, path(folder), {
          library,
          entity: 'entity/client',
          path: file,
          related: new Map(),
          asOf: '2026-11-22',
          language: 'en',
          known: async () => new Set(),
          keep: async () => {},
          ...more,
        });
      } finally {
        duckdb.close();
      }
    },
    async open({ id }) {
      const opened = await openSnapshot(path('snapshots'), id);
      room.open.push(opened);
      return opened;
    },
  };
}

/** A feed of the room's entities. */
export function feedFor(document: object, library: Library = LIBRARY): Feed {
  const declared = { kind: 'feed', ...document } as unknown as FeedDocument;
  const entity = library.environment.entity(declared.entity);
  if (entity === undefined) throw new Error(`There is no ${declared.entity}`);
  return feedOf(declared, entity);
}
