import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { type StoreAddress, sqliteIn } from '../../../server/store/address.ts';
import { type OpenOptions, openStore } from '../../../server/store/open-store.ts';
import type { Store, Transaction } from '../../../server/store/store.ts';
import { clock, temporaryFolder, tester } from './bank.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';

let started: Promise<PostgresServer> | undefined;

/** The PostgreSQL of a test file, asked for outside its tests: started when it is first needed, and gone when the file is done. */
export function postgresOfFile(): () => Promise<PostgresServer> {
  afterAll(async () => {
    const running = started;
    started = undefined;
    await (await running)?.remove();
  });
  return async () => await (started ??= startPostgres());
}

/** The store of one test: opened as often as there are to be nodes. All of them are closed, and it is gone, when the test ends. */
export interface Stores {
  readonly dialect: StoreAddress['kind'];
  readonly address: StoreAddress;
  open(options?: OpenOptions): Promise<Store>;
}

/** Runs tests on each database: what holds of one holds of both. */
export function onBothDatabases(title: string, tests: (stores: Stores) => void): void {
  const postgres = postgresOfFile();
  describe.each(['sqlite', 'postgresql'] as const)(`${title}, on %s`, (dialect) => {
    let address: StoreAddress;
    let folder: string | undefined;
    const opened: Store[] = [];
    beforeAll(async () => void (dialect === 'postgresql' && (await postgres())));
    beforeEach(async () => {
      if (dialect === 'postgresql') address = { kind: dialect, url: await (await postgres()).database() };
      else {
        folder = temporaryFolder();
        address = sqliteIn(folder);
      }
    });
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });
    tests({
      dialect,
      get address() {
        return address;
      },
      async open(options = { clock }) {
        const store = await openStore(address, { secretKey: () => TEST_KEY, ...options });
        opened.push(store);
        return store;
      },
    });
  });
}

/** What tests seal the secrets of a store by that is on PostgreSQL. */
export const TEST_KEY = Buffer.alloc(32, 7);

/** Writes something that no operation of the program does, and says so in the audit. */
export const written = <T>(store: Store, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  store.write(tester, 'test', async (tx) => {
    const value = await work(tx);
    await tx.audit({ subject: 'test' });
    return value;
  });
