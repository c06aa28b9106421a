import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Language } from '../../../definitions/index.ts';
import { buildApp } from '../../../server/app.ts';
import type { Clock } from '../../../server/clock.ts';
import { directChecker } from '../../../server/operations/definitions/checker.ts';
import { loadDefinitions } from '../../../server/operations/definitions/load-definitions.ts';
import { createRuntime, type Runtime } from '../../../server/operations/definitions/runtime.ts';
import { type DecisionLog, logWriter } from '../../../server/store/decision-log.ts';
import { databasePath, openStore } from '../../../server/store/open-store.ts';
import { type OpenDatabase, openSqlite } from '../../../server/store/sqlite.ts';
import { documents } from './definitions.ts';

/** A store in a folder of its own, a runtime and an application over it. */
export interface Bank {
  readonly folder: string;
  readonly store: OpenDatabase;
  readonly runtime: Runtime;
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

/** Noon of a day at the bank. */
export const clock: Clock = { now: () => new Date('2026-11-22T04:00:00.000Z') };

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'guiju-test-'));
}

/** Opens a bank whose published definitions are these, speaking a language to whoever names none. */
export async function openBank(sources: readonly object[] = documents, language: Language = 'zh-CN'): Promise<Bank> {
  const folder = temporaryFolder();
  const store = await openStore(folder, { clock });
  const loaded = await loadDefinitions(
    store.database,
    sources.map((document) => ({ document })),
    { clock },
  );
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  const log = directLog(folder);
  const runtime = await createRuntime({ database: store.database, log, clock });
  const app = await buildApp({
    runtime,
    checker: directChecker(store.database),
    studioFolder: join(folder, 'no-studio'),
    language,
  });
  await app.ready();
  return {
    folder,
    store,
    runtime,
    app,
    async close() {
      await app.close();
      await log.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A decision log that is written at once, within this thread, by a connection of its own. */
function directLog(folder: string): DecisionLog {
  const open = openSqlite(databasePath(folder));
  const write = logWriter(open.connection);
  return {
    isOn: true,
    ready: async () => {},
    isFull: false,
    isBehind: false,
    isRefusing: false,
    fault: undefined,
    append: async (entries) => write(entries),
    async close() {
      await open.close();
      return 0;
    },
  };
}
