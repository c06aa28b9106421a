import { dirname } from 'node:path';
import { type Clock, systemClock } from '../clock.ts';
import type { Purpose, StoreAddress } from './address.ts';
import { type AuditAlgorithm, canDigest, newChain } from './audit.ts';
import type { LogWriter } from './decision-log.ts';
import { migrate } from './migrate.ts';
import type { MoveListener } from './migrations/migration.ts';
import { storeProblem } from './problems.ts';
import * as postgresql from './postgresql/index.ts';
import * as sqlite from './sqlite/index.ts';
import { sealOlder, secretKey, secretsBy } from './secrets.ts';
import { StoreError, storeErrorOf } from './store-error.ts';
import type { Reader, Store } from './store.ts';
import type { Database } from './tables.ts';

export interface OpenOptions {
  readonly mustExist?: boolean;
  /** A test's; left out, the machine's, and on PostgreSQL the database's. */
  readonly clock?: Clock;
  /** Hears how far rows have moved to a newer form. */
  readonly told?: MoveListener;
  /** What the store's secrets are sealed by; the key in the folder of its file unless given. One on PostgreSQL has to be given it where there are any. */
  readonly secretKey?: () => Buffer;
  /** How the audit of a new store is chained. One that stands keeps what it began with. */
  readonly auditDigest?: AuditAlgorithm;
}

/** Opens a store at the newest schema. Throws a StoreError. */
export async function openStore(address: StoreAddress, options: OpenOptions = {}): Promise<Store> {
  const { clock = systemClock } = options;
  try {
    const secrets = secretsBy(() => keyOf(address, options));
    await withLock(address, 'schema', options, async (database) => {
      await migrate(database, address.kind, clock, options.told === undefined ? {} : { told: options.told });
      await beginChain(database, options.auditDigest ?? 'sha256', clock);
      await sealOlder(database, secrets);
    });
    return address.kind === 'sqlite'
      ? sqlite.openStore(address.path, clock, secrets)
      : postgresql.openStore(address.url, options.clock, secrets);
  } catch (error) {
    throw storeErrorOf(error, address) ?? error;
  }
}

function keyOf(address: StoreAddress, { secretKey: given }: OpenOptions): Buffer {
  if (given !== undefined) return given();
  if (address.kind === 'postgresql') throw new Error('A store on PostgreSQL is opened with the key of its secrets');
  return secretKey(dirname(address.path));
}

/** Opens a store to read it, as it stands. Throws a StoreError. */
export function openReader(address: StoreAddress): Reader {
  return address.kind === 'sqlite' ? sqlite.openReader(address.path) : postgresql.openReader(address.url);
}

/** Reads in a store as it stands, and closes it. Throws a StoreError. */
export async function withReader<T>(address: StoreAddress, read: (database: Database) => Promise<T>): Promise<T> {
  const reader = openReader(address);
  try {
    return await read(reader.database);
  } finally {
    await reader.close();
  }
}

/** Opens what writes the decision log. Throws a StoreError. */
export function openLogWriter(address: StoreAddress): LogWriter {
  return address.kind === 'sqlite' ? sqlite.openLogWriter(address.path) : postgresql.openLogWriter(address.url);
}

/** Does something while no other process does, with a database that may write past all that operations have to keep to. */
export async function withLock<T>(
  address: StoreAddress,
  purpose: Purpose,
  options: { readonly mustExist?: boolean },
  work: (database: Database) => Promise<T>,
): Promise<T> {
  return address.kind === 'sqlite'
    ? await sqlite.withLock(address.path, purpose, options, work)
    : await postgresql.withLock(address.url, purpose, options, work);
}

/** Decides how the audit of this store is chained, where that is not decided yet. */
async function beginChain(database: Database, algorithm: AuditAlgorithm, clock: Clock): Promise<void> {
  const chain = await database.selectFrom('audit_chain').select('algorithm').executeTakeFirst();
  const found = chain?.algorithm ?? algorithm;
  if (!canDigest(found)) throw new StoreError(storeProblem('audit-digest-unknown', { pointer: '' }, { found }));
  if (chain === undefined) await database.insertInto('audit_chain').values(newChain(algorithm, clock.now())).execute();
}
