import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Language } from '../../../definitions/index.ts';
import { buildApp } from '../../../server/app.ts';
import type { InboundSource } from '../../../server/channels/webhook-endpoints.ts';
import type { Clock } from '../../../server/clock.ts';
import { directFitter } from '../../../server/operations/regressions/fitter.ts';
import { directChecker } from '../../../server/operations/definitions/checker.ts';
import { loadDefinitions } from '../../../server/operations/definitions/load-definitions.ts';
import { type ImpactJobs, impactJobs } from '../../../server/operations/impacts/impact-jobs.ts';
import { directRunner } from '../../../server/operations/impacts/impact-runner.ts';
import { type ImportJobs, importJobs } from '../../../server/operations/population/import-jobs.ts';
import { directImporter } from '../../../server/operations/population/import-runner.ts';
import { storeAccess } from '../../../server/operations/people/access.ts';
import { directComparer } from '../../../server/operations/definitions/comparer.ts';
import { preparedQueues } from '../../../server/operations/requests/prepared-queues.ts';
import { createRuntime, type Runtime } from '../../../server/operations/definitions/runtime.ts';
import type { Actor } from '../../../server/store/actor.ts';
import { type StoreAddress, sqliteIn } from '../../../server/store/address.ts';
import type { DecisionLog } from '../../../server/store/decision-log.ts';
import { openLogWriter, openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { directExaminer } from '../../../server/operations/releases/examine.ts';
import { currentSnapshots } from '../../../server/operations/population/current-snapshots.ts';
import { documents } from './definitions.ts';

/** A store in a folder of its own, a runtime and an application over it. */
export interface Bank {
  readonly folder: string;
  readonly store: Store;
  readonly runtime: Runtime;
  readonly app: FastifyInstance;
  readonly impacts: ImpactJobs;
  readonly imports: ImportJobs;
  /** Of the program, that requests met. */
  readonly faults: readonly Error[];
  /** Looks again who there is. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export interface BankOptions {
  /** Whether it has people: whom, its test writes into the store. */
  readonly hasPeople?: boolean;
  readonly now?: () => Date;
  readonly trustedProxies?: readonly string[];
  /** Who may send requests, signed. */
  readonly inbound?: readonly InboundSource[];
  /** Where its store is; in its folder unless given. */
  readonly address?: StoreAddress;
}

/** Noon of a day at the bank. */
export const clock: Clock = { now: () => new Date('2026-11-22T04:00:00.000Z') };

export const tester: Actor = { kind: 'person', id: 'p1', name: 'Tester' };

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'guiju-test-'));
}

/** Opens a bank whose published definitions are these, speaking a language to whoever names none. */
export async function openBank(
  sources: readonly object[] = documents,
  language: Language = 'zh-CN',
  options: BankOptions = {},
): Promise<Bank> {
  const folder = temporaryFolder();
  const bankClock: Clock = options.now === undefined ? clock : { now: options.now };
  const secretKey = () => Buffer.alloc(32, 7);
  const store = await openStore(options.address ?? sqliteIn(folder), { clock: bankClock, secretKey });
  const loaded = await loadDefinitions(
    store,
    tester,
    sources.map((document) => ({ document })),
  );
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  const log = directLog(store.address);
  const snapshots = await currentSnapshots(store.database, folder, clock);
  const runtime = await createRuntime({ database: store.database, snapshots, log, clock });
  const impacts = impactJobs({
    store,
    dataFolder: folder,
    clock: bankClock,
    runner: directRunner(store.database),
    threads: 1,
  });
  const imports = importJobs({
    store,
    dataFolder: folder,
    clock: bankClock,
    runner: directImporter(store.database),
    threads: 1,
  });
  const access = options.hasPeople === true ? await storeAccess(store, bankClock, true) : undefined;
  const faults: Error[] = [];
  const app = await buildApp({
    onFault: (error) => void faults.push(error),
    runtime,
    checker: directChecker(store.database),
    studioFolder: join(folder, 'no-studio'),
    language,
    ...(access !== undefined && {
      people: {
        store,
        access,
        clock: bankClock,
        impacts,
        imports,
        examiner: directExaminer(store.database, folder, bankClock),
        comparer: directComparer(store.database),
        fitter: directFitter(store.database),
        queues: preparedQueues(runtime, store.database),
        inbound: options.inbound ?? [],
        smsSecrets: (options.inbound ?? []).flatMap(({ secrets }) => secrets),
        noticePace: { lookMs: 20, beatMs: 200 },
      },
    }),
    trustedProxies: options.trustedProxies ?? [],
  });
  await app.ready();
  return {
    folder,
    store,
    runtime,
    app,
    impacts,
    imports,
    faults,
    look: async () => await access?.look(),
    async close() {
      await app.close();
      await impacts.close();
      await imports.close();
      snapshots.close();
      await log.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A decision log that is written at once, within this thread, by a connection of its own. */
function directLog(address: StoreAddress): DecisionLog {
  const writer = openLogWriter(address);
  return {
    isOn: true,
    ready: async () => {},
    isFull: false,
    isBehind: false,
    isRefusing: false,
    fault: undefined,
    append: (entries) => writer.write(entries),
    async close() {
      await writer.close();
      return 0;
    },
  };
}
