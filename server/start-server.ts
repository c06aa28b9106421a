import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { buildApp } from './app.ts';
import { systemClock } from './clock.ts';
import { type Config, isLoopback, packagePath } from './config.ts';
import type { HeldPort } from './http/starting.ts';
import { storeAccess } from './operations/people/access.ts';
import { firstLinksAtStart, peopleAtStart } from './operations/people/people-at-start.ts';
import { fill } from './operations/population/first-start.ts';
import { claimed, portOf, storeOf, tellWhyNot } from './start/claims.ts';
import { openParts } from './start/parts.ts';
import { untilStopped } from './start/until-stopped.ts';
import type { MoveListener } from './store/migrations/migration.ts';
import type { ServingClaim } from './store/serving.ts';
import type { Store } from './store/store.ts';
import { EXIT, type Terminal } from './terminal.ts';

/**
 * Runs the server until it is asked to stop: claims the data folder and the port before any work is done, opens the store, fills it
 * where it is empty (in processes of their own, so that this one stays small), listens on loopback, and takes over what is published
 * meanwhile.
 */
export async function startServer(
  config: Config,
  terminal: Terminal,
  { asJson, moved }: { readonly asJson: boolean; readonly moved: MoveListener },
): Promise<void> {
  const claim = claimed(config, terminal);
  if (claim === undefined) return;
  const held = await portOf(config, terminal);
  const store = held === undefined ? undefined : await storeOf(config, terminal, moved);
  try {
    if (held === undefined || store === undefined) return;
    if (!(await peopleAtStart(store, config, terminal))) return;
    const isFilled = await fill(store, config, terminal);
    if (isFilled && config.pageBuilt !== null) await appearance(config.pageBuilt);
    if (isFilled) await serve({ claim, held, store }, config, terminal, asJson);
    else terminal.end(EXIT.failed);
  } finally {
    await held?.release();
    await store?.close();
    claim.release();
  }
}

/** Waits for a file; whoever makes it ends this process where that fails. */
async function appearance(path: string): Promise<void> {
  while (!existsSync(path)) await wait(100);
}

interface Claimed {
  readonly claim: ServingClaim;
  readonly held: HeldPort;
  readonly store: Store;
}

async function serve(
  { claim, held, store }: Claimed,
  config: Config,
  terminal: Terminal,
  asJson: boolean,
): Promise<void> {
  // Little outlives a request: threads that help to collect its garbage cost more than they save.
  setFlagsFromString('--no-parallel-scavenge');
  const onFault = (error: Error, reference: string) =>
    void process.stderr.write(`${reference} ${error.stack ?? error.message}\n`);
  const parts = await openParts(store, config, onFault);
  const { runtime, checker, comparer, examiner, impacts, imports, fitter, queues } = parts;
  const url = `http://localhost:${held.port}/`;
  const links = config.files === null ? await firstLinksAtStart(store, url) : '';
  const access = await storeAccess(store, systemClock, isLoopback(config.host));
  let isStopping = false;
  const app = await buildApp({
    runtime,
    checker,
    studioFolder: packagePath('dist/studio'),
    language: terminal.language,
    ...(config.files === null && {
      people: {
        store,
        access,
        clock: systemClock,
        impacts,
        imports,
        examiner,
        comparer,
        fitter,
        queues,
        inbound: config.inbound,
        smsSecrets: config.smsSecrets,
      },
    }),
    isPublic: !isLoopback(config.host),
    trustedProxies: config.trustedProxies,
    isStopping: () => isStopping,
    onFault,
  });
  await app.ready();
  await held.release();
  try {
    await app.listen({ host: config.host, port: held.port });
  } catch (error) {
    await parts.close(terminal);
    return tellWhyNot(error, held.port, terminal);
  }
  const serving = { store, runtime, examiner, queues, access, claim, url, links };
  await untilStopped(serving, config, terminal, asJson, () => {
    isStopping = true;
    return app.close();
  });
  await parts.close(terminal);
}
